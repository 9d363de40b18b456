package import Diagnostics
package import HTMLBuilder

/// A link in running text or in a list of links.
package struct Link: Component {
    /// The words of the link; they say where it leads.
    package let label: Text
    /// Where it leads.
    package let href: String
    /// Words that only assistive technology reads, so that equal links can be told apart.
    package let context: Text?
    /// A picture before the words.
    package let icon: Icon?

    /// Makes one.
    package init(label: Text, href: String, context: Text? = nil, icon: Icon? = nil) {
        self.label = label
        self.href = href
        self.context = context
        self.icon = icon
    }

    package func render(into html: inout HTML) {
        html.a(class: icon == nil ? "link" : "link link-icon", .href(href)) { html in
            if let icon { html.add(icon) }
            html.text(label)
            if let context { html.span(context, class: "hidden-text") }
        }
    }
}
