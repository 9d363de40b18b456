import Foundation

/// Reads the markup of a workbook's parts piece by piece: tags, attributes and text of XML 1.0 in UTF-8.
///
/// Names are compared without their prefix, because writers choose prefixes freely and the parts' vocabularies do not
/// mix. A DOCTYPE is refused, so that there are no entities but the five of XML.
final class MarkupReader {
    enum Token {
        case start, end, text, finished
    }

    private let stream: any ChunkStream
    private var buffer: [UInt8] = []
    private var index = 0
    private var isDrained = false
    private var depth = 0
    private var isPendingEnd = false
    private var name = 0..<0
    private var attributes = 0..<0
    private var content = 0..<0
    private var isLiteral = false
    private let isFragment: Bool

    private static let maximumTag = 1 << 16
    private static let maximumDepth = 64

    /// - Parameter isFragment: the text begins in the middle of a document, so that end tags may have no start.
    init(_ stream: any ChunkStream, isFragment: Bool = false) {
        self.stream = stream
        self.isFragment = isFragment
    }

    func next() throws(TabularError) -> Token {
        if isPendingEnd {
            isPendingEnd = false
            depth -= 1
            return .end
        }
        while true {
            // A stream may give a piece without a byte, or a byte order mark only.
            while index == buffer.count {
                if try refill() { continue }
                if depth > 0 && !isFragment { throw TabularError(.damagedMarkup) }
                return .finished
            }
            if buffer[index] != 0x3C {
                let end = find(0x3C, from: index) ?? buffer.count
                // An entity must not be cut in two.
                if end == buffer.count, !isDrained, buffer.count - index < MarkupReader.maximumTag {
                    // Whether or not there was more: what was read has moved to the front.
                    _ = try refill()
                    continue
                }
                content = index..<end
                isLiteral = false
                index = end
                if depth > 0 || isFragment { return .text }
                continue
            }
            guard let close = try tagEnd() else { throw TabularError(.damagedMarkup) }
            let second = index + 1 < buffer.count ? buffer[index + 1] : 0
            switch second {
            case UInt8(ascii: "?"):
                index = close
            case UInt8(ascii: "!"):
                if matches("<![CDATA[", at: index) {
                    content = (index + 9)..<(close - 3)
                    isLiteral = true
                    index = close
                    return .text
                }
                guard matches("<!--", at: index) else { throw TabularError(.doctypeRefused) }
                index = close
            case UInt8(ascii: "/"):
                depth -= 1
                if depth < 0 && !isFragment { throw TabularError(.damagedMarkup) }
                name = localName(from: index + 2, to: close - 1)
                index = close
                return .end
            default:
                isPendingEnd = buffer[close - 2] == UInt8(ascii: "/")
                let end = isPendingEnd ? close - 2 : close - 1
                name = localName(from: index + 1, to: end)
                attributes = name.upperBound..<end
                guard !name.isEmpty else { throw TabularError(.damagedMarkup) }
                depth += 1
                if depth > MarkupReader.maximumDepth { throw TabularError(.damagedMarkup) }
                index = close
                return .start
            }
        }
    }

    /// Whether the tag just read has this local name.
    func isNamed(_ wanted: StaticString) -> Bool { equals(name, wanted) }

    /// The value of an attribute, by its name without a prefix unless `wanted` has one.
    func attribute(_ wanted: StaticString) -> String? {
        guard let range = attributeRange(wanted) else { return nil }
        var value: [UInt8] = []
        MarkupReader.decode(buffer[range], into: &value)
        return String(decoding: value, as: UTF8.self)
    }

    /// Calls `body` with an attribute's raw bytes.
    func withAttribute<Result>(_ wanted: StaticString, _ body: (ArraySlice<UInt8>) -> Result) -> Result? {
        attributeRange(wanted).map { body(buffer[$0]) }
    }

    /// Appends the text just read.
    func appendText(to bytes: inout [UInt8]) {
        if isLiteral {
            bytes.append(contentsOf: buffer[content])
        } else {
            MarkupReader.decode(buffer[content], into: &bytes)
        }
    }

