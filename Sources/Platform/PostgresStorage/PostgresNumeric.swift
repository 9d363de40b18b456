/// PostgreSQL's `numeric` in its binary form, which sums and averages come in: digits in base 10,000.
struct PostgresNumeric {
    private let weight: Int
    private let isNegative: Bool
    private let scale: Int
    private let digits: [Int]

    init(_ bytes: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt16 {
            2 * index + 1 < bytes.count ? UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1]) : 0
        }
        let count = Int(word(0))
        weight = Int(Int16(bitPattern: word(1)))
        isNegative = word(2) == 0x4000
        scale = Int(word(3))
        digits = (0..<count).map { Int(word(4 + $0)) }
    }

    /// The value, if it is written without decimals and fits.
    var integer: Int64? {
        guard scale == 0 else { return nil }
        var value: Int64 = 0
        for position in 0..<max(weight + 1, 0) {
            let digit = position < digits.count ? Int64(digits[position]) : 0
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, carried) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            if overflowed || carried { return nil }
            value = sum
        }
        return value
    }

    var double: Double {
        var value = 0.0
        for digit in digits { value = value * 10_000 + Double(digit) }
        var exponent = weight - digits.count + 1
        while exponent > 0 {
            value *= 10_000
            exponent -= 1
        }
        while exponent < 0 {
            value /= 10_000
            exponent += 1
        }
        return isNegative ? -value : value
    }
}
