extension BuiltIns {
    /// Conversion functions (DMN 1.5, 10.3.4.1).
    static let conversions: [BuiltIn] = [
        BuiltIn("string", [["from"]]) { a, run in a[0].isNull ? .null : run.string(a[0].text) },
        BuiltIn("number", [["from", "grouping separator", "decimal separator"]], optional: 2) { a, run in
            number(a, run)
        },
        BuiltIn("date", [["from"], ["year", "month", "day"]]) { a, run in
            if a.count == 3 {
                guard let year = whole(a[0]), let month = whole(a[1]), let day = whole(a[2]),
                    let date = FEELDate(year: year, month: month, day: day)
                else { return run.fail(.outOfRange) }
                return .date(date)
            }
            guard a.count == 1 else { return run.fail(.wrongArguments) }
            switch a[0] {
            case .string(let text): return FEELDate(text).map { .date($0) } ?? run.fail(.invalidText)
            case .date: return a[0]
            case .dateTime(let moment): return .date(moment.date)
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn("time", [["from"], ["hour", "minute", "second", "offset"]]) { a, run in
            if a.count >= 3 { return time(a, run) }
            guard a.count == 1 else { return run.fail(.wrongArguments) }
            switch a[0] {
            case .string(let text): return run.calendar.time(text).map { .time($0) } ?? run.fail(.invalidText)
            case .time: return a[0]
            case .dateTime(let moment): return .time(moment.time)
            case .date:
                return .time(FEELTime(secondOfDay: 0, nanosecond: 0, zone: .offset(0)))
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn(
            "date and time",
            [
                ["from"], ["date", "time"], ["date", "time", "timezone"],
                ["year", "month", "day", "hour", "minute", "second"],
                ["year", "month", "day", "hour", "minute", "second", "offset"],
                ["year", "month", "day", "hour", "minute", "second", "timezone"],
            ]
        ) { a, run in dateTime(a, run) },
        BuiltIn("duration", [["from"]]) { a, run in
            switch a[0] {
            case .string(let text): return CalendarText.duration(text) ?? run.fail(.invalidText)
            case .daysTimeDuration, .yearsMonthsDuration: return a[0]
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn("years and months duration", [["from", "to"]]) { a, run in
            guard let from = day(a[0]), let to = day(a[1]) else { return run.fail(.wrongType) }
            var months = (to.year - from.year) * 12 + to.month - from.month
            if months > 0, to.day < from.day { months -= 1 }
            if months < 0, to.day > from.day { months += 1 }
            return .yearsMonthsDuration(FEELYearsMonthsDuration(months: months))
        },
        BuiltIn("range", [["from"]]) { a, run in
            guard case .string(let text) = a[0] else { return run.fail(.wrongType) }
            return RangeText.range(text, run.environment) ?? run.fail(.invalidText)
        },
    ]

    /// A whole number, cut off below the point.
    static func whole(_ value: FEELValue) -> Int? {
        guard case .number(let number) = value else { return nil }
        return number.integer ?? number.rounded(toScale: 0, .down)?.integer
    }

    static func day(_ value: FEELValue) -> FEELDate? {
        switch value {
        case .date(let date): date
        case .dateTime(let moment): moment.date
        default: nil
        }
    }

    private static func number(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        if a.count == 1, case .number = a[0] { return a[0] }
        guard a.count != 2, case .string(var text) = a[0] else { return run.fail(.wrongType) }
        var decimal = "."
        if a.count > 2 {
            switch a[2] {
            case .string(let sign) where sign == "." || sign == ",": decimal = sign
            case .null: break
            default: return run.fail(.wrongType)
            }
        }
        if a.count > 1 {
            switch a[1] {
            case .string(let sign) where sign == " " || sign == "," || sign == ".":
                guard sign != decimal || a[2].isNull else { return run.fail(.wrongArguments) }
                text = text.replacing(sign, with: "")
            case .null: break
            default: return run.fail(.wrongType)
            }
        }
        if decimal != "." {
            guard !text.utf8.contains(UInt8(ascii: ".")) else { return run.fail(.invalidText) }
            text = text.replacing(decimal, with: ".")
        }
        return FEELNumber(text).map { .number($0) } ?? run.fail(.invalidText)
    }

    private static func time(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard let hour = whole(a[0]), let minute = whole(a[1]), case .number(let seconds) = a[2],
            let second = seconds.rounded(toScale: 0, .floor), let whole = second.integer,
            let fraction = seconds.subtracting(second)?.multiplied(by: FEELNumber(1_000_000_000))?
                .rounded(toScale: 0, .down)?.integer
        else { return run.fail(.wrongType) }
        var zone = FEELZone.local
        if a.count > 3 {
            switch a[3] {
            case .daysTimeDuration(let offset) where offset.seconds.magnitude <= 18 * 3_600:
                zone = .offset(offset.seconds)
            case .null: break
            default: return run.fail(.wrongType)
            }
        }
        guard let time = FEELTime(hour: hour, minute: minute, second: whole, nanosecond: fraction, zone: zone) else {
            return run.fail(.outOfRange)
        }
        return .time(time)
    }

    private static func dateTime(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        switch a.count {
        case 1:
            switch a[0] {
            case .string(let text): return run.calendar.dateTime(text).map { .dateTime($0) } ?? run.fail(.invalidText)
            case .dateTime: return a[0]
            case .date(let date): return .dateTime(FEELDateTime(date: date, time: .midnight))
            default: return run.fail(.wrongType)
            }
        case 2:
            guard let date = day(a[0]), case .time(let time) = a[1] else { return run.fail(.wrongType) }
            return .dateTime(FEELDateTime(date: date, time: time).resolvingZone(run.environment.zones))
        case 6, 7:
            guard let year = whole(a[0]), let month = whole(a[1]), let day = whole(a[2]),
                let date = FEELDate(year: year, month: month, day: day)
            else { return run.fail(.outOfRange) }
            var offset = FEELValue.null
            var name: String?
            if a.count == 7 {
                if case .string(let zone) = a[6] { name = zone } else { offset = a[6] }
            }
            guard case .time(let time) = self.time([a[3], a[4], a[5], offset], run) else { return .null }
            guard let name else { return .dateTime(FEELDateTime(date: date, time: time)) }
            return run.calendar.dateTime("\(date)T\(time)@\(name)").map { .dateTime($0) } ?? run.fail(.invalidText)
        default: return run.fail(.wrongArguments)
        }
    }
}
