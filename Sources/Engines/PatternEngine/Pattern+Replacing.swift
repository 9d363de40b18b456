/// `fn:replace` and `fn:tokenize` (XPath F&O 3.1 §5.6.3 and §5.6.4).
extension Pattern {
    /// A text with each match replaced.
    ///
    /// In the replacement `$0` is the match and `$1`… its groups, `\$` and `\\` are a dollar and a backslash; under the flag q it is
    /// taken literally. Throws `pattern.matches-empty`, `pattern.invalid-replacement` or `pattern.too-complex`.
    public func replacing(_ text: String, with replacement: String) throws(PatternError) -> String {
        try refuseEmptyMatch()
        let parts = isLiteral ? [.text(replacement)] : try parse(replacement: replacement)
        let scalars = text.scalarValues
        var result: [UInt32] = []
        var end = 0
        for match in try allMatches(in: scalars) {
            result += scalars[end..<match.range.lowerBound]
            for part in parts {
                switch part {
                case .text(let text): result += text.scalarValues
                case .group(let number):
                    if number < match.ranges.count, let range = match.ranges[number] { result += scalars[range] }
                }
            }
            end = match.range.upperBound
        }
        return String(scalars: result + scalars[end...])
    }

    /// The parts of a text between the matches; none for the empty text.
    ///
    /// Throws `pattern.matches-empty` or `pattern.too-complex`.
    public func split(_ text: String) throws(PatternError) -> [String] {
        try refuseEmptyMatch()
        let scalars = text.scalarValues
        if scalars.isEmpty { return [] }
        var parts: [String] = []
        var end = 0
        for match in try allMatches(in: scalars) {
            parts.append(String(scalars: scalars[end..<match.range.lowerBound]))
            end = match.range.upperBound
        }
        return parts + [String(scalars: scalars[end...])]
    }

    private func refuseEmptyMatch() throws(PatternError) {
        if try matches("") { throw PatternError(.matchesEmpty) }
    }

    private enum ReplacementPart {
        case text(String)
        case group(Int)
    }

    private func parse(replacement: String) throws(PatternError) -> [ReplacementPart] {
        let scalars = Array(replacement.unicodeScalars)
        var parts: [ReplacementPart] = []
        var literal = ""
        var position = 0
        while position < scalars.count {
            let next = position + 1 < scalars.count ? scalars[position + 1] : nil
            switch scalars[position] {
            case "\\":
                guard let next, next == "\\" || next == "$" else {
                    throw PatternError(.invalidReplacement, offset: position)
                }
                literal.unicodeScalars.append(next)
                position += 2
            case "$":
                guard let next, let first = Int(String(next)), next.isASCII else {
                    throw PatternError(.invalidReplacement, offset: position)
                }
                position += 2
                var number = first
                // As many digits as make the number of a group that there is.
                while position < scalars.count, scalars[position].isASCII, let more = Int(String(scalars[position])),
                    number * 10 + more <= groupCount
                {
                    number = number * 10 + more
                    position += 1
                }
                if !literal.isEmpty { parts.append(.text(literal)) }
                literal = ""
                parts.append(.group(number))
            default:
                literal.unicodeScalars.append(scalars[position])
                position += 1
            }
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        return parts
    }
}
