/// A document as it lies in memory, read without counting references: valid only inside ``JSON/withTape(_:)``.
///
/// Values are named by their places on the tape. For those who go through whole documents, such as the schema engine;
/// everybody else reads ``JSON``.
public struct JSONTape: @unchecked Sendable {
    /// What stands at a place.
    public enum Tag {
        /// `null`
        @inlinable @inline(__always) public static var null: UInt64 { 0 }
        /// `false`
        @inlinable @inline(__always) public static var `false`: UInt64 { 1 }
        /// `true`
        @inlinable @inline(__always) public static var `true`: UInt64 { 2 }
        /// A number, as it is written.
        @inlinable @inline(__always) public static var number: UInt64 { 3 }
        /// A string, without escapes.
        @inlinable @inline(__always) public static var string: UInt64 { 4 }
        /// An array; its elements follow.
        @inlinable @inline(__always) public static var array: UInt64 { 5 }
        /// An object; its names and values follow, in turn.
        @inlinable @inline(__always) public static var object: UInt64 { 6 }
    }

    @usableFromInline let words: UnsafePointer<UInt64>
    @usableFromInline let text: UnsafePointer<UInt8>

    init(words: UnsafePointer<UInt64>, text: UnsafePointer<UInt8>) {
        self.words = words
        self.text = text
    }

    /// A document that is `null`, for as long as the program runs.
    static let nothing: JSONTape = {
        let words = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
        words.initialize(to: Tag.null << 60)
        let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
        text.initialize(to: 0)
        return JSONTape(words: words, text: text)
    }()

    @inlinable @inline(__always)
    static func tag(_ word: UInt64) -> UInt64 { word >> 60 }

    /// The length of a string or number, or the number of an array's elements or an object's members.
    @inlinable @inline(__always)
    static func high(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 32 & 0x0FFF_FFFF) }

    /// The offset of a string's or number's bytes, or the tape index behind an array or object.
    @inlinable @inline(__always)
    static func low(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }

    /// The tag of the value at a place.
    @inlinable @inline(__always)
    public func tag(at place: Int) -> UInt64 { Self.tag(words[place]) }

    /// How many elements the array, or members the object, at a place has.
    @inlinable @inline(__always)
    public func count(at place: Int) -> Int { Self.high(words[place]) }

    /// The place behind the array or object at a place.
    @inlinable @inline(__always)
    public func end(of place: Int) -> Int { Self.low(words[place]) }

    /// The place behind the value at a place.
    @inlinable @inline(__always)
    public func next(after place: Int) -> Int {
        let word = words[place]
        return Self.tag(word) >= Tag.array ? Self.low(word) : place + 1
    }

    /// The bytes of the string or number at a place.
    @inlinable @inline(__always)
    public func bytes(at place: Int) -> UnsafeBufferPointer<UInt8> {
        let word = words[place]
        return UnsafeBufferPointer(start: text + Self.low(word), count: Self.high(word))
    }

    /// The number at a place, if it is written as a whole number of at most 18 characters.
    public func plainInteger(at place: Int) -> Int? { JSONNumber.plainInteger(bytes(at: place)) }

    /// The number at a place, exactly.
    public func number(at place: Int) -> JSONNumber { JSONNumber(validated: bytes(at: place)) }
}

extension JSON {
    /// Lends the tape that this value lies on, and its place there.
    public func withTape<Result, Failure: Error>(
        _ body: (JSONTape, Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try document.tape.withUnsafeBufferPointer { words throws(Failure) in
            try document.text.withUnsafeBufferPointer { text throws(Failure) in
                // An empty text has no address, and no place that asks for one; a tape has at least one word.
                let nothing = JSONTape.nothing
                return try body(
                    JSONTape(words: words.baseAddress ?? nothing.words, text: text.baseAddress ?? nothing.text), index)
            }
        }
    }

    /// Another value of the same document, by its place on the tape.
    public func value(at place: Int) -> JSON { JSON(document: document, index: place) }
}
