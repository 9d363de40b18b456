import Diagnostics
import HTMLBuilder

/// The mark: a pine of three branches over a line of grain, with the names of county and site.
struct Brand {
    let context: PageContext

    func render(into html: inout HTML) {
        html.a(class: "brand", .href(context.home)) { html in
            html.element(
                .svg, class: "mark", .viewBox("0 0 40 40"), .aria("hidden", true), .attribute("focusable", "false")
            ) { html in
                html.element(.rect, class: "mark-ground", .width("40"), .height("40"), .attribute("rx", "9")) { _ in }
                html.element(
                    .path, class: "mark-lines",
                    .d("M20 7v23M20 9.5l-7 6M20 9.5l7 6M20 16l-9 7M20 16l9 7M20 22.5l-6 4.5M20 22.5l6 4.5M9 33h22")
                ) { _ in }
            }
            html.span(class: "brand-names") { html in
                html.span(context.county, class: "brand-county")
                html.span(context.site, class: "brand-site")
            }
        }
    }
}
