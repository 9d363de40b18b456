/// Reads the text of a range of literals (DMN 1.5, 10.3.4.1, `range`): an interval, or one that is open at one end, which is the
/// comparison that it stands for (grammar rule 66).
enum RangeText {
    static func range(_ text: String, _ environment: FEELEnvironment) -> FEELValue? {
        guard text.utf8.count < 2_000 else { return nil }
        let scalars = trimmed(Array(text.unicodeScalars)[...])
        guard let first = scalars.first, let last = scalars.last, scalars.count >= 4,
            ["[", "(", "]"].contains(first), ["]", ")", "["].contains(last), let gap = gap(in: scalars)
        else { return nil }
        let lower = trimmed(scalars[(scalars.startIndex + 1)..<gap])
        let upper = trimmed(scalars[(gap + 2)..<(scalars.endIndex - 1)])
        let isClosed = (lower: first == "[", upper: last == "]")
        switch (lower.isEmpty, upper.isEmpty) {
        case (true, true): return nil
        case (false, true):
            guard !isClosed.upper, isLiteral(lower) else { return nil }
            return value("(\(isClosed.lower ? ">=" : ">")\(string(lower)))", environment)
        case (true, false):
            guard !isClosed.lower, isLiteral(upper) else { return nil }
            return value("(\(isClosed.upper ? "<=" : "<")\(string(upper)))", environment)
        case (false, false):
            guard isLiteral(lower), isLiteral(upper), case .range(let range)? = value(string(scalars), environment),
                let order = range.start.ordering(against: range.end), order <= 0
            else { return nil }
            return .range(range)
        }
    }

    private typealias Scalars = ArraySlice<Unicode.Scalar>

    private static func string(_ scalars: Scalars) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func trimmed(_ scalars: Scalars) -> Scalars {
        var rest = scalars.drop(while: NameCharacters.isSpace)
        while let last = rest.last, NameCharacters.isSpace(last) { rest.removeLast() }
        return rest
    }

    /// Where the two points stand outside of texts.
    private static func gap(in scalars: Scalars) -> Int? {
        var inString = false
        for place in scalars.indices {
            if scalars[place] == "\"", scalars[place - 1] != "\\" { inString.toggle() }
            if !inString, scalars[place] == ".", place + 1 < scalars.endIndex, scalars[place + 1] == "." {
                return place
            }
        }
        return nil
    }

    private static func value(_ text: String, _ environment: FEELEnvironment) -> FEELValue? {
        let scope = FEELScope(environment: environment)
        guard let node = try? scope.compile(text) else { return nil }
        let value =
            node.constant
            ?? FEELRun.start(environment: environment) { run in
                run.withFrame(scope.layout.count) { node.evaluate($0) }
            }
        guard case .range(let range) = value, !(range.start.isNull && range.end.isNull) else { return nil }
        return value
    }

    /// Whether an end is a literal, or a call of a conversion function with literals (grammar rule 67).
    private static func isLiteral(_ text: Scalars, depth: Int = 0) -> Bool {
        guard let first = text.first, depth < 4 else { return false }
        if first == "\"" { return isText(text) }
        if first == "@" { return isText(trimmed(text.dropFirst())) }
        if first == "-" || first == "." || ("0"..."9").contains(first) { return FEELNumber(string(text)) != nil }
        guard text.last == ")", let open = text.firstIndex(of: "("), isConversion(string(text[..<open])) else {
            return false
        }
        return arguments(text[(open + 1)..<(text.endIndex - 1)]).allSatisfy { isLiteral($0, depth: depth + 1) }
    }

    /// Whether this is one text in quotation marks and nothing after it.
    private static func isText(_ text: Scalars) -> Bool {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return false }
        var isEscaped = false
        for scalar in text.dropFirst().dropLast() {
            if scalar == "\"", !isEscaped { return false }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return !isEscaped
    }

    /// What commas outside of texts and parentheses separate.
    private static func arguments(_ text: Scalars) -> [Scalars] {
        var (parts, start, depth, inString): ([Scalars], Int, Int, Bool) = ([], text.startIndex, 0, false)
        for place in text.indices {
            switch text[place] {
            case "\"": inString.toggle()
            case "(" where !inString: depth += 1
            case ")" where !inString: depth -= 1
            case "," where !inString && depth == 0:
                parts.append(trimmed(text[start..<place]))
                start = place + 1
            default: break
            }
        }
        return parts + [trimmed(text[start...])]
    }

    private static func isConversion(_ word: String) -> Bool {
        ["date", "time", "date and time", "duration"].contains(NameCharacters.normalised(word).key)
    }
}
