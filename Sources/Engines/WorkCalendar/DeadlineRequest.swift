/// What a deadline follows from. Keep it with the case, and reckon again when a calendar is loaded.
public struct DeadlineRequest: Sendable, Hashable {
    /// How the period is counted.
    public let rule: DeadlineRule
    /// The day of the event that sets it going, such as the day of acceptance.
    public let from: CivilDate
    /// The stretches that do not count, in any order.
    public let pauses: [Pause]

    /// Makes a request.
    public init(rule: DeadlineRule, from: CivilDate, pauses: [Pause] = []) {
        self.rule = rule
        self.from = from
        self.pauses = pauses
    }
}
