extension FEELValue {
    /// Whether no expression could tell this value from the other: numbers with the same digits, contexts with the same names
    /// in the same order. `1.0` and `1.00` are equal and not identical.
    public func isIdentical(to other: FEELValue) -> Bool {
        switch (self, other) {
        case (.number(let a), .number(let b)): a.high == b.high && a.low == b.low
        case (.list(let a), .list(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.isIdentical(to: $1) }
        case (.context(let a), .context(let b)):
            a === b
                || (a.shape === b.shape || a.names.elementsEqual(b.names, by: ScalarText.equal))
                    && zip(a.values, b.values).allSatisfy { $0.isIdentical(to: $1) }
        case (.range(let a), .range(let b)):
            a == b && a.start.isIdentical(to: b.start) && a.end.isIdentical(to: b.end)
        default: self == other
        }
    }

    /// Whether it is a function, or one stands in it.
    public var holdsFunction: Bool {
        switch self {
        case .function: true
        case .list(let elements): elements.contains(where: \.holdsFunction)
        case .context(let context): context.values.contains(where: \.holdsFunction)
        default: false
        }
    }
}
