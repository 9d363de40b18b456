package import Diagnostics
package import HTMLBuilder

/// A date in three fields: year, month, day.
package struct DateInput: Component {
    /// The field's name; the parts are `name-year`, `name-month`, `name-day`.
    package let name: String
    /// The question.
    package let label: Text
    /// One sentence of help.
    package let hint: Text?
    /// What has been entered as the year.
    package let year: String
    /// What has been entered as the month.
    package let month: String
    /// What has been entered as the day.
    package let day: String
    /// What is wrong.
    package let error: Text?
    /// It may stay empty.
    package let isOptional: Bool
    /// The question is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, label: Text, hint: Text? = nil, year: String = "", month: String = "", day: String = "",
        error: Text? = nil, isOptional: Bool = false, isPageHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.year = year
        self.month = month
        self.day = day
        self.error = error
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: name, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.renderGroup(into: &html, role: "group") { html in
            html.div(class: "date-parts") { html in
                part("year", Text(zh: "年", en: "Year"), value: year, size: 4, into: &html)
                part("month", Text(zh: "月", en: "Month"), value: month, size: 2, into: &html)
                part("day", Text(zh: "日", en: "Day"), value: day, size: 2, into: &html)
            }
        }
    }

    private func part(_ part: String, _ label: Text, value: String, size: Int, into html: inout HTML) {
        html.div(class: size == 4 ? "date-part date-year" : "date-part") { html in
            html.label(label, .for("\(name)-\(part)"))
            html.input(
                class: "input", .type("text"), .inputmode("numeric"), .id("\(name)-\(part)"), .name("\(name)-\(part)"),
                .value(value), .autocomplete("off"), .aria("invalid", error == nil ? nil : "true"))
        }
    }
}
