package import Diagnostics
package import HTMLBuilder

/// Something that few need, folded away.
package struct Disclosure: Component {
    /// What is inside.
    package let title: Text
    /// It is unfolded at first.
    package let isOpen: Bool
    /// What is unfolded.
    package let content: Slot

    /// Makes one.
    package init(title: Text, isOpen: Bool = false, content: @escaping Slot) {
        self.title = title
        self.isOpen = isOpen
        self.content = content
    }

    package func render(into html: inout HTML) {
        html.details(class: "disclosure", .open(isOpen)) { html in
            html.summary(title)
            html.div(class: "disclosure-content") { content(&$0) }
        }
    }
}
