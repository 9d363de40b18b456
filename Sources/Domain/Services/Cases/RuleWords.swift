package import Diagnostics
package import FEELEngine

/// Cells of rules' tables in words that officials use.
package struct RuleWords {
    private let words: any CaseWords

    package init(_ words: any CaseWords) { self.words = words }

    /// A value that was asked.
    package func text(_ value: FEELValue) -> Text {
        switch value {
        case .null: words.answer("unknown")
        case .boolean(let value): words.answer(value ? "yes" : "no")
        case .string(let text): words.answer(text)
        default: Text(verbatim: value.description)
        }
    }

    /// A cell: one word or several, a comparison, an interval; what is none of these stays as it is written.
    package func cell(_ text: String) -> Text {
        if text.isEmpty || text == "-" { return Text(zh: "不限", en: "any") }
        if text == "null" { return Text(zh: "无", en: "none") }
        if text.hasPrefix("not("), text.hasSuffix(")") {
            let inner = cell(String(text.dropFirst(4).dropLast()))
            return Text(zh: "“\(inner.zh)”以外", en: "anything but \(inner.en)")
        }
        if let literals = Self.literals(text) {
            let parts = literals.map { words.answer($0) }
            return Text(zh: parts.map(\.zh).joined(separator: "、"), en: parts.map(\.en).joined(separator: ", "))
        }
        for (sign, zh, en) in [
            (">=", "不少于", "at least "), ("<=", "不超过", "at most "), (">", "多于", "more than "), ("<", "少于", "less than "),
        ] where text.hasPrefix(sign) {
            let value = String(text.dropFirst(sign.count)).filter { $0 != " " }
            guard !value.isEmpty, value.allSatisfy({ $0.isNumber || ".-".contains($0) }) else { break }
            return Text(zh: "\(zh)\(value)", en: "\(en)\(value)")
        }
        return Text(verbatim: text)
    }

    /// A result: as a cell, but nothing written is nothing.
    package func result(_ text: String) -> Text {
        text.isEmpty ? Text(zh: "（空）", en: "(empty)") : cell(text)
    }

    /// The values that a column takes, with their words; none for one whose values are not listed.
    func choices(_ allowed: String) -> [RuleSheet.Choice] {
        (Self.literals(allowed) ?? []).map { RuleSheet.Choice(value: "\"\($0)\"", words: words.answer($0)) }
    }

    /// The texts of a cell that lists nothing else; `nil` for another.
    private static func literals(_ text: String) -> [String]? {
        var literals: [String] = []
        var rest = text[...]
        while true {
            while rest.first == " " { rest.removeFirst() }
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return nil }
            literals.append(String(rest[rest.index(after: rest.startIndex)..<end]))
            rest = rest[rest.index(after: end)...]
            while rest.first == " " { rest.removeFirst() }
            if rest.isEmpty { return literals }
            guard rest.first == "," else { return nil }
            rest.removeFirst()
        }
    }
}
