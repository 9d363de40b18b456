/// An input that a model declares.
public struct DecisionInput: Sendable, Hashable {
    /// The id of the element.
    public let id: String
    /// The name it is given by.
    public let name: String
    /// The name of its type, if declared.
    public let type: String?
}

/// A decision that a model declares.
public struct DecisionOutline: Sendable, Hashable {
    /// The id of the element.
    public let id: String
    /// The name.
    public let name: String
    /// The question it answers, if given.
    public let question: String?
    /// The answers it allows, if given.
    public let allowedAnswers: String?
    /// The description, if given.
    public let description: String?
    /// The names of the inputs, decisions and business knowledge it requires.
    public let requires: [String]
    /// The authorities it rests on: names of knowledge sources.
    public let authorities: [String]
}

/// A decision table of a model, as it is written.
public struct DecisionTableOutline: Sendable, Hashable {
    /// A row.
    public struct Row: Sendable, Hashable {
        /// The rule's id, its number, and what is noted beside it.
        public let rule: RuleHit
        /// Its cells, one for each input.
        public let cells: [String]
        /// Its results, one for each output.
        public let results: [String]
    }

    /// The decision or business knowledge model that it stands in.
    public let decision: String
    /// Its id, if it has one.
    public let id: String?
    /// The labels of its inputs.
    public let inputs: [String]
    /// The expressions of its inputs, as they are written.
    public let inputExpressions: [String]
    /// The names of its outputs.
    public let outputs: [String]
    /// How people call its outputs: their labels, or else their names.
    public let outputLabels: [String]
    /// Its rows in their order.
    public let rows: [Row]
}

/// A decision service that a model declares.
public struct DecisionServiceOutline: Sendable, Hashable {
    /// The id of the element.
    public let id: String
    /// The name.
    public let name: String
    /// The names of its parameters in order.
    public let parameters: [String]
}