    private func attributeRange(_ wanted: StaticString) -> Range<Int>? {
        var at = attributes.lowerBound
        let end = attributes.upperBound
        while at < end {
            while at < end, buffer[at] <= 0x20 { at += 1 }
            let start = at
            while at < end, buffer[at] != 0x3D { at += 1 }
            var nameEnd = at
            while nameEnd > start, buffer[nameEnd - 1] <= 0x20 { nameEnd -= 1 }
            at += 1
            while at < end, buffer[at] <= 0x20 { at += 1 }
            guard at < end, buffer[at] == 0x22 || buffer[at] == 0x27 else { return nil }
            let quote = buffer[at]
            let valueStart = at + 1
            at = valueStart
            while at < end, buffer[at] != quote { at += 1 }
            if equals(start..<nameEnd, wanted)
                || equals(localName(from: start, to: nameEnd), wanted) && start != nameEnd
                    && buffer[start..<nameEnd].contains(0x3A)
            {
                return valueStart..<at
            }
            at += 1
        }
        return nil
    }

    private func equals(_ range: Range<Int>, _ wanted: StaticString) -> Bool {
        guard range.count == wanted.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count where buffer[range.lowerBound + offset] != wanted.utf8Start[offset] {
            return false
        }
        return true
    }

    private func localName(from start: Int, to end: Int) -> Range<Int> {
        var first = start
        var at = start
        while at < end, buffer[at] > 0x20 {
            if buffer[at] == 0x3A { first = at + 1 }
            at += 1
        }
        return first..<at
    }

    /// The place behind the tag, comment, instruction or literal section that begins here.
    private func tagEnd() throws(TabularError) -> Int? {
        while true {
            if let end = tagEndInBuffer() { return end }
            let isText = matches("<!", at: index)
            guard !isDrained, buffer.count - index < (isText ? 1 << 20 : MarkupReader.maximumTag) else { return nil }
            // At the end of the part a tag shorter than the longest mark is looked at once more.
            _ = try refill()
        }
    }

    private func tagEndInBuffer() -> Int? {
        guard buffer.count - index > 9 || isDrained else { return nil }
        if matches("<!--", at: index) { return end(of: "-->", from: index + 4) }
        if matches("<![CDATA[", at: index) { return end(of: "]]>", from: index + 9) }
        if matches("<?", at: index) { return end(of: "?>", from: index + 2) }
        var at = index + 1
        var quote: UInt8 = 0
        while at < buffer.count {
            let byte = buffer[at]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                return at + 1
            }
            at += 1
        }
        return nil
    }

    private func end(of mark: StaticString, from start: Int) -> Int? {
        var at = start
        while let found = find(mark.utf8Start[0], from: at) {
            if matches(mark, at: found) { return found + mark.utf8CodeUnitCount }
            at = found + 1
        }
        return nil
    }

    private func matches(_ wanted: StaticString, at place: Int) -> Bool {
        guard place + wanted.utf8CodeUnitCount <= buffer.count else { return false }
        for offset in 0..<wanted.utf8CodeUnitCount where buffer[place + offset] != wanted.utf8Start[offset] {
            return false
        }
        return true
    }

    private func find(_ byte: UInt8, from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, start < bytes.count,
                let found = memchr(base + start, Int32(byte), bytes.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// Keeps what is not read yet and appends more; `false` at the end.
    private func refill() throws(TabularError) -> Bool {
        if isDrained { return false }
        if index > 0 {
            buffer.removeFirst(index)
            index = 0
        }
        let isFirst = buffer.isEmpty && depth == 0
        guard try stream.append(to: &buffer) else {
            isDrained = true
            return false
        }
        if isFirst {
            if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
                throw TabularError(.unsupportedEncoding)
            }
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        }
        return true
    }

    /// Undoes the five entities and the character references.
    private static func decode(_ raw: ArraySlice<UInt8>, into bytes: inout [UInt8]) {
        guard raw.contains(0x26) else {
            bytes.append(contentsOf: raw)
            return
        }
        var at = raw.startIndex
        while at < raw.endIndex {
            guard raw[at] == 0x26, let end = raw[at...].prefix(12).firstIndex(of: 0x3B) else {
                bytes.append(raw[at])
                at += 1
                continue
            }
            switch String(decoding: raw[(at + 1)..<end], as: UTF8.self) {
            case "amp": bytes.append(0x26)
            case "lt": bytes.append(0x3C)
            case "gt": bytes.append(0x3E)
            case "quot": bytes.append(0x22)
            case "apos": bytes.append(0x27)
            case let reference:
                let isHex = reference.hasPrefix("#x") || reference.hasPrefix("#X")
                let digits = reference.dropFirst(isHex ? 2 : 1)
                if reference.hasPrefix("#"), let value = UInt32(digits, radix: isHex ? 16 : 10),
                    let scalar = Unicode.Scalar(value), value != 0
                {
                    bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
                } else {
                    bytes.append(contentsOf: Transcoder.replacement)
                }
            }
            at = end + 1
        }
    }
}
