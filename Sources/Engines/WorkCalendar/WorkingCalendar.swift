public import Diagnostics

/// Which days are worked, from published notices; outside them Monday to Friday, marked provisional.
///
/// A value without clock or I/O. When a new notice is loaded, make a new calendar and reckon open deadlines again.
public struct WorkingCalendar: Sendable {
    /// The identifiers of the loaded descriptions in order of time.
    public let descriptions: [String]
    /// The first covered day, `nil` without descriptions.
    public let coveredFrom: CivilDate?
    /// The last covered day, `nil` without descriptions.
    public let coveredThrough: CivilDate?

    /// One byte a day from `first`: a `DayKind`, or `uncovered` plus the weekday rule's kind.
    private let table: [UInt8]
    private let first: Int
    private let names: [CivilDate: Text]
    private static let uncovered: UInt8 = 0x80

    /// Makes a calendar from descriptions in any order; without any, only the weekday rule holds.
    ///
    /// - Throws: ``CalendarError`` when a description contradicts itself or another.
    public init(_ given: [CalendarDescription] = []) throws(CalendarError) {
        let ordered = given.sorted { ($0.from, $0.id) < ($1.from, $1.id) }
        descriptions = ordered.map(\.id)
        guard let from = ordered.first?.from, let through = ordered.map(\.through).max() else {
            coveredFrom = nil
            coveredThrough = nil
            table = []
            first = 0
            names = [:]
            return
        }
        guard from <= through, from.days(until: through) <= 73_050 else { throw CalendarError(.span) }
        var days = (from.dayNumber...through.dayNumber).map { number in
            WorkingCalendar.weekdayRule(CivilDate(dayNumber: number)).rawValue | WorkingCalendar.uncovered
        }
        var names: [CivilDate: Text] = [:]
        for description in ordered {
            try WorkingCalendar.apply(description, to: &days, from: from, names: &names)
        }
        coveredFrom = from
        coveredThrough = through
        table = days
        first = from.dayNumber
        self.names = names
    }

    private static func apply(
        _ description: CalendarDescription, to days: inout [UInt8], from: CivilDate, names: inout [CivilDate: Text]
    ) throws(CalendarError) {
        guard description.from <= description.through else { throw CalendarError(.span, calendar: description.id) }
        for number in description.from.dayNumber...description.through.dayNumber {
            days[number - from.dayNumber] &= ~uncovered
        }
        for entry in description.holidays + description.makeUpDays {
            guard description.from <= entry.date, entry.date <= description.through else {
                throw CalendarError(.outside, date: entry.date, calendar: description.id)
            }
        }
        for entry in description.holidays {
            let index = entry.date.dayNumber - from.dayNumber
            guard DayKind(rawValue: days[index]) != .makeUp else {
                throw CalendarError(.contradiction, date: entry.date, calendar: description.id)
            }
            days[index] = DayKind.holiday.rawValue
            names[entry.date] = entry.name
        }
        for entry in description.makeUpDays {
            let index = entry.date.dayNumber - from.dayNumber
            guard entry.date.weekday >= 6 else {
                throw CalendarError(.makeUpOnWeekday, date: entry.date, calendar: description.id)
            }
            guard DayKind(rawValue: days[index]) != .holiday else {
                throw CalendarError(.contradiction, date: entry.date, calendar: description.id)
            }
            days[index] = DayKind.makeUp.rawValue
            names[entry.date] = entry.name
        }
    }

    private static func weekdayRule(_ date: CivilDate) -> DayKind { date.weekday >= 6 ? .weekend : .working }

    /// What a day is; outside the loaded calendars by the weekday rule.
    public func kind(of date: CivilDate) -> DayKind {
        let index = date.dayNumber - first
        guard index >= 0, index < table.count else { return WorkingCalendar.weekdayRule(date) }
        return DayKind(rawValue: table[index] & ~WorkingCalendar.uncovered) ?? .working
    }

    /// Whether offices work on a day.
    public func isWorkingDay(_ date: CivilDate) -> Bool { kind(of: date).isWorking }

    /// Whether no loaded calendar covers the day.
    public func isProvisional(_ date: CivilDate) -> Bool {
        let index = date.dayNumber - first
        guard index >= 0, index < table.count else { return true }
        return table[index] & WorkingCalendar.uncovered != 0
    }

    /// The name of a holiday or make-up day, `nil` for ordinary days.
    public func name(of date: CivilDate) -> Text? { names[date] }

    /// The working day that many working days after a date, before it when negative.
    ///
    /// 0 gives the date itself when it is worked, else the next working day. The count is limited to 100 000.
    public func addingWorkingDays(_ count: Int, to date: CivilDate) -> ReckonedDate {
        var left = min(abs(max(count, -100_000)), 100_000)
        let step = count < 0 ? -1 : 1
        var day = date
        var provisional = isProvisional(date) && left == 0
        if left == 0 {
            while !isWorkingDay(day), day < .latest {
                day = day.adding(days: 1)
                provisional = provisional || isProvisional(day)
            }
        }
        while left > 0, day > .earliest, day < .latest {
            day = day.adding(days: step)
            provisional = provisional || isProvisional(day)
            if isWorkingDay(day) { left -= 1 }
        }
        return ReckonedDate(date: day, isProvisional: provisional)
    }

    /// The number of working days after one date up to and with another; negative when the other is earlier.
    public func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        if end < start { return -workingDays(after: end, through: start) }
        var count = 0
        var number = start.dayNumber + 1
        while number <= end.dayNumber {
            if isWorkingDay(CivilDate(dayNumber: number)) { count += 1 }
            number += 1
        }
        return count
    }
}
