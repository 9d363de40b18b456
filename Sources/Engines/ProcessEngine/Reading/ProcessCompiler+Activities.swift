import XMLTree

extension ProcessCompiler {
    /// Reads what every activity may have: quantities, data, loops.
    mutating func readActivity(_ index: Int) {
        let element = elements[index]
        readData(index, element)
        guard element.isActivity else { return }
        drafts[index].startQuantity = element.attribute("startQuantity").flatMap { Int($0) } ?? 1
        drafts[index].completionQuantity = element.attribute("completionQuantity").flatMap { Int($0) } ?? 1
        drafts[index].isForCompensation = element.flag("isForCompensation", default: false)
        if let loop = element.child("standardLoopCharacteristics") {
            drafts[index].loop = .standard(
                StandardLoop(
                    condition: loop.child("loopCondition").flatMap { expression($0) },
                    testBefore: loop.flag("testBefore", default: false),
                    maximum: loop.attribute("loopMaximum").flatMap { Int($0) }))
        } else if let loop = element.child("multiInstanceLoopCharacteristics") {
            drafts[index].loop = .multiInstance(multiInstance(loop, of: element))
        }
    }

    private mutating func multiInstance(_ loop: BPMNElement, of activity: BPMNElement) -> MultiInstance {
        let isSequential = loop.flag("isSequential", default: false)
        if !isSequential { hasParallelPasses = true }
        var collection: (any ProcessExpression)?
        if let text = loop.own("collection") {
            collection = expression(text, at: loop)
        } else if let reference = loop.child("loopDataInputRef")?.text {
            collection = VariableReference(name: variable(BPMNElement.unprefixed(reference), of: activity))
        }
        let outputReference = loop.child("loopDataOutputRef")?.text
        let behavior: MultiInstance.Behavior
        var event: String?
        switch loop.attribute("behavior") {
        case "None":
            behavior = .none
            event = eventName(loop.reference("noneBehaviorEventRef"))
        case "One":
            behavior = .one
            event = eventName(loop.reference("oneBehaviorEventRef"))
        case "Complex":
            behavior = .complex(
                loop.children("complexBehaviorDefinition").compactMap { definition in
                    let condition = definition.child("condition").flatMap { expression($0) }
                    let thrown = definition.child("event")?.children.first { $0.isEventDefinition }
                    return thrown.flatMap { eventName(of: $0) }.map { (condition, $0) }
                })
        default: behavior = .all
        }
        return MultiInstance(
            isSequential: isSequential, cardinality: loop.child("loopCardinality").flatMap { expression($0) },
            collection: collection, item: loop.own("item") ?? loop.child("inputDataItem").flatMap { $0.name ?? $0.id },
            outputCollection: loop.own("outputCollection")
                ?? outputReference.map { variable(BPMNElement.unprefixed($0), of: activity) },
            outputItem: loop.own("outputItem") ?? loop.child("outputDataItem").flatMap { $0.name ?? $0.id },
            completionCondition: loop.child("completionCondition").flatMap { expression($0) }, behavior: behavior,
            behaviorEvent: event)
    }

    private func eventName(_ id: String?) -> String? { model.element(id).flatMap { eventName(of: $0) } }

    private func eventName(of definition: BPMNElement) -> String? {
        referredName(definition, "signalRef") ?? referredName(definition, "messageRef")
    }

    /// The name of what a definition refers to; its id where it has no name.
    func referredName(_ element: BPMNElement, _ attribute: String) -> String? {
        guard let id = element.reference(attribute) else { return nil }
        return model.element(id).map { $0.name ?? id } ?? id
    }

    // MARK: Kinds

    func subProcessKind(_ element: BPMNElement) -> FlowNode.SubProcess {
        switch element.kind {
        case "transaction": return .transaction
        case "adHocSubProcess":
            return .adHoc(
                sequential: element.attribute("ordering") == "Sequential",
                completion: element.child("completionCondition").flatMap { expression($0) },
                cancelsRemaining: element.flag("cancelRemainingInstances", default: true))
        default: return element.isEventSubProcess ? .event : .embedded
        }
    }

    /// What a node does; `nil` after a report.
    mutating func kind(of index: Int) -> FlowNode.Kind? {
        let element = elements[index]
        switch element.kind {
        case "task", "manualTask": return .passing
        case "userTask": return .user(userTask(element))
        case "serviceTask":
            guard let handler = handler(element) else {
                report(
                    element, "handler-missing", zh: "没有说明由哪个处理程序执行（implementation）。",
                    en: "Nothing says which handler carries it out (implementation).")
                return nil
            }
            return .invoke(handler: handler, retry: element.own("retry"), script: nil)
        case "businessRuleTask":
            guard let decision = text(element.own("decision"), at: element) ?? handler(element) else {
                report(
                    element, "decision-missing", zh: "没有说明用哪个决策（yw:decision）。",
                    en: "Nothing says which decision it uses (yw:decision).")
                return nil
            }
            return .decide(decision: decision, retry: element.own("retry"))
        case "scriptTask": return script(element)
        case "sendTask":
            guard let message = message(element) else { return nil }
            return .send(message)
        case "receiveTask":
            guard let name = referredName(element, "messageRef") ?? operationMessage(element) else {
                report(element, "message-missing", zh: "没有说明等待哪个消息。", en: "Nothing says which message it waits for.")
                return nil
            }
            return .receive(.message(name: name, correlation: text(element.own("correlation"), at: element)))
        case "callActivity":
            guard let called = element.attribute("calledElement") else {
                report(element, "called-element-missing", zh: "没有说明调用哪个流程。", en: "Nothing says which process it calls.")
                return nil
            }
            let isExpression = called.hasPrefix("=")
            guard let process = text(isExpression ? called : BPMNElement.unprefixed(called), at: element) else {
                return nil
            }
            return .call(process: process)
        case "subProcess", "transaction", "adHocSubProcess":
            return .subProcess(subProcessKind(element), members(of: element, container: index))
        case "exclusiveGateway": return .exclusive
        case "parallelGateway": return .parallel
        case "inclusiveGateway": return .inclusive
        case "eventBasedGateway": return .eventBased
        case "complexGateway":
            return .complex(activation: element.child("activationCondition").flatMap { expression($0) })
        default: return event(index, element)
        }
    }

    /// The handler of `implementation`, or of the extension attribute; the standard's `##` values name none.
    func handler(_ element: BPMNElement) -> ProcessText? {
        if let own = element.own("handler") { return text(own, at: element) }
        guard let name = element.attribute("implementation"), !name.hasPrefix("##") else { return nil }
        return text(name, at: element)
    }

    private func script(_ element: BPMNElement) -> FlowNode.Kind? {
        guard let script = element.child("script")?.text, !script.isEmpty else {
            report(element, "script-missing", zh: "脚本任务没有脚本。", en: "The script task has no script.")
            return nil
        }
        if let handler = options.scriptHandler {
            return .invoke(handler: ProcessText(content: .literal(handler)), retry: nil, script: script)
        }
        if let format = element.attribute("scriptFormat"), !format.uppercased().contains("FEEL") {
            report(
                element, "script-format", zh: "脚本语言“\(format)”不受支持，请用 FEEL。",
                en: "Script format '\(format)' is not supported; write FEEL.")
            return nil
        }
        return expression(script, at: element).map { .script($0) }
    }
}
