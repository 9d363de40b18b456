/// A sequence flow between two nodes, by their numbers.
struct SequenceFlow: Sendable {
    let id: String
    let source: Int
    let target: Int
    let condition: (any ProcessExpression)?
    /// The flow's place among its target's incoming flows.
    var place: Int = 0
}
