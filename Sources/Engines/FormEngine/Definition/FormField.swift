public import Diagnostics
import SchemaEngine

/// One thing that is asked.
public struct FormField: Sendable {
    /// The name, unique in the form; the answer's key and its name in FEEL.
    public let name: String
    /// The data element it answers, if one.
    public let element: String?
    /// What kind of answer it takes.
    public let type: FormFieldType
    /// How it is put on the page.
    public let widget: FormWidget
    /// The label.
    public let title: Text
    /// A line that helps to answer.
    public let hint: Text?
    /// More help, folded away.
    public let help: Text?
    /// Whether it has to be answered.
    public let isRequired: Bool
    /// The options that are the same for everyone; see `FieldState.options` for those from data.
    public let options: [FormOption]
    /// What may be uploaded.
    public let upload: FormUploadRule?
    /// The value of the `autocomplete` attribute (HTML §4.10.18.7).
    public let autocomplete: String?
    /// The material it stands for.
    public let material: String?
    /// The longest text that is taken, in characters.
    public let maximumLength: Int
    /// The author's wording of errors, by code.
    let errors: [String: Text]
    let condition: FormExpression?
    let known: FormExpression?
    let prefill: FormExpression?
    let optionSource: FormExpression?
    let schema: Schema?
    let rules: [FormRule]
}

/// An answer that can be chosen.
public struct FormOption: Sendable, Hashable {
    /// What is stored.
    public let value: String
    /// What is shown.
    public let title: Text
    /// A line that helps to choose.
    public let hint: Text?

    /// Makes an option.
    public init(value: String, title: Text, hint: Text? = nil) {
        self.value = value
        self.title = title
        self.hint = hint
    }
}

/// What may be uploaded.
public struct FormUploadRule: Sendable, Hashable {
    /// The kinds of file, as the ends of their names: `pdf`, `jpg`, `png`.
    public let types: [String]
    /// The largest file, in bytes.
    public let maximumBytes: Int
    /// The most files.
    public let maximumCount: Int
    /// What the files are for, and when they have served their purpose.
    public let closing: Text?

    /// The media types that the kinds stand for.
    public var mediaTypes: [String] { types.compactMap { Self.mediaTypes[$0] } }

    static let mediaTypes = ["pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"]
}

/// Something that is wrong with an answer when its condition is true.
struct FormRule: Sendable {
    let condition: FormExpression
    let message: Text
    let code: String
    let field: String?
}
