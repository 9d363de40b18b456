package import Diagnostics
import Foundation
package import HTMLBuilder
import Localisation

/// The parts of one whole; at most six.
package struct DonutChart: Component {
    /// The identifier within the page.
    package let id: String
    /// What the chart says.
    package let title: Text
    /// The parts.
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
        let total = points.reduce(0) { $0 + max(0, $1.value) }
        frame.render(into: &html) { html in
            html.div(class: "donut") { html in
                html.div(class: "donut-ring") { html in
                    frame.svg(class: "donut-plot", viewBox: "0 0 200 200", into: &html) { html in
                        var start = 0
                        for (index, point) in points.enumerated() where point.value > 0 && total > 0 {
                            html.element(
                                .path, .class("slice slice-\(index % 6 + 1)"),
                                .d(Self.arc(from: start, length: point.value, of: total))
                            ) { _ in }
                            start += point.value
                        }
                    }
                    html.p(class: "donut-total", .aria("hidden", true)) { html in
                        html.strong(Text.verbatim(total))
                        if let unit { html.span(unit) }
                    }
                }
                html.ul(class: "legend") { html in
                    for (index, point) in points.enumerated() {
                        html.li { html in
                            html.span(.class("swatch swatch-\(index % 6 + 1)"), .aria("hidden", true)) { _ in }
                            if let href = point.href {
                                html.a(point.label, .href(href))
                            } else {
                                html.span(point.label)
                            }
                            html.span(class: "legend-value") { html in
                                html.text(Text.verbatim(point.value))
                                html.small(Numbers.percent(point.value, of: total, decimals: 0))
                            }
                        }
                    }
                }
            }
        }
    }

    /// A part of a ring between the radii 62 and 94, clockwise from the top, with a small gap at its end.
    static func arc(from start: Int, length: Int, of total: Int) -> String {
        let gap = length < total ? 0.02 : 0.0001
        let first = Double(start) / Double(total) * 2 * Double.pi
        let last = max(first + 0.005, Double(start + length) / Double(total) * 2 * Double.pi - gap)
        let large = last - first > Double.pi ? 1 : 0
        func point(_ radius: Double, _ angle: Double) -> String {
            let x = 100 + radius * sin(angle)
            let y = 100 - radius * cos(angle)
            return "\((x * 100).rounded() / 100) \((y * 100).rounded() / 100)"
        }
        return "M\(point(94, first))A94 94 0 \(large) 1 \(point(94, last))"
            + "L\(point(62, last))A62 62 0 \(large) 0 \(point(62, first))z"
    }
}
