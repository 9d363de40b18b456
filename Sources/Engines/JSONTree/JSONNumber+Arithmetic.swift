/// Order and divisibility, both exact.
extension JSONNumber: Comparable {
    /// Orders by value.
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? magnitudeIsLess(right, left) : magnitudeIsLess(left, right)
    }

    private static func magnitudeIsLess(_ left: JSONNumber, _ right: JSONNumber) -> Bool {
        if left.exponent == right.exponent, left.digits.isEmpty, right.digits.isEmpty {
            return left.significand < right.significand
        }
        if left.isZero || right.isZero { return left.isZero && !right.isZero }
        let leftDigits = left.allDigits
        let rightDigits = right.allDigits
        let leftSize = leftDigits.count + left.exponent
        let rightSize = rightDigits.count + right.exponent
        if leftSize != rightSize { return leftSize < rightSize }
        return leftDigits.lexicographicallyPrecedes(rightDigits)
    }

    /// Whether dividing by another number gives an integer (JSON Schema validation §6.2.1); `false` for a divisor of zero.
    public func isMultiple(of divisor: JSONNumber) -> Bool {
        if divisor.isZero { return false }
        if isZero { return true }
        // Neither significand ends in a zero, so a divisor with more tens than the number has can't divide it.
        guard exponent >= divisor.exponent else { return false }
        // Powers of ten beyond the twos and fives that fit into the divisor change nothing.
        let divisorDigits = divisor.digits.isEmpty ? 20 : divisor.digits.count
        let tens = min(exponent - divisor.exponent, divisorDigits * 4)
        if divisor.digits.isEmpty {
            var remainder: UInt64 = 0
            let modulus = divisor.significand
            for digit in allDigits { remainder = Self.step(remainder, digit, modulus) }
            for _ in 0..<tens where remainder != 0 { remainder = Self.step(remainder, 0, modulus) }
            return remainder == 0
        }
        var remainder = LongRemainder(modulus: divisor.digits)
        for digit in allDigits { remainder.push(digit) }
        for _ in 0..<tens where !remainder.isZero { remainder.push(0) }
        return remainder.isZero
    }

    private static func step(_ remainder: UInt64, _ digit: UInt8, _ modulus: UInt64) -> UInt64 {
        let product = remainder.multipliedFullWidth(by: 10)
        let (low, overflow) = product.low.addingReportingOverflow(UInt64(digit))
        return modulus.dividingFullWidth((product.high + (overflow ? 1 : 0), low)).remainder
    }
}

/// A remainder by a divisor of more than 19 digits, fed digit by digit.
private struct LongRemainder {
    /// Limbs from the right, base 2³².
    private let modulus: [UInt64]
    private var value: [UInt64]

    init(modulus digits: [UInt8]) {
        var limbs: [UInt64] = [0]
        for digit in digits { Self.multiplyByTen(&limbs, adding: UInt64(digit)) }
        limbs.append(0)
        modulus = limbs
        value = Array(repeating: 0, count: limbs.count)
    }

    var isZero: Bool { value.allSatisfy { $0 == 0 } }

    mutating func push(_ digit: UInt8) {
        Self.multiplyByTen(&value, adding: UInt64(digit))
        while !isBelowModulus { subtractModulus() }
    }

    private static func multiplyByTen(_ limbs: inout [UInt64], adding digit: UInt64) {
        var carry = digit
        for index in limbs.indices {
            let product = limbs[index] * 10 + carry
            limbs[index] = product & 0xFFFF_FFFF
            carry = product >> 32
        }
        if carry != 0 { limbs.append(carry) }
    }

    private var isBelowModulus: Bool {
        for index in modulus.indices.reversed() where value[index] != modulus[index] {
            return value[index] < modulus[index]
        }
        return false
    }

    private mutating func subtractModulus() {
        var borrow: UInt64 = 0
        for index in value.indices {
            let subtrahend = modulus[index] + borrow
            borrow = value[index] < subtrahend ? 1 : 0
            value[index] = (value[index] &+ borrow << 32) &- subtrahend
        }
    }
}
