import Diagnostics
import JSONTree

/// Collects what is found in a definition.
final class FormFindings {
    private(set) var diagnostics: [Diagnostic] = []
    private let locate: (JSONPointer) -> SourceLocation?

    init(locate: @escaping (JSONPointer) -> SourceLocation?) {
        self.locate = locate
    }

    /// Notes a finding; its message begins with the pointer when the place in the file is not known.
    func add(
        _ severity: Diagnostic.Severity, _ code: String, _ message: Text, at pointer: JSONPointer, hint: Text? = nil
    ) {
        let location = locate(pointer)
        let prefix = location == nil && !pointer.tokens.isEmpty ? "\(pointer): " : ""
        diagnostics.append(
            Diagnostic(
                severity, code: code, message: Text(zh: prefix + message.zh, en: prefix + message.en),
                location: location, hint: hint))
    }
}

/// A place in a definition that is being read.
struct DefinitionCursor {
    let json: JSON
    let pointer: JSONPointer
    let findings: FormFindings

    func error(_ code: String, _ message: Text, hint: Text? = nil) {
        findings.add(.error, code, message, at: pointer, hint: hint)
    }

    /// Refuses what is no object and every key that is not among these.
    func allow(_ keys: Set<String>) -> Bool {
        guard json.kind == .object else {
            error("form.not-an-object", Text(zh: "此处应为键值对", en: "keys and values are expected here"))
            return false
        }
        for (key, _) in json.members where !keys.contains(key) {
            let nearest = keys.min { Self.distance($0, key) < Self.distance($1, key) } ?? ""
            let hint =
                Self.distance(nearest, key) <= 2
                ? Text(zh: "是不是想写 \(nearest)？", en: "did you mean \(nearest)?") : nil
            findings.add(
                .error, "form.unknown-key", Text(zh: "不认识的键 \(key)", en: "unknown key \(key)"),
                at: pointer.appending(key), hint: hint)
        }
        return true
    }

    func has(_ key: String) -> Bool { json[key] != nil }

    func at(_ key: String) -> DefinitionCursor? {
        json[key].map { DefinitionCursor(json: $0, pointer: pointer.appending(key), findings: findings) }
    }

    func list(_ key: String) -> [DefinitionCursor] {
        guard let value = at(key) else { return [] }
        guard value.json.kind == .array else {
            value.error("form.not-a-list", Text(zh: "此处应为列表", en: "a list is expected here"))
            return []
        }
        return value.json.elements.enumerated().map { index, element in
            DefinitionCursor(json: element, pointer: value.pointer.appending(index), findings: findings)
        }
    }

    func text(_ key: String, isRequired: Bool = false) -> Text? {
        guard let value = at(key) else {
            if isRequired { missing(key) }
            return nil
        }
        guard let text = Text(value.json), value.json.count == 2 else {
            value.error(
                "form.text",
                Text(zh: "文字应写成 {zh: …, en: …}，两种语言都要有", en: "a text is written {zh: …, en: …}, in both languages"))
            return nil
        }
        return text
    }

    func string(_ key: String, isRequired: Bool = false) -> String? {
        guard let value = at(key) else {
            if isRequired { missing(key) }
            return nil
        }
        guard let string = value.json.string, !string.isEmpty else {
            value.error("form.not-a-string", Text(zh: "此处应为文字", en: "a string is expected here"))
            return nil
        }
        return string
    }

    /// An identifier: lower-case letters, digits, and hyphens or underscores.
    func identifier(_ key: String, isRequired: Bool = true, separator: Character) -> String? {
        guard let text = string(key, isRequired: isRequired) else { return nil }
        let isGood =
            text.first?.isLowercase == true
            && text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == separator) }
        if !isGood {
            at(key)?.error(
                "form.identifier",
                Text(
                    zh: "名称只能用小写字母、数字和“\(separator)”，以字母开头",
                    en: "a name has lower-case letters, digits and \"\(separator)\", and begins with a letter"))
        }
        return isGood ? text : nil
    }

    func bool(_ key: String, default standard: Bool) -> Bool {
        guard let value = at(key) else { return standard }
        guard let bool = value.json.bool else {
            value.error("form.not-a-boolean", Text(zh: "此处应为 true 或 false", en: "true or false is expected here"))
            return standard
        }
        return bool
    }

    func count(_ key: String, isRequired: Bool = false) -> Int? {
        guard let value = at(key) else {
            if isRequired { missing(key) }
            return nil
        }
        guard let count = value.json.integer, count >= 0 else {
            value.error("form.not-a-count", Text(zh: "此处应为不小于 0 的整数", en: "a whole number from 0 is expected here"))
            return nil
        }
        return count
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String, isRequired: Bool = false) -> Word?
    where Word.RawValue == String {
        guard let text = string(key, isRequired: isRequired) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let all = Word.allCases.map(\.rawValue).joined(separator: ", ")
        at(key)?.error("form.unknown-word", Text(zh: "应为其中之一：\(all)", en: "expected one of: \(all)"))
        return nil
    }

    private func missing(_ key: String) {
        error("form.missing-key", Text(zh: "缺少 \(key)", en: "\(key) is missing"))
    }

    /// How many letters have to be changed, left out or put in.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var row = Array(0...right.count)
        for (place, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for (other, otherLetter) in right.enumerated() {
                let changed = letter == otherLetter ? diagonal : diagonal + 1
                diagonal = row[other + 1]
                row[other + 1] = min(changed, row[other] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
