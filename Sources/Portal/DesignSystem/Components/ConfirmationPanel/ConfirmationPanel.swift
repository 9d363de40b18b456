package import Diagnostics
package import HTMLBuilder

/// Says that something has been received, with its number.
package struct ConfirmationPanel: Component {
    /// What has been done, as the page's heading.
    package let title: Text
    /// What the number is called.
    package let numberLabel: Text
    /// The number.
    package let number: String
    /// When it was received.
    package let received: Text?
    /// The title is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(title: Text, numberLabel: Text, number: String, received: Text? = nil, isPageHeading: Bool = true) {
        self.title = title
        self.numberLabel = numberLabel
        self.number = number
        self.received = received
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        html.section(class: "confirmation") { html in
            html.add(Icon.checkCircle)
            html.element(isPageHeading ? .h1 : .h2, title)
            html.p(class: "confirmation-number") { html in
                html.span(numberLabel)
                html.strong(number)
            }
            if let received { html.p(received) }
        }
    }
}
