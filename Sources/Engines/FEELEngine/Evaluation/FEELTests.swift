/// Unary tests compiled into a frame that others share, such as a decision table's.
public struct FEELTests: Sendable {
    let node: UnaryTestsNode

    /// Whether a value passes; `nil` if that is unknown.
    @inline(__always)
    public func matches(_ input: FEELValue, _ frame: FEELFrame) -> Bool? { node.matches(input, frame) }

    /// Whether the value in a place surely passes.
    public func hold(at place: Int, _ frame: FEELFrame) -> Bool {
        if let only = node.only { return UnaryTest.matches(frame[place], only) == true }
        return node.matches(frame[place], frame) == true
    }

    /// Whether every value passes (`-`).
    public var isAny: Bool { node.isAny }

    /// Whether the tests are inside `not(…)`.
    public var isNegated: Bool { node.isNegated }

    /// Whether the tests read nothing but the tested value.
    public var areConstant: Bool {
        node.tests.allSatisfy {
            switch $0.kind {
            case .constant, .constantComparison, .reversed: true
            case .comparison, .expression: false
            }
        }
    }

    /// The values listed, also inside `not(…)`, if they are all constants; comparisons and intervals as ranges.
    public var mentioned: [FEELValue] {
        node.tests.compactMap {
            switch $0.kind {
            case .constant(let value): value
            case .constantComparison(let comparison, let value): Self.range(comparison, value)
            case .reversed(let range): .range(range)
            case .comparison, .expression: nil
            }
        }
    }

    /// The values listed, if they are all constants; comparisons and intervals as ranges.
    public var constants: [FEELValue]? {
        guard !node.isNegated, !node.isAny else { return nil }
        var values: [FEELValue] = []
        for test in node.tests {
            switch test.kind {
            case .constant(let value): values.append(value)
            case .constantComparison(let comparison, let value): values.append(Self.range(comparison, value))
            default: return nil
            }
        }
        return values
    }

    private static func range(_ comparison: ComparisonNode.Operator, _ value: FEELValue) -> FEELValue {
        switch comparison {
        case .equal: return value
        case .unequal:
            return .range(
                FEELRange(start: value, startIncluded: false, end: .null, endIncluded: false, form: .unequal))
        case .less, .lessOrEqual:
            return .range(
                FEELRange(
                    start: .null, startIncluded: false, end: value, endIncluded: comparison == .lessOrEqual,
                    form: .below))
        case .greater, .greaterOrEqual:
            return .range(
                FEELRange(
                    start: value, startIncluded: comparison == .greaterOrEqual, end: .null, endIncluded: false,
                    form: .above))
        }
    }

    /// The node, for collecting what the tests read.
    public var asNode: FEELNode { node }
}
