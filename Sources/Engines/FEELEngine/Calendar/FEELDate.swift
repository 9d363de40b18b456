/// A FEEL date in the proleptic Gregorian calendar, years −999 999 999 to 999 999 999 (DMN 1.5, 10.3.2.3.4).
public struct FEELDate: Sendable, Hashable {
    /// The year; 0 is 1 BC.
    public let year: Int
    private let monthAndDay: UInt16

    /// The month, 1 to 12.
    public var month: Int { Int(monthAndDay >> 8) }
    /// The day of the month, 1 to 31.
    public var day: Int { Int(monthAndDay & 0xFF) }

    /// The years a date can have.
    public static let years = -999_999_999...999_999_999

    /// A date; `nil` if the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), 1...12 ~= month, day >= 1, day <= Self.days(inMonth: month, of: year) else {
            return nil
        }
        self.year = year
        monthAndDay = UInt16(month) << 8 | UInt16(day)
    }

    /// The date a number of days after 1 January 1970; `nil` outside the years.
    public init?(daysSinceEpoch days: Int) {
        guard days.magnitude < 366_000_000_000 else { return nil }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(year: year, month: month, day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Reads `2024-08-31`; years have at least four digits, earlier ones a minus sign.
    public init?(_ text: String) {
        var scanner = ByteScanner(text)
        guard let date = scanner.date(), scanner.isAtEnd else { return nil }
        self = date
    }

    /// Days since 1 January 1970.
    public var daysSinceEpoch: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date some days later; `nil` outside the years.
    public func adding(days: Int) -> FEELDate? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return overflow ? nil : FEELDate(daysSinceEpoch: sum)
    }

    /// The date some months later; a day that the month lacks becomes its last one.
    public func adding(months: Int) -> FEELDate? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let newYear = sum >= 0 ? sum / 12 : (sum - 11) / 12
        let newMonth = sum - newYear * 12 + 1
        guard Self.years.contains(newYear) else { return nil }
        return FEELDate(year: newYear, month: newMonth, day: min(day, Self.days(inMonth: newMonth, of: newYear)))
    }

    /// The day of the week, 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int {
        let rest = (daysSinceEpoch + 3) % 7
        return (rest < 0 ? rest + 7 : rest) + 1
    }

    /// The day of the year, 1 to 366.
    public var dayOfYear: Int {
        (FEELDate(year: year, month: 1, day: 1)?.daysSinceEpoch).map { daysSinceEpoch - $0 + 1 } ?? 1
    }

    /// The week of the year, 1 to 53 (ISO 8601).
    public var weekOfYear: Int {
        let week = (dayOfYear - weekday + 10) / 7
        if week < 1 { return Self.weeks(in: year - 1) }
        return week > Self.weeks(in: year) ? 1 : week
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    private static func weeks(in year: Int) -> Int {
        let first = FEELDate(year: year, month: 1, day: 1)?.weekday ?? 1
        return first == 4 || (first == 3 && isLeap(year)) ? 53 : 52
    }
}

extension FEELDate: Comparable, CustomStringConvertible {
    /// Calendar order.
    public static func < (left: FEELDate, right: FEELDate) -> Bool {
        left.year != right.year ? left.year < right.year : left.monthAndDay < right.monthAndDay
    }

    /// `2024-08-31`.
    public var description: String {
        var text = ByteText()
        text.append(self)
        return text.string
    }
}
