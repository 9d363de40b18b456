package import Diagnostics
package import HTMLBuilder
import Localisation

/// Horizontal bars: how much each of several things has.
package struct BarChart: Component {
    /// The identifier within the page.
    package let id: String
    /// What the chart says.
    package let title: Text
    /// The values, in the order shown.
    package let points: [ChartPoint]
    /// The unit of the values.
    package let unit: Text?

    /// Makes one.
    package init(id: String, title: Text, points: [ChartPoint], unit: Text? = nil) {
        self.id = id
        self.title = title
        self.points = points
        self.unit = unit
    }

    package func render(into html: inout HTML) {
        let frame = ChartFrame(id: id, title: title, points: points, unit: unit)
        let most = max(1, points.map(\.value).max() ?? 1)
        frame.render(into: &html) { html in
            html.div(class: "bars") { html in
                html.p(frame.summary, class: "hidden-text")
                html.ul { html in
                    for point in points {
                        html.li { html in
                            if let href = point.href {
                                html.a(point.label, class: "bar-label", .href(href))
                            } else {
                                html.span(point.label, class: "bar-label")
                            }
                            html.element(
                                .svg, class: "bar", .attribute("preserveAspectRatio", "none"), .viewBox("0 0 1000 10"),
                                .aria("hidden", true), .attribute("focusable", "false")
                            ) { html in
                                html.element(.rect, class: "bar-track", .width("1000"), .height("10")) { _ in }
                                html.element(
                                    .rect, class: "bar-fill", .width(String(max(0, point.value) * 1000 / most)),
                                    .height("10")
                                ) { _ in }
                            }
                            html.span(Text.verbatim(point.value), class: "bar-value")
                        }
                    }
                }
            }
        }
    }
}
