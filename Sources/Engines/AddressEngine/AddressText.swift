/// The scalars of an address after normalising, and what stood in brackets.
struct AddressText {
    private(set) var scalars: [UInt32] = []
    private(set) var note: String?

    static let limit = 200
    static let hyphen: UInt32 = 0x2D

    /// Narrows full-width forms, raises letters, and drops spaces and punctuation; between two digits a separator
    /// becomes one hyphen. Bracketed text is set aside.
    init(_ text: String) throws(AddressError) {
        scalars.reserveCapacity(text.utf8.count / 2)
        var bracket: [UInt32] = []
        var depth = 0
        var pendingSeparator = false
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            guard count <= AddressText.limit else { throw AddressError(.length) }
            let value = AddressText.narrowed(scalar.value)
            switch value {
            case 0x28, 0x5B, 0x3010, 0x3014, 0x3008, 0x7B:  // opening brackets
                depth += 1
            case 0x29, 0x5D, 0x3011, 0x3015, 0x3009, 0x7D:
                if depth > 0 { depth -= 1 }
            case 0x23:  // a number sign stands for 号
                if depth == 0 { scalars.append(value) }
            case 0...0x2F, 0x3A...0x40, 0x5C, 0x5E...0x60, 0x7C, 0x7E...0xB6, 0xB8...0xBF, 0x2000...0x206F,
                0x3000...0x3004,
                0x3008...0x301F, 0xFEFF, 0xFF5F...0xFFFF:
                if depth == 0 { pendingSeparator = true }
            default:
                if depth > 0 {
                    bracket.append(value)
                    continue
                }
                if pendingSeparator, let last = scalars.last, AddressText.isSequenceCharacter(last),
                    AddressText.isSequenceCharacter(value)
                {
                    scalars.append(AddressText.hyphen)
                }
                pendingSeparator = false
                scalars.append(value)
            }
        }
        // A bracket that never closes is a slip of the pen, not an aside.
        if depth > 0 {
            scalars.append(contentsOf: bracket)
        } else if !bracket.isEmpty {
            note = AddressText.string(bracket[...])
        }
        guard !scalars.isEmpty else { throw AddressError(.empty) }
    }

    private static func narrowed(_ value: UInt32) -> UInt32 {
        var value = value
        if value >= 0xFF01, value <= 0xFF5E { value -= 0xFEE0 }
        if value >= 0x61, value <= 0x7A { value -= 0x20 }
        return value
    }

    /// Digits and letters, between which a separator means something: `3-2-501`.
    private static func isSequenceCharacter(_ value: UInt32) -> Bool {
        (0x30...0x39).contains(value) || (0x41...0x5A).contains(value)
    }

    static func string(_ scalars: ArraySlice<UInt32>) -> String {
        String(unsafeUninitializedCapacity: scalars.count * 4) { buffer in
            var count = 0
            for value in scalars {
                switch value {
                case 0..<0x80:
                    buffer[count] = UInt8(value)
                    count += 1
                case 0x80..<0x800:
                    buffer[count] = UInt8(0xC0 | value >> 6)
                    buffer[count + 1] = UInt8(0x80 | value & 0x3F)
                    count += 2
                case 0x800..<0x10000:
                    buffer[count] = UInt8(0xE0 | value >> 12)
                    buffer[count + 1] = UInt8(0x80 | value >> 6 & 0x3F)
                    buffer[count + 2] = UInt8(0x80 | value & 0x3F)
                    count += 3
                default:
                    buffer[count] = UInt8(0xF0 | value >> 18 & 7)
                    buffer[count + 1] = UInt8(0x80 | value >> 12 & 0x3F)
                    buffer[count + 2] = UInt8(0x80 | value >> 6 & 0x3F)
                    buffer[count + 3] = UInt8(0x80 | value & 0x3F)
                    count += 4
                }
            }
            return count
        }
    }
}
