/// Sums, differences, products and quotients with dates, times and durations, and sums of texts.
enum CalendarArithmetic {
    static func add(_ left: FEELValue, _ right: FEELValue, _ run: FEELRun) -> FEELValue? {
        switch (left, right) {
        case (.string(let a), .string(let b)):
            return run.allot(a.utf8.count + b.utf8.count) ? .string(a + b) : .null
        case (.daysTimeDuration(let a), .daysTimeDuration(let b)):
            return days(a.nanoseconds + b.nanoseconds)
        case (.yearsMonthsDuration(let a), .yearsMonthsDuration(let b)):
            let (sum, overflow) = a.months.addingReportingOverflow(b.months)
            return overflow ? nil : .yearsMonthsDuration(FEELYearsMonthsDuration(months: sum))
        case (.yearsMonthsDuration, .date), (.yearsMonthsDuration, .dateTime), (.daysTimeDuration, .date),
            (.daysTimeDuration, .dateTime), (.daysTimeDuration, .time):
            return shift(right, by: left, sign: 1, run)
        default:
            return shift(left, by: right, sign: 1, run)
        }
    }

    static func subtract(_ left: FEELValue, _ right: FEELValue, _ run: FEELRun) -> FEELValue? {
        switch (left, right) {
        case (.daysTimeDuration(let a), .daysTimeDuration(let b)):
            return days(a.nanoseconds - b.nanoseconds)
        case (.yearsMonthsDuration(let a), .yearsMonthsDuration(let b)):
            let (difference, overflow) = a.months.subtractingReportingOverflow(b.months)
            return overflow ? nil : .yearsMonthsDuration(FEELYearsMonthsDuration(months: difference))
        case (.time(let a), .time(let b)):
            guard (a.zone.offset == nil) == (b.zone.offset == nil) else { return nil }
            return days(
                Int128(a.comparableSecond - b.comparableSecond) * 1_000_000_000 + Int128(a.nanosecond - b.nanosecond))
        case (.date, .date), (.dateTime, .dateTime), (.date, .dateTime), (.dateTime, .date):
            return difference(left, right)
        default:
            return shift(left, by: right, sign: -1, run)
        }
    }

    /// The time between two dates; a date counts as its midnight at UTC when the other has an offset.
    private static func difference(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        guard let a = moment(left), let b = moment(right) else { return nil }
        if let isLocal = a.isLocal, let other = b.isLocal, isLocal != other { return nil }
        return days(a.nanoseconds - b.nanoseconds)
    }

    private static func moment(_ value: FEELValue) -> (nanoseconds: Int128, isLocal: Bool?)? {
        switch value {
        case .date(let date): return (Int128(date.daysSinceEpoch) * 86_400_000_000_000, false)
        case .dateTime(let moment):
            return (
                Int128(moment.epochSecond) * 1_000_000_000 + Int128(moment.time.nanosecond),
                moment.time.zone.offset == nil
            )
        default: return nil
        }
    }

    private static func shift(_ value: FEELValue, by duration: FEELValue, sign: Int, _ run: FEELRun) -> FEELValue? {
        let zones = run.environment.zones
        switch (value, duration) {
        case (.date(let date), .yearsMonthsDuration(let length)):
            return date.adding(months: sign * length.months).map { .date($0) }
        case (.date(let date), .daysTimeDuration(let length)):
            let midnight = FEELDateTime(date: date, time: .midnight)
            return midnight.adding(nanoseconds: Int128(sign) * length.nanoseconds, zones: zones).map { .date($0.date) }
        case (.dateTime(let moment), .yearsMonthsDuration(let length)):
            return moment.adding(months: sign * length.months, zones: zones).map { .dateTime($0) }
        case (.dateTime(let moment), .daysTimeDuration(let length)):
            return moment.adding(nanoseconds: Int128(sign) * length.nanoseconds, zones: zones).map { .dateTime($0) }
        case (.time(let time), .daysTimeDuration(let length)):
            return .time(time.adding(nanoseconds: Int128(sign) * length.nanoseconds))
        default: return nil
        }
    }

    static func multiply(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.number(let factor), .daysTimeDuration(let length)), (.daysTimeDuration(let length), .number(let factor)):
            return number(length.nanoseconds)?.multiplied(by: factor).flatMap(duration)
        case (.number(let factor), .yearsMonthsDuration(let length)),
            (.yearsMonthsDuration(let length), .number(let factor)):
            return FEELNumber(length.months).multiplied(by: factor).flatMap(months)
        default: return nil
        }
    }

    static func divide(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.daysTimeDuration(let length), .number(let divisor)):
            return number(length.nanoseconds)?.divided(by: divisor).flatMap(duration)
        case (.yearsMonthsDuration(let length), .number(let divisor)):
            return FEELNumber(length.months).divided(by: divisor).flatMap(months)
        case (.daysTimeDuration(let a), .daysTimeDuration(let b)):
            guard let first = number(a.nanoseconds), let second = number(b.nanoseconds) else { return nil }
            return first.divided(by: second).map { .number($0) }
        case (.yearsMonthsDuration(let a), .yearsMonthsDuration(let b)):
            return FEELNumber(a.months).divided(by: FEELNumber(b.months)).map { .number($0) }
        default: return nil
        }
    }

    private static func days(_ nanoseconds: Int128) -> FEELValue? {
        FEELDaysTimeDuration(nanoseconds: nanoseconds).map { .daysTimeDuration($0) }
    }

    private static func number(_ value: Int128) -> FEELNumber? {
        FEELNumber.rounded(negative: value < 0, coefficient: value.magnitude, exponent: 0)
    }

    private static func duration(_ nanoseconds: FEELNumber) -> FEELValue? {
        guard let whole = nanoseconds.rounded(toScale: 0, .halfEven)?.strippingTrailingZeros(),
            whole.exponent >= 0, PowersOfTen.digits(whole.coefficient) + whole.exponent <= 37
        else { return nil }
        let length = Int128(whole.coefficient) * Int128(PowersOfTen.value(whole.exponent))
        return days(whole.hasSign ? -length : length)
    }

    private static func months(_ value: FEELNumber) -> FEELValue? {
        guard let whole = value.rounded(toScale: 0, .down)?.integer else { return nil }
        return .yearsMonthsDuration(FEELYearsMonthsDuration(months: whole))
    }
}
