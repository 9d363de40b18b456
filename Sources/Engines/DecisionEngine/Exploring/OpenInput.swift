public import FEELEngine

/// An input, or an entry of one, that nobody has been asked for yet.
public struct OpenInput: Sendable, Hashable {
    /// The names that lead to it, such as `["answers", "town_home"]`.
    public let path: [String]
    /// What it may come to be, `null` among it where it may be left open; `nil` for anything, such as a text.
    public let values: [FEELValue]?

    /// Makes one.
    public init(_ path: [String], values: [FEELValue]?) {
        self.path = path
        self.values = values
    }

    /// The path as missing inputs are named.
    public var name: String { path.joined(separator: ".") }

    /// Whether two are the same input.
    public static func == (left: OpenInput, right: OpenInput) -> Bool { left.path == right.path }

    /// Feeds the path.
    public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

/// Which open inputs can still change the answer of a decision (``DecisionModel/decisive(_:inputs:open:now:limit:)``).
public struct DecisiveInputs: Sendable, Hashable {
    /// Their names in the order in which the decision asks for them; the first is the next question.
    public let names: [String]
    /// Whether all that they may come to be was gone through; otherwise some may be named that change nothing, and some may
    /// be missing that are asked for only then.
    public let isExact: Bool

    /// Whether the answer is settled, whatever else is asked.
    public var isSettled: Bool { names.isEmpty }
}
