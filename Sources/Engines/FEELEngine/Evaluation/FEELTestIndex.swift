/// The unary tests of one column gone through beforehand: which of them a value passes, as bits.
///
/// Values fall into classes that the tests cannot tell apart: the numbers that the tests mention and what lies between
/// them, each text mentioned and all others, the two truth values, `null`. What is true of one value of a class is true of
/// all, so each test was asked once for each class when the index was made.
public final class FEELTestIndex: @unchecked Sendable {
    private enum Keys {
        case booleans
        /// In ascending order.
        case numbers([FEELNumber])
        case strings([String])
    }

    private let keys: Keys
    private let words: Int
    /// For each class the tests it passes, `words` for each.
    private let bits: UnsafeMutablePointer<UInt64>

    /// How many answers of tests an index may be made of: more would take longer than they spare.
    private static let mostAnswers = 600_000

    /// Goes through tests; `nil` where they read more than the tested value, or mention what is not of one of these kinds.
    public init?(_ tests: [FEELTests]) {
        guard tests.allSatisfy(\.areConstant), let keys = Self.keys(tests.flatMap(\.mentioned)),
            let values = Self.representatives(keys), values.count * tests.count <= Self.mostAnswers
        else { return nil }
        self.keys = keys
        words = (tests.count + 63) / 64
        bits = .allocate(capacity: max(1, values.count * words))
        bits.initialize(repeating: 0, count: max(1, values.count * words))
        FEELRun.start(environment: .standard) { run in
            run.withFrame(1) { frame in
                for (row, value) in values.enumerated() {
                    for (test, cell) in tests.enumerated() where cell.matches(value, frame) == true {
                        bits[row * words + test >> 6] |= 1 << UInt64(test & 63)
                    }
                }
            }
        }
    }

    deinit { bits.deallocate() }

    /// The tests that a value passes: bit `n & 63` of word `n >> 6` stands for test `n`. `nil` for a value of another type than
    /// the tests are about.
    @inline(__always)
    public func passed(by value: FEELValue) -> UnsafePointer<UInt64>? {
        guard let place = place(of: value) else { return nil }
        return UnsafePointer(bits + place * words)
    }

    private func place(of value: FEELValue) -> Int? {
        switch (keys, value) {
        case (_, .null): return 0
        case (.booleans, .boolean(let flag)): return flag ? 2 : 1
        case (.strings(let known), .string(let text)):
            for index in known.indices where ScalarText.equal(known[index], text) { return 2 + index }
            return 1
        case (.numbers(let known), .number(let number)):
            var (low, high) = (0, known.count)
            while low < high {
                let middle = (low + high) / 2
                let order = known[middle].ordering(against: number)
                if order == 0 { return 2 + 2 * middle }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return 1 + 2 * low
        default: return nil
        }
    }

    // MARK: Making one

    /// What the tests tell values apart by.
    private static func keys(_ mentioned: [FEELValue]) -> Keys? {
        var numbers: [FEELNumber] = []
        var strings: [String] = []
        var hasBooleans = false
        for value in mentioned {
            switch value {
            case .null: break
            case .boolean: hasBooleans = true
            case .number(let number): numbers.append(number)
            case .string(let text):
                if !strings.contains(where: { ScalarText.equal($0, text) }) { strings.append(text) }
            case .range(let range):
                for end in [range.start, range.end] {
                    switch end {
                    case .null: break
                    case .number(let number): numbers.append(number)
                    default: return nil
                    }
                }
            default: return nil
            }
        }
        switch (hasBooleans, numbers.isEmpty, strings.isEmpty) {
        case (true, true, true): return .booleans
        case (false, false, true):
            numbers.sort()
            var distinct: [FEELNumber] = []
            for number in numbers where distinct.last != number { distinct.append(number) }
            return .numbers(distinct)
        // Many texts are looked up faster one row after another than one key after another.
        case (false, true, false): return strings.count <= 16 ? .strings(strings) : nil
        default: return nil
        }
    }

    /// One value of each class; `nil` where numbers are so close or so great that none lies between or beyond them.
    private static func representatives(_ keys: Keys) -> [FEELValue]? {
        switch keys {
        case .booleans: return [.null, .boolean(false), .boolean(true)]
        case .strings(let known):
            var other = "-"
            while known.contains(where: { ScalarText.equal($0, other) }) { other += "-" }
            return [.null, .string(other)] + known.map { .string($0) }
        case .numbers(let known):
            guard let first = known.first, let last = known.last, let below = first.subtracting(1), below < first,
                let above = last.adding(1), above > last
            else { return nil }
            var values: [FEELValue] = [.null, .number(below)]
            for (index, number) in known.enumerated() {
                values.append(.number(number))
                guard index + 1 < known.count else { break }
                guard let middle = number.adding(known[index + 1])?.divided(by: 2), number < middle,
                    middle < known[index + 1]
                else { return nil }
                values.append(.number(middle))
            }
            return values + [.number(above)]
        }
    }
}
