extension FEELNumber: CustomStringConvertible {
    /// Reads a decimal number: digits, an optional point and fraction, an optional exponent; `nil` for anything else.
    public init?(_ text: String) {
        var copy = text
        guard let number = copy.withUTF8({ FEELNumber(utf8: $0[...]) }) else { return nil }
        self = number
    }

    /// The decimal number that the shortest text of a binary one shows; `nil` for infinity and not-a-number.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.init(value.description)
    }

    /// Reads a decimal number from its bytes.
    init?(utf8 bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        var index = bytes.startIndex
        var negative = false
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            negative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var digits = DigitCollector()
        var count = 0
        while index < bytes.endIndex, let digit = Self.digit(bytes[index]) {
            digits.append(digit, isFraction: false)
            count += 1
            index += 1
        }
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let before = count
            while index < bytes.endIndex, let digit = Self.digit(bytes[index]) {
                digits.append(digit, isFraction: true)
                count += 1
                index += 1
            }
            guard count > before else { return nil }
        }
        guard count > 0 else { return nil }
        var power = 0
        if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            var isBelow = false
            if index < bytes.endIndex, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                isBelow = bytes[index] == UInt8(ascii: "-")
                index += 1
            }
            let start = index
            while index < bytes.endIndex, let digit = Self.digit(bytes[index]) {
                power = min(power * 10 + Int(digit), 1_000_000)
                index += 1
            }
            guard index > start else { return nil }
            if isBelow { power = -power }
        }
        guard index == bytes.endIndex else { return nil }
        guard
            let number = Self.rounded(
                negative: negative, coefficient: digits.value, exponent: digits.exponent + power,
                isInexact: digits.isInexact)
        else { return nil }
        self = number
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt8? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : nil
    }

    /// The number in plain notation, without an exponent and without zeros at the end of a fraction.
    public var description: String {
        if exponent == 0, let small = smallCoefficient { return String(small) }
        let reduced = strippingTrailingZeros()
        let digits = String(reduced.coefficient)
        let sign = reduced.isNegative ? "-" : ""
        let power = reduced.exponent
        if power >= 0 { return sign + digits + String(repeating: "0", count: reduced.isZero ? 0 : power) }
        let point = digits.count + power
        if point > 0 { return sign + digits.prefix(point) + "." + digits.suffix(-power) }
        return sign + "0." + String(repeating: "0", count: -point) + digits
    }
}

/// Gathers digits into a coefficient, remembering what no longer fits.
private struct DigitCollector {
    private(set) var value: UInt128 = 0
    private(set) var exponent = 0
    private(set) var isInexact = false
    private var count = 0

    mutating func append(_ digit: UInt8, isFraction: Bool) {
        if count < 37 {
            value = value * 10 + UInt128(digit)
            if value != 0 { count += 1 }
            if isFraction { exponent -= 1 }
        } else {
            if digit != 0 { isInexact = true }
            if !isFraction { exponent += 1 }
        }
    }
}
