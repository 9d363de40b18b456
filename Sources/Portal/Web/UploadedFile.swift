/// A file that came with a form.
package struct UploadedFile: Sendable, Hashable {
    /// The field's name.
    package let field: String
    /// The file's name as the browser tells it; never used as a path.
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]

    package init(field: String, name: String, contentType: String, bytes: [UInt8]) {
        self.field = field
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
    }
}
