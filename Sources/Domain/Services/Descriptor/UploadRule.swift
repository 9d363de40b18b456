import Definitions
package import Diagnostics

/// What may be uploaded for a material or a form field.
package struct UploadRule: Sendable, Hashable {
    /// A type of file, known by its first bytes.
    package enum FileType: String, Sendable, Hashable, CaseIterable {
        case pdf, jpg, png

        /// Whether it is a picture.
        package var isPicture: Bool { self != .pdf }
    }

    /// The types accepted.
    package let types: [FileType]
    /// The most bytes of one file.
    package let maximumBytes: Int
    /// The most files.
    package let maximumCount: Int
    /// The rule that needs a photo before the matter can be closed; without it photos only are refused.
    package let closing: Text?

    init?(_ reader: DescriptorReader, closing: Text? = nil) {
        guard reader.expectObject(keys: ["types", "max_mb", "max", "closing"]) else { return nil }
        types = reader.choices("types", FileType.self)
        let megabytes = reader.integer("max_mb") ?? 0
        maximumCount = reader.integer("max", required: false) ?? 1
        self.closing = closing ?? reader.text("closing", required: false)
        maximumBytes = megabytes * 1_048_576
        if !(1...50).contains(megabytes) || !(1...20).contains(maximumCount) {
            reader.error(
                "upload.limits.range",
                Text(zh: "单个文件 1 到 50 MB,最多 20 个", en: "A file is 1 to 50 MB, and at most 20 files"))
            return nil
        }
        guard !types.isEmpty else { return nil }
    }
}
