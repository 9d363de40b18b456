import Diagnostics
import HTMLBuilder
import Localisation

/// What all charts have in common: a title, a sentence for those who do not see the drawing, and the data as a table.
struct ChartFrame {
    let id: String
    let title: Text
    let points: [ChartPoint]
    let unit: Text?
    /// Where the largest value lies, how many there are: what the drawing shows at a glance.
    var summary: Text {
        guard let most = points.max(by: { $0.value < $1.value }) else {
            return Text(zh: "没有数据。", en: "No data.")
        }
        let figure = Numbers.grouped(most.value)
        let unit = unit ?? Text(verbatim: "")
        return Text(
            zh: "共\(points.count)项，最大的是\(most.label.zh)，\(figure)\(unit.zh)。",
            en: "\(points.count) values; the largest is \(most.label.en) with \(figure)\(unit.en).")
    }

    func render(into html: inout HTML, drawing: (inout HTML) -> Void) {
        html.figure(class: "chart", .id(id)) { html in
            html.figcaption(title)
            drawing(&html)
            html.details(class: "disclosure chart-data") { html in
                html.summary { html in
                    html.text(Text(zh: "看数据", en: "Show the data"))
                    html.span(Text(zh: "：\(title.zh)", en: ": \(title.en)"), class: "hidden-text")
                }
                html.table(class: "table table-plain") { html in
                    html.caption(title, class: "hidden-text")
                    html.thead { html in
                        html.tr { html in
                            html.th(Text(zh: "项目", en: "Item"), .scope("col"))
                            html.th(class: "numeric", .scope("col")) { html in
                                html.text(Text(zh: "数量", en: "Number"))
                            }
                        }
                    }
                    html.tbody { html in
                        for point in points {
                            html.tr { html in
                                html.th(.scope("row")) { html in
                                    if let href = point.href {
                                        html.a(point.label, class: "link", .href(href))
                                    } else {
                                        html.text(point.label)
                                    }
                                }
                                html.td(Text.verbatim(point.value), class: "numeric")
                            }
                        }
                    }
                }
            }
        }
    }

    /// Begins a drawing with its title and description.
    func svg(
        class classes: StaticString, viewBox: String, stretched: Bool = false, into html: inout HTML,
        content: (inout HTML) -> Void
    ) {
        html.element(
            .svg, class: classes, .viewBox(viewBox), .role("img"), .aria("labelledby", "\(id)-title \(id)-desc"),
            .attribute("preserveAspectRatio", stretched ? "none" : nil)
        ) { html in
            html.element(.svgTitle, title, .id("\(id)-title"))
            html.element(.desc, summary, .id("\(id)-desc"))
            content(&html)
        }
    }
}
