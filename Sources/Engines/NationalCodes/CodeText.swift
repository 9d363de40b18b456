/// Brings what people type into the ASCII that codes are made of.
enum CodeText {
    /// Upper-case ASCII bytes of a text, without spaces, hyphens and invisible characters; full-width forms narrowed.
    ///
    /// A character that has no ASCII form becomes 0, so that its position can be named. At most 64 are kept.
    static func normalised(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        for scalar in text.unicodeScalars {
            if bytes.count == 64 { break }
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            switch value {
            case 0x09, 0x0A, 0x0D, 0x20, 0x2D, 0xA0, 0xAD, 0x3000, 0x200B...0x200F, 0x2010...0x2015, 0x2060, 0xFEFF:
                continue
            case 0x61...0x7A: bytes.append(UInt8(value - 0x20))
            case 0x21...0x7E: bytes.append(UInt8(value))
            // The multiplication sign is what some keyboards offer for the X.
            case 0xD7: bytes.append(UInt8(ascii: "X"))
            default: bytes.append(0)
            }
        }
        return bytes
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func number(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    static func string(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
