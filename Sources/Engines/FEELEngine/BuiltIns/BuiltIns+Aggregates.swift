extension BuiltIns {
    /// Functions that make one value of many (DMN 1.5, 10.3.4.4).
    static let aggregates: [BuiltIn] = [
        BuiltIn("count", [["list"]]) { a, run in
            a[0].isNull ? run.fail(.wrongType) : .number(a[0].asList.count)
        },
        BuiltIn("min", variadic: [["list"]]) { a, run in extreme(a, run) { $0 < 0 } },
        BuiltIn("max", variadic: [["list"]]) { a, run in extreme(a, run) { $0 > 0 } },
        numeric("sum") { $0.isEmpty ? nil : total($0) },
        numeric("mean") { numbers in
            numbers.isEmpty ? nil : total(numbers)?.divided(by: FEELNumber(numbers.count))
        },
        numeric("product") { numbers in
            var product = FEELNumber.one
            for number in numbers {
                guard let next = product.multiplied(by: number) else { return nil }
                product = next
            }
            return numbers.isEmpty ? nil : product
        },
        numeric("median") { numbers in
            guard !numbers.isEmpty else { return nil }
            let sorted = numbers.sorted()
            let middle = sorted.count / 2
            if sorted.count % 2 == 1 { return sorted[middle] }
            return sorted[middle - 1].adding(sorted[middle])?.divided(by: FEELNumber(2))
        },
        numeric("stddev") { deviation($0) },
        BuiltIn("mode", variadic: [["list"]]) { a, run in
            guard let numbers = elements(a, run) else { return .null }
            var counts: [FEELNumber: Int] = [:]
            for number in numbers { counts[number, default: 0] += 1 }
            let most = counts.values.max() ?? 0
            return run.list(counts.filter { $0.value == most }.keys.sorted().map { .number($0) })
        },
        BuiltIn("all", variadic: [["list"]]) { a, run in quantify(a, decisive: false, run) },
        BuiltIn("any", variadic: [["list"]]) { a, run in quantify(a, decisive: true, run) },
    ]

    /// The elements of the one list argument, or the arguments themselves.
    private static func flat(_ a: [FEELValue]) -> [FEELValue]? {
        guard a.count == 1 else { return a }
        return a[0].isNull ? nil : a[0].asList
    }

    private static func elements(_ a: [FEELValue], _ run: FEELRun) -> [FEELNumber]? {
        guard let values = flat(a), run.step(values.count) else {
            _ = run.fail(.wrongType)
            return nil
        }
        var numbers: [FEELNumber] = []
        numbers.reserveCapacity(values.count)
        for value in values {
            guard case .number(let number) = value else {
                _ = run.fail(.wrongType)
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func numeric(_ name: String, _ body: @escaping @Sendable ([FEELNumber]) -> FEELNumber?) -> BuiltIn {
        BuiltIn(name, variadic: [["list"]]) { a, run in
            guard let numbers = elements(a, run) else { return .null }
            return body(numbers).map { .number($0) } ?? .null
        }
    }

    private static func total(_ numbers: [FEELNumber]) -> FEELNumber? {
        var sum = FEELNumber.zero
        for number in numbers {
            guard let next = sum.adding(number) else { return nil }
            sum = next
        }
        return sum
    }

    private static func deviation(_ numbers: [FEELNumber]) -> FEELNumber? {
        guard numbers.count > 1, let mean = total(numbers)?.divided(by: FEELNumber(numbers.count)) else { return nil }
        var squares = FEELNumber.zero
        for number in numbers {
            guard let distance = number.subtracting(mean), let square = distance.multiplied(by: distance),
                let next = squares.adding(square)
            else { return nil }
            squares = next
        }
        return squares.divided(by: FEELNumber(numbers.count - 1))?.squareRoot()
    }

    private static func extreme(
        _ a: [FEELValue], _ run: FEELRun, _ isBetter: (Int) -> Bool
    ) -> FEELValue {
        guard let values = flat(a), run.step(values.count) else { return run.fail(.wrongType) }
        guard var best = values.first else { return .null }
        if best.ordering(against: best) == nil { return run.fail(.notComparable) }
        for value in values.dropFirst() {
            guard let order = value.ordering(against: best) else { return run.fail(.notComparable) }
            if isBetter(order) { best = value }
        }
        return best
    }

    private static func quantify(_ a: [FEELValue], decisive: Bool, _ run: FEELRun) -> FEELValue {
        guard let values = flat(a), run.step(values.count) else { return run.fail(.wrongType) }
        var isUnknown = false
        var isDecided = false
        for value in values {
            switch value {
            case .boolean(let truth): isDecided = isDecided || truth == decisive
            case .null: isUnknown = true
            default: return run.fail(.wrongType)
            }
        }
        if isDecided { return .boolean(decisive) }
        return isUnknown ? .null : .boolean(!decisive)
    }
}
