import Diagnostics
import Foundation

/// A file's text as valid UTF-8, with the encoding settled.
struct XMLSource {
    let bytes: [UInt8]
    let file: String?

    init(bytes: [UInt8], file: String?, limits: XMLTreeLimits) throws(XMLTreeError) {
        self.file = file
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard bytes.count <= limits.bytes else { throw XMLTreeError(.tooLarge, at: start) }
        guard !bytes.isEmpty else { throw XMLTreeError(.unexpectedEnd, at: start) }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            self.bytes = try Self.fromUTF16(bytes, start: start)
            return
        }
        var body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let encoding = Self.declaredEncoding(body)
        if let encoding, let older = Self.older[encoding], body.count == bytes.count {
            guard let text = String(bytes: body, encoding: older) else {
                throw XMLTreeError(.invalidEncoding, at: start)
            }
            // The declaration names the encoding that the text no longer has.
            body = Array(text.utf8)
            self.bytes = Self.declarationEnd(body).map { Array(body[$0...]) } ?? body
            return
        }
        if let invalid = Self.firstInvalidByte(body) {
            throw XMLTreeError(.invalidEncoding, at: Self.location(of: invalid, in: body, file: file))
        }
        if let encoding, !["utf-8", "utf8", "us-ascii", "ascii"].contains(encoding) {
            throw XMLTreeError(.unsupportedEncoding, at: start)
        }
        self.bytes = body
    }

    /// GB 18030, which holds GBK and GB 2312 within it.
    private static let chinese = String.Encoding(rawValue: 0x8000_0632)

    /// Encodings in which older editors still write.
    private static let older: [String: String.Encoding] = [
        "windows-1252": .windowsCP1252, "iso-8859-1": .isoLatin1, "latin1": .isoLatin1, "gb18030": chinese,
        "gbk": chinese, "gb2312": chinese,
    ]

    func location(of offset: Int) -> SourceLocation { Self.location(of: offset, in: bytes, file: file) }

    private static func location(of offset: Int, in bytes: [UInt8], file: String?) -> SourceLocation {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourceLocation(file: file, line: line, column: column)
    }

    private static func fromUTF16(_ bytes: [UInt8], start: SourceLocation) throws(XMLTreeError) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else { throw XMLTreeError(.invalidEncoding, at: start) }
        let high = bytes[0] == 0xFE ? 0 : 1
        let units = stride(from: 2, to: bytes.count, by: 2).map { at in
            UInt16(bytes[at + high]) << 8 | UInt16(bytes[at + 1 - high])
        }
        var output: [UInt8] = []
        output.reserveCapacity(units.count)
        let broken = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true
        ) { output.append($0) }
        if broken { throw XMLTreeError(.invalidEncoding, at: location(of: output.count, in: output, file: start.file)) }
        // The declaration names the encoding that the text no longer has.
        return declarationEnd(output).map { Array(output[$0...]) } ?? output
    }

    /// The offset of the first byte that is not well-formed UTF-8.
    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        var index = 0
        let count = bytes.count
        while index < count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var lowest: UInt8 = 0x80
            var highest: UInt8 = 0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, lowest) = (3, 0xA0)
            case 0xED: (length, highest) = (3, 0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, lowest) = (4, 0x90)
            case 0xF4: (length, highest) = (4, 0x8F)
            case 0xF1...0xF3: length = 4
            default: return index
            }
            guard index + length <= count, (lowest...highest).contains(bytes[index + 1]) else { return index }
            for next in (index + 2)..<max(index + 2, index + length) where bytes[next] & 0xC0 != 0x80 { return index }
            index += length
        }
        return nil
    }

    private static func declarationEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.starts(with: Array("<?xml".utf8)) else { return nil }
        guard let close = bytes.prefix(400).firstIndex(of: 0x3E) else { return nil }
        return close + 1
    }

    /// The name in `encoding="…"` of the XML declaration, lower case.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        guard let end = declarationEnd(bytes) else { return nil }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self)
        guard let at = declaration.range(of: "encoding") else { return nil }
        let rest = declaration[at.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0 == "\n" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote }).lowercased()
    }
}
