import Diagnostics

/// One unary test (DMN 1.5, grammar rules 7 to 17).
struct UnaryTest: Sendable {
    enum Kind: Sendable {
        case comparison(ComparisonNode.Operator, FEELNode)
        case constantComparison(ComparisonNode.Operator, FEELValue)
        case constant(FEELValue)
        /// An interval that runs downwards: no range, and of nothing known to hold.
        case reversed(FEELRange)
        case expression(FEELNode, readsInput: Bool)
    }

    let kind: Kind

    init(_ comparison: ComparisonNode.Operator, _ node: FEELNode) {
        if let value = node.constant {
            kind = .constantComparison(comparison, value)
        } else {
            kind = .comparison(comparison, node)
        }
    }

    init(_ node: FEELNode, readsInput: Bool) {
        if let value = node.constant {
            kind = .constant(value)
        } else if let range = (node as? RangeNode)?.reversed {
            kind = .reversed(range)
        } else {
            kind = .expression(node, readsInput: readsInput)
        }
    }

    /// Whether the test holds; `nil` if that is unknown.
    func test(_ input: FEELValue, _ frame: FEELFrame) -> Bool? {
        switch kind {
        case .constant(let value): return Self.matches(input, value)
        case .reversed: return nil
        case .constantComparison(let comparison, let value): return ComparisonNode.compare(input, comparison, value)
        case .comparison(let comparison, let node):
            return ComparisonNode.compare(input, comparison, node.evaluate(frame))
        case .expression(let node, let readsInput):
            let value = node.evaluate(frame)
            // What is no interval, since it runs downwards or has ends of two types, holds for nothing known.
            if value.isNull, node is RangeNode { return nil }
            if readsInput, case .boolean(let holds) = value { return holds }
            if case .boolean(let holds) = value {
                if case .boolean = input {} else { return holds }
            }
            if readsInput, value.isNull { return nil }
            return Self.matches(input, value)
        }
    }

    /// Whether an input is what a value stands for: the same, in the range, or one of the list.
    @inline(__always)
    static func matches(_ input: FEELValue, _ value: FEELValue) -> Bool? {
        switch value {
        case .range(let range):
            if case .range = input { return input.equals(value) }
            return range.contains(input)
        case .list(let elements):
            if case .list = input, input.equals(value) == true { return true }
            var isUnknown = false
            for element in elements {
                switch matches(input, element) {
                case true: return true
                case nil: isUnknown = isUnknown || !input.isNull
                default: break
                }
            }
            _ = isUnknown
            return false
        default: return input.equals(value)
        }
    }
}

/// Unary tests: a cell of a decision table, the right side of `in`, allowed values.
final class UnaryTestsNode: FEELNode, @unchecked Sendable {
    let tests: [UnaryTest]
    let isNegated: Bool
    let isAny: Bool
    let place: Int
    /// The value, if the tests are one constant.
    let only: FEELValue?
    private let readsInput: Bool

    init(
        tests: [UnaryTest], isNegated: Bool, isAny: Bool, place: Int, location: SourceLocation?
    ) {
        self.tests = tests
        self.isNegated = isNegated
        self.isAny = isAny
        self.place = place
        if tests.count == 1, !isNegated, !isAny, case .constant(let value) = tests[0].kind {
            only = value
        } else {
            only = nil
        }
        readsInput = tests.contains {
            if case .expression(_, true) = $0.kind { return true }
            return false
        }
        super.init(location: location)
    }

    /// Whether the tests hold; `nil` if that is unknown.
    func matches(_ input: FEELValue, _ frame: FEELFrame) -> Bool? {
        if isAny { return true }
        if readsInput { frame[place] = input }
        var isUnknown = false
        for test in tests {
            switch test.test(input, frame) {
            case true: return !isNegated
            case nil: isUnknown = true
            default: break
            }
        }
        return isUnknown ? nil : isNegated
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue { .ternary(matches(frame[place], frame)) }

    override var children: [FEELNode] {
        tests.compactMap {
            switch $0.kind {
            case .comparison(_, let node), .expression(let node, _): node
            default: nil
            }
        }
    }
}

/// `value in tests`
final class InNode: FEELNode, @unchecked Sendable {
    private let value: FEELNode
    private let tests: UnaryTestsNode

    init(value: FEELNode, tests: UnaryTestsNode, location: SourceLocation?) {
        self.value = value
        self.tests = tests
        super.init(location: location)
    }

    override var isCondition: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        guard let result = tests.matches(value.evaluate(frame), frame) else {
            return frame.run.fail(.notComparable, at: location)
        }
        return .boolean(result)
    }

    override var children: [FEELNode] { [value, tests] }
}
