package import Diagnostics
package import HTMLBuilder

/// Any number of several answers.
package struct Checkboxes: Component {
    /// The field's name; every value chosen is submitted under it.
    package let name: String
    /// The question.
    package let label: Text
    /// The answers.
    package let options: [Option]
    /// One sentence of help.
    package let hint: Text?
    /// The values chosen.
    package let values: Set<String>
    /// What is wrong.
    package let error: Text?
    /// None may be chosen.
    package let isOptional: Bool
    /// The question is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, label: Text, options: [Option], hint: Text? = nil, values: Set<String> = [],
        error: Text? = nil, isOptional: Bool = false, isPageHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.options = options
        self.hint = hint
        self.values = values
        self.error = error
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: name, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.renderGroup(into: &html) { html in
            html.div(class: "choices") { html in
                for (index, option) in options.enumerated() {
                    Choice(
                        type: "checkbox", id: index == 0 ? name : "\(name)-\(index + 1)", name: name, option: option,
                        isChosen: values.contains(option.value)
                    ).render(into: &html)
                }
            }
        }
    }
}
