package import Diagnostics
package import HTMLBuilder

/// A line to fill in by hand on a printed form.
package struct WriteInBox: Component {
    /// What is to be written.
    package let label: Text
    /// What is known already and printed.
    package let value: Text?
    /// How many squares, for numbers; `nil` draws a line.
    package let squares: Int?

    /// Makes one.
    package init(label: Text, value: Text? = nil, squares: Int? = nil) {
        self.label = label
        self.value = value
        self.squares = squares
    }

    package func render(into html: inout HTML) {
        html.div(class: "write-in") { html in
            html.p(label, class: "write-in-label")
            if let value {
                html.p(value, class: "write-in-value")
            } else if let squares {
                html.div(class: "squares", .aria("hidden", true)) { html in
                    for _ in 0..<squares { html.span { _ in } }
                }
            } else {
                html.div(class: "write-in-line", .aria("hidden", true)) { _ in }
            }
        }
    }
}
