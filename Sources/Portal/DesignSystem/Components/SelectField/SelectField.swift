package import Diagnostics
package import HTMLBuilder

/// One answer of many.
package struct SelectField: Component {
    /// The field's name.
    package let name: String
    /// Its identifier on the page: the name, unless another field of the page has the same.
    package let id: String
    /// The question.
    package let label: Text
    /// The answers.
    package let options: [Option]
    /// One sentence of help.
    package let hint: Text?
    /// The value chosen.
    package let value: String?
    /// The first entry that chooses nothing; `nil` when one is always chosen.
    package let prompt: Text?
    /// What is wrong.
    package let error: Text?
    /// It may stay empty.
    package let isOptional: Bool
    /// The question is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, id: String? = nil, label: Text, options: [Option], hint: Text? = nil, value: String? = nil,
        prompt: Text? = Text(zh: "请选择", en: "Choose"), error: Text? = nil, isOptional: Bool = false,
        isPageHeading: Bool = false
    ) {
        self.name = name
        self.id = id ?? name
        self.label = label
        self.options = options
        self.hint = hint
        self.value = value
        self.prompt = prompt
        self.error = error
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: id, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.render(into: &html) { html in
            html.select(
                class: "input select", .id(id), .name(name), .aria("describedby", frame.describedBy()),
                .aria("invalid", error == nil ? nil : "true")
            ) { html in
                if let prompt { html.option(prompt, .value("")) }
                for option in options {
                    html.option(option.label, .value(option.value), .selected(option.value == value))
                }
            }
        }
    }
}
