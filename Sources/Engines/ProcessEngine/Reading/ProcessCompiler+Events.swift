extension ProcessCompiler {
    mutating func event(_ index: Int, _ element: BPMNElement) -> FlowNode.Kind? {
        let definitions = model.eventDefinitions(of: element)
        switch element.kind {
        case "startEvent", "intermediateCatchEvent", "boundaryEvent":
            var triggers: [EventTrigger] = []
            for definition in definitions {
                guard let trigger = trigger(definition, element) else { return nil }
                triggers.append(trigger)
            }
            let catching = FlowNode.Catch(
                triggers: triggers, parallel: element.flag("parallelMultiple", default: false))
            switch element.kind {
            case "startEvent":
                return .start(catching, interrupting: element.flag("isInterrupting", default: true))
            case "intermediateCatchEvent": return .intermediateCatch(catching)
            default:
                guard let activity = element.reference("attachedToRef").flatMap({ numbers[$0] }) else {
                    report(
                        element, "attached-to", zh: "没有附着在本流程的活动上。",
                        en: "It is not attached to an activity of this process.")
                    return nil
                }
                return .boundary(
                    catching, attachedTo: activity, interrupting: element.flag("cancelActivity", default: true))
            }
        default:
            var throwing: [EventThrow] = []
            for definition in definitions {
                guard let act = act(definition, element) else { return nil }
                throwing.append(act)
            }
            // What ends the token, or makes it wait, comes after what does not.
            throwing = throwing.filter { !$0.isLast } + throwing.filter(\.isLast)
            return element.kind == "endEvent" ? .end(throwing) : .intermediateThrow(throwing)
        }
    }

    private mutating func trigger(_ definition: BPMNElement, _ event: BPMNElement) -> EventTrigger? {
        switch definition.kind {
        case "messageEventDefinition":
            guard let name = referredName(definition, "messageRef") ?? operationMessage(definition) else {
                report(event, "message-missing", zh: "没有说明等待哪个消息。", en: "Nothing says which message it waits for.")
                return nil
            }
            let correlation = definition.own("correlation") ?? event.own("correlation")
            return .message(name: name, correlation: text(correlation, at: event))
        case "signalEventDefinition":
            guard let name = referredName(definition, "signalRef") else {
                report(event, "signal-missing", zh: "没有说明等待哪个信号。", en: "Nothing says which signal it waits for.")
                return nil
            }
            return .signal(name: name)
        case "timerEventDefinition": return timer(definition, event).map { .timer($0) }
        case "conditionalEventDefinition":
            guard let condition = definition.child("condition") else {
                report(event, "condition-missing", zh: "没有条件。", en: "It has no condition.")
                return nil
            }
            hasConditions = true
            return expression(condition).map { .conditional($0) }
        case "errorEventDefinition": return .error(code: code(definition, "errorRef", "errorCode"))
        case "escalationEventDefinition": return .escalation(code: code(definition, "escalationRef", "escalationCode"))
        case "compensateEventDefinition": return .compensation
        case "cancelEventDefinition": return .cancel
        case "linkEventDefinition": return .link(name: definition.name ?? "")
        default:
            unsupported(event, definition)
            return nil
        }
    }

    private func timer(_ definition: BPMNElement, _ event: BPMNElement) -> TimerSpecification? {
        for (name, kind) in [("timeDate", TimerRow.Kind.date), ("timeDuration", .duration), ("timeCycle", .cycle)] {
            guard let written = definition.child(name) else { continue }
            return text(written.text, at: written).map {
                TimerSpecification(
                    kind: kind, text: $0, calendar: definition.own("calendar"),
                    rests: definition.own("rests") != "false")
            }
        }
        report(event, "timer-missing", zh: "定时事件没有时间。", en: "The timer event has no time.")
        return nil
    }

    /// The code of the error or escalation referred to; `nil` without a reference.
    private func code(_ definition: BPMNElement, _ reference: String, _ attribute: String) -> String? {
        guard let id = definition.reference(reference) else { return nil }
        return model.element(id)?.attribute(attribute) ?? id
    }

    private mutating func act(_ definition: BPMNElement, _ event: BPMNElement) -> EventThrow? {
        switch definition.kind {
        case "messageEventDefinition":
            guard let name = referredName(definition, "messageRef") ?? operationMessage(definition) else {
                report(event, "message-missing", zh: "没有说明发送哪个消息。", en: "Nothing says which message it sends.")
                return nil
            }
            return .message(
                MessageThrow(
                    name: name, handler: definition.own("handler") ?? event.own("handler"),
                    correlation: text(definition.own("correlation") ?? event.own("correlation"), at: event),
                    retry: definition.own("retry") ?? event.own("retry")))
        case "signalEventDefinition":
            guard let name = referredName(definition, "signalRef") else {
                report(event, "signal-missing", zh: "没有说明发出哪个信号。", en: "Nothing says which signal it raises.")
                return nil
            }
            return .signal(name: name)
        case "errorEventDefinition": return .error(code: code(definition, "errorRef", "errorCode") ?? "")
        case "escalationEventDefinition":
            return .escalation(code: code(definition, "escalationRef", "escalationCode") ?? "")
        case "compensateEventDefinition":
            return .compensation(activity: definition.reference("activityRef").flatMap { numbers[$0] })
        case "cancelEventDefinition": return .cancel
        case "terminateEventDefinition": return .terminate
        case "linkEventDefinition":
            let container = event.parent
            let target = elements.indices.first { index in
                elements[index].kind == "intermediateCatchEvent" && elements[index].parent === container
                    && model.eventDefinitions(of: elements[index]).contains {
                        $0.kind == "linkEventDefinition" && $0.name == definition.name
                    }
            }
            guard let target else {
                report(
                    event, "link-target", zh: "同一层没有同名的链接捕获事件。",
                    en: "No catching link event of this name stands beside it.")
                return nil
            }
            return .link(target: target)
        default:
            unsupported(event, definition)
            return nil
        }
    }

    private func unsupported(_ event: BPMNElement, _ definition: BPMNElement) {
        report(
            event, "event-definition", zh: "此处不能用 \(definition.kind)。", en: "\(definition.kind) cannot be used here.")
    }

    func message(_ element: BPMNElement) -> MessageThrow? {
        let name = referredName(element, "messageRef") ?? operationMessage(element)
        var handlerName: String?
        if case .literal(let name)? = handler(element)?.content { handlerName = name }
        guard name != nil || handlerName != nil else {
            report(element, "message-missing", zh: "没有说明发送哪个消息。", en: "Nothing says which message it sends.")
            return nil
        }
        return MessageThrow(
            name: name ?? handlerName ?? "", handler: handlerName,
            correlation: text(element.own("correlation"), at: element), retry: element.own("retry"))
    }

    /// The message of the operation that an element refers to.
    func operationMessage(_ element: BPMNElement) -> String? {
        let id =
            element.reference("operationRef") ?? element.child("operationRef").map { BPMNElement.unprefixed($0.text) }
        guard let message = model.element(id)?.child("inMessageRef") else { return nil }
        let reference = BPMNElement.unprefixed(message.text)
        return model.element(reference)?.name ?? reference
    }
}

extension EventThrow {
    /// Whether nothing can come after it.
    var isLast: Bool {
        switch self {
        case .signal, .escalation: false
        case .message(let message): message.handler != nil
        case .error, .compensation, .cancel, .terminate, .link: true
        }
    }
}
