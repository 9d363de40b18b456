/// A years and months duration (DMN 1.5, 10.3.2.3.8).
public struct FEELYearsMonthsDuration: Sendable, Hashable, Comparable {
    /// The whole length in months.
    public let months: Int

    /// A duration of months.
    public init(months: Int) {
        self.months = months
    }

    /// Shorter before longer.
    public static func < (left: FEELYearsMonthsDuration, right: FEELYearsMonthsDuration) -> Bool {
        left.months < right.months
    }
}

extension FEELYearsMonthsDuration: CustomStringConvertible {
    /// `P1Y2M`, the shortest form; nothing at all is `P0M`.
    public var description: String {
        if months == 0 { return "P0M" }
        let length = months.magnitude
        var text = months < 0 ? "-P" : "P"
        if length >= 12 { text += "\(length / 12)Y" }
        if length % 12 != 0 { text += "\(length % 12)M" }
        return text
    }
}
