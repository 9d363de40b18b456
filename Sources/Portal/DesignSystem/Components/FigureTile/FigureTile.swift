package import Diagnostics
package import HTMLBuilder

/// A big number that opens the records behind it, says how fresh it is and who owns it.
package struct FigureTile: Component {
    /// What is counted.
    package let label: Text
    /// The number, formatted.
    package let figure: Text
    /// Its unit.
    package let unit: Text?
    /// What it is compared with, such as yesterday.
    package let comparison: Text?
    /// What the number means.
    package let tone: Tone
    /// As of when, and whose number it is.
    package let freshness: Text
    /// The records behind it.
    package let href: String
    /// How the number is counted.
    package let definition: Text?

    /// Makes one.
    package init(
        label: Text, figure: Text, unit: Text? = nil, comparison: Text? = nil, tone: Tone = .neutral,
        freshness: Text, href: String, definition: Text? = nil
    ) {
        self.label = label
        self.figure = figure
        self.unit = unit
        self.comparison = comparison
        self.tone = tone
        self.freshness = freshness
        self.href = href
        self.definition = definition
    }

    package func render(into html: inout HTML) {
        html.article(.class("figure-tile \(tone.classes)")) { html in
            html.h2(class: "figure-label") { html in
                html.a(class: "figure-link", .href(href)) { html in
                    html.text(label)
                    html.span(class: "hidden-text") { html in
                        html.text(Text(zh: "：", en: ": "))
                        html.text(figure)
                        if let unit { html.text(unit) }
                    }
                }
                html.add(Icon.chevronRight)
            }
            html.p(class: "figure", .aria("hidden", true)) { html in
                html.strong(figure)
                if let unit { html.span(unit) }
            }
            if let comparison { html.p(comparison, class: "figure-comparison") }
            if let definition { html.p(definition, class: "figure-definition") }
            html.p(freshness, class: "figure-freshness")
        }
    }
}
