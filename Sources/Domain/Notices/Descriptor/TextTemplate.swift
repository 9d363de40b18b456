import Definitions
package import Diagnostics

/// A wording with placeholders in both languages.
package struct TextTemplate: Sendable, Hashable {
    package let zh: Template
    package let en: Template

    /// Makes a template of both languages.
    package init(zh: Template, en: Template) {
        self.zh = zh
        self.en = en
    }

    /// The names of the placeholders of either language.
    package var names: Set<String> { zh.names.union(en.names) }

    /// Fills both in, with values that are themselves in both languages.
    package func rendered(_ values: (String) -> Text?) throws(Template.Failure) -> Text {
        Text(zh: try zh.rendered { values($0)?.zh }, en: try en.rendered { values($0)?.en })
    }
}

extension DescriptorReader {
    /// This value as a wording with placeholders that are all declared and the same in both languages.
    func template(placeholders known: [String]) -> TextTemplate? {
        guard let text = text() else { return nil }
        guard let zh = template(text.zh), let en = template(text.en) else { return nil }
        for name in zh.names.symmetricDifference(en.names).sorted() {
            error(
                "notice.placeholder.one-language",
                Text(zh: "占位符“\(name)”只在一种语言里", en: "The placeholder ‘\(name)’ is in one language only"))
        }
        for name in zh.names.union(en.names).sorted() where !known.contains(name) {
            error(
                "notice.placeholder.unknown",
                Text(zh: "占位符“\(name)”没有声明", en: "The placeholder ‘\(name)’ is not declared"),
                hint: NearestName.of(name, among: known).map { Text(zh: "是不是“\($0)”？", en: "Did you mean ‘\($0)’?") })
        }
        return TextTemplate(zh: zh, en: en)
    }

    private func template(_ text: String) -> Template? {
        do {
            return try Template(text)
        } catch {
            self.error(
                "notice.template.invalid", Text(zh: "占位符写法不对", en: "A placeholder is not written correctly"),
                hint: Text(zh: "写成 {name};花括号本身写成 {{ 或 }}", en: "Write {name}; a brace itself is {{ or }}"))
            return nil
        }
    }

    /// The placeholders declared under `placeholders`, with those that every wording has added.
    func placeholders() -> [NoticePlaceholder] {
        (child("placeholders")?.entries() ?? []).compactMap { name, part in
            guard part.expectObject(keys: ["title", "level"]) else { return nil }
            if !DefinitionName.isVariable(name) {
                part.error(
                    "format.name.invalid", Text(zh: "“\(name)”不是合格的名称", en: "‘\(name)’ is not a valid name"))
            }
            guard let title = part.text("title"), let level = part.integer("level") else { return nil }
            if !(1...4).contains(level) {
                part.child("level")?.error(
                    "element.level.range", Text(zh: "保护级别是 1 到 4", en: "The protection level is from 1 to 4"))
            }
            return NoticePlaceholder(name: name, title: title, level: level)
        }
    }
}
