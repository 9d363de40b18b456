/// An executable process, compiled from BPMN once and run many times; immutable.
///
/// Nodes are numbered in the order in which flow nodes stand in the document. The numbers are kept in stored rows, so
/// this order is part of the format: the same bytes give the same numbers for ever.
public struct ProcessDefinition: Sendable {
    /// What was compiled; behind one reference, so that handing a definition on costs nothing.
    private let content: Content

    init(_ content: Content) {
        self.content = content
    }

    /// The compiled process.
    final class Content: Sendable {
        let id: String
        let name: String?
        let nodes: [FlowNode]
        let flows: [SequenceFlow]
        let members: FlowNode.Members
        let numbers: [String: Int]
        /// For each inclusive or complex gateway that joins, from where its flows can be reached without passing it.
        let reach: [Int: InclusiveReach]
        /// Whether any activity begins parallel passes.
        let hasParallelPasses: Bool
        /// Whether any activity calls another process.
        let callsOthers: Bool
        /// Whether any event waits for a condition, so that changed variables must be looked at.
        let hasConditions: Bool

        init(
            id: String, name: String?, nodes: [FlowNode], flows: [SequenceFlow], members: FlowNode.Members,
            numbers: [String: Int], reach: [Int: InclusiveReach], hasParallelPasses: Bool, hasConditions: Bool
        ) {
            self.id = id
            self.name = name
            self.nodes = nodes
            self.flows = flows
            self.members = members
            self.numbers = numbers
            self.reach = reach
            self.hasParallelPasses = hasParallelPasses
            callsOthers = nodes.contains { if case .call = $0.kind { true } else { false } }
            self.hasConditions = hasConditions
        }
    }

    /// The process element's id.
    public var id: String { content.id }
    /// The process's name.
    public var name: String? { content.name }
    var nodes: [FlowNode] { content.nodes }
    var flows: [SequenceFlow] { content.flows }
    var members: FlowNode.Members { content.members }
    var numbers: [String: Int] { content.numbers }
    var reach: [Int: InclusiveReach] { content.reach }
    var hasParallelPasses: Bool { content.hasParallelPasses }
    var hasConditions: Bool { content.hasConditions }

    /// Whether any activity calls another process.
    public var callsOthers: Bool { content.callsOthers }

    /// Whether a timer rests while its task does.
    func rests(_ timer: TimerRow) -> Bool {
        guard nodes.indices.contains(timer.node) else { return true }
        return !nodes[timer.node].triggers.contains {
            if case .timer(let specification) = $0 { !specification.rests } else { false }
        }
    }

    /// Whether a node is a task for a person.
    package func isUserTask(_ node: Int) -> Bool {
        if case .user = nodes[node].kind { true } else { false }
    }

    /// Whether a node is signed by several people.
    package func isSigned(_ node: Int) -> Bool { nodes[node].signing != nil }

    /// The sub-process that a node stands in; −1 for the process.
    package func container(of node: Int) -> Int { nodes[node].container }

    /// The number of flow nodes.
    public var nodeCount: Int { nodes.count }

    /// What the element of a node is.
    ///
    /// - Parameter node: The node's number, from a row.
    public func element(node: Int) -> ProcessElement? {
        guard nodes.indices.contains(node) else { return nil }
        let node = nodes[node]
        return ProcessElement(
            id: node.id, name: node.name, englishName: node.englishName, kind: node.elementName, lane: node.lane)
    }

    /// What may be done with the user task of a node besides doing it.
    public func operations(node: Int) -> Set<TaskOperation> {
        guard nodes.indices.contains(node), case .user(let task) = nodes[node].kind else { return [] }
        return task.operations
    }

    /// All its elements, in document order.
    public var elements: [ProcessElement] { nodes.indices.compactMap { element(node: $0) } }

    /// The number of an element's node; `nil` if there is no such flow node.
    public func node(of element: String) -> Int? { numbers[element] }

    /// The names of the handlers that its service, send and script tasks invoke, without those computed at run time.
    public var handlers: [String] {
        var names: [String] = []
        for node in nodes {
            switch node.kind {
            case .invoke(let handler, _, _):
                if case .literal(let name) = handler.content { names.append(name) }
            case .send(let message): if let name = message.handler { names.append(name) }
            case .end(let throwing), .intermediateThrow(let throwing):
                for case .message(let message) in throwing { if let name = message.handler { names.append(name) } }
            default: continue
            }
        }
        return Self.distinct(names)
    }

    /// The decisions that its business rule tasks refer to, without those computed at run time.
    public var decisions: [String] {
        Self.distinct(
            nodes.compactMap { node in
                guard case .decide(let decision, _) = node.kind, case .literal(let name) = decision.content else {
                    return nil
                }
                return name
            })
    }

    /// The processes that its call activities refer to, without those computed at run time.
    public var calledProcesses: [String] {
        Self.distinct(
            nodes.compactMap { node in
                guard case .call(let process) = node.kind, case .literal(let name) = process.content else { return nil }
                return name
            })
    }

    /// The events that create an instance: the shell listens for messages, signals and timers on their behalf.
    public var startTriggers: [StartTrigger] {
        var found: [StartTrigger] = []
        for index in members.triggered {
            let node = nodes[index]
            switch node.kind {
            case .start(let catching, _): found += catching.triggers.compactMap { StartTrigger(node, $0) }
            case .receive(let trigger): found += [StartTrigger(node, trigger)].compactMap { $0 }
            case .eventBased:
                for flow in node.outgoing {
                    let next = nodes[flows[flow].target]
                    switch next.kind {
                    case .intermediateCatch(let catching):
                        found += catching.triggers.compactMap { StartTrigger(next, $0) }
                    case .receive(let trigger): found += [StartTrigger(next, trigger)].compactMap { $0 }
                    default: continue
                    }
                }
            default: continue
            }
        }
        return found
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen = Set<String>()
        return names.filter { seen.insert($0).inserted }
    }
}
