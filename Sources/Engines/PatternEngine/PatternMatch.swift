/// A place where a pattern matches.
public struct PatternMatch: Sendable, Hashable {
    /// The place, in Unicode scalars of the text.
    public let range: Range<Int>
    /// The places of the groups by number, the whole first; `nil` for a group that took no part.
    public let ranges: [Range<Int>?]
    /// The texts of the groups by number, the whole first.
    public let groups: [String?]

    init(slots: [Int], groupCount: Int, text: [UInt32]) {
        let ranges: [Range<Int>?] = (0...groupCount).map { number in
            let (start, end) = (slots[number * 2], slots[number * 2 + 1])
            return start >= 0 && end >= start ? start..<end : nil
        }
        self.ranges = ranges
        range = ranges[0] ?? 0..<0
        groups = ranges.map { range in range.map { String(scalars: text[$0]) } }
    }

    /// The text of the whole match.
    public var text: String { groups[0] ?? "" }
}

extension String {
    /// A text of scalar values.
    init(scalars: some Sequence<UInt32>) {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        self.init(view)
    }

    /// The text's scalar values.
    var scalarValues: [UInt32] {
        var copy = self
        return copy.withUTF8 { bytes in
            if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map(UInt32.init) }
            return String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
        }
    }
}
