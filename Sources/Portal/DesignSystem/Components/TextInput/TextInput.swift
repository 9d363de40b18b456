package import Diagnostics
package import HTMLBuilder

/// A field of one line.
package struct TextInput: Component {
    /// What is entered; decides the keyboard of a phone. The server takes any sensible form of it.
    package enum Kind: Sendable {
        /// Words.
        case text
        /// Digits only.
        case number
        /// A telephone number.
        case phone
        /// A citizen identity number; may end in X.
        case identityNumber
        /// A secret.
        case password
        /// A code sent or handed out for one use.
        case oneTimeCode
    }

    /// How wide the field is; it hints at how much is expected.
    package enum Width: Sendable {
        /// As wide as the column.
        case full
        /// As wide as about so many digits.
        case characters(Int)
    }

    /// The field's name and identifier.
    package let name: String
    /// What is to be entered.
    package let label: Text
    /// One sentence of help.
    package let hint: Text?
    /// What has been entered.
    package let value: String
    /// What is wrong with it.
    package let error: Text?
    /// What is entered.
    package let kind: Kind
    /// How wide it is.
    package let width: Width
    /// The unit after the field.
    package let suffix: Text?
    /// What a browser may fill in (HTML autofill field name).
    package let autocomplete: String?
    /// It may stay empty.
    package let isOptional: Bool
    /// The label is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, label: Text, hint: Text? = nil, value: String = "", error: Text? = nil, kind: Kind = .text,
        width: Width = .full, suffix: Text? = nil, autocomplete: String? = nil, isOptional: Bool = false,
        isPageHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.value = value
        self.error = error
        self.kind = kind
        self.width = width
        self.suffix = suffix
        self.autocomplete = autocomplete
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: name, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.render(into: &html) { html in
            if let suffix {
                html.div(class: "input-with-suffix") { html in
                    control(frame, into: &html)
                    html.span(suffix, class: "suffix", .aria("hidden", true))
                }
            } else {
                control(frame, into: &html)
            }
        }
    }

    private func control(_ frame: FieldFrame, into html: inout HTML) {
        html.input(
            .class(classes), .type(type), .id(name), .name(name), .value(kind == .password ? nil : value),
            .inputmode(inputMode), .autocomplete(autocomplete ?? (kind == .oneTimeCode ? "one-time-code" : nil)),
            .attribute("spellcheck", kind == .text ? nil : "false"),
            .aria("describedby", frame.describedBy()), .aria("invalid", error == nil ? nil : "true"))
    }

    private var classes: String {
        switch width {
        case .full: "input"
        case .characters(...6): "input input-short"
        case .characters(...12): "input input-medium"
        case .characters: "input input-long"
        }
    }

    private var type: String {
        switch kind {
        case .text, .number, .identityNumber, .oneTimeCode: "text"
        case .phone: "tel"
        case .password: "password"
        }
    }

    private var inputMode: String? {
        switch kind {
        case .number, .oneTimeCode: "numeric"
        case .phone: "tel"
        case .text, .password, .identityNumber: nil
        }
    }
}
