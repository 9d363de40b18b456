public import WorkCalendar

/// A stretch of time in which a division's code was in force, and what came after.
public struct DivisionPeriod: Sendable, Hashable {
    /// The code.
    public let code: DivisionCode
    /// The first day; `nil` when older than the records.
    public let from: CivilDate?
    /// The last day; `nil` while in force.
    public let through: CivilDate?
    /// The codes that took over: none, one after a merger or renumbering, several after a split.
    public let successors: [DivisionCode]

    /// Makes a period.
    public init(code: DivisionCode, from: CivilDate?, through: CivilDate?, successors: [DivisionCode] = []) {
        self.code = code
        self.from = from
        self.through = through
        self.successors = successors
    }
}
