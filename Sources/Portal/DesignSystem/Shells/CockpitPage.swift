package import Diagnostics
package import HTMLBuilder
import Localisation

/// A page of the cockpit: dark, readable from across the room; every figure is a door.
package struct CockpitPage: Sendable {
    /// What all pages know.
    package let context: PageContext
    /// The page's title and heading.
    package let title: Text
    /// As of when the figures are.
    package let asOf: Text
    /// What changed, in one sentence.
    package let summary: Text?
    /// Choices of time and area, beside the heading.
    package let filters: Slot?

    /// Makes one.
    package init(
        context: PageContext, title: Text, asOf: Text, summary: Text? = nil, filters: Slot? = nil
    ) {
        self.context = context
        self.title = title
        self.asOf = asOf
        self.summary = summary
        self.filters = filters
    }

    /// The whole document.
    package func document(content: (inout HTML) -> Void) -> [UInt8] {
        let frame = DocumentFrame(
            context: context, title: title, hasError: false, theme: .dark, bodyClass: "cockpit")
        return frame.document { html in
            html.header(class: "cockpit-header") { html in
                Brand(context: context).render(into: &html)
                if !context.navigation.isEmpty {
                    html.nav(.aria("label", Text(zh: "主要栏目", en: "Main"))) { html in
                        html.ul { html in
                            for place in context.navigation {
                                html.li { html in
                                    html.a(
                                        place.label, .href(place.href), .aria("current", place.isCurrent ? "page" : nil)
                                    )
                                }
                            }
                        }
                    }
                }
                html.div(class: "switches") { html in
                    html.a(class: "switch", .href(context.languageSwitch), .lang(context.language.other.tag)) { html in
                        html.add(Icon.globe)
                        html.span(context.language.other.name)
                    }
                    if let account = context.account {
                        html.a(class: "switch", .href(account.href)) { html in
                            html.add(Icon.person)
                            html.span(account.name)
                        }
                    }
                }
            }
            if let notice = context.notice { html.add(DemoNotice(text: notice)) }
            html.main(class: "cockpit-main", .id("main"), .tabindex(-1)) { html in
                html.div(class: "cockpit-heading") { html in
                    html.div { html in
                        html.h1(title)
                        html.p(asOf, class: "as-of")
                    }
                    if let filters { html.div(class: "cockpit-filters") { filters(&$0) } }
                }
                if let summary { html.p(summary, class: "cockpit-summary") }
                content(&html)
                for link in context.footer { html.p { $0.add(link) } }
            }
        }
    }
}
