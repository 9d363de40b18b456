public import Diagnostics

/// `a and b`, `a or b` in three-valued logic (DMN 1.5, table 50).
final class LogicNode: FEELNode, @unchecked Sendable {
    private let isConjunction: Bool
    private let left: FEELNode
    private let right: FEELNode

    init(isConjunction: Bool, left: FEELNode, right: FEELNode, location: SourceLocation?) {
        self.isConjunction = isConjunction
        self.left = left
        self.right = right
        super.init(location: location)
    }

    override var isCondition: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue { truth(frame).value }

    override func truth(_ frame: FEELFrame) -> FEELTruth {
        let (decisive, agreeing): (FEELTruth, FEELTruth) = isConjunction ? (.no, .yes) : (.yes, .no)
        let first = left.truth(frame)
        if first == decisive { return decisive }
        let second = right.truth(frame)
        if second == decisive { return decisive }
        return first == agreeing && second == agreeing ? agreeing : .null
    }

    override var children: [FEELNode] { [left, right] }
}

/// `not(a)` of what can be nothing but a truth value or `null`.
final class NotNode: FEELNode, @unchecked Sendable {
    private let negand: FEELNode

    init(_ negand: FEELNode, location: SourceLocation?) {
        self.negand = negand
        super.init(location: location)
    }

    override var isCondition: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue { truth(frame).value }

    override func truth(_ frame: FEELFrame) -> FEELTruth {
        guard frame.run.step() else { return .null }
        switch negand.truth(frame) {
        case .yes: return .no
        case .no: return .yes
        case .null, .other: return .null
        }
    }

    override var children: [FEELNode] { [negand] }
}

/// `if c then a else b`: anything but `true` takes the second branch.
public final class IfNode: FEELNode, @unchecked Sendable {
    private let condition: FEELNode
    private let consequence: FEELNode
    private let alternative: FEELNode
    private let isStrict: Bool

    /// A conditional; a strict one is `null` when the condition is no truth value.
    public init(
        condition: FEELNode, then consequence: FEELNode, else alternative: FEELNode, isStrict: Bool = false,
        location: SourceLocation? = nil
    ) {
        self.condition = condition
        self.consequence = consequence
        self.alternative = alternative
        self.isStrict = isStrict
        super.init(location: location)
    }

    public override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let truth = condition.truth(frame)
        if truth == .yes { return consequence.evaluate(frame) }
        if isStrict, truth == .other { return frame.run.fail(.wrongType, at: location) }
        return alternative.evaluate(frame)
    }

    public override var isCondition: Bool { consequence.isCondition && alternative.isCondition }

    public override func truth(_ frame: FEELFrame) -> FEELTruth {
        if isStrict { return FEELTruth(evaluate(frame)) }
        return condition.truth(frame) == .yes ? consequence.truth(frame) : alternative.truth(frame)
    }

    public override var children: [FEELNode] { [condition, consequence, alternative] }
}

/// `a = b`, `a < b` and the like.
final class ComparisonNode: FEELNode, @unchecked Sendable {
    enum Operator: Sendable {
        case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
    }

    let comparison: Operator
    let left: FEELNode
    let right: FEELNode
    /// Whether it asks if something is there.
    private let isWithNull: Bool

    init(_ comparison: Operator, left: FEELNode, right: FEELNode, location: SourceLocation?) {
        self.comparison = comparison
        self.left = left
        self.right = right
        isWithNull = (comparison == .equal || comparison == .unequal) && right.constant?.isNull == true
        super.init(location: location)
    }

    override var isCondition: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue { truth(frame).value }

    override func truth(_ frame: FEELFrame) -> FEELTruth {
        let first = left.evaluate(frame)
        if isWithNull {
            // With nothing, all else is unequal, whatever it is.
            return FEELTruth(first.isNull == (comparison == .equal))
        }
        let second = right.evaluate(frame)
        guard let result = Self.compare(first, comparison, second) else {
            if !first.isNull, !second.isNull { _ = frame.run.fail(.notComparable, at: location) }
            return .null
        }
        return FEELTruth(result)
    }

    @inline(__always)
    static func compare(_ left: FEELValue, _ comparison: Operator, _ right: FEELValue) -> Bool? {
        switch comparison {
        case .equal: return left.equals(right)
        case .unequal: return left.equals(right).map { !$0 }
        default:
            guard let order = left.ordering(against: right) else { return nil }
            switch comparison {
            case .less: return order < 0
            case .lessOrEqual: return order < 0 || order == 0 && left.isNoOtherKind(of: right)
            case .greater: return order > 0
            default: return order > 0 || order == 0 && left.isNoOtherKind(of: right)
            }
        }
    }

    override var children: [FEELNode] { [left, right] }
}

/// `a between b and c`
final class BetweenNode: FEELNode, @unchecked Sendable {
    private let value: FEELNode
    private let lower: FEELNode
    private let upper: FEELNode

    init(value: FEELNode, lower: FEELNode, upper: FEELNode, location: SourceLocation?) {
        self.value = value
        self.lower = lower
        self.upper = upper
        super.init(location: location)
    }

    override var isCondition: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let middle = value.evaluate(frame)
        let first = ComparisonNode.compare(middle, .greaterOrEqual, lower.evaluate(frame))
        let second = ComparisonNode.compare(middle, .lessOrEqual, upper.evaluate(frame))
        // A conjunction (DMN 1.5, table 55, 49.b): one that does not hold is enough.
        if first == false || second == false { return .boolean(false) }
        return first == true && second == true ? .boolean(true) : frame.run.fail(.notComparable, at: location)
    }

    override var children: [FEELNode] { [value, lower, upper] }
}

/// `a instance of type`
final class InstanceOfNode: FEELNode, @unchecked Sendable {
    private let value: FEELNode
    private let type: FEELType

    init(value: FEELNode, type: FEELType, location: SourceLocation?) {
        self.value = value
        self.type = type
        super.init(location: location)
    }

    override var isCondition: Bool { true }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        .boolean(type.isInstance(value.evaluate(frame), frame.run))
    }

    override var children: [FEELNode] { [value] }
}
