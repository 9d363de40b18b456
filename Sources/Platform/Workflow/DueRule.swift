package import Localisation
package import WorkCalendar

/// The moment that a model's due text means: `5wd` working days, `4wh` working hours, `7d`, `2h` or `30m`, `P5D` or
/// `PT2H` (ISO 8601), or a date.
package struct DueRule: Sendable {
    package let calendar: WorkingCalendar
    package let hours: OfficeHours
    let clock: ZoneClock

    package init(calendar: WorkingCalendar, hours: OfficeHours, clock: ZoneClock) {
        self.calendar = calendar
        self.hours = hours
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
    ///
    /// - Parameter post: whose hours working hours are counted in.
    package func due(_ text: String, from now: Int64, post: String? = nil) -> Due? {
        let today = clock.date(microseconds: now)
        if let period = ClockPeriod(text) { return due(period, from: now, post: post) }
        if let date = CivilDate(iso: text.prefix(10)), text.utf8.count >= 10 {
            return text.utf8.count == 10 ? startOfDay(date) : moment(text.utf8.dropFirst(10), on: date)
        }
        guard let span = DueRule.span(text) else { return nil }
        if span.microseconds == 0 { return endOfDay(today.adding(days: span.days), isProvisional: false) }
        let instant = now + Int64(span.days) * 86_400_000_000 + span.microseconds
        return Due(date: clock.date(microseconds: instant), instant: instant, isProvisional: false)
    }

    private func due(_ period: ClockPeriod, from now: Int64, post: String?) -> Due? {
        switch period.unit {
        case .workingDays:
            guard period.amount <= 3660 else { return nil }
            let reckoned = calendar.addingWorkingDays(period.amount, to: clock.date(microseconds: now))
            return endOfDay(reckoned.date, isProvisional: reckoned.isProvisional)
        case .days: return endOfDay(clock.date(microseconds: now).adding(days: period.amount), isProvisional: false)
        case .workingHours:
            let (minute, isProvisional) = calendar.adding(
                workingMinutes: period.amount * 60, to: self.minute(at: now), hours: hours.of(post))
            return Due(date: minute.date, instant: instant(of: minute), isProvisional: isProvisional)
        case .hours, .minutes:
            let instant = now + Int64(period.amount) * (period.unit == .hours ? 3_600_000_000 : 60_000_000)
            return Due(date: clock.date(microseconds: instant), instant: instant, isProvisional: false)
        }
    }

    /// The county's minute at an instant.
    package func minute(at instant: Int64) -> CivilMinute {
        let date = clock.date(microseconds: instant)
        return CivilMinute(date: date, minute: Int((instant - start(of: date)) / 60_000_000))
    }

    /// The instant at which a minute of the county begins.
    package func instant(of minute: CivilMinute) -> Int64 {
        start(of: minute.date) + Int64(minute.minute) * 60_000_000
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

    /// The first moment of a day in the county's zone.
    private func start(of date: CivilDate) -> Int64 {
        (Int64(date.dayNumber) * 86_400 - Int64(clock.secondsFromUTC)) * 1_000_000
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
