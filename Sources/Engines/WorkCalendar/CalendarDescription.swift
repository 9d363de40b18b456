/// What a published notice says about the working days of a stretch of time, usually one year.
public struct CalendarDescription: Sendable, Hashable {
    /// A stable name, such as `cn-2026`.
    public let id: String
    /// The first day that the notice covers.
    public let from: CivilDate
    /// The last day that the notice covers.
    public let through: CivilDate
    /// The days off, weekends inside a holiday included or not as the notice has them.
    public let holidays: [CalendarEntry]
    /// The Saturdays and Sundays that are worked instead (调休).
    public let makeUpDays: [CalendarEntry]
    /// The document that says so.
    public let source: String

    /// Makes a description.
    public init(
        id: String, from: CivilDate, through: CivilDate, holidays: [CalendarEntry], makeUpDays: [CalendarEntry],
        source: String
    ) {
        self.id = id
        self.from = from
        self.through = through
        self.holidays = holidays
        self.makeUpDays = makeUpDays
        self.source = source
    }
}
