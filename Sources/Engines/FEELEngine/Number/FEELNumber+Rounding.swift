extension FEELNumber {
    /// How digits beyond the scale are rounded (DMN 1.5, 10.3.4.5).
    public enum Rounding: Sendable {
        /// Towards the neighbour; a tie to the even one (`decimal`).
        case halfEven
        /// Away from zero (`round up`).
        case up
        /// Towards zero (`round down`).
        case down
        /// Towards the neighbour; a tie away from zero (`round half up`).
        case halfUp
        /// Towards the neighbour; a tie towards zero (`round half down`).
        case halfDown
        /// Towards negative infinity (`floor`).
        case floor
        /// Towards positive infinity (`ceiling`).
        case ceiling
    }

    /// The number with at most `scale` digits after the point (negative: before it); `nil` beyond the largest number.
    public func rounded(toScale scale: Int, _ rounding: Rounding) -> FEELNumber? {
        let drop = -exponent - scale
        if drop <= 0 || isZero { return self }
        var quotient: UInt128 = 0
        var remainder = coefficient
        var half: UInt128 = .max
        if drop <= 38 {
            let unit = PowersOfTen.value(drop)
            (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: unit)
            half = unit / 2
        }
        if remainder != 0 {
            let away: Bool =
                switch rounding {
                case .up: true
                case .down: false
                case .floor: hasSign
                case .ceiling: !hasSign
                case .halfUp: remainder >= half
                case .halfDown: remainder > half
                case .halfEven: remainder > half || (remainder == half && quotient & 1 == 1)
                }
            if away { quotient += 1 }
        }
        return Self.rounded(negative: hasSign, coefficient: quotient, exponent: exponent + drop)
    }
}
