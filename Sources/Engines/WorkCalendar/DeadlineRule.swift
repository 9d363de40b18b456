/// How a period is counted.
public struct DeadlineRule: Sendable, Hashable {
    /// The unit of a period.
    public enum Unit: String, Sendable, Hashable {
        /// Days on which offices work (工作日).
        case workingDays = "working_days"
        /// Every day (自然日).
        case days
        /// Months; ends on the day of the same number, or on the month's last day.
        case months
    }

    /// The first day that counts.
    public enum Start: String, Sendable, Hashable {
        /// The day after the event, as the law counts: the opening day is not reckoned in (开始的当日不计入).
        case dayAfter = "day_after"
        /// The day of the event itself.
        case sameDay = "same_day"
    }

    /// What happens when the last day is not worked.
    public enum End: String, Sendable, Hashable {
        /// It moves to the next working day.
        case nextWorkingDay = "next_working_day"
        /// It stays.
        case asReckoned = "as_reckoned"
    }

    /// How many units, 0 to 10 000.
    public let amount: Int
    /// The unit.
    public let unit: Unit
    /// The first day that counts.
    public let start: Start
    /// What happens when the last day is not worked.
    public let end: End

    /// Makes a rule.
    ///
    /// - Throws: ``CalendarError`` of kind `amount` outside 0 to 10 000.
    public init(
        amount: Int, unit: Unit, start: Start = .dayAfter, end: End = .nextWorkingDay
    ) throws(CalendarError) {
        guard (0...10_000).contains(amount) else { throw CalendarError(.amount) }
        self.amount = amount
        self.unit = unit
        self.start = start
        self.end = end
    }
}
