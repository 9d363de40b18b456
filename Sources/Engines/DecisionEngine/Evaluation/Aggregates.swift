import FEELEngine

/// The aggregations of collecting tables (DMN 1.5, 8.2.11).
enum Aggregates {
    static func value(
        _ values: [FEELValue], _ aggregation: HitPolicy.Aggregation, _ run: FEELRun
    ) -> FEELValue {
        switch aggregation {
        case .count: return .number(values.count)
        case .sum:
            var sum = FEELNumber.zero
            for value in values {
                guard case .number(let number) = value, let next = sum.adding(number) else {
                    return run.fail(.wrongType)
                }
                sum = next
            }
            return .number(sum)
        case .min, .max:
            guard var best = values.first else { return .null }
            for value in values.dropFirst() {
                guard let order = value.compare(best) else { return run.fail(.notComparable) }
                if aggregation == .min ? order < 0 : order > 0 { best = value }
            }
            return best
        }
    }
}
