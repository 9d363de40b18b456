package import Diagnostics
package import HTMLBuilder

/// One sentence that must not be missed.
package struct WarningText: Component {
    /// The sentence.
    package let text: Text

    /// Makes one.
    package init(text: Text) {
        self.text = text
    }

    package func render(into html: inout HTML) {
        html.p(class: "warning") { html in
            html.add(Icon.alert)
            html.strong { html in
                html.span(Text(zh: "请注意：", en: "Please note: "), class: "hidden-text")
                html.text(text)
            }
        }
    }
}
