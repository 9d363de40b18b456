/// Eighteen ASCII bytes without an allocation: two words and a half.
struct InlineBytes18: Sendable, Hashable, Comparable {
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt16

    /// Takes the first eighteen bytes; missing ones are 0.
    init(_ bytes: [UInt8]) {
        func word(_ range: Range<Int>) -> UInt64 {
            var value: UInt64 = 0
            for index in range { value = value << 8 | UInt64(index < bytes.count ? bytes[index] : 0) }
            return value
        }
        high = word(0..<8)
        middle = word(8..<16)
        low = UInt16(truncatingIfNeeded: word(16..<18))
    }

    subscript(index: Int) -> UInt8 {
        switch index {
        case 0..<8: UInt8(truncatingIfNeeded: high >> UInt64((7 - index) * 8))
        case 8..<16: UInt8(truncatingIfNeeded: middle >> UInt64((15 - index) * 8))
        default: UInt8(truncatingIfNeeded: low >> UInt16(index == 16 ? 8 : 0))
        }
    }

    func string(_ range: Range<Int>) -> String {
        String(unsafeUninitializedCapacity: range.count) { buffer in
            for (offset, index) in range.enumerated() { buffer[offset] = self[index] }
            return range.count
        }
    }

    func number(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 * 10 + Int(self[$1]) - 0x30 }
    }

    static func < (left: InlineBytes18, right: InlineBytes18) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }
}
