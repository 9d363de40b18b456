package import Diagnostics
package import HTMLBuilder
import Localisation

/// One line over time.
package struct LineChart: Component {
    /// The identifier within the page.
    package let id: String
    /// What the chart says.
    package let title: Text
    /// The values, the earliest first.
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
        let top = Self.niceCeiling(points.map(\.value).max() ?? 0)
        frame.render(into: &html) { html in
            html.div(class: "line-chart") { html in
                html.div(class: "line-axis", .aria("hidden", true)) { html in
                    html.span(Text.verbatim(top))
                    html.span(Text.verbatim(top / 2))
                    html.span("0")
                }
                frame.svg(class: "line-plot", viewBox: "0 0 1000 300", stretched: true, into: &html) { html in
                    for y in [1, 150, 299] {
                        html.element(.path, class: "line-grid", .d("M0 \(y)H1000")) { _ in }
                    }
                    guard points.count > 1 else { return }
                    let line = coordinates(top: top)
                    html.element(.path, class: "line-area", .d("\(line)V300H0z")) { _ in }
                    html.element(.path, class: "line-stroke", .d(line)) { _ in }
                }
                if let first = points.first, let last = points.last, points.count > 1 {
                    html.div(class: "line-ends", .aria("hidden", true)) { html in
                        html.span(first.label)
                        if points.count > 4 { html.span(points[points.count / 2].label) }
                        html.span(last.label)
                    }
                }
            }
        }
    }

    private func coordinates(top: Int) -> String {
        var path = ""
        for (index, point) in points.enumerated() {
            let x = index * 1000 / (points.count - 1)
            let y = 299 - max(0, point.value) * 298 / max(1, top)
            path += (index == 0 ? "M" : "L") + "\(x) \(y)"
        }
        return path
    }

    /// The next 1, 2 or 5 times a power of ten that is not below the number, and even.
    static func niceCeiling(_ number: Int) -> Int {
        var power = 1
        while power < Int.max / 100 {
            for step in [2, 4, 6, 8, 10] where step * power >= number { return step * power }
            power *= 10
        }
        return number
    }
}
