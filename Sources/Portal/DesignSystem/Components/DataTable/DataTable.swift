package import Diagnostics
package import HTMLBuilder

/// Rows and columns; on a phone each row becomes a card.
package struct DataTable: Component {
    /// One column.
    package struct Column: Sendable {
        /// Which way a column is sorted.
        package enum Order: String, Sendable {
            case ascending
            case descending
        }

        /// The column's heading.
        package let title: Text
        /// Its cells are figures, set flush right.
        package let isNumeric: Bool
        /// Where sorting by this column leads; `nil` where it cannot be sorted.
        package let sort: String?
        /// How it is sorted now.
        package let order: Order?

        /// Makes one.
        package init(title: Text, isNumeric: Bool = false, sort: String? = nil, order: Order? = nil) {
            self.title = title
            self.isNumeric = isNumeric
            self.sort = sort
            self.order = order
        }
    }

    /// What the rows are.
    package let caption: Text
    /// The caption is read out but not shown, because a heading says the same.
    package let isCaptionHidden: Bool
    /// The columns; the cells of the first name their row.
    package let columns: [Column]
    /// The rows, each as long as there are columns.
    package let rows: [[Cell]]

    /// Makes one.
    package init(caption: Text, isCaptionHidden: Bool = false, columns: [Column], rows: [[Cell]]) {
        self.caption = caption
        self.isCaptionHidden = isCaptionHidden
        self.columns = columns
        self.rows = rows
    }

    package func render(into html: inout HTML) {
        html.div(class: "table-frame", .role("region"), .aria("label", caption), .tabindex(0)) { html in
            // The roles keep the table a table where the style sheet turns rows into cards.
            html.table(class: "table", .role("table")) { html in
                html.caption(caption, class: isCaptionHidden ? "hidden-text" : "")
                html.thead(.role("rowgroup")) { html in
                    html.tr(.role("row")) { html in
                        for column in columns { heading(column, into: &html) }
                    }
                }
                html.tbody(.role("rowgroup")) { html in
                    for row in rows {
                        html.tr(.role("row")) { html in
                            for (index, cell) in row.enumerated() where index < columns.count {
                                write(cell, of: columns[index], isFirst: index == 0, into: &html)
                            }
                        }
                    }
                }
            }
        }
    }

    private func heading(_ column: Column, into html: inout HTML) {
        html.th(
            class: column.isNumeric ? "numeric" : "", .scope("col"), .role("columnheader"),
            .aria("sort", column.order?.rawValue)
        ) { html in
            if let sort = column.sort {
                html.a(class: "sort", .href(sort)) { html in
                    html.text(column.title)
                    html.span(
                        .class(column.order.map { "sort-mark sort-\($0.rawValue)" } ?? "sort-mark"),
                        .aria("hidden", true)
                    ) { _ in }
                }
            } else {
                html.text(column.title)
            }
        }
    }

    private func write(_ cell: Cell, of column: Column, isFirst: Bool, into html: inout HTML) {
        let classes: StaticString = column.isNumeric ? "numeric" : ""
        if isFirst {
            html.th(class: classes, .scope("row"), .role("rowheader")) { html in cell.render(into: &html) }
        } else {
            html.td(class: classes, .role("cell"), .data("label", column.title)) { html in cell.render(into: &html) }
        }
    }
}
