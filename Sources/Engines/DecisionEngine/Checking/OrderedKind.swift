import FEELEngine

/// A kind of values in an order, between which other values can be named.
enum OrderedKind: Hashable {
    case number, date, daysTimeDuration, yearsMonthsDuration

    init?(_ value: FEELValue) {
        switch value {
        case .number: self = .number
        case .date: self = .date
        case .daysTimeDuration: self = .daysTimeDuration
        case .yearsMonthsDuration: self = .yearsMonthsDuration
        default: return nil
        }
    }

    /// The ends themselves and the stretches between them, with a value of each; `nil` if one cannot be named.
    func parted(_ ends: [FEELValue]) -> (parts: [InputDomain.Part], samples: [FEELValue])? {
        let sorted = Set(ends).sorted(by: isBefore)
        guard let first = sorted.first, let last = sorted.last, let below = shifted(first, by: -1),
            let above = shifted(last, by: 1)
        else { return nil }
        var parts: [InputDomain.Part] = [.stretch(after: nil, before: first)]
        var samples = [below]
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
        return (parts + [.stretch(after: last, before: nil)], samples + [above])
    }

    private func isBefore(_ left: FEELValue, _ right: FEELValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right
        case (.date(let left), .date(let right)): left.daysSinceEpoch < right.daysSinceEpoch
        case (.yearsMonthsDuration(let left), .yearsMonthsDuration(let right)): left < right
        case (.daysTimeDuration(let left), .daysTimeDuration(let right)): left < right
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
            guard right.seconds - left.seconds > 1 else { return .unknown }
            return .value(.daysTimeDuration(FEELDaysTimeDuration(seconds: left.seconds + 1)))
        default: return .unknown
        }
    }

    private func shifted(_ value: FEELValue, by step: Int) -> FEELValue? {
        switch value {
        case .number(let number): number.adding(FEELNumber(step)).map { .number($0) }
        case .date(let date): FEELDate(daysSinceEpoch: date.daysSinceEpoch + step).map { .date($0) }
        case .yearsMonthsDuration(let duration):
            .yearsMonthsDuration(FEELYearsMonthsDuration(months: duration.months + step))
        case .daysTimeDuration(let duration):
            .daysTimeDuration(FEELDaysTimeDuration(seconds: duration.seconds + step))
        default: nil
        }
    }
}
