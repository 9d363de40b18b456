import Diagnostics
package import HTMLBuilder
import Localisation

/// The way through a list of several pages.
package struct Pagination: Component {
    /// The page shown now, from 1.
    package let page: Int
    /// How many pages there are; `nil` when only the next is known.
    package let pages: Int?
    /// The page before.
    package let previous: String?
    /// The page after.
    package let next: String?

    /// Makes one.
    package init(page: Int, pages: Int? = nil, previous: String? = nil, next: String? = nil) {
        self.page = page
        self.pages = pages
        self.previous = previous
        self.next = next
    }

    package func render(into html: inout HTML) {
        guard previous != nil || next != nil else { return }
        html.nav(class: "pagination", .aria("label", Text(zh: "翻页", en: "Pages"))) { html in
            if let previous {
                html.a(class: "button button-secondary", .href(previous), .rel("prev"), .data("key", "PageUp")) {
                    html in
                    html.add(Icon.arrowLeft)
                    html.text(Text(zh: "上一页", en: "Previous"))
                }
            }
            html.p(position)
            if let next {
                html.a(class: "button button-secondary", .href(next), .rel("next"), .data("key", "PageDown")) { html in
                    html.text(Text(zh: "下一页", en: "Next"))
                    html.add(Icon.arrowRight)
                }
            }
        }
    }

    private var position: Text {
        let here = Numbers.grouped(page)
        guard let pages else { return Text(zh: "第\(here)页", en: "Page \(here)") }
        let all = Numbers.grouped(pages)
        return Text(zh: "第\(here)页，共\(all)页", en: "Page \(here) of \(all)")
    }
}
