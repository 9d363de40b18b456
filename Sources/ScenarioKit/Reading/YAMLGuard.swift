package import Diagnostics

/// Refuses YAML that is made to exhaust the reader, before it is parsed: too large, too deep, or built on aliases.
package struct YAMLGuard {
    /// The most bytes of a YAML file.
    package static let maximumBytes = 1_048_576
    /// The deepest nesting of `[` and `{`.
    static let maximumFlowDepth = 32
    /// The deepest indentation.
    static let maximumIndentation = 120
    /// The most `- ` or `? ` at the beginning of one line.
    static let maximumCompactDepth = 8

    /// What is wrong with the bytes; `nil` when they may be parsed.
    package static func refusal(of bytes: [UInt8], file: String) -> Diagnostic? {
        func refused(_ code: String, _ message: Text, _ line: Int) -> Diagnostic {
            Diagnostic(
                .error, code: code, message: message, location: SourceLocation(file: file, line: line, column: 1))
        }
        if bytes.count > maximumBytes {
            return refused(
                "yaml.too-large",
                Text(zh: "文件超过 \(maximumBytes / 1024) KB", en: "The file is larger than \(maximumBytes / 1024) KB"), 1)
        }
        if bytes.contains(0) { return refused("yaml.binary", Text(zh: "不是文本文件", en: "This is not a text file"), 1) }
        var scan = YAMLGuard()
        var start = 0
        var line = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            scan.read(bytes[start..<end])
            if scan.isTooDeep {
                return refused("yaml.too-deep", Text(zh: "嵌套太深", en: "The nesting is too deep"), line)
            }
            start = end + 1
            line += 1
        }
        if mayHoldBomb(bytes) {
            return refused(
                "yaml.alias", Text(zh: "不能用锚点和别名（& 和 *）", en: "Anchors and aliases (& and *) are not allowed"), 1)
        }
        return nil
    }

    /// Whether there are enough aliases to multiply, read without regard to quotes so that nothing can hide them. A few
    /// are left to the reader, which names the place of each.
    private static func mayHoldBomb(_ bytes: [UInt8]) -> Bool {
        let indicators = Array("[{,:-?".utf8)
        var anchors = 0
        var aliases = 0
        var previous = UInt8(ascii: " ")
        for byte in bytes {
            let isAtStart = previous <= UInt8(ascii: " ") || indicators.contains(previous)
            if isAtStart, byte == UInt8(ascii: "&") { anchors += 1 }
            if isAtStart, byte == UInt8(ascii: "*") { aliases += 1 }
            previous = byte
        }
        return anchors > 0 && aliases > 8
    }

    private var flowDepth = 0
    private var quote: UInt8?
    private var isTooDeep = false

    private mutating func read(_ line: ArraySlice<UInt8>) {
        var index = line.startIndex
        while index < line.endIndex, line[index] == UInt8(ascii: " ") { index += 1 }
        if quote == nil, index - line.startIndex > Self.maximumIndentation, index < line.endIndex { isTooDeep = true }
        var compact = 0
        while quote == nil, index + 1 < line.endIndex, line[index + 1] == UInt8(ascii: " "),
            line[index] == UInt8(ascii: "-") || line[index] == UInt8(ascii: "?")
        {
            compact += 1
            index += 2
        }
        if compact > Self.maximumCompactDepth { isTooDeep = true }
        var previous = UInt8(ascii: " ")
        while index < line.endIndex {
            let byte = line[index]
            index += 1
            if let open = quote {
                if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") {
                    index += 1
                } else if byte == open {
                    quote = nil
                }
                previous = byte
                continue
            }
            let isAtStart =
                previous == UInt8(ascii: " ") || previous == UInt8(ascii: "[") || previous == UInt8(ascii: "{")
                || previous == UInt8(ascii: ",")
            switch byte {
            case UInt8(ascii: "#") where previous == UInt8(ascii: " "): return
            case UInt8(ascii: "\"") where isAtStart, UInt8(ascii: "'") where isAtStart: quote = byte
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                flowDepth += 1
                if flowDepth > Self.maximumFlowDepth { isTooDeep = true }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): flowDepth = max(0, flowDepth - 1)
            default: break
            }
            previous = byte
        }
        if flowDepth == 0 { quote = nil }
    }
}
