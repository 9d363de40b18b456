package import Diagnostics
package import HTMLBuilder

/// All errors of a page at its top, each leading to its field. Takes the focus when the page is shown.
package struct ErrorSummary: Component {
    /// One error.
    package struct Entry: Sendable {
        /// What is wrong and how to mend it; the same words stand at the field.
        package let message: Text
        /// The identifier of the control to go to; `nil` when no single field is to blame.
        package let field: String?

        /// Makes one.
        package init(message: Text, field: String?) {
            self.message = message
            self.field = field
        }
    }

    /// The errors, in the order of the fields.
    package let entries: [Entry]

    /// Makes one.
    package init(entries: [Entry]) {
        self.entries = entries
    }

    package func render(into html: inout HTML) {
        guard !entries.isEmpty else { return }
        html.div(class: "error-summary", .role("alert"), .tabindex(-1), .data("focus")) { html in
            html.h2(Text(zh: "还有内容需要您改一下", en: "There is a problem"))
            html.ul { html in
                for entry in entries {
                    html.li { html in
                        if let field = entry.field {
                            html.a(entry.message, .href("#\(field)"))
                        } else {
                            html.text(entry.message)
                        }
                    }
                }
            }
        }
    }
}
