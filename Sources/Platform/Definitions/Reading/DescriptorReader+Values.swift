package import Diagnostics
import JSONTree
package import WorkCalendar

extension DescriptorReader {
    // MARK: This value

    /// This value as a string.
    package func string() -> String? {
        if let text = json.string { return text }
        error(
            "format.string.expected", Text(zh: "“\(name)”应是文字", en: "‘\(name)’ must be text"),
            hint: json.kind == .number
                ? Text(zh: "像数字的代码要加引号", en: "A code that looks like a number is quoted") : nil)
        return nil
    }

    /// This value as a whole number.
    package func integer() -> Int? {
        if let number = json.integer { return number }
        error("format.integer.expected", Text(zh: "“\(name)”应是整数", en: "‘\(name)’ must be a whole number"))
        return nil
    }

    /// This value as true or false.
    package func boolean() -> Bool? {
        if let value = json.bool { return value }
        error("format.boolean.expected", Text(zh: "“\(name)”应是 true 或 false", en: "‘\(name)’ must be true or false"))
        return nil
    }

    /// This value as a civil date.
    package func date() -> CivilDate? {
        guard let text = json.string, let date = CivilDate(iso: text) else {
            error(
                "format.date.expected",
                Text(zh: "“\(name)”应是日期，如 2026-08-31", en: "‘\(name)’ must be a date such as 2026-08-31"))
            return nil
        }
        return date
    }

    /// This value as a text in both languages; reports which translation is missing.
    package func text() -> Text? {
        if json.string != nil {
            error(
                "text.plain", Text(zh: "“\(name)”要有中英两种文字", en: "‘\(name)’ needs both languages"),
                hint: Text(zh: "写成 {zh: …, en: …}", en: "Write {zh: …, en: …}"))
            return nil
        }
        guard expectObject(keys: ["zh", "en"]) else { return nil }
        var words: [String: String] = [:]
        for language in ["zh", "en"] {
            guard let part = child(language), let word = part.string(), !Self.isBlank(word) else {
                if child(language)?.json.string ?? "" == "" || child(language) == nil {
                    error(
                        "text.translation.missing",
                        Text(
                            zh: "“\(name)”缺少\(language == "zh" ? "中文" : "英文")",
                            en: "‘\(name)’ has no \(language == "zh" ? "Chinese" : "English") wording"))
                }
                continue
            }
            words[language] = word
        }
        guard let zh = words["zh"], let en = words["en"] else { return nil }
        return Text(zh: zh, en: en)
    }

    private static func isBlank(_ word: String) -> Bool { word.allSatisfy(\.isWhitespace) }

    /// This value as one of an enumeration's cases, with the nearest case as a hint.
    package func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        guard let word = string() else { return nil }
        if let choice = Choice(rawValue: word) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        error(
            "format.choice.unknown", Text(zh: "“\(name)”不能是“\(word)”", en: "‘\(name)’ cannot be ‘\(word)’"),
            hint: NearestName.of(word, among: known).map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") }
                ?? Text(zh: "可用：\(known.joined(separator: "、"))", en: "One of: \(known.joined(separator: ", "))"))
        return nil
    }

    /// This value as an id: lower-case letters, digits and hyphens (or underscores), beginning with a letter.
    package func identifier() -> String? {
        guard let word = string() else { return nil }
        if DefinitionName.isIdentifier(word) || DefinitionName.isVariable(word) { return word }
        error(
            "format.id.invalid", Text(zh: "“\(word)”不是合格的标识", en: "‘\(word)’ is not a valid id"),
            hint: Text(zh: "用小写字母、数字和连字符，字母开头", en: "Lower-case letters, digits and hyphens, beginning with a letter"))
        return nil
    }

    /// This value as a name that FEEL sees: lower-case letters, digits and underscores, beginning with a letter.
    package func variableName() -> String? {
        guard let word = string() else { return nil }
        if DefinitionName.isVariable(word) { return word }
        error(
            "format.name.invalid", Text(zh: "“\(word)”不是合格的名称", en: "‘\(word)’ is not a valid name"),
            hint: Text(
                zh: "用小写字母、数字和下划线，字母开头", en: "Lower-case letters, digits and underscores, beginning with a letter"))
        return nil
    }

    /// This value as a reference `id` or `package.id`.
    package func reference() -> DefinitionReference? {
        guard let word = string() else { return nil }
        if let reference = DefinitionReference(word) { return reference }
        error(
            "format.reference.invalid", Text(zh: "“\(word)”不是合格的引用", en: "‘\(word)’ is not a valid reference"),
            hint: Text(zh: "写成 标识 或 包.标识", en: "Write id or package.id"))
        return nil
    }

    // MARK: Parts by key

    /// The string under a key.
    package func string(_ key: String, required isRequired: Bool = true) -> String? {
        (isRequired ? required(key) : child(key))?.string()
    }

    /// The whole number under a key.
    package func integer(_ key: String, required isRequired: Bool = true) -> Int? {
        (isRequired ? required(key) : child(key))?.integer()
    }

    /// The truth value under a key; absent is `fallback`.
    package func boolean(_ key: String, default fallback: Bool) -> Bool { child(key)?.boolean() ?? fallback }

    /// The text under a key.
    package func text(_ key: String, required isRequired: Bool = true) -> Text? {
        (isRequired ? required(key) : child(key))?.text()
    }

    /// The texts in the list under a key.
    package func texts(_ key: String, required isRequired: Bool = true) -> [Text] {
        ((isRequired ? required(key) : child(key))?.items() ?? []).compactMap { $0.text() }
    }

    /// The strings in the list under a key.
    package func strings(_ key: String, required isRequired: Bool = true) -> [String] {
        ((isRequired ? required(key) : child(key))?.items() ?? []).compactMap { $0.string() }
    }

    /// The enumeration's case under a key.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _: Choice.Type = Choice.self, required isRequired: Bool = true
    ) -> Choice? where Choice.RawValue == String {
        (isRequired ? required(key) : child(key))?.choice()
    }

    /// The enumeration's cases in the list under a key.
    package func choices<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _: Choice.Type = Choice.self, required isRequired: Bool = true
    ) -> [Choice] where Choice.RawValue == String {
        ((isRequired ? required(key) : child(key))?.items() ?? []).compactMap { $0.choice() }
    }
}
