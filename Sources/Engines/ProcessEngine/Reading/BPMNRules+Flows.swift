extension BPMNRules {
    func checkFlows() {
        let writesEnds = model.all.contains { $0.kind == "incoming" || $0.kind == "outgoing" }
        for flow in model.elements(["sequenceFlow"]) {
            guard let source = model.element(flow.reference("sourceRef")),
                let target = model.element(flow.reference("targetRef")), source.isFlowNode, target.isFlowNode
            else { continue }
            if source.parent !== target.parent {
                report(
                    flow, "flow-crosses", zh: "顺序流不能跨越子流程或泳池的边界。",
                    en: "A sequence flow cannot cross the border of a sub-process or pool.")
            }
            guard writesEnds, let id = flow.id else { continue }
            if !source.references("outgoing").contains(id) {
                report(
                    source, "outgoing-missing", zh: "没有写出流出的顺序流“\(id)”。",
                    en: "Its outgoing flow '\(id)' is not listed in it.")
            }
            if !target.references("incoming").contains(id) {
                report(
                    target, "incoming-missing", zh: "没有写出流入的顺序流“\(id)”。",
                    en: "Its incoming flow '\(id)' is not listed in it.")
            }
        }
        for node in model.elements(BPMNElement.flowNodes) {
            for id in node.references("outgoing") {
                guard let flow = model.element(id), flow.kind == "sequenceFlow" else { continue }
                if flow.reference("sourceRef") != node.id {
                    report(node, "outgoing-wrong", zh: "“\(id)”不从这里流出。", en: "'\(id)' does not leave from here.")
                }
            }
            for id in node.references("incoming") {
                guard let flow = model.element(id), flow.kind == "sequenceFlow" else { continue }
                if flow.reference("targetRef") != node.id {
                    report(node, "incoming-wrong", zh: "“\(id)”不流到这里。", en: "'\(id)' does not lead here.")
                }
            }
            guard let id = node.reference("default"), let flow = model.element(id), flow.kind == "sequenceFlow" else {
                continue
            }
            if flow.reference("sourceRef") != node.id {
                report(
                    node, "default-flow", zh: "默认流“\(id)”不从这里流出。",
                    en: "Its default flow '\(id)' does not leave from it.")
            }
        }
    }

    /// Whether nothing has to lead to a node.
    private func needsNoIncoming(_ node: BPMNElement) -> Bool {
        node.kind == "startEvent" || node.kind == "boundaryEvent" || node.isEventSubProcess
            || node.flag("isForCompensation", default: false) || node.flag("instantiate", default: false)
            || kinds(node).contains("linkEventDefinition")
    }

    private func needsNoOutgoing(_ node: BPMNElement) -> Bool {
        node.kind == "endEvent" || node.isEventSubProcess || node.flag("isForCompensation", default: false)
            || kinds(node).contains("linkEventDefinition") || kinds(node).contains("compensateEventDefinition")
    }

    /// Where a level has start or end events, every other node is led to or leads on (BPMN 2.0, §10.5.2, §10.5.3).
    func checkConnections() {
        for container in model.elements(BPMNElement.containers) {
            let nodes = container.children.filter(\.isFlowNode)
            let starts = nodes.filter { $0.kind == "startEvent" }
            let ends = nodes.filter { $0.kind == "endEvent" }
            let isInstantiated = nodes.contains { $0.flag("instantiate", default: false) }
            if starts.isEmpty, !ends.isEmpty, !isInstantiated {
                report(
                    container, "start-missing", zh: "有结束事件就要有开始事件。",
                    en: "With an end event there has to be a start event.")
            }
            if !starts.isEmpty, ends.isEmpty, !nodes.contains(where: { kinds($0).contains("linkEventDefinition") }) {
                report(
                    container, "end-missing", zh: "有开始事件就要有结束事件。",
                    en: "With a start event there has to be an end event.")
            }
            guard container.kind != "adHocSubProcess" else { continue }
            for node in nodes {
                let hasIncoming = !model.incoming(of: node).isEmpty
                let hasOutgoing = !model.outgoing(of: node).isEmpty
                if !starts.isEmpty, !hasIncoming, !needsNoIncoming(node) {
                    report(node, "unreachable", zh: "没有顺序流到达这里。", en: "No sequence flow leads here.")
                }
                if !ends.isEmpty, !hasOutgoing, !needsNoOutgoing(node) {
                    report(node, "dead-end", zh: "从这里没有顺序流继续。", en: "No sequence flow leads on from here.")
                }
            }
        }
    }

    func checkGateways() {
        for gateway in model.elements(BPMNElement.gateways) {
            let incoming = model.incoming(of: gateway).count
            let outgoing = model.outgoing(of: gateway)
            if incoming < 2, outgoing.count < 2, incoming == 0 || outgoing.isEmpty {
                report(
                    gateway, "gateway-unconnected", zh: "网关要有多条流入或多条流出。",
                    en: "A gateway has several incoming or several outgoing flows.")
            }
            if incoming > 60, ["inclusiveGateway", "complexGateway"].contains(gateway.kind) {
                report(gateway, "too-many-incoming", zh: "最多 60 条流入。", en: "It has more than 60 incoming flows.")
            }
            switch gateway.attribute("gatewayDirection") {
            case "Converging" where outgoing.count > 1:
                report(
                    gateway, "gateway-direction", zh: "汇聚网关不能有多条流出。",
                    en: "A converging gateway cannot have several outgoing flows.")
            case "Diverging" where incoming > 1:
                report(
                    gateway, "gateway-direction", zh: "分支网关不能有多条流入。",
                    en: "A diverging gateway cannot have several incoming flows.")
            default: break
            }
            if gateway.kind == "eventBasedGateway" { checkEventBased(gateway, outgoing) }
        }
    }

    private func checkEventBased(_ gateway: BPMNElement, _ outgoing: [BPMNElement]) {
        let allowed: Set<String> = [
            "messageEventDefinition", "signalEventDefinition", "timerEventDefinition", "conditionalEventDefinition",
        ]
        if outgoing.count < 2 {
            report(
                gateway, "event-gateway-outgoing", zh: "事件网关至少要有两条流出。",
                en: "An event-based gateway has at least two outgoing flows.")
        }
        var hasMessageEvent = false
        var hasReceiveTask = false
        for flow in outgoing {
            if flow.child("conditionExpression") != nil {
                report(
                    flow, "event-gateway-condition", zh: "事件网关流出的顺序流不能有条件。",
                    en: "A flow out of an event-based gateway cannot have a condition.")
            }
            guard let target = model.element(flow.reference("targetRef")) else { continue }
            switch target.kind {
            case "receiveTask": hasReceiveTask = true
            case "intermediateCatchEvent":
                let kinds = kinds(target)
                if kinds.contains("messageEventDefinition") { hasMessageEvent = true }
                if kinds.isEmpty || !kinds.allSatisfy(allowed.contains) {
                    report(
                        target, "event-gateway-target", zh: "事件网关后面不能是这种事件。",
                        en: "This kind of event cannot follow an event-based gateway.")
                }
            default:
                report(
                    target, "event-gateway-target", zh: "事件网关后面只能是捕获事件或接收任务。",
                    en: "Only catching events and receive tasks can follow an event-based gateway.")
            }
            if model.incoming(of: target).count > 1 {
                report(
                    target, "event-gateway-target-incoming", zh: "事件网关后面的节点不能有其他流入。",
                    en: "What follows an event-based gateway cannot have other incoming flows.")
            }
        }
        if hasMessageEvent, hasReceiveTask {
            report(
                gateway, "event-gateway-mixed", zh: "消息事件和接收任务不能同时跟在一个事件网关后面。",
                en: "Message events and receive tasks cannot both follow one event-based gateway.")
        }
    }
}
