extension FEELNumber {
    /// Rounds a wide coefficient half-even to 34 digits and packs it; `nil` beyond the largest number.
    ///
    /// `isInexact` tells that digits below the coefficient were lost already.
    static func rounded(
        negative: Bool, coefficient: UInt128, exponent: Int, isInexact: Bool = false
    ) -> FEELNumber? {
        var value = coefficient
        var power = exponent
        let digits = PowersOfTen.digits(value)
        var drop = max(0, digits - maximumDigits)
        if power + drop < -exponentBias { drop = -exponentBias - power }
        if drop > 0 {
            if drop > 38 || drop > digits { return .zero }
            let unit = PowersOfTen.value(drop)
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: unit)
            let half = unit / 2
            value = quotient
            power += drop
            if remainder > half || (remainder == half && (isInexact || quotient & 1 == 1)) {
                value += 1
                if value == PowersOfTen.value(maximumDigits) {
                    value /= 10
                    power += 1
                }
            }
        }
        if value == 0 { return FEELNumber(negative: false, coefficient: 0, exponent: min(max(power, -6176), 6111)) }
        while power > maximumExponent {
            guard value < PowersOfTen.value(maximumDigits - 1) else { return nil }
            value *= 10
            power -= 1
        }
        return FEELNumber(negative: negative, coefficient: value, exponent: power)
    }

    /// The sum; `nil` beyond the largest number.
    public func adding(_ other: FEELNumber) -> FEELNumber? {
        if let left = smallCoefficient, let right = other.smallCoefficient {
            let gap = exponent - other.exponent
            if gap == 0 { return FEELNumber(small: left + right, exponent: exponent) }
            if gap > 0, gap < 18 {
                let (scaled, overflow) = left.multipliedReportingOverflow(by: Int64(PowersOfTen.value(gap)))
                if !overflow, scaled.magnitude < 1 << 62 {
                    return FEELNumber(small: scaled + right, exponent: other.exponent)
                }
            } else if gap < 0, gap > -18 {
                let (scaled, overflow) = right.multipliedReportingOverflow(by: Int64(PowersOfTen.value(-gap)))
                if !overflow, scaled.magnitude < 1 << 62 {
                    return FEELNumber(small: left + scaled, exponent: exponent)
                }
            }
        }
        return wideSum(other)
    }

    private func wideSum(_ other: FEELNumber) -> FEELNumber? {
        if isZero { return other }
        if other.isZero { return self }
        let (upper, lower) = exponent >= other.exponent ? (self, other) : (other, self)
        var gap = upper.exponent - lower.exponent
        var upperValue = upper.coefficient
        let room = 36 - PowersOfTen.digits(upperValue)
        let shift = min(gap, room)
        upperValue *= PowersOfTen.value(shift)
        gap -= shift
        var lowerValue = lower.coefficient
        var power = upper.exponent - shift
        var lost = false
        if gap > 0 {
            let unit = gap > 38 ? nil : PowersOfTen.value(gap)
            if let unit {
                let (quotient, remainder) = lowerValue.quotientAndRemainder(dividingBy: unit)
                lost = remainder != 0
                lowerValue = quotient
            } else {
                lost = true
                lowerValue = 0
            }
            upperValue *= 10
            lowerValue = lowerValue * 10 + (lost ? 1 : 0)
            power -= 1
        }
        let left = upper.hasSign ? -Int128(upperValue) : Int128(upperValue)
        let right = lower.hasSign ? -Int128(lowerValue) : Int128(lowerValue)
        let sum = left + right
        return Self.rounded(negative: sum < 0, coefficient: sum.magnitude, exponent: power, isInexact: lost)
    }

    /// The difference; `nil` beyond the largest number.
    public func subtracting(_ other: FEELNumber) -> FEELNumber? { adding(other.negated) }

    /// The product; `nil` beyond the largest number.
    public func multiplied(by other: FEELNumber) -> FEELNumber? {
        let power = exponent + other.exponent
        if let left = smallCoefficient, let right = other.smallCoefficient, power > -Self.exponentBias,
            power < Self.maximumExponent
        {
            let (product, overflow) = left.multipliedReportingOverflow(by: right)
            if !overflow, product.magnitude < 1 << 62 { return FEELNumber(small: product, exponent: power) }
        }
        let negative = hasSign != other.hasSign
        let (upper, lower) = coefficient.multipliedFullWidth(by: other.coefficient)
        if upper == 0 { return Self.rounded(negative: negative, coefficient: lower, exponent: power) }
        let digits = PowersOfTen.digits(coefficient) + PowersOfTen.digits(other.coefficient)
        let drop = digits - 36
        let (quotient, remainder) = PowersOfTen.value(drop).dividingFullWidth((upper, lower))
        return Self.rounded(
            negative: negative, coefficient: quotient, exponent: power + drop, isInexact: remainder != 0)
    }

    /// The quotient to 34 digits; `nil` when dividing by zero or beyond the largest number.
    public func divided(by other: FEELNumber) -> FEELNumber? {
        if other.isZero { return nil }
        if isZero { return .zero }
        let ideal = exponent - other.exponent
        if let left = smallCoefficient, let right = other.smallCoefficient, left % right == 0, abs(ideal) < 6000 {
            return FEELNumber(small: left / right, exponent: ideal)
        }
        let negative = hasSign != other.hasSign
        let widen = Self.maximumDigits - PowersOfTen.digits(coefficient)
        let numerator = coefficient * PowersOfTen.value(widen)
        let scale = PowersOfTen.digits(other.coefficient) + 1
        let wide = numerator.multipliedFullWidth(by: PowersOfTen.value(scale))
        let (quotient, remainder) = other.coefficient.dividingFullWidth(wide)
        var value = quotient
        var power = ideal - widen - scale
        if remainder == 0 {
            while power < ideal, value % 10 == 0 {
                value /= 10
                power += 1
            }
        }
        return Self.rounded(negative: negative, coefficient: value, exponent: power, isInexact: remainder != 0)
    }

    /// FEEL's `modulo`: the remainder with the sign of the divisor (DMN 1.5, 10.3.4.5).
    public func modulo(_ divisor: FEELNumber) -> FEELNumber? {
        if divisor.isZero { return nil }
        let least = min(exponent, divisor.exponent)
        let shift = exponent - least
        let otherShift = divisor.exponent - least
        if PowersOfTen.digits(coefficient) + shift <= 38, PowersOfTen.digits(divisor.coefficient) + otherShift <= 38 {
            let left = coefficient * PowersOfTen.value(shift)
            let right = divisor.coefficient * PowersOfTen.value(otherShift)
            var rest = left % right
            if rest != 0, hasSign != divisor.hasSign { rest = right - rest }
            return Self.rounded(negative: divisor.hasSign, coefficient: rest, exponent: least)
        }
        guard let quotient = divided(by: divisor)?.rounded(toScale: 0, .floor) else { return nil }
        return quotient.multiplied(by: divisor).flatMap { subtracting($0) }
    }
}
