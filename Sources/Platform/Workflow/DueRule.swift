package import Localisation
package import WorkCalendar

/// The moment that a model's due text means: `5wd` working days, `P5D` or `PT2H` (ISO 8601), or a date.
package struct DueRule: Sendable {
    private let calendar: WorkingCalendar
    private let clock: ZoneClock

    package init(calendar: WorkingCalendar, clock: ZoneClock) {
        self.calendar = calendar
        self.clock = clock
    }

    /// A day, and whether it rests on a calendar that is not announced yet.
    package struct Due: Sendable, Hashable {
        package let date: CivilDate
        /// Microseconds since 1970, UTC: the end of that day, or the exact moment for hours.
        package let instant: Int64
        package let isProvisional: Bool
    }

    /// Reads a due text: working days, days or hours from now, or a date with or without a time of day; `nil` when it
    /// is none. A time of day without an offset is the county's.
    package func due(_ text: String, from now: Int64) -> Due? {
        let today = clock.date(microseconds: now)
        if text.hasSuffix("wd"), let days = Int(text.dropLast(2)), (0...3660).contains(days) {
            let reckoned = calendar.addingWorkingDays(days, to: today)
            return endOfDay(reckoned.date, isProvisional: reckoned.isProvisional)
        }
        if let date = CivilDate(iso: text.prefix(10)), text.utf8.count >= 10 {
            return text.utf8.count == 10 ? startOfDay(date) : moment(text.utf8.dropFirst(10), on: date)
        }
        guard let span = DueRule.span(text) else { return nil }
        if span.microseconds == 0 { return endOfDay(today.adding(days: span.days), isProvisional: false) }
        let instant = now + Int64(span.days) * 86_400_000_000 + span.microseconds
        return Due(date: clock.date(microseconds: instant), instant: instant, isProvisional: false)
    }

    private func endOfDay(_ date: CivilDate, isProvisional: Bool) -> Due {
        Due(date: date, instant: start(of: date.adding(days: 1)), isProvisional: isProvisional)
    }

    private func startOfDay(_ date: CivilDate) -> Due {
        Due(date: date, instant: start(of: date), isProvisional: false)
    }

    /// `T10:00`, `T10:00:30`, either followed by `Z` or an offset such as `+08:00`, on a day.
    private func moment(_ text: Substring.UTF8View, on date: CivilDate) -> Due? {
        let bytes = Array(text)
        func pair(_ index: Int, below limit: Int64) -> Int64? {
            guard index + 1 < bytes.count, bytes[index...index + 1].allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            let value = Int64(bytes[index] - 0x30) * 10 + Int64(bytes[index + 1] - 0x30)
            return value < limit ? value : nil
        }
        guard bytes.count >= 6, bytes[0] == UInt8(ascii: "T"), bytes[3] == UInt8(ascii: ":"),
            let hour = pair(1, below: 24), let minute = pair(4, below: 60)
        else { return nil }
        var seconds = hour * 3600 + minute * 60
        var index = 6
        if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            guard let second = pair(7, below: 60) else { return nil }
            seconds += second
            index = 9
        }
        var first = start(of: date)
        if index < bytes.count {
            first = Int64(date.dayNumber) * 86_400_000_000
            if bytes[index] == UInt8(ascii: "Z") {
                index += 1
            } else {
                let isEast = bytes[index] == UInt8(ascii: "+")
                guard isEast || bytes[index] == UInt8(ascii: "-"), index + 3 < bytes.count,
                    bytes[index + 3] == UInt8(ascii: ":"), let hours = pair(index + 1, below: 15),
                    let minutes = pair(index + 4, below: 60)
                else { return nil }
                seconds += (hours * 3600 + minutes * 60) * (isEast ? -1 : 1)
                index += 6
            }
        }
        guard index == bytes.count else { return nil }
        let instant = first + seconds * 1_000_000
        return Due(date: clock.date(microseconds: instant), instant: instant, isProvisional: false)
    }

    /// The first moment of a day in the county's zone, found to the minute, since the clock only tells dates.
    private func start(of date: CivilDate) -> Int64 {
        let midnight = Int64(date.dayNumber) * 86_400_000_000
        var before = midnight - 15 * 3_600_000_000
        var within = midnight + 15 * 3_600_000_000
        while within - before > 60_000_000 {
            let middle = (before + within) / 120_000_000 * 60_000_000
            if clock.date(microseconds: middle) < date { before = middle } else { within = middle }
        }
        return within
    }

    /// Days and the rest of an ISO 8601 duration of days, hours, minutes and seconds.
    private static func span(_ text: String) -> (days: Int, microseconds: Int64)? {
        guard text.hasPrefix("P"), text.utf8.count <= 40 else { return nil }
        var days = 0
        var seconds: Int64 = 0
        var isTime = false
        var hasPart = false
        var digits = ""
        for character in text.dropFirst() {
            switch character {
            case "0"..."9": digits.append(character)
            case "T" where !isTime && digits.isEmpty: isTime = true
            default:
                guard let amount = Int(digits), amount <= 1_000_000 else { return nil }
                switch (character, isTime) {
                case ("D", false): days += amount
                case ("W", false): days += amount * 7
                case ("H", true): seconds += Int64(amount) * 3600
                case ("M", true): seconds += Int64(amount) * 60
                case ("S", true): seconds += Int64(amount)
                default: return nil
                }
                digits = ""
                hasPart = true
            }
        }
        return digits.isEmpty && hasPart ? (days, seconds * 1_000_000) : nil
    }
}
