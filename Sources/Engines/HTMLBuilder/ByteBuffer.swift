/// Memory that grows as bytes are appended; owned by one document.
struct ByteBuffer: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    var array: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { output, written in
            output.baseAddress?.initialize(from: base, count: count)
            written = count
        }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if bytes.count > capacity &- count { grow(by: bytes.count) }
        (base + count).update(from: source, count: bytes.count)
        count &+= bytes.count
    }

    @inline(__always)
    mutating func append(_ literal: StaticString) {
        guard literal.hasPointerRepresentation else {
            // A literal of a single scalar may be held as its number.
            return literal.withUTF8Buffer { append($0) }
        }
        append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends four literals.
    mutating func append(_ a: StaticString, _ b: StaticString, _ c: StaticString, _ d: StaticString) {
        append(a)
        append(b)
        append(c)
        append(d)
    }

    /// Appends text with `&`, `<`, `>`, `"` and NUL replaced.
    mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        guard let base = text.baseAddress else { return }
        var start = 0
        var index = Self.firstSpecial(base, from: 0, count: text.count)
        while index < text.count {
            append(UnsafeBufferPointer(start: base + start, count: index - start))
            switch base[index] {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            default: append("\u{FFFD}")
            }
            start = index + 1
            index = Self.firstSpecial(base, from: start, count: text.count)
        }
        append(UnsafeBufferPointer(start: base + start, count: text.count - start))
    }

    /// The position of the first byte that cannot stand as it is, or `count`; eight bytes are looked at together.
    private static func firstSpecial(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index &+ 8 <= count {
            let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            // `<` and `>` differ in bit 1 only, `"` and `&` in bit 2 only; a byte is zero where a borrow comes from it.
            let angles = (word & ~(ones &* 0x02)) ^ (ones &* 0x3C)
            let quotes = (word & ~(ones &* 0x04)) ^ (ones &* 0x22)
            let found =
                ((angles &- ones) & ~angles) | ((quotes &- ones) & ~quotes) | ((word &- ones) & ~word)
            let marks = found & highs
            // The lowest mark is exact; higher ones may be borrows.
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < count {
            switch base[index] {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0: return index
            default: index &+= 1
            }
        }
        return count
    }

    @inline(never)
    private mutating func grow(by needed: Int) {
        let larger = max(capacity &* 2, count &+ needed)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }
}
