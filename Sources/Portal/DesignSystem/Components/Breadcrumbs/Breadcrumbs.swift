import Diagnostics
package import HTMLBuilder

/// Where a page lies, as links from the home page down.
package struct Breadcrumbs: Component {
    /// The pages above, the highest first; the page itself is not among them.
    package let links: [Link]

    /// Makes one.
    package init(links: [Link]) {
        self.links = links
    }

    package func render(into html: inout HTML) {
        html.nav(class: "breadcrumbs", .aria("label", Text(zh: "当前位置", en: "You are here"))) { html in
            html.ol { html in
                for link in links {
                    html.li { $0.add(link) }
                }
            }
        }
    }
}
