package import Diagnostics
package import HTMLBuilder
import Localisation

/// A field for one file or several.
package struct FileUpload: Component {
    /// The field's name and identifier.
    package let name: String
    /// What is asked for.
    package let label: Text
    /// What the file is needed for.
    package let hint: Text?
    /// The media types taken, such as `image/jpeg`.
    package let types: [String]
    /// The greatest size of one file in bytes.
    package let maximumBytes: Int
    /// How many files are taken.
    package let maximumCount: Int
    /// What is wrong.
    package let error: Text?
    /// It may stay empty.
    package let isOptional: Bool
    /// The label is the page's heading.
    package let isPageHeading: Bool

    /// Makes one.
    package init(
        name: String, label: Text, hint: Text? = nil, types: [String], maximumBytes: Int, maximumCount: Int = 1,
        error: Text? = nil, isOptional: Bool = false, isPageHeading: Bool = false
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.types = types
        self.maximumBytes = maximumBytes
        self.maximumCount = maximumCount
        self.error = error
        self.isOptional = isOptional
        self.isPageHeading = isPageHeading
    }

    package func render(into html: inout HTML) {
        let frame = FieldFrame(
            id: name, label: label, hint: hint, error: error, isOptional: isOptional, isPageHeading: isPageHeading)
        frame.render(into: &html) { html in
            html.div(class: "upload") { html in
                html.add(takesPhotos ? Icon.camera : Icon.upload)
                html.input(
                    .type("file"), .id(name), .name(name), .accept(types.joined(separator: ",")),
                    .multiple(maximumCount > 1), .data("shrink", maximumBytes),
                    .aria("describedby", frame.describedBy("\(name)-limit")),
                    .aria("invalid", error == nil ? nil : "true"))
                html.p(
                    limits, class: "hint", .id("\(name)-limit"),
                    .data("done", Text(zh: "照片已缩小为{size}", en: "The photo was reduced to {size}")))
            }
        }
    }

    private var takesPhotos: Bool { types.contains { $0.hasPrefix("image/") } }

    private var limits: Text {
        let kinds = types.map { $0.split(whereSeparator: { $0 == "/" || $0 == "." }).last?.uppercased() ?? $0 }
        let size = Numbers.bytes(maximumBytes)
        let (zh, en) = (kinds.joined(separator: "、"), kinds.joined(separator: ", "))
        guard maximumCount > 1 else { return Text(zh: "\(zh)，不超过\(size)", en: "\(en); up to \(size)") }
        return Text(
            zh: "\(zh)，每个不超过\(size)，最多\(maximumCount)个", en: "\(en); up to \(size) each; up to \(maximumCount) files")
    }
}
