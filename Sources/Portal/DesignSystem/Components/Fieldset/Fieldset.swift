package import Diagnostics
package import HTMLBuilder

/// Several fields that belong together.
package struct Fieldset: Component {
    /// The identifier, for hint and error.
    package let id: String
    /// What the fields are about.
    package let label: Text
    /// One sentence of help.
    package let hint: Text?
    /// What is wrong with the group as a whole.
    package let error: Text?
    /// The label is the page's heading.
    package let isPageHeading: Bool
    /// The fields.
    package let content: Slot

    /// Makes one.
    package init(
        id: String, label: Text, hint: Text? = nil, error: Text? = nil, isPageHeading: Bool = false,
        content: @escaping Slot
    ) {
        self.id = id
        self.label = label
        self.hint = hint
        self.error = error
        self.isPageHeading = isPageHeading
        self.content = content
    }

    package func render(into html: inout HTML) {
        FieldFrame(id: id, label: label, hint: hint, error: error, isOptional: false, isPageHeading: isPageHeading)
            .renderGroup(into: &html) { content(&$0) }
    }
}
