/// A number as a workbook stores it, in plain decimal digits.
///
/// Spreadsheets keep numbers as binary64 and write at most 17 digits of them. An identity number typed as a number is
/// therefore cut after 15 digits. Programs that write whole numbers as digits keep them whole; both look alike at
/// first sight, and this type tells which it is.
package struct StoredNumber: Sendable, Hashable {
    /// Digits with an optional sign and point, no exponent.
    package let digits: String
    /// Whether the digits are what was meant; `false` when some were or may have been rounded away.
    package let isExact: Bool

    /// Makes an exact number.
    package init(digits: String) { self.init(digits, isExact: true) }

    private init(_ digits: String, isExact: Bool) {
        self.digits = digits
        self.isExact = isExact
    }

    /// Reads what stands in the file (an XML Schema double); `nil` when it is no number.
    package init?(stored: some Collection<UInt8>) {
        if stored.count <= 15, stored.first != 0x30, !stored.isEmpty, stored.allSatisfy({ (0x30...0x39).contains($0) })
        {
            self.init(String(decoding: stored, as: UTF8.self), isExact: true)
            return
        }
        var mantissa: [UInt8] = []
        var fraction = 0
        var exponent = 0
        var isNegative = false
        var hasPoint = false
        var hasExponent = false
        var index = stored.startIndex
        if index < stored.endIndex, stored[index] == 0x2D || stored[index] == 0x2B {
            isNegative = stored[index] == 0x2D
            index = stored.index(after: index)
        }
        while index < stored.endIndex {
            let byte = stored[index]
            index = stored.index(after: index)
            if (0x30...0x39).contains(byte) {
                mantissa.append(byte)
                if hasPoint { fraction += 1 }
            } else if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else if byte == 0x45 || byte == 0x65 {
                guard let value = Int(String(decoding: stored[index...], as: UTF8.self)), value.magnitude < 400
                else { return nil }
                exponent = value
                hasExponent = true
                break
            } else {
                return nil
            }
        }
        guard !mantissa.isEmpty, mantissa.count <= 400 else { return nil }
        self.init(
            mantissa: mantissa, shift: exponent - fraction, isNegative: isNegative, isPlain: !hasPoint && !hasExponent)
    }

    private init(mantissa: [UInt8], shift: Int, isNegative: Bool, isPlain: Bool) {
        var digits = Array(mantissa.drop { $0 == 0x30 })
        var shift = shift
        while shift < 0, digits.last == 0x30 {
            digits.removeLast()
            shift += 1
        }
        if digits.isEmpty {
            self.init(digits: "0")
            return
        }
        if shift < 0, digits.count > 15 {
            // A fraction's noise beyond fifteen digits is not what anybody typed.
            shift += StoredNumber.round(&digits, to: 15)
            while shift < 0, digits.last == 0x30 {
                digits.removeLast()
                shift += 1
            }
        }
        let sign = isNegative ? "-" : ""
        if shift >= 0 {
            let whole = digits + Array(repeating: 0x30, count: shift)
            self.init(
                sign + String(decoding: whole, as: UTF8.self),
                isExact: whole.count <= 15 || (isPlain && StoredNumber.saysMoreThanBinary(whole)))
        } else {
            let point = digits.count + shift
            let padded = point > 0 ? digits : Array(repeating: 0x30, count: 1 - point) + digits
            let split = max(point, 1)
            let whole = String(decoding: padded[..<split], as: UTF8.self)
            self.init("\(sign)\(whole).\(String(decoding: padded[split...], as: UTF8.self))", isExact: true)
        }
    }

    /// Rounds half up to so many digits; returns by how much the exponent grew.
    private static func round(_ digits: inout [UInt8], to count: Int) -> Int {
        let dropped = digits.count - count
        let isUp = digits[count] >= 0x35
        digits.removeLast(dropped)
        guard isUp else { return dropped }
        var index = count - 1
        while index >= 0 {
            if digits[index] < 0x39 {
                digits[index] += 1
                return dropped
            }
            digits[index] = 0x30
            index -= 1
        }
        digits.insert(0x31, at: 0)
        digits.removeLast()
        return dropped + 1
    }

    /// Whether whole digits cannot come from a binary64: more than 17 of them count, and no binary64 has that value.
    private static func saysMoreThanBinary(_ whole: [UInt8]) -> Bool {
        let text = String(decoding: whole, as: UTF8.self)
        guard let double = Double(text) else { return false }
        if whole.count <= 17, let number = Int(text) {
            // 16 or 17 digits: below 2^53 each whole number is a binary64, but Excel itself keeps 15 digits.
            return whole.suffix(whole.count - 15).contains { $0 != 0x30 }
                && (number < 1 << 53 || Int(exactly: double) != number)
        }
        let significant = whole.count - whole.reversed().prefix { $0 == 0x30 }.count
        guard significant > 17 else { return false }
        guard let number = Int(text) else { return true }
        return Int(exactly: double) != number
    }
}
