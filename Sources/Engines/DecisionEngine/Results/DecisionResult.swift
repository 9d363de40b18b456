public import FEELEngine

/// What evaluating a decision came to, and why.
public struct DecisionResult: Sendable {
    /// The value; `null` when the decision could not be made.
    public let value: FEELValue
    /// The decision tables that were evaluated, in order.
    public let tables: [DecisionTableTrace]
    /// Inputs that were read while `null` or absent: what has to be found out before `null` may be taken for an answer.
    public let missing: [MissingInput]
    /// What was known of the model's decisions in the end.
    let made: DecisionsMade?
    /// Why parts of the evaluation became `null`.
    public let warnings: [FEELWarning]
}

extension DecisionResult {
    /// The decisions that were evaluated, with their values, in the order of the model; of one that was needed in parts only
    /// the entries that were needed.
    public var decisions: [DecisionValue] { made?.values ?? [] }
}

/// The decisions of one evaluation as they were left, put together when somebody asks for them.
struct DecisionsMade: Sendable {
    let slots: [DecisionModel.DecisionSlot]
    /// The globals by their places; `nil` for one that was not needed.
    let globals: [FEELValue?]

    var values: [DecisionValue] {
        slots.compactMap { slot in slot.value(in: globals).map { DecisionValue(name: slot.name, value: $0) } }
    }
}

/// A decision and its value.
public struct DecisionValue: Sendable, Hashable {
    /// The decision's name.
    public let name: String
    /// Its value.
    public let value: FEELValue

    /// Makes a pair.
    public init(name: String, value: FEELValue) {
        self.name = name
        self.value = value
    }
}

/// An input that was read and not there.
public struct MissingInput: Sendable, Hashable {
    /// The input's name and the entries below it, joined by points.
    public let path: String
    /// The decision or business knowledge model that read it.
    public let decision: String?

    /// Makes a note.
    public init(path: String, decision: String?) {
        self.path = path
        self.decision = decision
    }
}
