/// The storage that the values of one parsed or built text share: the bytes, and a tape that says what is where.
///
/// Each value is one word on the tape, followed by its parts when it is an array or object:
/// `tag (4 bits) | length or count (28 bits) | offset or end (32 bits)`. A string or number points into `text`; an array or
/// object names the tape index behind its last part, so that a value is skipped in one step. An object's parts are name, value,
/// name, value. A string with escapes is decoded once, behind the source text.
final class JSONDocument: Sendable {
    let text: [UInt8]
    let tape: [UInt64]

    init(text: [UInt8], tape: [UInt64]) {
        self.text = text
        self.tape = tape
    }

    static let null = JSONDocument(text: [], tape: [TapeWord.null])
    static let `true` = JSONDocument(text: [], tape: [TapeWord.true])
    static let `false` = JSONDocument(text: [], tape: [TapeWord.false])

    /// The index behind the value at `index`.
    @inline(__always)
    func next(after index: Int) -> Int {
        let word = tape[index]
        return TapeWord.tag(word) >= TapeWord.Tag.array ? TapeWord.low(word) : index + 1
    }

    /// Whether the bytes of the string at `index` are these.
    @inline(__always)
    func string(at index: Int, equals other: UnsafeBufferPointer<UInt8>) -> Bool {
        let word = tape[index]
        let count = TapeWord.high(word)
        guard count == other.count else { return false }
        let offset = TapeWord.low(word)
        return text.withUnsafeBufferPointer { bytes in
            var position = 0
            while position < count {
                if bytes[offset + position] != other[position] { return false }
                position += 1
            }
            return true
        }
    }

    /// Gives the bytes of the string or number at `index`.
    @inline(__always)
    func withBytes<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let word = tape[index]
        let offset = TapeWord.low(word)
        return text.withUnsafeBufferPointer { bytes in
            body(UnsafeBufferPointer(rebasing: bytes[offset..<(offset + TapeWord.high(word))]))
        }
    }

    /// The tape index of the value that an object's name leads to.
    func value(named name: UnsafeBufferPointer<UInt8>, inObjectAt index: Int) -> Int? {
        let end = TapeWord.low(tape[index])
        var position = index + 1
        while position < end {
            if string(at: position, equals: name) { return position + 1 }
            position = next(after: position + 1)
        }
        return nil
    }
}

/// How a word of the tape is put together.
enum TapeWord {
    enum Tag {
        static let null: UInt64 = 0
        static let `false`: UInt64 = 1
        static let `true`: UInt64 = 2
        static let number: UInt64 = 3
        static let string: UInt64 = 4
        static let array: UInt64 = 5
        static let object: UInt64 = 6
    }

    static let null: UInt64 = Tag.null << 60
    static let `true`: UInt64 = Tag.true << 60
    static let `false`: UInt64 = Tag.false << 60

    /// The longest string, and the most elements, that a word can tell.
    static let maximumHigh = 1 << 28 - 1

    @inline(__always)
    static func make(_ tag: UInt64, high: Int, low: Int) -> UInt64 {
        tag << 60 | UInt64(truncatingIfNeeded: high) << 32 | UInt64(truncatingIfNeeded: low)
    }

    @inline(__always)
    static func tag(_ word: UInt64) -> UInt64 { word >> 60 }

    /// The length of a string or number, or the number of an array's elements or an object's members.
    @inline(__always)
    static func high(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 32 & 0x0FFF_FFFF) }

    /// The offset of a string's or number's bytes, or the tape index behind an array or object.
    @inline(__always)
    static func low(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }
}
