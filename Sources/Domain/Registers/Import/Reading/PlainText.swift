/// What people type, brought into the form that values have.
package enum PlainText {
    /// Without space at its ends, without the apostrophe that marks text, and without invisible characters.
    package static func trimmed(_ text: String) -> String {
        var isPlain = true
        for byte in text.utf8 where byte >= 0x80 || byte < 0x20 || byte == 0x7F { isPlain = false }
        if isPlain {
            guard let first = text.utf8.first, let last = text.utf8.last else { return "" }
            if first != 0x20 && last != 0x20 && first != 0x27 { return text }
        }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x00...0x08, 0x0B...0x0C, 0x0E...0x1F, 0x7F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0xFEFF:
                continue
            case 0x0D: scalars.append("\n")
            default: scalars.append(scalar)
            }
        }
        var slice = scalars[...]
        while let first = slice.first, isSpace(first) { slice.removeFirst() }
        while let last = slice.last, isSpace(last) { slice.removeLast() }
        if slice.first == "'" || slice.first == "\u{2019}" { slice.removeFirst() }
        return String(slice)
    }

    /// The same with full-width forms narrowed and without any space: for numbers, codes and dates.
    static func narrowed(_ text: String) -> String {
        var isPlain = true
        for byte in text.utf8 where byte >= 0x80 || byte <= 0x20 { isPlain = false }
        if isPlain { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isSpace(scalar) {
            if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
                scalars.append(narrow)
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x2000...0x200A, 0x202F: true
        default: false
        }
    }

    /// Whether a text is what spreadsheets show of a long number: `4.40524E+17`.
    static func isAbbreviated(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let mark = bytes.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }), mark > 0, bytes.count > mark + 2,
            bytes[mark + 1] == 0x2B
        else { return false }
        return bytes[..<mark].allSatisfy { isDigit($0) || $0 == 0x2E } && bytes[(mark + 2)...].allSatisfy(isDigit)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
