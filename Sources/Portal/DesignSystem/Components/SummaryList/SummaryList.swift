package import Diagnostics
package import HTMLBuilder

/// Questions with their answers, each with a way to change it.
package struct SummaryList: Component {
    /// One question and its answer.
    package struct Row: Sendable {
        /// What was asked, in short.
        package let key: Text
        /// The answer; `nil` when it was left out.
        package let value: Text?
        /// Where it can be changed; `nil` where it cannot.
        package let change: String?
        /// The words of the link.
        package let changeLabel: Text

        /// Makes one.
        package init(
            key: Text, value: Text?, change: String? = nil, changeLabel: Text = Text(zh: "修改", en: "Change")
        ) {
            self.key = key
            self.value = value
            self.change = change
            self.changeLabel = changeLabel
        }
    }

    /// The questions in their order.
    package let rows: [Row]
    /// The heading, when the list is a card among others.
    package let title: Text?

    /// Makes one.
    package init(rows: [Row], title: Text? = nil) {
        self.rows = rows
        self.title = title
    }

    package func render(into html: inout HTML) {
        if let title {
            html.section(class: "summary-card") { html in
                html.h2(title)
                list(into: &html)
            }
        } else {
            list(into: &html)
        }
    }

    private func list(into html: inout HTML) {
        html.dl(class: "summary") { html in
            for row in rows {
                html.div { html in
                    html.dt(row.key)
                    html.dd { html in
                        if let value = row.value {
                            html.text(value)
                        } else {
                            html.span(Text(zh: "未填写", en: "Not provided"), class: "missing")
                        }
                    }
                    if let change = row.change {
                        html.dd(class: "summary-action") { html in
                            html.add(Link(label: row.changeLabel, href: change, context: row.context))
                        }
                    }
                }
            }
        }
    }
}

extension SummaryList.Row {
    fileprivate var context: Text { Text(zh: key.zh, en: " " + key.en) }
}
