package import Diagnostics
package import HTMLBuilder
import Localisation

/// Views of one list side by side, each with how many entries it holds.
package struct FilterTabs: Component {
    /// One view.
    package struct View: Sendable {
        /// The view's name.
        package let label: Text
        /// Where it leads; the filter stands in the address.
        package let href: String
        /// How many entries it holds.
        package let count: Int?
        /// It is the one shown now.
        package let isCurrent: Bool

        /// Makes one.
        package init(label: Text, href: String, count: Int? = nil, isCurrent: Bool = false) {
            self.label = label
            self.href = href
            self.count = count
            self.isCurrent = isCurrent
        }
    }

    /// What the views are views of.
    package let label: Text
    /// The views.
    package let views: [View]

    /// Makes one.
    package init(label: Text, views: [View]) {
        self.label = label
        self.views = views
    }

    package func render(into html: inout HTML) {
        html.nav(class: "filter-tabs", .aria("label", label)) { html in
            html.ul { html in
                for view in views {
                    html.li { html in
                        html.a(.href(view.href), .aria("current", view.isCurrent ? "page" : nil)) { html in
                            html.text(view.label)
                            if let count = view.count { html.span(Text.verbatim(count), class: "count") }
                        }
                    }
                }
            }
        }
    }
}
