public import Diagnostics

/// One day that a calendar names: a holiday or a make-up day.
public struct CalendarEntry: Sendable, Hashable {
    /// The day.
    public let date: CivilDate
    /// The holiday's name, such as 国庆节; for a make-up day the holiday it makes up for.
    public let name: Text

    /// Makes an entry.
    public init(date: CivilDate, name: Text) {
        self.date = date
        self.name = name
    }
}
