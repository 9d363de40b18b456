import Diagnostics

/// Finds the tags of a document before the parser runs: counts them against the limits, refuses a DOCTYPE, and
/// notes where each element begins and in which order its attributes stand, which the parser does not tell.
struct XMLStructureScanner {
    /// What is known of one start tag.
    struct Tag {
        let name: String
        let location: SourceLocation
        let attributes: [String]
    }

    private let bytes: [UInt8]
    private let file: String?
    private let limits: XMLTreeLimits
    private var index = 0
    private var nodes = 0
    private var depth = 0
    private var tags: [Tag] = []
    /// Where a processing instruction of a target only ends: the offsets of its `?>`.
    private(set) var bareInstructions: [Int] = []
    // The place of `placed`, moved forward only, so that all places together cost one pass.
    private var placed = 0
    private var line = 1
    private var column = 1

    init(source: XMLSource, limits: XMLTreeLimits) {
        bytes = source.bytes
        file = source.file
        self.limits = limits
    }

    mutating func scan() throws(XMLTreeError) -> [Tag] {
        try refuseForbiddenCharacters()
        while let open = nextByte(0x3C, from: index) {
            index = open
            if starts(with: "<!--") {
                try skip(past: "-->", from: open + 4)
            } else if starts(with: "<![CDATA[") {
                try skip(past: "]]>", from: open + 9)
            } else if starts(with: "<?") {
                try skip(past: "?>", from: open + 2)
                try lookAtInstruction(bytes[(open + 2)..<(index - 2)], at: open)
            } else if starts(with: "<!") {
                throw error(starts(with: "<!DOCTYPE") ? .doctypeRefused : .malformed, at: open)
            } else if starts(with: "</") {
                try skip(past: ">", from: open + 2, counting: false)
                // Where we and the parser read differently, it goes on and sees other tags than we do.
                guard !bytes[(open + 2)..<index].contains(0x3C) else { throw error(.malformed, at: open) }
                depth -= 1
                if depth < 0 { throw error(.malformed, at: open) }
            } else {
                try scanStartTag()
            }
        }
        if depth > 0 { throw error(.unexpectedEnd, at: bytes.count) }
        if tags.isEmpty { throw error(.malformed, at: bytes.count) }
        return tags
    }

    /// XML 1.0, 2.2: of the control characters only tab, line feed and carriage return; not U+FFFE and U+FFFF.
    private mutating func refuseForbiddenCharacters() throws(XMLTreeError) {
        for at in bytes.indices {
            let byte = bytes[at]
            if byte < 0x20 {
                guard byte == 0x09 || byte == 0x0A || byte == 0x0D else { throw error(.malformed, at: at) }
            } else if byte == 0xEF, at + 2 < bytes.count, bytes[at + 1] == 0xBF, bytes[at + 2] >= 0xBE {
                throw error(.malformed, at: at)
            }
        }
    }

    /// The parser goes on behind the first `>` of a declaration that it does not understand, and would see other tags than
    /// we do.
    private mutating func lookAtInstruction(_ content: ArraySlice<UInt8>, at open: Int) throws(XMLTreeError) {
        let target = content.prefix { !Self.isSpace($0) }
        // A name (XML 1.0, 2.3) of ASCII: nobody has other targets, and which others the parser takes is its own affair.
        let isName =
            target.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F } ?? false
            && target.allSatisfy {
                ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D
                    || $0 == 0x2E
            }
        guard isName else { throw error(.malformed, at: open) }
        if target.count >= 3, target.prefix(3).elementsEqual("xml".utf8, by: { $0 | 0x20 == $1 }) {
            let isDeclaration = open == 0 && target.elementsEqual("xml".utf8)
            guard isDeclaration || target.count > 3 else { throw error(.malformed, at: open) }
            guard !content.contains(where: { $0 == 0x3C || $0 == 0x3E }) else { throw error(.malformed, at: open) }
        }
        if target.count == content.count { bareInstructions.append(content.endIndex) }
    }

    private mutating func scanStartTag() throws(XMLTreeError) {
        let open = index
        try count(at: open)
        depth += 1
        if depth > min(limits.depth, 255) { throw error(.tooDeep, at: open) }
        index += 1
        let name = try word()
        var attributes: [String] = []
        while true {
            skipSpace()
            guard index < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
            if bytes[index] == 0x3E {
                index += 1
                break
            }
            if bytes[index] == 0x2F {
                guard index + 1 < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
                guard bytes[index + 1] == 0x3E else { throw error(.malformed, at: index) }
                index += 2
                depth -= 1
                break
            }
            let start = index
            attributes.append(try word())
            if attributes.count > limits.attributes { throw error(.tooManyAttributes, at: start) }
            skipSpace()
            guard index < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
            guard bytes[index] == 0x3D else { throw error(.malformed, at: index) }
            index += 1
            skipSpace()
            guard index < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
            let quote = bytes[index]
            guard quote == 0x22 || quote == 0x27 else { throw error(.malformed, at: index) }
            guard let close = nextByte(quote, from: index + 1) else { throw error(.unexpectedEnd, at: bytes.count) }
            // XML 1.0, 3.1: no `<` in attribute values.
            guard !bytes[index..<close].contains(0x3C) else { throw error(.malformed, at: start) }
            index = close + 1
        }
        tags.append(Tag(name: name, location: place(of: open), attributes: attributes))
    }

    /// A name, up to a space or one of `/ > = < " '`; whether it is a good one the parser says.
    private mutating func word() throws(XMLTreeError) -> String {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if Self.isSpace(byte) || byte == 0x2F || (0x3C...0x3E).contains(byte) || byte == 0x22 || byte == 0x27 {
                break
            }
            index += 1
        }
        guard index < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
        guard index > start else { throw error(.malformed, at: start) }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipSpace() {
        while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    private func nextByte(_ byte: UInt8, from start: Int) -> Int? {
        var at = start
        while at < bytes.count {
            if bytes[at] == byte { return at }
            at += 1
        }
        return nil
    }

    private func starts(with prefix: StaticString) -> Bool {
        let length = prefix.utf8CodeUnitCount
        guard index + length <= bytes.count else { return false }
        for offset in 0..<length where bytes[index + offset] != prefix.utf8Start[offset] { return false }
        return true
    }

    private mutating func skip(past end: StaticString, from start: Int, counting: Bool = true) throws(XMLTreeError) {
        let open = index
        if counting { try count(at: open) }
        index = start
        while let found = nextByte(end.utf8Start[0], from: index) {
            index = found
            if starts(with: end) {
                index += end.utf8CodeUnitCount
                return
            }
            index += 1
        }
        throw error(.unexpectedEnd, at: bytes.count)
    }

    private mutating func count(at offset: Int) throws(XMLTreeError) {
        nodes += 1
        if nodes > limits.nodes { throw error(.tooManyNodes, at: offset) }
    }

    private mutating func place(of offset: Int) -> SourceLocation {
        while placed < offset {
            let byte = bytes[placed]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            placed += 1
        }
        return SourceLocation(file: file, line: line, column: column)
    }

    private mutating func error(_ code: XMLTreeError.Code, at offset: Int) -> XMLTreeError {
        XMLTreeError(code, at: place(of: offset))
    }
}
