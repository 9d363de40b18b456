package import Diagnostics
import HTMLBuilder

/// What stands in one field of a table.
package enum Cell: Sendable {
    /// Words or a figure.
    case text(Text)
    /// Words that lead somewhere.
    case link(Text, to: String)
    /// Words with smaller ones below.
    case pair(Text, below: Text)
    /// A state.
    case tag(StatusTag)
    /// Anything else.
    case slot(Slot)
    /// Nothing; shown as a dash.
    case none

    func render(into html: inout HTML) {
        switch self {
        case .text(let text): html.text(text)
        case .link(let label, let href): html.a(label, class: "link", .href(href))
        case .pair(let text, let below):
            html.span(class: "cell-pair") { html in
                html.text(text)
                html.span(below, class: "cell-below")
            }
        case .tag(let tag): html.add(tag)
        case .slot(let slot): slot(&html)
        case .none: html.span(Text(zh: "—", en: "—"), .class("missing"))
        }
    }
}
