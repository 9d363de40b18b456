/// A FEEL range: an interval, or a comparison such as `< 10` that stands for one (DMN 1.5, 10.3.2.7).
public final class FEELRange: Sendable {
    /// How the range was written; ranges of different forms are never equal.
    public enum Form: Sendable, Hashable {
        /// `[a..b]`.
        case interval
        /// `(< b)` or `(<= b)`.
        case below
        /// `(> a)` or `(>= a)`.
        case above
        /// `(= a)`.
        case equal
        /// `(!= a)`.
        case unequal
    }

    /// How it was written.
    public let form: Form
    /// The lower end; `null` where the form has none.
    public let start: FEELValue
    /// The upper end; `null` where the form has none.
    public let end: FEELValue
    /// Whether the lower end belongs to it.
    public let startIncluded: Bool
    /// Whether the upper end belongs to it.
    public let endIncluded: Bool

    /// An interval.
    public init(start: FEELValue, startIncluded: Bool, end: FEELValue, endIncluded: Bool, form: Form = .interval) {
        self.form = form
        self.start = start
        self.end = end
        self.startIncluded = startIncluded
        self.endIncluded = endIncluded
    }

    /// Whether a value lies in the range; `nil` if they cannot be compared.
    public func contains(_ value: FEELValue) -> Bool? {
        switch form {
        case .equal: return value.equals(start)
        case .unequal: return value.equals(start).map { !$0 }
        case .below: return isBelowEnd(value)
        case .above: return isAboveStart(value)
        case .interval:
            // A conjunction (DMN 1.5, table 55, 49.c): one end that it lies beyond is enough.
            switch (isAboveStart(value), isBelowEnd(value)) {
            case (false, _), (_, false): return false
            case (true, true): return true
            default: return nil
            }
        }
    }

    private func isAboveStart(_ value: FEELValue) -> Bool? {
        ComparisonNode.compare(value, startIncluded ? .greaterOrEqual : .greater, start)
    }

    private func isBelowEnd(_ value: FEELValue) -> Bool? {
        ComparisonNode.compare(value, endIncluded ? .lessOrEqual : .less, end)
    }
}

extension FEELRange: Equatable {
    /// Structural equality.
    public static func == (left: FEELRange, right: FEELRange) -> Bool {
        left.form == right.form && left.startIncluded == right.startIncluded && left.endIncluded == right.endIncluded
            && left.start == right.start && left.end == right.end
    }
}
