import Foundation

extension FEELNumber {
    /// The natural logarithm of ten to 34 digits.
    private static let logarithmOfTen = FEELNumber(
        negative: false, coefficient: 2_302_585_092_994_045_684_017_991_454_684_364, exponent: -33)

    /// The square root; `nil` below zero.
    public func squareRoot() -> FEELNumber? {
        if isZero { return .zero }
        if hasSign { return nil }
        let shift = exponent & 1
        let even = FEELNumber(negative: false, coefficient: coefficient, exponent: shift)
        let half = FEELNumber(small: 5, exponent: -1)
        guard var root = FEELNumber(even.double.squareRoot()) else { return nil }
        for _ in 0..<2 {
            guard let next = even.divided(by: root).flatMap({ $0.adding(root) }).flatMap({ $0.multiplied(by: half) })
            else { return nil }
            root = next
        }
        return Self.rounded(
            negative: false, coefficient: root.coefficient, exponent: root.exponent + (exponent - shift) / 2
        )?.strippingTrailingZeros()
    }

    /// e to this power; `nil` beyond the largest number.
    public func exponential() -> FEELNumber? {
        if isZero { return .one }
        let size = double
        guard size.magnitude < 15_000 else { return hasSign ? .zero : nil }
        let tens = Int((size / 2.302585092994046).rounded())
        guard let offset = Self.logarithmOfTen.multiplied(by: FEELNumber(tens)),
            let reduced = subtracting(offset)?.multiplied(by: FEELNumber(small: 125, exponent: -3))
        else { return nil }
        var sum = FEELNumber.one
        var term = FEELNumber.one
        for index in 1...40 {
            guard let next = term.multiplied(by: reduced)?.divided(by: FEELNumber(index)), let total = sum.adding(next)
            else { return nil }
            term = next
            if total == sum { break }
            sum = total
        }
        for _ in 0..<3 {
            guard let square = sum.multiplied(by: sum) else { return nil }
            sum = square
        }
        return Self.rounded(negative: false, coefficient: sum.coefficient, exponent: sum.exponent + tens)
    }

    /// The natural logarithm; `nil` at zero and below.
    public func logarithm() -> FEELNumber? {
        if isZero || hasSign { return nil }
        let digits = PowersOfTen.digits(coefficient)
        let scaled = FEELNumber(negative: false, coefficient: coefficient, exponent: 1 - digits)
        let tens = exponent + digits - 1
        guard var value = FEELNumber(Foundation.log(scaled.double)) else { return nil }
        for _ in 0..<2 {
            guard let power = value.exponential(), let difference = scaled.subtracting(power),
                let sum = scaled.adding(power),
                let step = difference.multiplied(by: FEELNumber(2))?.divided(by: sum),
                let next = value.adding(step)
            else { return nil }
            value = next
        }
        return Self.logarithmOfTen.multiplied(by: FEELNumber(tens))?.adding(value)
    }

    /// This number to a power; `nil` when undefined or beyond the largest number.
    public func raised(to power: FEELNumber) -> FEELNumber? {
        if let whole = power.integer, whole.magnitude <= 999_999_999 { return raised(toWhole: whole) }
        if isZero { return power.isNegative ? nil : .zero }
        // Halves exactly, by the root.
        if let halves = power.multiplied(by: FEELNumber(2))?.integer, halves.magnitude <= 999_999_999 {
            return squareRoot()?.raised(toWhole: halves)
        }
        return logarithm()?.multiplied(by: power)?.exponential()
    }

    private func raised(toWhole power: Int) -> FEELNumber? {
        if power < 0, isZero { return nil }
        var result = FEELNumber.one
        var base = self
        var rest = power.magnitude
        while rest > 0 {
            if rest & 1 == 1 {
                guard let product = result.multiplied(by: base) else { return power < 0 ? .zero : nil }
                result = product
            }
            rest >>= 1
            if rest > 0 {
                guard let square = base.multiplied(by: base) else { return power < 0 ? .zero : nil }
                base = square
            }
        }
        return power < 0 ? FEELNumber.one.divided(by: result) : result
    }
}
