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

/// A decision service that a model declares.
public struct DecisionServiceOutline: Sendable, Hashable {
    /// The id of the element.
    public let id: String
    /// The name.
    public let name: String
    /// The names of its parameters in order.
    public let parameters: [String]
}
