extension BuiltIns {
    /// Numeric functions (DMN 1.5, 10.3.4.5).
    static let numbers: [BuiltIn] = [
        rounding("decimal", .halfEven, optional: 0),
        rounding("floor", .floor, optional: 1),
        rounding("ceiling", .ceiling, optional: 1),
        rounding("round up", .up, optional: 0),
        rounding("round down", .down, optional: 0),
        rounding("round half up", .halfUp, optional: 0),
        rounding("round half down", .halfDown, optional: 0),
        BuiltIn("abs", [["n"]]) { a, run in
            switch a[0] {
            case .number(let value): return .number(value.magnitude)
            case .yearsMonthsDuration(let value):
                return .yearsMonthsDuration(
                    FEELYearsMonthsDuration(months: value.months < 0 ? 0 &- value.months : value.months))
            case .daysTimeDuration(let value):
                guard value.isNegative else { return a[0] }
                return FEELDaysTimeDuration(nanoseconds: -value.nanoseconds).map { .daysTimeDuration($0) } ?? .null
            default: return run.fail(.wrongType)
            }
        },
        BuiltIn("modulo", [["dividend", "divisor"]]) { a, run in
            guard case .number(let dividend) = a[0], case .number(let divisor) = a[1] else {
                return run.fail(.wrongType)
            }
            return dividend.modulo(divisor).map { .number($0) } ?? run.fail(.divisionByZero)
        },
        function("sqrt", "number") { $0.squareRoot() },
        function("log", "number") { $0.logarithm() },
        function("exp", "number") { $0.exponential() },
        BuiltIn("odd", [["number"]]) { a, run in parity(a[0], 1, run) },
        BuiltIn("even", [["number"]]) { a, run in parity(a[0], 0, run) },
    ]

    private static func function(
        _ name: String, _ parameter: String, _ body: @escaping @Sendable (FEELNumber) -> FEELNumber?
    ) -> BuiltIn {
        BuiltIn(name, [[parameter]]) { a, run in
            guard case .number(let value) = a[0] else { return run.fail(.wrongType) }
            return body(value).map { .number($0) } ?? run.fail(.outOfRange)
        }
    }

    private static func rounding(_ name: String, _ rounding: FEELNumber.Rounding, optional: Int) -> BuiltIn {
        BuiltIn(name, [["n", "scale"]], optional: optional) { a, run in
            guard case .number(let value) = a[0] else { return run.fail(.wrongType) }
            var scale = 0
            if a.count > 1 {
                guard let places = whole(a[1]) else { return run.fail(.wrongType) }
                guard -6_111...6_176 ~= places else { return run.fail(.outOfRange) }
                scale = places
            }
            return value.rounded(toScale: scale, rounding).map { .number($0) } ?? run.fail(.outOfRange)
        }
    }

    private static func parity(_ value: FEELValue, _ rest: Int, _ run: FEELRun) -> FEELValue {
        guard case .number(let number) = value else { return run.fail(.wrongType) }
        guard number.isWhole, let remainder = number.modulo(FEELNumber(2)) else { return .boolean(false) }
        return .boolean(remainder == FEELNumber(rest))
    }
}
