/// What a file is by its first bytes, whatever its name says.
enum FileSignature: String {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"

    /// The type of a content; `nil` for anything that is not taken, among it PDF files with scripts.
    static func mediaType(of content: [UInt8]) -> FileSignature? {
        if content.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if content.starts(with: [0xFF, 0xD8, 0xFF]), content.suffix(64).contains(0xD9) { return .jpeg }
        if content.starts(with: Array("%PDF-".utf8)), !containsScript(content) { return .pdf }
        return nil
    }

    /// The word in materials' rules.
    var fileType: UploadRule.FileType {
        switch self {
        case .pdf: .pdf
        case .jpeg: .jpg
        case .png: .png
        }
    }

    /// Whether what the browser declares agrees; some phones declare nothing.
    func matches(_ declared: String) -> Bool {
        let type = declared.prefix { $0 != ";" }
        return type.isEmpty || type == "application/octet-stream" || type == rawValue
            || (self == .jpeg && type == "image/jpg")
    }

    private static func containsScript(_ content: [UInt8]) -> Bool {
        let marks = ["/JavaScript", "/JS ", "/JS(", "/Launch", "/EmbeddedFile", "/OpenAction"].map { Array($0.utf8) }
        var index = 0
        while index < content.count {
            if content[index] == UInt8(ascii: "/") {
                for mark in marks where content.count - index >= mark.count {
                    if content[index..<index + mark.count].elementsEqual(mark) { return true }
                }
            }
            index += 1
        }
        return false
    }
}
