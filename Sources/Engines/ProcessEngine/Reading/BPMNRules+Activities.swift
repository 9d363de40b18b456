extension BPMNRules {
    func checkActivities() {
        for activity in model.elements(BPMNElement.activities) {
            checkQuantities(activity)
            checkLoops(activity)
            checkRoles(activity)
            switch activity.kind {
            case "serviceTask":
                checkSets(activity)
                checkMessageTypes(activity)
            case "sendTask", "receiveTask": checkMessageTask(activity)
            case "scriptTask":
                let hasScript = activity.child("script") != nil
                if hasScript, activity.attribute("scriptFormat") == nil, !model.acceptsAnyScript {
                    report(
                        activity, "script-format-missing", zh: "没有说明脚本语言（scriptFormat）。",
                        en: "Nothing says in which language the script is (scriptFormat).")
                }
            case "callActivity": checkCall(activity)
            case "subProcess", "transaction", "adHocSubProcess": checkSubProcess(activity)
            default: continue
            }
        }
    }

    private func checkQuantities(_ activity: BPMNElement) {
        for name in ["startQuantity", "completionQuantity"] {
            guard let text = activity.attribute(name) else { continue }
            if Int(text).map({ $0 < 1 || $0 > 1_000 }) ?? true {
                report(activity, "quantity", zh: "\(name) 要在 1 到 1000 之间。", en: "\(name) has to be from 1 to 1000.")
            }
        }
        if activity.flag("isForCompensation", default: false),
            !model.incoming(of: activity).isEmpty || !model.outgoing(of: activity).isEmpty
        {
            report(
                activity, "compensation-flow", zh: "补偿活动不能有顺序流。", en: "A compensation activity has no sequence flows.")
        }
    }

    private func checkLoops(_ activity: BPMNElement) {
        let multi = activity.child("multiInstanceLoopCharacteristics")
        if let standard = activity.child("standardLoopCharacteristics") {
            if multi != nil {
                report(
                    activity, "two-loops", zh: "不能既循环又多实例。", en: "It cannot be both a loop and multi-instance.")
            }
            if standard.child("loopCondition") == nil, standard.attribute("loopMaximum") == nil,
                isExecutable(activity)
            {
                report(
                    activity, "loop-without-end", zh: "循环没有条件也没有上限。", en: "The loop has neither condition nor maximum.")
            }
        }
        guard let multi else { return }
        if multi.child("loopCardinality") == nil, multi.child("loopDataInputRef") == nil,
            multi.own("collection") == nil, isExecutable(activity)
        {
            report(
                multi, "multi-instance-number", zh: "没有说明做几次（loopCardinality 或 loopDataInputRef）。",
                en: "Nothing says how many instances there are (loopCardinality or loopDataInputRef).")
        }
        for (reference, item) in [("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")] {
            guard let whole = multi.child(reference).flatMap({ model.element(BPMNElement.unprefixed($0.text)) }),
                let part = multi.child(item), let partType = itemDefinition(of: part)
            else { continue }
            if partType.flag("isCollection", default: false) {
                report(part, "item-is-collection", zh: "单项的数据类型不能是集合。", en: "The item's type cannot be a collection.")
            }
            if let wholeType = itemDefinition(of: whole), differ(wholeType, partType) {
                report(
                    part, "item-type", zh: "单项的类型与集合的类型不同。", en: "The item's type differs from its collection's.")
            }
        }
    }

    private func checkRoles(_ activity: BPMNElement) {
        for role in activity.children
        where ["performer", "humanPerformer", "potentialOwner", "resourceRole"].contains(role.kind) {
            if role.child("resourceRef") != nil, role.child("resourceAssignmentExpression") != nil {
                report(
                    role, "role", zh: "资源和资源表达式只能写一个。",
                    en: "Either a resource or an expression that assigns one, not both.")
            }
        }
    }

    private func checkSets(_ activity: BPMNElement) {
        guard let specification = activity.child("ioSpecification") else { return }
        if specification.children("inputSet").count != 1 {
            report(activity, "input-sets", zh: "要有且只有一个输入集。", en: "It has exactly one input set.")
        }
        if specification.children("outputSet").count > 1 {
            report(activity, "output-sets", zh: "最多一个输出集。", en: "It has at most one output set.")
        }
    }

    private func checkMessageTask(_ task: BPMNElement) {
        checkSets(task)
        let data = task.child("ioSpecification")?.children(task.kind == "sendTask" ? "dataInput" : "dataOutput") ?? []
        if data.count > 1 {
            report(task, "message-data", zh: "一个消息最多对应一项数据。", en: "A message has at most one piece of data.")
        }
        if let item = data.first.flatMap({ itemDefinition(of: $0) }),
            let message = model.element(task.reference("messageRef")),
            let sent = model.element(message.reference("itemRef")), differ(sent, item)
        {
            report(task, "message-type", zh: "数据的类型与消息的类型不同。", en: "The data's type differs from the message's.")
        }
        if task.flag("instantiate", default: false), !model.incoming(of: task).isEmpty {
            report(
                task, "instantiate-incoming", zh: "启动流程的接收任务不能有流入。",
                en: "A receive task that creates the process cannot have incoming flows.")
        }
    }

    private func checkMessageTypes(_ task: BPMNElement) {
        guard let operation = model.element(task.reference("operationRef")),
            let specification = task.child("ioSpecification")
        else { return }
        for (reference, data) in [("inMessageRef", "dataInput"), ("outMessageRef", "dataOutput")] {
            guard let message = operation.references(reference).first.flatMap({ model.element($0) }),
                let sent = model.element(message.reference("itemRef")),
                let item = specification.child(data).flatMap({ itemDefinition(of: $0) })
            else { continue }
            if differ(sent, item) {
                report(task, "message-type", zh: "数据的类型与消息的类型不同。", en: "The data's type differs from the message's.")
            }
        }
    }

    // MARK: Calls

    private func checkCall(_ call: BPMNElement) {
        guard let called = model.element(call.reference("calledElement")) else { return }
        checkBinding(called)
        guard let own = call.child("ioSpecification"), let asked = called.child("ioSpecification") else { return }
        for data in ["dataInput", "dataOutput"] {
            let given = own.children(data)
            let wanted = asked.children(data)
            let types = { (element: BPMNElement) in self.itemDefinition(of: element)?.attribute("structureRef") ?? "" }
            if given.map(types).sorted() != wanted.map(types).sorted() {
                report(
                    call, "call-data", zh: "\(data) 与被调用流程的不一致。",
                    en: "Its \(data) elements do not match those of what it calls.")
            }
        }
    }

    /// A callable element that supports an interface says which data its operations carry (BPMN 2.0, table 10.47).
    private func checkBinding(_ called: BPMNElement) {
        if called.child("supportedInterfaceRef") != nil, called.child("ioBinding") == nil {
            report(called, "io-binding", zh: "支持接口就要有数据绑定（ioBinding）。", en: "With an interface it needs an ioBinding.")
        }
    }

    private func checkSubProcess(_ sub: BPMNElement) {
        if sub.child("ioSpecification") != nil {
            report(
                sub, "sub-process-data", zh: "子流程不能有数据输入输出定义。", en: "A sub-process cannot have an ioSpecification.")
        }
        if sub.kind == "adHocSubProcess", !sub.children.contains(where: { $0.isActivity }) {
            report(sub, "ad-hoc-empty", zh: "自由子流程里没有活动。", en: "The ad-hoc sub-process has no activity.")
        }
        if sub.kind == "adHocSubProcess" {
            for child in sub.children where child.kind == "startEvent" || child.kind == "endEvent" {
                report(
                    child, "ad-hoc-event", zh: "自由子流程里不能有开始或结束事件。",
                    en: "An ad-hoc sub-process has no start or end events.")
            }
        }
        if sub.kind == "transaction", let method = sub.attribute("method"), !Self.isURI(method) {
            report(sub, "transaction-method", zh: "“\(method)”不是 URI。", en: "'\(method)' is no URI.")
        }
        guard sub.isEventSubProcess else { return }
        if !model.incoming(of: sub).isEmpty || !model.outgoing(of: sub).isEmpty {
            report(
                sub, "event-sub-process-flow", zh: "事件子流程不能有顺序流。", en: "An event sub-process has no sequence flows.")
        }
        let starts = sub.children("startEvent")
        if starts.count != 1 {
            report(
                sub, "event-sub-process-start", zh: "事件子流程要有且只有一个开始事件。",
                en: "An event sub-process has exactly one start event.")
        }
    }

    private static func isURI(_ text: String) -> Bool {
        if ["##Compensate", "##Image", "##Store", "##Unspecified"].contains(text) { return true }
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~:/?#[]@!$&'()*+,;=%".contains($0)) }
    }
}
