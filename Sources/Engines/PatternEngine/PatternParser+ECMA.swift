/// ECMA-262 §22.2.1 with the `u` flag: the strict grammar without the web's leniency.
extension PatternParser {
    private static let syntaxCharacters = Set("^$\\.*+?()[]{}|/".unicodeScalars)

    mutating func parseECMAAtom() throws(PatternError) -> (PatternNode, canRepeat: Bool) {
        guard let next = peek() else { throw fail() }
        switch next {
        case "^":
            position += 1
            return (.assertion(.textStart), false)
        case "$":
            position += 1
            return (.assertion(.textEnd), false)
        case ".":
            position += 1
            return (.set(.notLineECMA), true)
        case "(":
            position += 1
            return try parseECMAGroup()
        case "[":
            position += 1
            return (.set(try parseECMAClass()), true)
        case "\\":
            position += 1
            return try parseECMAEscape()
        case "*", "+", "?", "{", "}", "]": throw fail()
        default:
            position += 1
            return (.scalar(next.value), true)
        }
    }

    private mutating func parseECMAGroup() throws(PatternError) -> (PatternNode, canRepeat: Bool) {
        guard take("?") else { return (try parseCapture(), true) }
        if take(":") { return (try parseInside(), true) }
        if take("=") { return (.look(try parseInside(), isBehind: false, isNegative: false), false) }
        if take("!") { return (.look(try parseInside(), isBehind: false, isNegative: true), false) }
        if take(text: "<=") { return (.look(try parseInside(), isBehind: true, isNegative: false), false) }
        if take(text: "<!") { return (.look(try parseInside(), isBehind: true, isNegative: true), false) }
        guard take("<") else { throw fail() }
        return (try parseCapture(named: try parseGroupName()), true)
    }

    /// Reads a group's name behind `<`, and `>`.
    private mutating func parseGroupName() throws(PatternError) -> String {
        var name = String.UnicodeScalarView()
        while let next = peek(), next != ">" {
            var scalar = next
            position += 1
            if next == "\\" {
                guard take("u"), let value = try parseUnicodeEscape(), let escaped = Unicode.Scalar(value) else {
                    throw fail()
                }
                scalar = escaped
            }
            let isAllowed =
                scalar == "$" || scalar == "_"
                || (name.isEmpty ? scalar.properties.isIDStart : scalar.properties.isIDContinue)
                || (!name.isEmpty && (scalar.value == 0x200C || scalar.value == 0x200D))
            guard isAllowed else { throw fail() }
            name.append(scalar)
        }
        guard !name.isEmpty, take(">") else { throw fail() }
        return String(name)
    }

    private mutating func parseECMAEscape() throws(PatternError) -> (PatternNode, canRepeat: Bool) {
        guard let next = peek() else { throw fail() }
        switch next {
        case "b", "B":
            position += 1
            return (.assertion(next == "b" ? .wordBoundary : .notWordBoundary), false)
        case "1"..."9":
            var number = 0
            while let digit = decimalDigit() {
                number = min(number * 10 + digit, Self.maximumCount)
                position += 1
            }
            guard number <= totalCaptures else { throw fail() }
            return (.backreference(number), true)
        case "k":
            position += 1
            guard take("<") else { throw fail() }
            let offset = position
            return (.namedBackreference(try parseGroupName(), offset: offset), true)
        default:
            if let set = try parseECMAClassEscape() { return (.set(set), true) }
            return (.scalar(try parseECMACharacterEscape(inClass: false)), true)
        }
    }

    /// Reads `d D w W s S p{…} P{…}` behind a backslash, if that is what stands there.
    private mutating func parseECMAClassEscape() throws(PatternError) -> ScalarSet? {
        let set: ScalarSet
        switch peek() {
        case "d": set = .digitASCII
        case "D": set = ScalarSet.digitASCII.inverted
        case "w": set = .wordASCII
        case "W": set = ScalarSet.wordASCII.inverted
        case "s": set = .spaceECMA
        case "S": set = ScalarSet.spaceECMA.inverted
        case "p", "P":
            let isNegated = peek() == "P"
            position += 1
            let part = try parseECMAProperty()
            return ScalarSet([part], negated: isNegated)
        default: return nil
        }
        position += 1
        return set
    }

