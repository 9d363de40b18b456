/// The flags of `fn:matches`, `fn:replace` and `fn:tokenize` (XPath F&O 3.1 §5.6.1.1).
struct XPathFlags: Sendable, Hashable {
    var dotMatchesLine = false
    var multiline = false
    var ignoresCase = false
    var ignoresSpace = false
    var isLiteral = false

    init() {}

    init(_ text: String) throws(PatternError) {
        for (offset, flag) in text.unicodeScalars.enumerated() {
            switch flag {
            case "s": dotMatchesLine = true
            case "m": multiline = true
            case "i": ignoresCase = true
            case "x": ignoresSpace = true
            case "q": isLiteral = true
            default: throw PatternError(.invalidFlags, offset: offset)
            }
        }
    }

    /// The pattern without the white space that the flag x takes away: all but that inside classes.
    static func removingSpace(_ scalars: [UInt32]) -> [UInt32] {
        var kept: [UInt32] = []
        var classDepth = 0
        var isEscaped = false
        for value in scalars {
            let isSpace = value == 0x09 || value == 0x0A || value == 0x0D || value == 0x20
            if isSpace, classDepth == 0 { continue }
            kept.append(value)
            if isEscaped {
                isEscaped = false
            } else if value == 0x5C {
                isEscaped = true
            } else if value == 0x5B {
                classDepth += 1
            } else if value == 0x5D, classDepth > 0 {
                classDepth -= 1
            }
        }
        return kept
    }
}
