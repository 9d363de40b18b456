extension BPMNRules {
    private func refuse(_ event: BPMNElement, _ kind: String) {
        report(
            event, "event-definition", zh: "此处不能用 \(kind)。", en: "\(kind) cannot be used here.")
    }

    private static let processStart: Set<String> = [
        "messageEventDefinition", "timerEventDefinition", "conditionalEventDefinition", "signalEventDefinition",
    ]
    private static let eventSubProcessStart = processStart.union([
        "escalationEventDefinition", "errorEventDefinition", "compensateEventDefinition",
    ])
    private static let catching = processStart.union(["linkEventDefinition"])
    private static let throwing: Set<String> = [
        "messageEventDefinition", "escalationEventDefinition", "linkEventDefinition", "compensateEventDefinition",
        "signalEventDefinition",
    ]
    private static let ending: Set<String> = [
        "messageEventDefinition", "errorEventDefinition", "escalationEventDefinition", "cancelEventDefinition",
        "compensateEventDefinition", "signalEventDefinition", "terminateEventDefinition",
    ]
    private static let boundary = processStart.union([
        "escalationEventDefinition", "errorEventDefinition", "cancelEventDefinition", "compensateEventDefinition",
    ])

    func checkStartAndEndEvents() {
        for event in model.elements(["startEvent"]) {
            let kinds = kinds(event)
            if !model.incoming(of: event).isEmpty {
                report(event, "start-incoming", zh: "开始事件不能有流入。", en: "A start event has no incoming flows.")
            }
            guard let container = event.parent else { continue }
            if container.isEventSubProcess {
                if kinds.isEmpty {
                    report(
                        event, "event-sub-process-trigger", zh: "事件子流程的开始事件要有触发条件。",
                        en: "The start event of an event sub-process needs a trigger.")
                }
                for kind in kinds where !Self.eventSubProcessStart.contains(kind) { refuse(event, kind) }
                if !event.flag("isInterrupting", default: true) {
                    for kind in kinds where ["errorEventDefinition", "compensateEventDefinition"].contains(kind) {
                        report(
                            event, "non-interrupting", zh: "\(kind) 只能中断。", en: "A \(kind) always interrupts.")
                    }
                }
            } else if container.kind == "process" {
                for kind in kinds where !Self.processStart.contains(kind) { refuse(event, kind) }
            } else if BPMNElement.subProcesses.contains(container.kind), !kinds.isEmpty {
                report(
                    event, "sub-process-start", zh: "子流程的开始事件不能有触发条件。",
                    en: "The start event of a sub-process has no trigger.")
            }
        }
        for event in model.elements(["endEvent"]) {
            let kinds = kinds(event)
            if !model.outgoing(of: event).isEmpty {
                report(event, "end-outgoing", zh: "结束事件不能有流出。", en: "An end event has no outgoing flows.")
            }
            if model.incoming(of: event).isEmpty {
                report(event, "end-incoming", zh: "没有顺序流到达结束事件。", en: "No sequence flow leads to the end event.")
            }
            for kind in kinds where !Self.ending.contains(kind) { refuse(event, kind) }
            if kinds.contains("cancelEventDefinition"), event.parent?.kind != "transaction" {
                report(
                    event, "cancel-outside", zh: "取消结束事件只能在事务里。", en: "A cancel end event stands in a transaction only."
                )
            }
            checkThrown(event)
        }
        for process in model.elements(BPMNElement.containers) {
            for start in process.children("startEvent") where model.outgoing(of: start).isEmpty {
                report(start, "start-outgoing", zh: "从开始事件没有顺序流。", en: "No sequence flow leaves the start event.")
            }
        }
    }

    /// What is thrown has to say what it is.
    private func checkThrown(_ event: BPMNElement) {
        guard isExecutable(event) else { return }
        for definition in model.eventDefinitions(of: event) {
            switch definition.kind {
            case "escalationEventDefinition":
                if model.element(definition.reference("escalationRef"))?.attribute("escalationCode") == nil {
                    report(
                        event, "escalation-code", zh: "升级事件没有代码（escalationCode）。",
                        en: "The escalation has no escalationCode.")
                }
            case "errorEventDefinition":
                if model.element(definition.reference("errorRef"))?.attribute("errorCode") == nil {
                    report(event, "error-code", zh: "错误事件没有代码（errorCode）。", en: "The error has no errorCode.")
                }
            default: checkMessage(definition, event)
            }
        }
    }

    private func checkMessage(_ definition: BPMNElement, _ event: BPMNElement) {
        guard isExecutable(event) else { return }
        if definition.kind == "messageEventDefinition", definition.attribute("messageRef") == nil {
            report(
                event, "message-missing", zh: "没有说明是哪个消息（messageRef）。", en: "Nothing says which message (messageRef).")
        }
        if definition.kind == "signalEventDefinition", definition.attribute("signalRef") == nil {
            report(event, "signal-missing", zh: "没有说明是哪个信号（signalRef）。", en: "Nothing says which signal (signalRef).")
        }
    }

    func checkIntermediateEvents() {
        for event in model.elements(["intermediateCatchEvent", "intermediateThrowEvent"]) {
            let isCatching = event.kind == "intermediateCatchEvent"
            let kinds = kinds(event)
            let isLink = kinds.contains("linkEventDefinition")
            let hasIncoming = !model.incoming(of: event).isEmpty
            let hasOutgoing = !model.outgoing(of: event).isEmpty
            if isCatching, kinds.isEmpty {
                report(event, "catch-trigger", zh: "捕获事件没有触发条件。", en: "The catching event has no trigger.")
            }
            for kind in kinds where !(isCatching ? Self.catching : Self.throwing).contains(kind) { refuse(event, kind) }
            if isLink {
                if isCatching ? hasIncoming : hasOutgoing {
                    report(
                        event, "link-flow", zh: "链接事件的这一侧不能有顺序流。",
                        en: "A link event has no sequence flow on this side.")
                }
                checkLink(event, isCatching: isCatching)
            }
            if !hasIncoming, !(isLink && isCatching), event.parent?.kind != "adHocSubProcess" {
                report(event, "unreachable", zh: "没有顺序流到达这里。", en: "No sequence flow leads here.")
            }
            if !hasOutgoing, !(isLink && !isCatching), event.parent?.kind != "adHocSubProcess" {
                report(event, "dead-end", zh: "从这里没有顺序流继续。", en: "No sequence flow leads on from here.")
            }
            if isCatching {
                for definition in model.eventDefinitions(of: event) { checkMessage(definition, event) }
            } else {
                checkThrown(event)
            }
        }
        for event in model.elements(["startEvent", "boundaryEvent"]) {
            for definition in model.eventDefinitions(of: event) { checkMessage(definition, event) }
        }
    }

    private func checkLink(_ event: BPMNElement, isCatching: Bool) {
        let name = model.eventDefinitions(of: event).first { $0.kind == "linkEventDefinition" }?.name
        let partners = event.parent?.children.filter { other in
            other.kind == (isCatching ? "intermediateThrowEvent" : "intermediateCatchEvent")
                && model.eventDefinitions(of: other).contains { $0.kind == "linkEventDefinition" && $0.name == name }
        }
        if partners?.isEmpty ?? true {
            report(
                event, "link-partner", zh: "同一层没有同名的另一半链接事件。",
                en: "No link event of this name stands on the other side beside it.")
        } else if !isCatching, (partners?.count ?? 0) > 1 {
            report(
                event, "link-target", zh: "同名的链接目标有几个。", en: "Several link targets have this name.")
        }
    }

    func checkBoundaryEvents() {
        for event in model.elements(["boundaryEvent"]) {
            let kinds = kinds(event)
            let isCompensation = kinds.contains("compensateEventDefinition")
            if kinds.isEmpty {
                report(event, "boundary-trigger", zh: "边界事件没有触发条件。", en: "The boundary event has no trigger.")
            }
            for kind in kinds where !Self.boundary.contains(kind) { refuse(event, kind) }
            if !event.flag("cancelActivity", default: true) {
                for kind in kinds
                where ["cancelEventDefinition", "compensateEventDefinition", "errorEventDefinition"].contains(kind) {
                    report(event, "non-interrupting", zh: "\(kind) 只能中断。", en: "A \(kind) always interrupts.")
                }
            }
            if !model.incoming(of: event).isEmpty {
                report(event, "boundary-incoming", zh: "边界事件不能有流入。", en: "A boundary event has no incoming flows.")
            }
            let activity = model.element(event.reference("attachedToRef"))
            if kinds.contains("cancelEventDefinition"), let activity, activity.kind != "transaction" {
                report(
                    event, "cancel-outside", zh: "取消边界事件只能附着在事务上。",
                    en: "A cancel boundary event is attached to transactions only.")
            }
            if let activity, activity.isFlowNode, activity.parent !== event.parent {
                report(event, "attached-to", zh: "附着的活动不在同一层。", en: "The activity it is attached to is elsewhere.")
            }
            if isCompensation {
                checkCompensation(event)
            } else if model.outgoing(of: event).isEmpty {
                report(event, "dead-end", zh: "从这里没有顺序流继续。", en: "No sequence flow leads on from here.")
            }
        }
    }

    private func checkCompensation(_ event: BPMNElement) {
        if !model.outgoing(of: event).isEmpty {
            report(
                event, "compensation-flow", zh: "补偿边界事件用关联线，不用顺序流。",
                en: "A compensation boundary event has an association, not a sequence flow.")
        }
        let handlers = model.elements(["association"])
            .filter { $0.reference("sourceRef") == event.id }
            .compactMap { model.element($0.reference("targetRef")) }
            .filter(\.isActivity)
        if handlers.count != 1 {
            report(
                event, "compensation-handler", zh: "补偿边界事件要关联到一个补偿活动。",
                en: "A compensation boundary event is associated with exactly one activity.")
        }
        for handler in handlers where !handler.flag("isForCompensation", default: false) {
            report(
                handler, "compensation-mark", zh: "补偿活动要写 isForCompensation。",
                en: "A compensation activity is marked isForCompensation.")
        }
    }
}
