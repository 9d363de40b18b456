/// The regular expressions of XML Schema (XSD 1.1 part 2, appendix G) with what XPath F&O 3.1 §5.6.1 adds: anchors, reluctant
/// quantifiers, groups that capture nothing, and back-references.
extension PatternParser {
    mutating func parseXPathAtom() throws(PatternError) -> (PatternNode, canRepeat: Bool) {
        guard let next = peek() else { throw fail() }
        switch next {
        case "^":
            position += 1
            return (.assertion(flags.multiline ? .lineStart : .textStart), true)
        case "$":
            position += 1
            return (.assertion(flags.multiline ? .lineEnd : .textEnd), true)
        case ".":
            position += 1
            return (.set(flags.dotMatchesLine ? .all : .notLineXPath), true)
        case "(":
            position += 1
            if take("?") {
                guard take(":") else { throw fail() }
                return (try parseInside(), true)
            }
            return (try parseCapture(), true)
        case "[":
            position += 1
            return (.set(try parseXPathClass()), true)
        case "\\":
            position += 1
            return (try parseXPathEscape(), true)
        case "*", "+", "?", "{", "}", "]": throw fail()
        default:
            position += 1
            return (literal(next.value), true)
        }
    }

    /// One character, or all its case variants under the flag i.
    func literal(_ value: UInt32) -> PatternNode {
        guard flags.ignoresCase else { return .scalar(value) }
        let set = ScalarSet([.foldedRange(value, value)])
        return CaseVariants.of(value).count == 1 ? .scalar(value) : .set(set)
    }

    private func range(_ low: UInt32, _ high: UInt32) -> ScalarSet.Part {
        flags.ignoresCase ? .foldedRange(low, high) : .range(low, high)
    }

    private mutating func parseXPathEscape() throws(PatternError) -> PatternNode {
        if let digit = decimalDigit() {
            guard digit > 0 else { throw fail() }
            // As many digits as make the number of a group that stands before.
            var number = digit
            position += 1
            while let more = decimalDigit(), number * 10 + more <= captureCount {
                number = number * 10 + more
                position += 1
            }
            guard closedCaptures.contains(number) else { throw fail() }
            return .backreference(number)
        }
        if let set = try parseXPathClassEscape() { return .set(set) }
        return literal(try parseXPathCharacterEscape())
    }

    private mutating func parseXPathCharacterEscape() throws(PatternError) -> UInt32 {
        guard let next = peek() else { throw fail() }
        position += 1
        switch next {
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$": return next.value
        default:
            position -= 1
            throw fail()
        }
    }

    /// Reads a multi-character escape behind its backslash, if one stands there (XSD 1.1 part 2, §G.4.2).
    private mutating func parseXPathClassEscape() throws(PatternError) -> ScalarSet? {
        guard let next = peek() else { return nil }
        let set: ScalarSet
        switch next {
        case "d", "D": set = .digitXPath
        case "w", "W": set = .wordXPath
        case "s", "S": set = .spaceXPath
        case "i", "I": set = .nameStart
        case "c", "C": set = .nameCharacter
        case "p", "P":
            position += 1
            return ScalarSet([try parseXPathProperty()], negated: next == "P")
        default: return nil
        }
        position += 1
        return next.properties.isUppercase ? set.inverted : set
    }

    private mutating func parseXPathProperty() throws(PatternError) -> ScalarSet.Part {
        guard take("{") else { throw fail() }
        var name = ""
        while let next = peek(), next != "}" {
            name.unicodeScalars.append(next)
            position += 1
        }
        guard take("}") else { throw fail() }
        if name.hasPrefix("Is") {
            guard let block = UnicodeBlock.range(String(name.dropFirst(2))) else { throw fail(.unknownProperty) }
            return block
        }
        guard name.utf8.count <= 2, name != "LC", let categories = ScalarProperty.categories[name] else {
            throw fail(.unknownProperty)
        }
        return .property(.category(categories))
    }

    /// Reads a class behind its opening bracket, with what is subtracted from it.
    private mutating func parseXPathClass() throws(PatternError) -> ScalarSet {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw fail(.tooLarge) }
        let isNegated = take("^")
        var parts: [ScalarSet.Part] = []
        var subtracted: ScalarSet?
        while let next = peek(), next != "]" {
            if next == "-", peek(1) == "[", !parts.isEmpty {
                position += 2
                subtracted = try parseXPathClass()
                guard peek() == "]" else { throw fail() }
                break
            }
            parts.append(try parseXPathClassPart())
        }
        guard !parts.isEmpty, take("]") else { throw fail() }
        return ScalarSet(parts, negated: isNegated, subtracting: subtracted)
    }

    private mutating func parseXPathClassPart() throws(PatternError) -> ScalarSet.Part {
        if peek() == "\\" {
            position += 1
            if let set = try parseXPathClassEscape() { return .set(set) }
            position -= 1
        }
        let low = try parseXPathClassCharacter()
        guard peek() == "-", let after = peek(1), after != "]", after != "[" else { return range(low, low) }
        position += 1
        let high = try parseXPathClassCharacter()
        guard low <= high else { throw fail() }
        return range(low, high)
    }

    private mutating func parseXPathClassCharacter() throws(PatternError) -> UInt32 {
        guard let next = peek() else { throw fail() }
        if next == "\\" {
            position += 1
            return try parseXPathCharacterEscape()
        }
        guard next != "[", next != "]" else { throw fail() }
        position += 1
        return next.value
    }
}
