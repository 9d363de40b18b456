package import Diagnostics
package import HTMLBuilder
import Localisation

/// A field of several lines.
package struct TextArea: Component {
    /// The field's name.
    package let name: String
    /// Its identifier: the name, unless the page holds another field of that name.
    package let id: String
    /// What is to be entered.
    package let label: Text
    /// One sentence of help.
    package let hint: Text?
    /// What has been entered.
    package let value: String
    /// What is wrong with it.
    package let error: Text?
    /// How many lines are shown.
    package let rows: Int
    /// How many characters at most; scripts count while one types.
    package let limit: Int?
    /// It may stay empty.
    package let isOptional: Bool
    /// The label is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, id: String? = nil, label: Text, hint: Text? = nil, value: String = "", error: Text? = nil,
        rows: Int = 5,
        limit: Int? = nil, isOptional: Bool = false, isPageHeading: Bool = false
    ) {
        self.name = name
        self.id = id ?? name
        self.label = label
        self.hint = hint
        self.value = value
        self.error = error
        self.rows = rows
        self.limit = limit
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: id, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.render(into: &html) { html in
            html.textarea(
                class: "input", .id(id), .name(name), .rows(rows), .data("count", limit),
                .aria("describedby", frame.describedBy(limit == nil ? nil : "\(id)-count")),
                .aria("invalid", error == nil ? nil : "true")
            ) { html in
                // The parser drops one line end directly after the tag.
                if value.hasPrefix("\n") { html.text("\n") }
                html.text(value)
            }
            if let limit {
                let figure = Numbers.grouped(limit)
                html.p(
                    Text(zh: "最多\(figure)个字", en: "At most \(figure) characters"), class: "hint", .id("\(id)-count"),
                    .data("left", Text(zh: "还可以写{n}个字", en: "{n} characters left")),
                    .data("over", Text(zh: "多了{n}个字", en: "{n} characters too many")))
            }
        }
    }
}
