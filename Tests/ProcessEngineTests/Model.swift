import Diagnostics
import JSONTree
import ProcessEngine
import Testing

/// Shorthand for small models and for driving one instance of them.
enum Model {
    /// A file with one process around the given elements, and a few definitions to refer to.
    static func xml(_ elements: String) -> [UInt8] {
        Array(
            """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yw="https://yiwang.org/bpmn/1"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
            <message id="m" name="news"/><message id="m2" name="other"/><signal id="s" name="bell"/>
            <error id="e" errorCode="broken"/><escalation id="esc" escalationCode="late"/>
            <process id="p" isExecutable="true">\(elements)</process></definitions>
            """.utf8)
    }

    static func read(_ elements: String) -> BPMNReading { BPMNReading(xml(elements), file: "t.bpmn") }

    static func definition(
        _ elements: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> ProcessDefinition {
        let reading = read(elements)
        return try #require(reading.definitions.first, "\(reading.diagnostics)", sourceLocation: sourceLocation)
    }

    static func flow(_ from: String, _ to: String, _ condition: String? = nil) -> String {
        let inside = condition.map { "<conditionExpression><![CDATA[\($0)]]></conditionExpression>" } ?? ""
        return "<sequenceFlow id=\"\(from)-\(to)\" sourceRef=\"\(from)\" targetRef=\"\(to)\">\(inside)</sequenceFlow>"
    }

    /// Flows along a chain of ids.
    static func chain(_ ids: String...) -> String { zip(ids, ids.dropFirst()).map { flow($0, $1) }.joined() }

    static func timer(_ duration: String) -> String {
        """
        <timerEventDefinition><timeDuration xsi:type="tFormalExpression">\(duration)</timeDuration></timerEventDefinition>
        """
    }
}

/// One instance, with the names of its tasks at hand.
struct Driven {
    var instance: ProcessInstance
    var actions: [ProcessAction] = []
    /// The elements entered, in their order.
    var path: [String] = []

    init(_ elements: String, _ variables: [(String, JSON)] = []) throws {
        instance = ProcessInstance(try Model.definition(elements))
        try send(.start(variables: variables))
    }

    mutating func send(_ event: ProcessEvent) throws {
        let step = try instance.handle(event)
        actions = step.actions
        for entry in step.trace where entry.phase == .entered {
            path.append(instance.definition.element(node: entry.node)?.id ?? "?")
        }
    }

    /// The elements at which tokens are, sorted.
    var places: [String] {
        instance.state.tokens.compactMap { instance.definition.element(node: $0.node)?.id }.sorted()
    }

    var status: InstanceRow.Status { instance.state.instance.status }

    func activation(_ element: String) -> Int {
        let node = instance.definition.node(of: element)
        return instance.state.tokens.first { $0.node == node && $0.activation > 0 }?.activation ?? 0
    }

    mutating func complete(_ element: String, _ result: JSON = .null) throws {
        try send(.completed(activation: activation(element), result: result))
    }

    var incidents: [String] { instance.state.tokens.compactMap(\.incident) }
}
