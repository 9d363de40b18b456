import FEELEngine

/// A kind of values in an order, between which other values can be named. Times are told apart to the second.
enum OrderedKind: Hashable {
    case number, date, daysTimeDuration, yearsMonthsDuration
    /// Of a day's hours there is a first and a last; those of another zone are of another kind.
    case time(FEELZone)
    /// Moments of the wall clock, or of the world's.
    case moment(isLocal: Bool)

    init?(_ value: FEELValue) {
        switch value {
        case .number: self = .number
        case .date: self = .date
        case .daysTimeDuration: self = .daysTimeDuration
        case .yearsMonthsDuration: self = .yearsMonthsDuration
        case .time(let time) where time.nanosecond == 0: self = .time(time.zone)
        case .dateTime(let moment) where moment.time.nanosecond == 0:
            self = .moment(isLocal: moment.time.zone.offset == nil)
        default: return nil
        }
    }

    /// The ends themselves and the stretches between them, with a value of each; `nil` if one cannot be named.
    func parted(_ ends: [FEELValue]) -> (parts: [InputDomain.Part], samples: [FEELValue])? {
        let sorted = Set(ends).sorted(by: isBefore)
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let (below, above) = (shifted(first, by: -1), shifted(last, by: 1))
        var parts: [InputDomain.Part] = []
        var samples: [FEELValue] = []
        if let below {
            parts.append(.stretch(after: nil, before: first))
            samples.append(below)
        } else if !hasEnds {
            return nil
        }
        for (index, end) in sorted.enumerated() {
            parts.append(.value(end))
            samples.append(end)
            guard index + 1 < sorted.count else { break }
            switch between(end, sorted[index + 1]) {
            case .nothing: continue
            case .unknown: return nil
            case .value(let sample):
                parts.append(.stretch(after: end, before: sorted[index + 1]))
                samples.append(sample)
            }
        }
        if let above {
            parts.append(.stretch(after: last, before: nil))
            samples.append(above)
        } else if !hasEnds {
            return nil
        }
        return (parts, samples)
    }

    /// Whether there is a first value and a last one.
    private var hasEnds: Bool { self == .time(.local) }

    private func isBefore(_ left: FEELValue, _ right: FEELValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.date(let left), .date(let right)): left.daysSinceEpoch < right.daysSinceEpoch
        case (.yearsMonthsDuration(let left), .yearsMonthsDuration(let right)): left < right
        case (.daysTimeDuration(let left), .daysTimeDuration(let right)): left < right
        case (.time(let left), .time(let right)): left.secondOfDay < right.secondOfDay
        case (.dateTime(let left), .dateTime(let right)): left.epochSecond < right.epochSecond
        default: false
        }
    }

    private enum Between {
        case value(FEELValue)
        case nothing, unknown
    }

    private func between(_ left: FEELValue, _ right: FEELValue) -> Between {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            return left.adding(right)?.divided(by: 2).map { .value(.number($0)) } ?? .unknown
        case (.date(let left), .date(let right)):
            guard right.daysSinceEpoch - left.daysSinceEpoch > 1 else { return .nothing }
            return FEELDate(daysSinceEpoch: left.daysSinceEpoch + 1).map { .value(.date($0)) } ?? .unknown
        case (.yearsMonthsDuration(let left), .yearsMonthsDuration(let right)):
            guard right.months - left.months > 1 else { return .nothing }
            return .value(.yearsMonthsDuration(FEELYearsMonthsDuration(months: left.months + 1)))
        case (.daysTimeDuration(let left), .daysTimeDuration(let right)):
            let (gap, overflow) = right.seconds.subtractingReportingOverflow(left.seconds)
            guard overflow || gap > 1 else { return .unknown }
            return .value(.daysTimeDuration(FEELDaysTimeDuration(seconds: left.seconds + 1)))
        case (.time(let first), .time(let second)):
            return following(left, second.secondOfDay - first.secondOfDay)
        case (.dateTime(let first), .dateTime(let second)):
            return following(left, second.epochSecond - first.epochSecond)
        default: return .unknown
        }
    }

    private func following(_ value: FEELValue, _ seconds: Int) -> Between {
        seconds > 1 ? shifted(value, by: 1).map { .value($0) } ?? .unknown : .nothing
    }

    private func shifted(_ value: FEELValue, by step: Int) -> FEELValue? {
        switch value {
        case .number(let number): number.adding(FEELNumber(step)).map { .number($0) }
        case .date(let date): FEELDate(daysSinceEpoch: date.daysSinceEpoch + step).map { .date($0) }
        case .yearsMonthsDuration(let duration):
            .yearsMonthsDuration(FEELYearsMonthsDuration(months: duration.months + step))
        case .daysTimeDuration(let duration):
            OrderedKind.shifted(duration, by: step).map { .daysTimeDuration($0) }
        case .time(let time): OrderedKind.shifted(time, by: step).map { .time($0) }
        case .dateTime(let moment): OrderedKind.shifted(moment, by: step).map { .dateTime($0) }
        default: nil
        }
    }

    private static func shifted(_ duration: FEELDaysTimeDuration, by step: Int) -> FEELDaysTimeDuration? {
        let (seconds, overflow) = duration.seconds.addingReportingOverflow(step)
        return overflow || seconds == .min ? nil : FEELDaysTimeDuration(seconds: seconds)
    }

    /// A time some seconds later on the same day.
    private static func shifted(_ time: FEELTime, by step: Int) -> FEELTime? {
        let second = time.secondOfDay + step
        return FEELTime(hour: second / 3_600, minute: second / 60 % 60, second: second % 60, zone: time.zone)
    }

    private static func shifted(_ moment: FEELDateTime, by step: Int) -> FEELDateTime? {
        if let time = shifted(moment.time, by: step) { return FEELDateTime(date: moment.date, time: time) }
        let day = FEELDate(daysSinceEpoch: moment.date.daysSinceEpoch + step.signum())
        let time = FEELTime(
            hour: step < 0 ? 23 : 0, minute: step < 0 ? 59 : 0, second: step < 0 ? 59 : 0, zone: moment.time.zone)
        guard let day, let time else { return nil }
        return FEELDateTime(date: day, time: time)
    }
}
