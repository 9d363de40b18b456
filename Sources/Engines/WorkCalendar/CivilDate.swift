/// A day of the proleptic Gregorian calendar without time or zone: the civil date of the whole product.
///
/// Years run from 1 to 9999, so that the ISO 8601 text always has ten characters. Arithmetic that would leave the
/// range stops at ``earliest`` or ``latest``. Four bytes; comparing compares day numbers.
public struct CivilDate: Sendable, Hashable {
    private let days: Int32

    /// 0001-01-01.
    public static let earliest = CivilDate(dayNumber: -719_162)
    /// 9999-12-31.
    public static let latest = CivilDate(dayNumber: 2_932_896)

    /// Days since 1970-01-01, negative before it.
    public var dayNumber: Int { Int(days) }

    /// Makes the date that many days after 1970-01-01, clamped to the years 1 to 9999.
    public init(dayNumber: Int) {
        days = Int32(min(max(dayNumber, -719_162), 2_932_896))
    }

    /// Makes a date from its parts; `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CivilDate.length(ofMonth: month, year: year)
        else { return nil }
        self.init(dayNumber: CivilDate.number(year: year, month: month, day: day))
    }

    /// The civil date at an instant given in seconds since 1970-01-01T00:00:00Z, in a zone of fixed offset.
    ///
    /// - Parameter zoneOffset: seconds east of Greenwich; China's is 28 800.
    public init(unixSeconds: Int64, zoneOffset: Int = 28_800) {
        let (local, overflow) = unixSeconds.addingReportingOverflow(Int64(zoneOffset))
        let seconds = overflow ? unixSeconds : local
        let whole = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        self.init(dayNumber: Int(clamping: whole))
    }

    /// The parts of the date in one computation.
    public var parts: (year: Int, month: Int, day: Int) {
        // Counted from 0000-03-01, so that the leap day is the last of its year.
        let shifted = Int(days) + 719_468
        let era = shifted >= 0 ? shifted / 146_097 : (shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    /// The year, 1 to 9999.
    public var year: Int { parts.year }
    /// The month, 1 to 12.
    public var month: Int { parts.month }
    /// The day of the month, from 1.
    public var day: Int { parts.day }

    /// The day of the week as ISO 8601 numbers it: 1 is Monday, 7 Sunday.
    public var weekday: Int {
        let remainder = (Int(days) + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// Whether a year has a 29 February.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days in a month, 28 to 31; 0 when the month is not 1 to 12.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1...12: 31
        default: 0
        }
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear >= 0 ? shiftedYear / 400 : (shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension CivilDate: Comparable {
    /// Orders by time, earlier dates first.
    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.days < right.days }
}
