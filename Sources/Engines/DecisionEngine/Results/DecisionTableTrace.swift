public import FEELEngine

/// How one decision table was decided.
public struct DecisionTableTrace: Sendable {
    /// One input of the table.
    public struct Input: Sendable, Hashable {
        /// Its label, or the text of its expression.
        public let label: String
        /// Its value; `nil` if no rule needed it.
        public let value: FEELValue?
    }

    /// The decision or business knowledge model the table stands in.
    public let decision: String
    /// The table's id in the model, if it has one.
    public let table: String?
    /// The labels of the columns, and what was read in them.
    let labels: [String]
    let values: [FEELValue?]
    /// The rules that matched, in the order of the table.
    public let hits: [RuleHit]
    /// Whether no rule matched and the default outputs were taken.
    public let tookDefault: Bool
    /// What the table came to.
    public let value: FEELValue

    /// The inputs in the order of the columns.
    public var inputs: [Input] { zip(labels, values).map { Input(label: $0, value: $1) } }
}

/// A rule that matched.
public struct RuleHit: Sendable, Hashable {
    /// The rule's id in the model, if it has one.
    public let ruleID: String?
    /// Its number in the table, from 1.
    public let index: Int
    /// Its description.
    public let description: String?
    /// Its annotations: the column's name and the text, such as the law the rule rests on.
    public let annotations: [RuleAnnotation]
}

/// One annotation of a rule.
public struct RuleAnnotation: Sendable, Hashable {
    /// The name of the annotation's column; empty if it has none.
    public let name: String
    /// The text.
    public let text: String

    /// Makes an annotation.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
