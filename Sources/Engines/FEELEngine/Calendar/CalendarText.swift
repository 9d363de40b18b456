/// Reads FEEL's calendar values from text, asking the zones for named ones.
struct CalendarText {
    let zones: any ZoneOffsets
    /// The time that a bare time of day in a named zone is taken at, in seconds since 1970.
    let now: Int

    /// `10:20:00+08:00`, `10:20:00@Asia/Shanghai`.
    func time(_ text: String) -> FEELTime? {
        var scanner = ByteScanner(text)
        guard let clock = scanner.clock(), let zone = scanner.zone(), scanner.isAtEnd else { return nil }
        return resolve(FEELTime(secondOfDay: clock.second, nanosecond: clock.nanosecond, zone: zone))
    }

    /// `2024-08-31T10:20:00Z`; a date alone means midnight.
    func dateTime(_ text: String) -> FEELDateTime? {
        var scanner = ByteScanner(text)
        guard let date = scanner.date() else { return nil }
        if scanner.isAtEnd { return FEELDateTime(date: date, time: .midnight) }
        guard scanner.take(UInt8(ascii: "T")), let clock = scanner.clock(), let zone = scanner.zone(), scanner.isAtEnd,
            let day = clock.isEndOfDay ? date.adding(days: 1) : date
        else { return nil }
        if case .named(let name, _) = zone, zones.offset(of: name, atUTCSecond: 0) == nil { return nil }
        let time = FEELTime(secondOfDay: clock.second, nanosecond: clock.nanosecond, zone: zone)
        return FEELDateTime(date: day, time: time).resolvingZone(zones)
    }

    private func resolve(_ time: FEELTime) -> FEELTime? {
        guard case .named(let name, _) = time.zone else { return time }
        guard let offset = zones.offset(of: name, atUTCSecond: now) else { return nil }
        return FEELTime(
            secondOfDay: time.secondOfDay, nanosecond: time.nanosecond, zone: .named(name, offset: offset))
    }

    /// `P1Y2M` or `P1DT2H`, with a minus sign before it for the past.
    static func duration(_ text: String) -> FEELValue? {
        var scanner = ByteScanner(text)
        let isNegative = scanner.take(UInt8(ascii: "-"))
        guard scanner.take(UInt8(ascii: "P")), !scanner.isAtEnd else { return nil }
        if let months = months(scanner) {
            return .yearsMonthsDuration(FEELYearsMonthsDuration(months: isNegative ? -months : months))
        }
        guard let length = nanoseconds(scanner) else { return nil }
        return FEELDaysTimeDuration(nanoseconds: isNegative ? -length : length).map { .daysTimeDuration($0) }
    }

    private static func months(_ start: ByteScanner) -> Int? {
        var scanner = start
        var months = 0
        guard let first = scanner.digits(1, 12) else { return nil }
        if scanner.take(UInt8(ascii: "Y")) {
            months = first.value * 12
            if scanner.isAtEnd { return months }
            guard let second = scanner.digits(1, 12), scanner.take(UInt8(ascii: "M")) else { return nil }
            months += second.value
        } else {
            guard scanner.take(UInt8(ascii: "M")) else { return nil }
            months = first.value
        }
        return scanner.isAtEnd ? months : nil
    }

    private static func nanoseconds(_ start: ByteScanner) -> Int128? {
        var scanner = start
        var seconds: Int128 = 0
        var fraction: Int128 = 0
        if let days = scanner.digits(1, 15) {
            guard scanner.take(UInt8(ascii: "D")) else { return nil }
            seconds = Int128(days.value) * 86_400
        }
        if scanner.isAtEnd { return seconds * 1_000_000_000 }
        guard scanner.take(UInt8(ascii: "T")), !scanner.isAtEnd else { return nil }
        var rank = 0
        while !scanner.isAtEnd {
            guard let part = scanner.digits(1, 17) else { return nil }
            if rank < 1, scanner.take(UInt8(ascii: "H")) {
                rank = 1
                seconds += Int128(part.value) * 3_600
            } else if rank < 2, scanner.take(UInt8(ascii: "M")) {
                rank = 2
                seconds += Int128(part.value) * 60
            } else {
                guard rank < 3 else { return nil }
                rank = 3
                if scanner.take(UInt8(ascii: ".")) {
                    guard let digits = scanner.digits(0, 9) else { return nil }
                    fraction = Int128(digits.value)
                    for _ in digits.count..<9 { fraction *= 10 }
                    _ = scanner.digits(0, 30)
                }
                guard scanner.take(UInt8(ascii: "S")) else { return nil }
                seconds += Int128(part.value)
            }
        }
        return seconds * 1_000_000_000 + fraction
    }
}
