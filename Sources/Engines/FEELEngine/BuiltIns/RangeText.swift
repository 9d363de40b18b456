/// Reads the text of a range of literals (DMN 1.5, 10.3.4.1, `range`).
enum RangeText {
    static func range(_ text: String, _ environment: FEELEnvironment) -> FEELValue? {
        let trimmed = text.unicodeScalars.drop(while: NameCharacters.isSpace)
        guard let first = trimmed.first, ["[", "(", "]"].contains(first), text.utf8.count < 2_000 else { return nil }
        guard isLiteral(trimmed) else { return nil }
        let scope = FEELScope(environment: environment)
        guard let node = try? scope.compile(text) else { return nil }
        let value =
            node.constant
            ?? FEELRun.start(environment: environment) { run in
                run.withFrame(scope.layout.count) { node.evaluate($0) }
            }
        guard case .range(let range) = value, range.form == .interval, !range.start.isNull, !range.end.isNull,
            let order = range.start.ordering(against: range.end), order <= 0
        else { return nil }
        return value
    }

    /// Whether the ends are literals, or calls of conversion functions with literals.
    private static func isLiteral(_ text: Substring.UnicodeScalarView) -> Bool {
        var inString = false
        var word = ""
        for scalar in text {
            if scalar == "\"" { inString.toggle() }
            if inString { continue }
            if NameCharacters.isStart(scalar) || scalar == " " {
                word.unicodeScalars.append(scalar)
            } else {
                if scalar == "(", !isConversion(word) { return false }
                word = ""
            }
        }
        return true
    }

    private static func isConversion(_ word: String) -> Bool {
        let name = NameCharacters.normalised(word).key
        return ["", "date", "time", "date and time", "duration"].contains(name)
    }
}
