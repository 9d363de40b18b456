/// Which characters names consist of (DMN 1.5, grammar rules 27 to 30).
enum NameCharacters {
    static func isStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0x5F: true
        case 0...0x7F: false
        case 0xD7, 0xF7: false
        default: !isSpace(scalar)
        }
    }

    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        isStart(scalar) || (0x30...0x39 ~= scalar.value)
    }

    /// What a declared name may consist of: the question mark is one of its letters, and alone the tested value.
    static func isInner(_ scalar: Unicode.Scalar) -> Bool { isPart(scalar) || scalar == "?" }

    /// Signs that a declared name may contain.
    static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "/", "-", "'", "’", "+", "*": true
        default: false
        }
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }

    /// The form in which names are compared: single spaces between words, none around signs.
    static func normalised(_ name: String) -> (key: String, parts: Int) {
        var key = ""
        var parts = 0
        var afterSpace = false
        var inWord = false
        for scalar in name.unicodeScalars {
            if isSpace(scalar) {
                afterSpace = true
            } else if isSign(scalar) {
                key.unicodeScalars.append(scalar)
                parts += 1
                inWord = false
                afterSpace = false
            } else {
                if !inWord {
                    parts += 1
                } else if afterSpace {
                    key += " "
                    parts += 1
                }
                key.unicodeScalars.append(scalar)
                inWord = true
                afterSpace = false
            }
        }
        return (key, parts)
    }
}
