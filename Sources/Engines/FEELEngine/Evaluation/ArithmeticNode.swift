import Diagnostics

/// `a + b` and the other operations (DMN 1.5, tables 45 to 49).
final class ArithmeticNode: FEELNode, @unchecked Sendable {
    enum Operator: Sendable {
        case add, subtract, multiply, divide, power
    }

    private let operation: Operator
    private let left: FEELNode
    private let right: FEELNode

    init(_ operation: Operator, left: FEELNode, right: FEELNode, location: SourceLocation?) {
        self.operation = operation
        self.left = left
        self.right = right
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        let first = left.evaluate(frame)
        let second = right.evaluate(frame)
        if case .number(let a) = first, case .number(let b) = second {
            let result: FEELNumber? =
                switch operation {
                case .add: a.adding(b)
                case .subtract: a.subtracting(b)
                case .multiply: a.multiplied(by: b)
                case .divide: a.divided(by: b)
                case .power: a.raised(to: b)
                }
            if let result { return .number(result) }
            return frame.run.fail(operation == .divide ? .divisionByZero : .outOfRange, at: location)
        }
        if first.isNull || second.isNull { return .null }
        let result =
            switch operation {
            case .add: CalendarArithmetic.add(first, second, frame.run)
            case .subtract: CalendarArithmetic.subtract(first, second, frame.run)
            case .multiply: CalendarArithmetic.multiply(first, second)
            case .divide: CalendarArithmetic.divide(first, second)
            case .power: FEELValue?.none
            }
        return result ?? frame.run.fail(.wrongType, at: location)
    }

    package override var isPlain: Bool { children.allSatisfy(\.isPlain) }

    override var children: [FEELNode] { [left, right] }
}

/// `-a`
final class NegationNode: FEELNode, @unchecked Sendable {
    private let operand: FEELNode

    init(_ operand: FEELNode, location: SourceLocation?) {
        self.operand = operand
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        switch operand.evaluate(frame) {
        case .number(let value): return .number(value.negated)
        case .daysTimeDuration(let value):
            guard let negated = FEELDaysTimeDuration(nanoseconds: -value.nanoseconds) else { return .null }
            return .daysTimeDuration(negated)
        case .yearsMonthsDuration(let value):
            return .yearsMonthsDuration(FEELYearsMonthsDuration(months: 0 &- value.months))
        case .null: return .null
        default: return frame.run.fail(.wrongType, at: location)
        }
    }

    package override var isPlain: Bool { children.allSatisfy(\.isPlain) }

    override var children: [FEELNode] { [operand] }
}
