package import Definitions
package import Diagnostics
import JSONTree

/// One material of a service (申报材料) and what can take its place.
package struct ServiceMaterial: Sendable, Hashable {
    /// When it is asked for.
    package enum Need: Sendable, Hashable {
        /// Always.
        case always
        /// Only when the data that replaces it was not found.
        case whenNotFound
        /// When this FEEL condition is true.
        case condition(String)
    }

    /// What may be uploaded in its place.
    package let upload: UploadRule?
    package let id: String
    package let title: Text
    package let note: Text?
    package let need: Need
    /// The contracts whose answer replaces it.
    package let replacedBy: [DefinitionReference]
    /// Whether a promise may take its place (告知承诺).
    package let promise: Bool
    /// What is promised.
    package let promiseText: Text?
    /// Whether it can be shown at a counter.
    package let counter: Bool
    package let basis: [LegalBasis]

    static let keys = [
        "id", "title", "note", "required", "replaced_by", "promise", "promise_text", "upload", "counter", "closing",
        "basis",
    ]

    init?(_ reader: DescriptorReader) {
        guard reader.expectObject(keys: Self.keys) else { return nil }
        let id = reader.required("id")?.identifier()
        let title = reader.text("title")
        let need: Need? = reader.string("required").map { word in
            switch word {
            case "always": .always
            case "when_not_found": .whenNotFound
            default: .condition(word)
            }
        }
        note = reader.text("note", required: false)
        let replacing = reader.child("replaced_by")
        replacedBy = (replacing?.json.kind == .array ? replacing?.items() ?? [] : [replacing].compactMap(\.self))
            .compactMap { $0.reference() }
        promise = reader.boolean("promise", default: false)
        promiseText = reader.text("promise_text", required: false)
        counter = reader.boolean("counter", default: true)
        upload = reader.child("upload").flatMap { UploadRule($0, closing: reader.text("closing", required: false)) }
        basis = reader.basis(required: false)
        if promise, promiseText == nil {
            reader.error(
                "material.promise.text",
                Text(zh: "可以承诺的材料要写明承诺内容", en: "A material that may be promised needs the promise's wording"))
        }
        if case .whenNotFound = need, replacedBy.isEmpty {
            reader.error(
                "material.replacement.missing",
                Text(
                    zh: "“查不到才要”的材料要写明由哪项数据代替",
                    en: "A material asked only when data is not found names the data that replaces it"),
                hint: Text(zh: "加 replaced_by", en: "Add replaced_by"))
        }
        guard let id, let title, let need else { return nil }
        self.id = id
        self.title = title
        self.need = need
    }
}
