package import Diagnostics
package import HTMLBuilder

/// The way back to the page before, above the heading.
package struct BackLink: Component {
    /// Where it leads.
    package let href: String
    /// The words.
    package let label: Text

    /// Makes one.
    package init(href: String, label: Text = Text(zh: "返回", en: "Back")) {
        self.href = href
        self.label = label
    }

    package func render(into html: inout HTML) {
        html.a(class: "back-link", .href(href)) { html in
            html.add(Icon.arrowLeft)
            html.text(label)
        }
    }
}
