/// A form with files, `multipart/form-data` (RFC 7578), read from its bytes.
package struct MultipartForm: Sendable {
    package private(set) var fields = FormFields()
    package private(set) var files: [UploadedFile] = []

    private static let maximumParts = 200
    private static let maximumHeader = 4096

    /// Reads a body with the boundary that the content type names.
    ///
    /// - Throws: `request.malformed` for anything that does not follow the form.
    package init(body: [UInt8], boundary: String) throws(WebError) {
        guard (1...70).contains(boundary.utf8.count) else { throw .malformed }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter has no line break before it.
        let body = [0x0D, 0x0A] + body
        guard var position = MultipartForm.find(delimiter, in: body, from: 0) else { throw .malformed }
        position += delimiter.count
        while true {
            if body.dropFirst(position).starts(with: [0x2D, 0x2D]) { return }
            guard body.dropFirst(position).starts(with: [0x0D, 0x0A]) else { throw .malformed }
            position += 2
            guard let end = MultipartForm.find(delimiter, in: body, from: position) else { throw .malformed }
            try append(part: body[position..<end])
            guard fields.pairs.count + files.count <= MultipartForm.maximumParts else { throw .malformed }
            position = end + delimiter.count
        }
    }

    /// The boundary of a content type, or `nil` when it is not `multipart/form-data`.
    package static func boundary(of contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        return parts.dropFirst().first { $0.lowercased().hasPrefix("boundary=") }
            .map { $0.dropFirst("boundary=".count).trimmingQuotes() }
    }

    private mutating func append(part: ArraySlice<UInt8>) throws(WebError) {
        let separator: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let headerEnd = MultipartForm.find(separator, in: part, from: part.startIndex),
            headerEnd - part.startIndex <= MultipartForm.maximumHeader,
            let header = String(validating: part[part.startIndex..<headerEnd], as: UTF8.self)
        else { throw .malformed }
        var name: String?
        var fileName: String?
        var contentType = "text/plain"
        for line in header.split(separator: "\r\n") {
            let lowered = line.lowercased()
            if lowered.hasPrefix("content-disposition:") {
                name = MultipartForm.parameter("name", of: line)
                fileName = MultipartForm.parameter("filename", of: line)
            } else if lowered.hasPrefix("content-type:") {
                contentType = line.dropFirst("content-type:".count).trimmingSpaces().lowercased()
            }
        }
        guard let name else { throw .malformed }
        let content = part[(headerEnd + separator.count)...]
        if let fileName {
            // A file field left empty comes as a nameless file of no bytes.
            if fileName.isEmpty && content.isEmpty { return }
            files.append(UploadedFile(field: name, name: fileName, contentType: contentType, bytes: Array(content)))
        } else {
            guard let value = String(validating: content, as: UTF8.self) else { throw .malformed }
            fields.append(name, value)
        }
    }

    private static func parameter(_ name: String, of line: Substring) -> String? {
        for piece in line.split(separator: ";").dropFirst() {
            let piece = piece.trimmingSpaces()
            if piece.lowercased().hasPrefix("\(name)=") { return piece.dropFirst(name.count + 1).trimmingQuotes() }
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in bytes: some RandomAccessCollection<UInt8> & Sliceable, from: Int)
        -> Int?
    {
        var index = from
        let last = bytes.endInt - needle.count
        while index <= last {
            if bytes.byte(at: index) == needle[0] {
                var matched = 1
                while matched < needle.count, bytes.byte(at: index + matched) == needle[matched] { matched += 1 }
                if matched == needle.count { return index }
            }
            index += 1
        }
        return nil
    }
}

/// What the search needs of an array or a slice of it: integer positions.
private protocol Sliceable {
    var endInt: Int { get }
    func byte(at index: Int) -> UInt8
}

extension [UInt8]: Sliceable {
    fileprivate var endInt: Int { endIndex }
    fileprivate func byte(at index: Int) -> UInt8 { self[index] }
}

extension ArraySlice<UInt8>: Sliceable {
    fileprivate var endInt: Int { endIndex }
    fileprivate func byte(at index: Int) -> UInt8 { self[index] }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var trimmed = drop { $0 == " " }
        while trimmed.last == " " { trimmed.removeLast() }
        return trimmed
    }

    fileprivate func trimmingQuotes() -> String {
        var trimmed = trimmingSpaces()
        if trimmed.first == "\"", trimmed.last == "\"", trimmed.count >= 2 {
            trimmed.removeFirst()
            trimmed.removeLast()
        }
        return String(trimmed)
    }
}
