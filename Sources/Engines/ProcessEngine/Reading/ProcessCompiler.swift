import Diagnostics
import XMLTree

/// Compiles one process element: numbers its nodes, links its flows, compiles its expressions.
struct ProcessCompiler {
    let model: BPMNModel
    let process: BPMNElement
    let expressions: any ExpressionCompiling
    let options: BPMNReading.Options
    var elements: [BPMNElement] = []
    var drafts: [FlowNodeDraft] = []
    var flows: [SequenceFlow] = []
    var numbers: [String: Int] = [:]
    var flowNumbers: [String: Int] = [:]
    var hasConditions = false
    var hasParallelPasses = false

    init(
        _ model: BPMNModel, _ process: BPMNElement, _ expressions: any ExpressionCompiling,
        _ options: BPMNReading.Options
    ) {
        self.model = model
        self.process = process
        self.expressions = expressions
        self.options = options
    }

    mutating func compile() -> ProcessDefinition? {
        collect(process, container: -1)
        collectFlows(process)
        assignLanes()
        attachBoundaries()
        attachCompensation()
        for index in drafts.indices { readActivity(index) }
        let kinds = drafts.indices.map { kind(of: $0) }
        guard !model.hasErrors, let id = process.id else { return nil }
        var nodes: [FlowNode] = []
        nodes.reserveCapacity(drafts.count)
        for (index, kind) in kinds.enumerated() {
            guard let kind else { return nil }
            nodes.append(FlowNode(drafts[index], kind: kind))
        }
        var reach: [Int: InclusiveReach] = [:]
        for node in nodes where node.incoming.count > 1 {
            switch node.kind {
            case .inclusive, .complex: reach[node.index] = InclusiveReach(gateway: node, nodes: nodes, flows: flows)
            default: continue
            }
        }
        return ProcessDefinition(
            ProcessDefinition.Content(
                id: id, name: process.name, nodes: nodes, flows: flows, members: members(of: process, container: -1),
                numbers: numbers, reach: reach, hasParallelPasses: hasParallelPasses, hasConditions: hasConditions))
    }

    func report(_ element: BPMNElement, _ rule: String, zh: String, en: String) {
        model.report(element, rule, zh: zh, en: en)
    }

    // MARK: Structure

    /// Numbers the flow nodes in document order.
    private mutating func collect(_ container: BPMNElement, container number: Int) {
        for child in container.children where child.isFlowNode {
            guard let id = child.id else { continue }
            let index = drafts.count
            numbers[id] = numbers[id] ?? index
            elements.append(child)
            drafts.append(
                FlowNodeDraft(
                    index: index, id: id, name: child.name, englishName: child.own("name-en"), lane: nil,
                    container: number,
                    offeredTo: child.own("offer-to"),
                    location: child.location))
            if BPMNElement.subProcesses.contains(child.kind) { collect(child, container: index) }
        }
    }

    private mutating func collectFlows(_ container: BPMNElement) {
        for child in container.children {
            if child.kind == "sequenceFlow" {
                guard let id = child.id, let source = child.reference("sourceRef").flatMap({ numbers[$0] }),
                    let target = child.reference("targetRef").flatMap({ numbers[$0] })
                else { continue }
                let condition = child.child("conditionExpression").flatMap { expression($0) }
                let index = flows.count
                flowNumbers[id] = index
                flows.append(
                    SequenceFlow(
                        id: id, source: source, target: target, condition: condition,
                        place: drafts[target].incoming.count))
                drafts[source].outgoing.append(index)
                drafts[target].incoming.append(index)
            } else if BPMNElement.subProcesses.contains(child.kind) {
                collectFlows(child)
            }
        }
        for child in container.children where child.isFlowNode {
            guard let index = child.id.flatMap({ numbers[$0] }) else { continue }
            drafts[index].defaultFlow = child.reference("default").flatMap { flowNumbers[$0] }
        }
    }

    private mutating func assignLanes() {
        var named: [(String, String)] = []
        process.walk { element in
            guard element.kind == "lane", let name = element.name ?? element.id else { return }
            for node in element.references("flowNodeRef") { named.append((node, name)) }
        }
        for (id, lane) in named { if let index = numbers[id] { drafts[index].lane = lane } }
    }

    private mutating func attachBoundaries() {
        for (index, element) in elements.enumerated() where element.kind == "boundaryEvent" {
            guard let activity = element.reference("attachedToRef").flatMap({ numbers[$0] }) else { continue }
            drafts[activity].boundary.append(index)
        }
    }

    /// An association leads from a compensation boundary event to its handler.
    private mutating func attachCompensation() {
        for association in model.elements(["association"]) {
            guard let source = association.reference("sourceRef").flatMap({ numbers[$0] }),
                let target = association.reference("targetRef").flatMap({ numbers[$0] }),
                elements[source].kind == "boundaryEvent", elements[target].isActivity,
                model.eventDefinitions(of: elements[source]).contains(where: { $0.kind == "compensateEventDefinition" }
                ),
                let activity = elements[source].reference("attachedToRef").flatMap({ numbers[$0] })
            else { continue }
            drafts[activity].compensationHandler = target
        }
    }

    func members(of container: BPMNElement, container number: Int) -> FlowNode.Members {
        var members = FlowNode.Members()
        let inside = drafts.indices.filter { drafts[$0].container == number }
        for index in inside {
            let element = elements[index]
            if element.kind == "startEvent" {
                if model.eventDefinitions(of: element).isEmpty {
                    members.starts.append(index)
                } else {
                    members.triggered.append(index)
                }
            } else if element.isEventSubProcess {
                members.eventSubProcesses.append(index)
            } else if element.flag("instantiate", default: false),
                element.kind == "receiveTask" || element.kind == "eventBasedGateway"
            {
                members.triggered.append(index)
            }
        }
        if members.starts.isEmpty, members.triggered.isEmpty {
            members.starts = inside.filter { index in
                let element = elements[index]
                return drafts[index].incoming.isEmpty && element.kind != "boundaryEvent" && !element.isEventSubProcess
                    && !element.flag("isForCompensation", default: false) && element.kind != "startEvent"
            }
        }
        for data in container.children where ["dataObject", "property"].contains(data.kind) {
            if let name = data.name ?? data.id { members.variables.append(name) }
        }
        return members
    }

    // MARK: Expressions

    /// Compiles an expression element; reports what is wrong with it.
    func expression(_ element: BPMNElement) -> (any ProcessExpression)? {
        if let language = element.attribute("language"), !language.uppercased().contains("FEEL") {
            report(
                element, "expression-language", zh: "表达式语言“\(language)”不受支持，请用 FEEL。",
                en: "Expression language '\(language)' is not supported; write FEEL.")
            return nil
        }
        return expression(element.text, at: element)
    }

    func expression(_ written: String, at element: BPMNElement) -> (any ProcessExpression)? {
        // Some editors begin FEEL with `=` everywhere.
        let text = written.hasPrefix("=") ? String(written.dropFirst()) : written
        do throws(ExpressionError) {
            return try expressions.compile(text)
        } catch {
            report(
                element, "expression", zh: "表达式有误：\(error.message.zh)",
                en: "The expression is wrong: \(error.message.en)")
            return nil
        }
    }

    /// A text that is literal, or an expression after `=`.
    func text(_ value: String?, at element: BPMNElement) -> ProcessText? {
        guard let value, !value.isEmpty else { return nil }
        guard value.hasPrefix("=") else { return ProcessText(content: .literal(value)) }
        return expression(value, at: element).map { ProcessText(content: .expression($0)) }
    }
}
