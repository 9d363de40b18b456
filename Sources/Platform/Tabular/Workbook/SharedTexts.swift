/// The texts that a workbook's cells refer to, in one block of bytes.
struct SharedTexts: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private static let maximumBytes = 192 << 20

    init() {}

    /// Reads the part; phonetic guides are left out.
    init(_ stream: any ChunkStream) throws(TabularError) {
        let markup = MarkupReader(stream)
        var isText = false
        var phonetic = 0
        while true {
            switch try markup.next() {
            case .start:
                if markup.isNamed("t") { isText = phonetic == 0 }
                if markup.isNamed("rPh") { phonetic += 1 }
            case .end:
                if markup.isNamed("t") { isText = false }
                if markup.isNamed("rPh") { phonetic -= 1 }
                if markup.isNamed("si") { ends.append(UInt32(bytes.count)) }
            case .text:
                if isText { markup.appendText(to: &bytes) }
                if bytes.count > SharedTexts.maximumBytes { throw TabularError(.tooLarge) }
            case .finished: return
            }
        }
    }

    var count: Int { ends.count }

    /// A text; `nil` when there is none of this number.
    func cell(_ index: Int) -> Cell {
        guard index >= 0, index < ends.count else { return .fault(.missingText) }
        return SharedTexts.cell(bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])])
    }

    /// The cell of a text's bytes, with the `_xHHHH_` forms of control characters undone (ECMA-376 part 1, 22.4.2.4).
    static func cell(_ bytes: ArraySlice<UInt8>) -> Cell {
        if bytes.isEmpty { return .empty }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return .fault(.lostCharacters(String(decoding: bytes, as: UTF8.self)))
        }
        if bytes.contains(0xEF), text.unicodeScalars.contains("\u{FFFD}") { return .fault(.lostCharacters(text)) }
        return .text(text.contains("_x") ? unescaped(text) : text)
    }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "_x") {
            result += rest[..<start.lowerBound]
            let tail = rest[start.upperBound...]
            let digits = tail.prefix(4)
            if digits.utf8.count == 4, tail.dropFirst(4).first == "_", let value = UInt32(digits, radix: 16),
                let scalar = Unicode.Scalar(value), value != 0
            {
                result.unicodeScalars.append(scalar)
                rest = tail.dropFirst(5)
            } else {
                result += "_x"
                rest = tail
            }
        }
        return result + rest
    }
}
