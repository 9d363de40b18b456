extension BPMNRules {
    func checkCollaborations() {
        var pools: [String: BPMNElement] = [:]
        for participant in model.elements(["participant"]) {
            if let process = participant.reference("processRef") { pools[process] = participant }
        }
        /// The pool that something stands in, or is.
        func pool(_ element: BPMNElement) -> BPMNElement? {
            if element.kind == "participant" { return element }
            return element.enclosing(["process"])?.id.flatMap { pools[$0] }
        }
        for flow in model.elements(["messageFlow"]) {
            guard let source = model.element(flow.reference("sourceRef")),
                let target = model.element(flow.reference("targetRef"))
            else { continue }
            if source === target || (pool(source) != nil && pool(source) === pool(target)) {
                report(
                    flow, "message-flow-pool", zh: "消息流要连接两个不同的泳池。", en: "A message flow connects two different pools.")
            }
            if ["startEvent", "intermediateCatchEvent", "boundaryEvent"].contains(source.kind) {
                report(
                    flow, "message-flow-source", zh: "消息流不能从 \(source.kind) 出发。",
                    en: "A message flow cannot leave a \(source.kind).")
            }
            if ["endEvent", "intermediateThrowEvent"].contains(target.kind) {
                report(
                    flow, "message-flow-target", zh: "消息流不能到达 \(target.kind)。",
                    en: "A message flow cannot lead to a \(target.kind).")
            }
            if source.isEvent || target.isEvent {
                for event in [source, target] where event.isEvent {
                    let kinds = kinds(event)
                    if !kinds.contains("messageEventDefinition"), !kinds.isEmpty || event.kind != "startEvent" {
                        report(
                            flow, "message-flow-event", zh: "消息流只能连接消息事件。",
                            en: "A message flow connects message events.")
                    }
                }
            }
        }
        let nodes: Set<String> = [
            "conversation", "subConversation", "callConversation", "conversationLink", "association", "group",
            "textAnnotation",
        ]
        for conversation in model.elements(["globalConversation"]) {
            for child in conversation.children where nodes.contains(child.kind) {
                report(
                    child, "global-conversation", zh: "全局会话里不能有 \(child.kind)。",
                    en: "A global conversation cannot contain a \(child.kind).")
            }
        }
    }
}
