import DecisionEngine
import Diagnostics

/// How what people write in a cell becomes what the rule's language has: their words for codes, full-width signs for plain
/// ones. What is neither stays as it is written.
package struct CellWriting {
    private let kind: DecisionSheet.Column.Kind
    private let choices: [RuleSheet.Choice]
    /// Names of the file with full-width signs in them: they are no slips.
    private let names: [String]

    /// - Parameter names: the names that the file declares.
    init(_ column: DecisionSheet.Column, _ words: RuleWords, names: Set<String>) {
        kind = column.kind
        choices = words.choices(column.allowed)
        self.names = Self.unusual(names)
    }

    /// Those names that ``plain(_:)`` would change.
    static func unusual(_ names: Set<String>) -> [String] { names.filter { plain($0) != $0 } }

    func cell(_ written: String) -> String {
        let text = written.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed(to: .max)
        switch kind {
        case .note: return text
        case .condition where text.isEmpty || text == "不限" || text.lowercased() == "any" || text == "－" || text == "—":
            return "-"
        case .condition: return codes(text) ?? plain(text)
        case .result: return code(text) ?? plain(text)
        }
    }

    private func plain(_ text: String) -> String { names.contains(where: text.contains) ? text : Self.plain(text) }

    private func code(_ words: String) -> String? {
        choices.first { $0.words.zh == words || $0.words.en.lowercased() == words.lowercased() }?.value
    }

    /// Several words with commas between them.
    private func codes(_ text: String) -> String? {
        if let only = code(text) { return only }
        var rest = text
        var isExcluding = false
        if rest.hasPrefix("“"), rest.hasSuffix("”以外") {
            rest = String(rest.dropFirst().dropLast(3))
            isExcluding = true
        } else if rest.lowercased().hasPrefix("anything but ") {
            rest = String(rest.dropFirst("anything but ".count))
            isExcluding = true
        }
        let parts = rest.split { "、,，".contains($0) }.map { code(String($0).trimmed(to: .max)) }
        guard !parts.isEmpty, parts.allSatisfy({ $0 != nil }) else { return nil }
        let listed = parts.compactMap(\.self).joined(separator: ", ")
        return isExcluding ? "not(\(listed))" : listed
    }

    /// Full-width signs outside of texts become plain ones; curly quotation marks begin and end a text.
    package static func plain(_ text: String) -> String {
        var result = ""
        // What ends the text that a quotation mark has begun.
        var end: Set<Character> = []
        var isEscaped = false
        for character in text {
            if end.isEmpty {
                let plain = signs[character] ?? character
                if plain == "\"" { end = character == "\"" ? ["\""] : ["”", "\"", "＂"] }
                result.append(plain)
            } else if !isEscaped, end.contains(character) {
                end = []
                result.append("\"")
            } else {
                isEscaped = !isEscaped && character == "\\"
                result.append(character)
            }
        }
        return result
    }

    private static let signs: [Character: Character] = [
        "“": "\"", "”": "\"", "＂": "\"", "，": ",", "、": ",", "（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]",
        "＞": ">", "＜": "<", "＝": "=", "－": "-", "　": " ", "．": ".", "０": "0", "１": "1", "２": "2", "３": "3", "４": "4",
        "５": "5", "６": "6", "７": "7", "８": "8", "９": "9",
    ]
}
