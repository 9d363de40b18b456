/// A decimal number of any size, exact: `±significand × 10^exponent` without trailing zeros in the significand.
public struct JSONNumber: Sendable, Hashable {
    /// Whether it is below zero.
    let isNegative: Bool
    /// The digits as an integer, when there are at most 19 of them.
    let significand: UInt64
    /// The digits from the left, when there are more than 19; else empty.
    let digits: [UInt8]
    /// The power of ten.
    let exponent: Int

    /// Makes a number from an integer.
    public init(_ integer: Int) {
        var significand = UInt64(integer.magnitude)
        var exponent = 0
        while significand != 0, significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        self.init(isNegative: integer < 0, significand: significand, digits: [], exponent: exponent)
    }

    /// Reads a number in the grammar of RFC 8259 §6; `nil` for anything else.
    public init?(_ text: String) {
        guard let value = try? JSON(parsing: text), let number = value.number else { return nil }
        self = number
    }

    init(isNegative: Bool, significand: UInt64, digits: [UInt8], exponent: Int) {
        self.isNegative = isNegative
        self.significand = significand
        self.digits = digits
        self.exponent = exponent
    }

    /// Reads bytes that are known to follow the grammar.
    init(validated bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        let isNegative = bytes[0] == UInt8(ascii: "-")
        if isNegative { position = 1 }
        var digits: [UInt8] = []
        var significand: UInt64 = 0
        var digitCount = 0
        var pendingZeros = 0
        var exponent = 0
        var behindPoint = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ".") {
                behindPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e") {
                exponent += Self.exponent(bytes[(position + 1)...])
                break
            } else {
                if behindPoint { exponent -= 1 }
                if byte == UInt8(ascii: "0") {
                    if digitCount > 0 { pendingZeros += 1 }
                } else {
                    for _ in 0..<pendingZeros { Self.append(0, &significand, &digits, &digitCount) }
                    pendingZeros = 0
                    Self.append(UInt64(byte - 0x30), &significand, &digits, &digitCount)
                }
            }
            position += 1
        }
        let isZero = digitCount == 0
        self.init(
            isNegative: isNegative && !isZero, significand: significand, digits: digits,
            exponent: isZero ? 0 : exponent + pendingZeros)
    }

    /// The value of a short number without sign, point or exponent other than a minus: the usual case.
    @inline(__always)
    static func plainInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let isNegative = bytes[0] == UInt8(ascii: "-")
        guard bytes.count <= 18 else { return nil }
        var value = 0
        for position in (isNegative ? 1 : 0)..<bytes.count {
            let digit = bytes[position] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return isNegative ? -value : value
    }

    private static func append(_ digit: UInt64, _ value: inout UInt64, _ digits: inout [UInt8], _ count: inout Int) {
        count += 1
        if count <= 19 {
            value = value * 10 + digit
            return
        }
        if count == 20 {
            digits = String(value).utf8.map { $0 - 0x30 }
            value = 0
        }
        digits.append(UInt8(digit))
    }

    private static func exponent(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var value = 0
        var isNegative = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: value = value * 10 + Int(byte - 0x30)
            }
        }
        return isNegative ? -value : value
    }

    /// The digits from the left.
    var allDigits: [UInt8] {
        digits.isEmpty ? String(significand).utf8.map { $0 - 0x30 } : digits
    }

    /// Whether it is zero.
    public var isZero: Bool { significand == 0 && digits.isEmpty }

    /// Whether it has no fraction.
    public var isInteger: Bool { exponent >= 0 }

    /// The integer, if it has no fraction and fits.
    public var integer: Int? {
        guard exponent >= 0, exponent < 19, digits.isEmpty else { return nil }
        var magnitude = significand
        for _ in 0..<exponent {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            magnitude = product
        }
        if isNegative { return magnitude <= UInt64(Int.max) + 1 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int(exactly: magnitude)
    }

    /// The nearest double; infinite when out of range.
    public var double: Double { Double(description) ?? .nan }
}

extension JSONNumber: CustomStringConvertible {
    /// The integer's digits, or the digits with an exponent; a JSON number in any case.
    public var description: String {
        let sign = isNegative ? "-" : ""
        let text = String(decoding: allDigits.map { $0 + 0x30 }, as: UTF8.self)
        if exponent == 0 { return sign + text }
        if exponent > 0, exponent + text.count <= 21 { return sign + text + String(repeating: "0", count: exponent) }
        if exponent < 0, text.count + exponent > 0 {
            return sign + text.dropLast(-exponent) + "." + text.suffix(-exponent)
        }
        return sign + text + "e\(exponent)"
    }
}
