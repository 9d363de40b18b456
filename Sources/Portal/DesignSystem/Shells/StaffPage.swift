package import Diagnostics
package import HTMLBuilder
import Localisation

/// A page for staff: a rail of places at the left, dense content.
package struct StaffPage: Sendable {
    /// What all pages know.
    package let context: PageContext
    /// The page's title and heading.
    package let title: Text
    /// The page shows errors.
    package let hasError: Bool
    /// Where the page lies.
    package let breadcrumbs: Breadcrumbs?
    /// What is said below the heading.
    package let lead: Text?
    /// The content writes the heading itself.
    package let hasOwnHeading: Bool
    /// What stands beside the heading.
    package let actions: Slot?

    /// Makes one.
    package init(
        context: PageContext, title: Text, hasError: Bool = false, breadcrumbs: Breadcrumbs? = nil,
        lead: Text? = nil, hasOwnHeading: Bool = false, actions: Slot? = nil
    ) {
        self.context = context
        self.title = title
        self.hasError = hasError
        self.breadcrumbs = breadcrumbs
        self.lead = lead
        self.hasOwnHeading = hasOwnHeading
        self.actions = actions
    }

    /// The whole document.
    package func document(content: (inout HTML) -> Void) -> [UInt8] {
        let theme: Theme = context.theme == .large ? .large : .standard
        let frame = DocumentFrame(
            context: context, title: title, hasError: hasError, theme: theme, bodyClass: "staff")
        return frame.document { html in
            StaffRail(context: context).render(into: &html)
            html.div(class: "staff-body") { html in
                if let notice = context.notice { html.add(DemoNotice(text: notice)) }
                html.main(class: "staff-main", .id("main"), .tabindex(-1)) { html in
                    html.add(breadcrumbs)
                    if !hasOwnHeading { heading(into: &html) }
                    content(&html)
                    for link in context.footer { html.p { $0.add(link) } }
                }
            }
        }
    }

    private func heading(into html: inout HTML) {
        html.div(class: "staff-heading") { html in
            html.div { html in
                html.h1(title)
                if let lead { html.p(lead, class: "lead") }
            }
            if let actions { html.div(class: "staff-actions") { actions(&$0) } }
        }
    }
}
