/// Many instances of one activity, at once or one after another.
struct MultiInstance: Sendable {
    /// Which of the instances' ends is told to the boundary (BPMN 2.0, table 10.31).
    enum Behavior: Sendable {
        case none
        case one
        case all
        case complex([(condition: (any ProcessExpression)?, signal: String)])
    }

    let isSequential: Bool
    let cardinality: (any ProcessExpression)?
    let collection: (any ProcessExpression)?
    let item: String?
    let outputCollection: String?
    let outputItem: String?
    let completionCondition: (any ProcessExpression)?
    let behavior: Behavior
    /// The signal or message name thrown by `none` and `one`.
    let behaviorEvent: String?
}
