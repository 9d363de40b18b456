extension BuiltIns {
    /// String functions (DMN 1.5, 10.3.4.3).
    static let strings: [BuiltIn] =
        patterns + [
            BuiltIn("substring", [["string", "start position", "length"]], optional: 1) { a, run in substring(a, run) },
            BuiltIn("string length", [["string"]]) { a, run in
                guard case .string(let text) = a[0] else { return run.fail(.wrongType) }
                return .number(text.unicodeScalars.count)
            },
            BuiltIn("upper case", [["string"]]) { a, run in
                guard case .string(let text) = a[0] else { return run.fail(.wrongType) }
                return run.string(text.uppercased())
            },
            BuiltIn("lower case", [["string"]]) { a, run in
                guard case .string(let text) = a[0] else { return run.fail(.wrongType) }
                return run.string(text.lowercased())
            },
            BuiltIn("substring before", [["string", "match"]]) { a, run in
                guard case .string(let text) = a[0], case .string(let match) = a[1] else { return run.fail(.wrongType) }
                guard let place = ScalarText.find(match, in: text) else { return .string("") }
                return run.string(ScalarText.bytes(text, to: place))
            },
            BuiltIn("substring after", [["string", "match"]]) { a, run in
                guard case .string(let text) = a[0], case .string(let match) = a[1] else { return run.fail(.wrongType) }
                guard let place = ScalarText.find(match, in: text) else { return .string("") }
                return run.string(ScalarText.bytes(text, from: place + match.utf8.count))
            },
            BuiltIn("contains", [["string", "match"]]) { a, run in
                guard case .string(let text) = a[0], case .string(let match) = a[1] else { return run.fail(.wrongType) }
                return .boolean(ScalarText.find(match, in: text) != nil)
            },
            BuiltIn("starts with", [["string", "match"]]) { a, run in
                guard case .string(let text) = a[0], case .string(let match) = a[1] else { return run.fail(.wrongType) }
                return .boolean(text.utf8.starts(with: match.utf8))
            },
            BuiltIn("ends with", [["string", "match"]]) { a, run in
                guard case .string(let text) = a[0], case .string(let match) = a[1] else { return run.fail(.wrongType) }
                return .boolean(text.utf8.reversed().starts(with: match.utf8.reversed()))
            },
            BuiltIn("string join", [["list", "delimiter"]], optional: 1) { a, run in join(a, run) },
        ]

    private static func substring(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard case .string(let text) = a[0], let start = whole(a[1]) else { return run.fail(.wrongType) }
        let scalars = Array(text.unicodeScalars)
        guard start != 0, start.magnitude <= scalars.count else { return run.fail(.outOfRange) }
        let first = start > 0 ? start - 1 : scalars.count + start
        var count = scalars.count - first
        if a.count > 2, !a[2].isNull {
            guard let length = whole(a[2]) else { return run.fail(.wrongType) }
            guard length >= 1 else { return run.fail(.outOfRange) }
            count = min(count, length)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[first..<(first + count)])
        return run.string(String(view))
    }

    private static func join(_ a: [FEELValue], _ run: FEELRun) -> FEELValue {
        if a[0].isNull { return run.fail(.wrongType) }
        var delimiter = ""
        if a.count > 1 {
            switch a[1] {
            case .string(let text): delimiter = text
            case .null: break
            default: return run.fail(.wrongType)
            }
        }
        var parts: [String] = []
        for element in a[0].asList {
            switch element {
            case .string(let text): parts.append(text)
            case .null: break
            default: return run.fail(.wrongType)
            }
        }
        guard run.allot(parts.reduce(0) { $0 + $1.utf8.count + delimiter.utf8.count }) else { return .null }
        return .string(parts.joined(separator: delimiter))
    }
}