    private mutating func parseECMAProperty() throws(PatternError) -> ScalarSet.Part {
        guard take("{") else { throw fail() }
        var name = ""
        var value: String?
        while let next = peek(), next != "}" {
            position += 1
            if next == "=", value == nil {
                value = ""
            } else if next.isASCII, next.properties.isAlphabetic || next == "_" || next.properties.numericType != nil {
                if value == nil { name.unicodeScalars.append(next) } else { value?.unicodeScalars.append(next) }
            } else {
                throw fail()
            }
        }
        guard take("}") else { throw fail() }
        guard let part = ScalarProperty.ecma(name: name, value: value) else { throw fail(.unknownProperty) }
        return part
    }

    /// Reads an escape that stands for one character, behind its backslash.
    private mutating func parseECMACharacterEscape(inClass: Bool) throws(PatternError) -> UInt32 {
        guard let next = peek() else { throw fail() }
        position += 1
        switch next {
        case "t": return 0x09
        case "n": return 0x0A
        case "v": return 0x0B
        case "f": return 0x0C
        case "r": return 0x0D
        case "b" where inClass: return 0x08
        case "-" where inClass: return next.value
        case "0":
            guard decimalDigit() == nil else { throw fail() }
            return 0
        case "c":
            guard let letter = peek(), letter.isASCII, letter.properties.isAlphabetic else { throw fail() }
            position += 1
            return letter.value % 32
        case "x": return try parseHex(digits: 2)
        case "u":
            guard let value = try parseUnicodeEscape() else { throw fail() }
            return value
        default:
            guard Self.syntaxCharacters.contains(next) else {
                position -= 1
                throw fail()
            }
            return next.value
        }
    }

    private mutating func parseHex(digits: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let next = peek(), let digit = UInt32(String(next), radix: 16), next.isASCII else { throw fail() }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    /// Reads what follows `\u`: four digits, a pair of surrogates, or a number in braces.
    private mutating func parseUnicodeEscape() throws(PatternError) -> UInt32? {
        if take("{") {
            var value: UInt32 = 0
            let start = position
            while let next = peek(), let digit = UInt32(String(next), radix: 16), next.isASCII {
                value = value << 4 | digit
                guard value <= 0x10FFFF else { throw fail() }
                position += 1
            }
            guard position > start, take("}") else { throw fail() }
            return value
        }
        let high = try parseHex(digits: 4)
        guard high & 0xFC00 == 0xD800, peek() == "\\", peek(1) == "u" else { return high }
        let back = position
        position += 2
        guard peek() != "{" else {
            position = back
            return high
        }
        let low = try parseHex(digits: 4)
        guard low & 0xFC00 == 0xDC00 else {
            position = back
            return high
        }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    /// Reads a class behind its opening bracket.
    private mutating func parseECMAClass() throws(PatternError) -> ScalarSet {
        let isNegated = take("^")
        var parts: [ScalarSet.Part] = []
        while let next = peek(), next != "]" {
            let low = try parseECMAClassAtom()
            guard peek() == "-", let after = peek(1), after != "]" else {
                parts.append(low)
                continue
            }
            position += 1
            let high = try parseECMAClassAtom()
            guard case .range(let first, let single) = low, case .range(let last, let other) = high, first == single,
                last == other, first <= last
            else { throw fail() }
            parts.append(.range(first, last))
        }
        guard take("]") else { throw fail() }
        return ScalarSet(parts, negated: isNegated)
    }

    /// Reads one character as a range of itself, or a class escape.
    private mutating func parseECMAClassAtom() throws(PatternError) -> ScalarSet.Part {
        guard let next = peek() else { throw fail() }
        position += 1
        guard next == "\\" else { return .range(next.value, next.value) }
        if let set = try parseECMAClassEscape() { return .set(set) }
        let value = try parseECMACharacterEscape(inClass: true)
        return .range(value, value)
    }

    /// Counts the groups of the whole pattern without reading them.
    mutating func countCaptures() {
        var index = 0
        var inClass = false
        while index < scalars.count {
            switch Unicode.Scalar(scalars[index]) {
            case "\\": index += 1
            case "[": inClass = true
            case "]": inClass = false
            case "(" where !inClass:
                let next = index + 1 < scalars.count ? Unicode.Scalar(scalars[index + 1]) : nil
                let third = index + 2 < scalars.count ? Unicode.Scalar(scalars[index + 2]) : nil
                let fourth = index + 3 < scalars.count ? Unicode.Scalar(scalars[index + 3]) : nil
                if next != "?" || (third == "<" && fourth != "=" && fourth != "!") { totalCaptures += 1 }
            default: break
            }
            index += 1
        }
    }
}
