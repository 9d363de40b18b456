package import Diagnostics
package import HTMLBuilder

/// Links to the parts of a long page.
package struct Contents: Component {
    /// The parts in their order; each leads to an identifier on the page.
    package let links: [Link]
    /// What the list is called.
    package let label: Text

    /// Makes one.
    package init(links: [Link], label: Text = Text(zh: "本页内容", en: "On this page")) {
        self.links = links
        self.label = label
    }

    package func render(into html: inout HTML) {
        html.nav(class: "contents", .aria("label", label)) { html in
            html.p(label, class: "contents-title", .aria("hidden", true))
            html.ol { html in
                for link in links {
                    html.li { $0.add(link) }
                }
            }
        }
    }
}
