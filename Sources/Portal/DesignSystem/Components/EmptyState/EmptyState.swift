package import Diagnostics
package import HTMLBuilder

/// Says that a list is empty, why, and what can be done.
package struct EmptyState: Component {
    /// That there is nothing, said as what it is.
    package let title: Text
    /// Why, or when there will be something.
    package let text: Text?
    /// What can be done.
    package let action: Button?
    /// A picture.
    package let icon: Icon

    /// Makes one.
    package init(title: Text, text: Text? = nil, action: Button? = nil, icon: Icon = .inbox) {
        self.title = title
        self.text = text
        self.action = action
        self.icon = icon
    }

    package func render(into html: inout HTML) {
        html.div(class: "empty") { html in
            html.add(icon)
            html.p(title, class: "empty-title")
            if let text { html.p(text) }
            if let action { html.p { $0.add(action) } }
        }
    }
}
