import PatternEngine

extension BuiltIns {
    /// String functions with regular expressions (DMN 1.5, 10.3.4.3; XPath functions and operators, 5.6).
    static let patterns: [BuiltIn] = [
        BuiltIn("matches", [["input", "pattern", "flags"]], optional: 1) { a, run in
            guard case .string(let text) = a[0] else { return run.fail(.wrongType) }
            guard let pattern = pattern(a[1], a.count > 2 ? a[2] : .null, run) else { return .null }
            guard let result = try? pattern.matches(text) else { return run.fail(.invalidPattern) }
            return .boolean(result)
        },
        BuiltIn("replace", [["input", "pattern", "replacement", "flags"]], optional: 1) { a, run in
            guard case .string(let text) = a[0], case .string(let replacement) = a[2] else {
                return run.fail(.wrongType)
            }
            guard let pattern = pattern(a[1], a.count > 3 ? a[3] : .null, run) else { return .null }
            guard let result = try? pattern.replacing(text, with: replacement) else { return run.fail(.invalidPattern) }
            return run.string(result)
        },
        BuiltIn("split", [["string", "delimiter"]]) { a, run in
            guard case .string(let text) = a[0] else { return run.fail(.wrongType) }
            guard let pattern = pattern(a[1], .null, run) else { return .null }
            guard let parts = try? pattern.split(text) else { return run.fail(.invalidPattern) }
            return run.list(parts.map { .string($0) })
        },
    ]

    private static func pattern(_ source: FEELValue, _ flags: FEELValue, _ run: FEELRun) -> Pattern? {
        var letters = ""
        switch flags {
        case .string(let text): letters = text
        case .null: break
        default:
            _ = run.fail(.wrongType)
            return nil
        }
        guard case .string(let text) = source, run.step(50) else {
            _ = run.fail(.wrongType)
            return nil
        }
        guard let pattern = try? Pattern(text, syntax: .xpath(flags: letters)) else {
            _ = run.fail(.invalidPattern)
            return nil
        }
        return pattern
    }
}
