/// A FEEL number: a decimal of 34 digits (DMN 1.5, 10.3.2.3.1; the precision and range of IEEE 754 decimal128).
///
/// Sixteen bytes without any reference: sign, exponent and coefficient packed into two words. Numbers whose coefficient
/// fits in 63 bits (all that a form or a register holds) take a fast path in every operation.
public struct FEELNumber: Sendable {
    /// Sign (1 bit), biased exponent (14 bits), upper part of the coefficient (49 bits).
    let high: UInt64
    /// Lower part of the coefficient.
    let low: UInt64

    static let maximumDigits = 34
    static let exponentBias = 6176
    static let maximumExponent = 6111
    static let coefficientMask: UInt64 = (1 << 49) - 1

    @inline(__always)
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Packs parts that are known to be in range.
    @inline(__always)
    init(negative: Bool, coefficient: UInt128, exponent: Int) {
        let sign: UInt64 = negative ? 1 << 63 : 0
        let biased = UInt64(truncatingIfNeeded: exponent + Self.exponentBias) << 49
        high = sign | biased | (UInt64(truncatingIfNeeded: coefficient >> 64) & Self.coefficientMask)
        low = UInt64(truncatingIfNeeded: coefficient)
    }

    /// Packs a small coefficient.
    @inline(__always)
    init(small value: Int64, exponent: Int) {
        let sign: UInt64 = value < 0 ? 1 << 63 : 0
        high = sign | (UInt64(truncatingIfNeeded: exponent + Self.exponentBias) << 49)
        low = value.magnitude
    }

    /// A whole number.
    public init(_ value: Int) {
        self.init(small: Int64(value), exponent: 0)
    }

    /// Zero.
    public static let zero = FEELNumber(0)
    /// One.
    public static let one = FEELNumber(1)

    /// Whether the number is below zero.
    public var isNegative: Bool { high >> 63 == 1 && !isZero }
    /// Whether the number is zero.
    public var isZero: Bool { low == 0 && high & Self.coefficientMask == 0 }

    /// The power of ten that the coefficient is multiplied by.
    @inline(__always) var exponent: Int { Int((high >> 49) & 0x3FFF) - Self.exponentBias }
    @inline(__always) var hasSign: Bool { high >> 63 == 1 }
    @inline(__always) var coefficient: UInt128 { UInt128(high & Self.coefficientMask) << 64 | UInt128(low) }

    /// The signed coefficient if it fits in 62 bits: the condition of the fast paths.
    @inline(__always) var smallCoefficient: Int64? {
        guard high & Self.coefficientMask == 0, low < 1 << 62 else { return nil }
        return hasSign ? -Int64(low) : Int64(low)
    }

    /// The number without its sign.
    public var magnitude: FEELNumber { FEELNumber(high: high & ~(1 << 63), low: low) }

    /// The number with the other sign.
    public var negated: FEELNumber { isZero ? self : FEELNumber(high: high ^ (1 << 63), low: low) }

    /// The number as `Int` if it is whole and fits.
    public var integer: Int? {
        if exponent == 0, let small = smallCoefficient { return Int(small) }
        let reduced = strippingTrailingZeros()
        if reduced.isZero { return 0 }
        guard reduced.exponent >= 0, reduced.exponent < 20 else { return nil }
        let (value, overflow) = reduced.coefficient.multipliedReportingOverflow(
            by: PowersOfTen.value(reduced.exponent))
        guard !overflow else { return nil }
        if reduced.hasSign {
            guard value <= UInt128(Int.max) + 1 else { return nil }
            return Int(-Int128(value))
        }
        return Int(exactly: value)
    }

    /// Whether the number has no fraction.
    public var isWhole: Bool { exponent >= 0 || isZero || strippingTrailingZeros().exponent >= 0 }

    /// The nearest binary floating-point number.
    public var double: Double {
        if let small = smallCoefficient, small.magnitude < 1 << 53, exponent >= -22, exponent <= 22 {
            return exponent < 0
                ? Double(small) / PowersOfTen.double(-exponent) : Double(small) * PowersOfTen.double(exponent)
        }
        return Double("\(hasSign ? "-" : "")\(coefficient)e\(exponent)") ?? .nan
    }

    /// The same value with the shortest coefficient; zero becomes `0`.
    func strippingTrailingZeros() -> FEELNumber {
        if isZero { return .zero }
        if let small = smallCoefficient {
            guard small % 10 == 0 else { return self }
            var value = small
            var power = exponent
            while value % 10 == 0, power < Self.maximumExponent {
                value /= 10
                power += 1
            }
            return FEELNumber(small: value, exponent: power)
        }
        var value = coefficient
        var power = exponent
        while value % 10 == 0, power < Self.maximumExponent {
            value /= 10
            power += 1
        }
        return FEELNumber(negative: hasSign, coefficient: value, exponent: power)
    }
}

extension FEELNumber: ExpressibleByIntegerLiteral {
    /// A number written in source text.
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension FEELNumber: Hashable, Comparable {
    /// Numerical equality: `1.0` equals `1`.
    public static func == (left: FEELNumber, right: FEELNumber) -> Bool {
        if left.high == right.high && left.low == right.low { return true }
        if left.exponent == right.exponent { return left.isZero && right.isZero }
        return left.ordering(against: right) == 0
    }

    /// Numerical order.
    public static func < (left: FEELNumber, right: FEELNumber) -> Bool { left.ordering(against: right) < 0 }

    /// Hashes the value, not the way it was written.
    public func hash(into hasher: inout Hasher) {
        let reduced = strippingTrailingZeros()
        hasher.combine(reduced.high)
        hasher.combine(reduced.low)
    }

    /// Negative, zero or positive as the number is below, equal to or above the other.
    @inline(__always)
    func ordering(against other: FEELNumber) -> Int {
        if exponent == other.exponent, let left = smallCoefficient, let right = other.smallCoefficient {
            return left < right ? -1 : (left == right ? 0 : 1)
        }
        return generalOrdering(against: other)
    }

    private func generalOrdering(against other: FEELNumber) -> Int {
        if isZero { return other.isZero ? 0 : (other.hasSign ? 1 : -1) }
        if other.isZero { return hasSign ? -1 : 1 }
        if hasSign != other.hasSign { return hasSign ? -1 : 1 }
        let sign = hasSign ? -1 : 1
        let size = PowersOfTen.digits(coefficient) + exponent
        let otherSize = PowersOfTen.digits(other.coefficient) + other.exponent
        if size != otherSize { return size < otherSize ? -sign : sign }
        let least = min(exponent, other.exponent)
        let left = coefficient * PowersOfTen.value(exponent - least)
        let right = other.coefficient * PowersOfTen.value(other.exponent - least)
        return left < right ? -sign : (left == right ? 0 : sign)
    }
}
