package import Diagnostics
package import HTMLBuilder

/// One answer of a few.
package struct Radios: Component {
    /// The field's name.
    package let name: String
    /// The question.
    package let label: Text
    /// The answers.
    package let options: [Option]
    /// One sentence of help.
    package let hint: Text?
    /// The value chosen.
    package let value: String?
    /// What is wrong.
    package let error: Text?
    /// Short answers stand beside one another.
    package let isInline: Bool
    /// It may stay empty.
    package let isOptional: Bool
    /// The question is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, label: Text, options: [Option], hint: Text? = nil, value: String? = nil, error: Text? = nil,
        isInline: Bool = false, isOptional: Bool = false, isPageHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.options = options
        self.hint = hint
        self.value = value
        self.error = error
        self.isInline = isInline
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: name, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.renderGroup(into: &html, role: "radiogroup") { html in
            html.div(class: isInline ? "choices choices-inline" : "choices") { html in
                for (index, option) in options.enumerated() {
                    Choice(
                        type: "radio", id: index == 0 ? name : "\(name)-\(index + 1)", name: name, option: option,
                        isChosen: option.value == value
                    ).render(into: &html)
                }
            }
        }
    }
}
