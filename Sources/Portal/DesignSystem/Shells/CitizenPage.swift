package import Diagnostics
package import HTMLBuilder
import Localisation

/// A page for citizens: the phone first, one column, help always in the same place.
package struct CitizenPage: Sendable {
    /// How wide the content is.
    package enum Width: Sendable {
        /// One thing: questions, answers.
        case narrow
        /// Text beside a list of contents.
        case wide
        /// Bands from edge to edge; the page lays itself out.
        case full
    }

    /// What all pages know.
    package let context: PageContext
    /// The page's title; the same as its heading.
    package let title: Text
    /// The page shows errors; its title then begins with “Error:”.
    package let hasError: Bool
    /// The way back; shown instead of breadcrumbs.
    package let back: BackLink?
    /// Where the page lies.
    package let breadcrumbs: Breadcrumbs?
    /// How wide the content is.
    package let width: Width
    /// The page is one step of a journey: the main places are left out so that nothing leads away.
    package let isJourney: Bool

    /// Makes one.
    package init(
        context: PageContext, title: Text, hasError: Bool = false, back: BackLink? = nil,
        breadcrumbs: Breadcrumbs? = nil, width: Width = .narrow, isJourney: Bool = false
    ) {
        self.context = context
        self.title = title
        self.hasError = hasError
        self.back = back
        self.breadcrumbs = breadcrumbs
        self.width = width
        self.isJourney = isJourney
    }

    /// The whole document.
    package func document(content: (inout HTML) -> Void) -> [UInt8] {
        let theme: Theme = context.theme == .large ? .large : .standard
        let hasTabs = !isJourney && !context.navigation.isEmpty
        let frame = DocumentFrame(
            context: context, title: title, hasError: hasError, theme: theme,
            bodyClass: hasTabs ? "citizen with-tabs" : "citizen")
        return frame.document { html in
            if let notice = context.notice { html.add(DemoNotice(text: notice)) }
            CitizenHeader(context: context, showsNavigation: !isJourney).render(into: &html)
            if let back {
                html.nav(class: aboveClass, .aria("label", back.label)) { html in html.add(back) }
            } else if let breadcrumbs {
                html.div(class: aboveClass) { html in html.add(breadcrumbs) }
            }
            html.main(class: mainClass, .id("main"), .tabindex(-1)) { html in content(&html) }
            CitizenFooter(context: context).render(into: &html)
        }
    }

    private var aboveClass: StaticString { width == .narrow ? "above above-narrow" : "above" }

    private var mainClass: StaticString {
        switch width {
        case .narrow: "main main-narrow"
        case .wide: "main main-wide"
        case .full: "main main-full"
        }
    }
}
