/// How a word of the tape is put together.
enum TapeWord {
    typealias Tag = JSONTape.Tag

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
    static func tag(_ word: UInt64) -> UInt64 { JSONTape.tag(word) }

    @inline(__always)
    static func high(_ word: UInt64) -> Int { JSONTape.high(word) }

    @inline(__always)
    static func low(_ word: UInt64) -> Int { JSONTape.low(word) }
}
