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
