import Diagnostics
import HTMLBuilder

/// What all fields have in common: the name, the hint and the error, and how a control refers to them.
struct FieldFrame {
    let id: String
    let label: Text
    let hint: Text?
    let error: Text?
    let isOptional: Bool
    let isPageHeading: Bool

    /// What describes the control, for `aria-describedby`.
    func describedBy(_ more: String? = nil) -> String? {
        var ids: [String] = []
        if hint != nil { ids.append("\(id)-hint") }
        if error != nil { ids.append("\(id)-error") }
        if let more { ids.append(more) }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// Writes a field with one control.
    func render(into html: inout HTML, control: (inout HTML) -> Void) {
        html.div(class: error == nil ? "field" : "field field-wrong") { html in
            if isPageHeading {
                html.h1(class: "field-heading") { html in labelElement(into: &html) }
            } else {
                labelElement(into: &html)
            }
            notes(into: &html)
            control(&html)
        }
    }

    /// Writes a group of controls.
    func renderGroup(into html: inout HTML, role: String? = nil, control: (inout HTML) -> Void) {
        html.div(class: error == nil ? "field" : "field field-wrong") { html in
            html.fieldset(.role(role), .aria("describedby", describedBy())) { html in
                html.legend(class: isPageHeading ? "field-heading" : "label") { html in
                    if isPageHeading {
                        html.h1 { html in words(into: &html) }
                    } else {
                        words(into: &html)
                    }
                }
                notes(into: &html)
                control(&html)
            }
        }
    }

    private func labelElement(into html: inout HTML) {
        html.label(class: "label", .for(id)) { html in words(into: &html) }
    }

    private func words(into html: inout HTML) {
        html.text(label)
        if isOptional { html.span(Text(zh: "（选填）", en: " (optional)"), class: "optional") }
    }

    private func notes(into html: inout HTML) {
        if let hint { html.p(hint, class: "hint", .id("\(id)-hint")) }
        if let error { Self.errorMessage(error, id: "\(id)-error", into: &html) }
    }

    static func errorMessage(_ error: Text, id: String, into html: inout HTML) {
        html.p(class: "error", .id(id)) { html in
            html.add(Icon.alert)
            html.span { html in
                html.span(Text(zh: "错误：", en: "Error: "), class: "hidden-text")
                html.text(error)
            }
        }
    }
}
