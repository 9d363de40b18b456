/// Splits the text of a statement into what is code and what is quoted or a comment.
enum SQLScanner {
    /// A stretch of the text: code is what placeholders and type words are looked for in.
    enum Piece {
        case code(Substring.UTF8View)
        case verbatim(Substring.UTF8View)
    }

    static func pieces(_ text: String) -> [Piece] {
        let bytes = text.utf8
        var pieces: [Piece] = []
        var index = bytes.startIndex
        var codeStart = index

        func next(_ position: String.UTF8View.Index) -> UInt8? {
            let after = bytes.index(after: position)
            return after < bytes.endIndex ? bytes[after] : nil
        }

        while index < bytes.endIndex {
            let end: String.UTF8View.Index
            switch bytes[index] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                end = endOfQuoted(bytes, from: index)
            case UInt8(ascii: "-") where next(index) == UInt8(ascii: "-"):
                end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            case UInt8(ascii: "/") where next(index) == UInt8(ascii: "*"):
                end = endOfComment(bytes, from: index)
            default:
                index = bytes.index(after: index)
                continue
            }
            if codeStart < index { pieces.append(.code(bytes[codeStart..<index])) }
            pieces.append(.verbatim(bytes[index..<end]))
            index = end
            codeStart = end
        }
        if codeStart < index { pieces.append(.code(bytes[codeStart..<index])) }
        return pieces
    }

    private static func endOfQuoted(_ bytes: String.UTF8View, from start: String.UTF8View.Index)
        -> String.UTF8View.Index
    {
        let quote = bytes[start]
        let inside = bytes.index(after: start)
        guard let close = bytes[inside...].firstIndex(of: quote) else { return bytes.endIndex }
        return bytes.index(after: close)
    }

    private static func endOfComment(_ bytes: String.UTF8View, from start: String.UTF8View.Index)
        -> String.UTF8View.Index
    {
        var index = bytes.index(start, offsetBy: 2)
        while index < bytes.endIndex {
            let following = bytes.index(after: index)
            if bytes[index] == UInt8(ascii: "*"), following < bytes.endIndex, bytes[following] == UInt8(ascii: "/") {
                return bytes.index(after: following)
            }
            index = following
        }
        return bytes.endIndex
    }

    static func parameterCount(_ text: String) -> Int {
        guard text.utf8.contains(UInt8(ascii: "?")) else { return 0 }
        return pieces(text).reduce(0) { count, piece in
            guard case .code(let code) = piece else { return count }
            return count + code.reduce(0) { $1 == UInt8(ascii: "?") ? $0 + 1 : $0 }
        }
    }

    static func numbered(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + 16)
        var number = 0
        for piece in pieces(text) {
            switch piece {
            case .verbatim(let bytes): output.append(contentsOf: bytes)
            case .code(let bytes):
                for byte in bytes {
                    if byte == UInt8(ascii: "?") {
                        number += 1
                        output.append(UInt8(ascii: "$"))
                        output.append(contentsOf: String(number).utf8)
                    } else {
                        output.append(byte)
                    }
                }
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Rewrites the words of the code; quoted text and comments stay as they are.
    static func replacingWords(_ text: String, _ replacement: (String) -> String?) -> String {
        var output = ""
        for piece in pieces(text) {
            switch piece {
            case .verbatim(let bytes): output += String(bytes) ?? ""
            case .code(let bytes):
                var word: [UInt8] = []
                func flush() {
                    guard !word.isEmpty else { return }
                    let written = String(decoding: word, as: UTF8.self)
                    output += replacement(written.uppercased()) ?? written
                    word.removeAll(keepingCapacity: true)
                }
                var other: [UInt8] = []
                func flushOther() {
                    output += String(decoding: other, as: UTF8.self)
                    other.removeAll(keepingCapacity: true)
                }
                for byte in bytes {
                    if isWordByte(byte) {
                        flushOther()
                        word.append(byte)
                    } else {
                        flush()
                        other.append(byte)
                    }
                }
                flush()
                flushOther()
            }
        }
        return output
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    /// The row `(?, ?)` of a text `INSERT INTO … VALUES (?, ?)` that holds nothing else; `nil` for any other text.
    static func rowOfPlainInsert(_ text: String) -> Substring? {
        guard text.utf8.starts(with: "INSERT INTO ".utf8), text.utf8.last == UInt8(ascii: ")"),
            let open = text.utf8.lastIndex(of: UInt8(ascii: "("))
        else { return nil }
        let isRow = text.utf8[open...].dropFirst().dropLast().allSatisfy { byte in
            byte == UInt8(ascii: "?") || byte == UInt8(ascii: ",") || byte == 0x20 || byte == 0x0A
        }
        // A space or line end, and the word before the row; what stands between is the list of columns.
        let before = text.utf8[..<open].reversed().drop { $0 == 0x20 || $0 == 0x0A }
        guard isRow, before.starts(with: "SEULAV".utf8), text.utf8[..<open].filter({ $0 == UInt8(ascii: "?") }).isEmpty
        else { return nil }
        return text[open...]
    }
}
