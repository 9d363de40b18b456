/// Making values.
extension JSON {
    /// The value `null`.
    public static let null = JSON(document: .null, index: 0)

    /// A boolean.
    public static func bool(_ value: Bool) -> JSON {
        JSON(document: value ? .true : .false, index: 0)
    }

    /// A string.
    public static func string(_ value: some StringProtocol) -> JSON {
        scalar(TapeWord.Tag.string, Array(value.utf8))
    }

    /// An integer.
    public static func integer(_ value: some BinaryInteger) -> JSON {
        scalar(TapeWord.Tag.number, Array(String(value).utf8))
    }

    /// A double in the shortest form that reads back the same; `nil` when it is not finite.
    public static func double(_ value: Double) -> JSON? {
        ECMAScriptNumber.text(value).map { scalar(TapeWord.Tag.number, Array($0.utf8)) }
    }

    /// A number as it is written; `nil` when that is no JSON number.
    public static func number(text: String) -> JSON? {
        guard let value = try? JSON(parsing: text), value.kind == .number else { return nil }
        return value
    }

    /// An array of values.
    public static func array(_ elements: some Sequence<JSON>) -> JSON {
        var builder = TapeBuilder(container: TapeWord.Tag.array)
        for element in elements { builder.append(element) }
        return builder.finish()
    }

    /// An object of members in order; of equal names, the last one's value counts, at the first one's place.
    public static func object(_ members: some Sequence<(String, JSON)>) -> JSON {
        var ordered: [(name: String, value: JSON)] = []
        ordered.reserveCapacity(members.underestimatedCount)
        var places: [[UInt8]: Int] = [:]
        for (name, value) in members {
            // Looking along a few names is quicker than hashing them.
            let place: Int?
            if ordered.count < JSON.fewMembers {
                place = ordered.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
            } else {
                if places.isEmpty {
                    for (place, member) in ordered.enumerated() { places[Array(member.name.utf8)] = place }
                }
                place = places[Array(name.utf8)]
            }
            if let place {
                ordered[place].value = value
            } else {
                if !places.isEmpty { places[Array(name.utf8)] = ordered.count }
                ordered.append((name, value))
            }
        }
        var builder = TapeBuilder(
            container: TapeWord.Tag.object,
            text: ordered.reduce(0) { $0 + $1.name.utf8.count + $1.value.document.text.count },
            words: ordered.reduce(1) { $0 + $1.value.document.tape.count + 1 })
        for (name, value) in ordered {
            builder.append(name: name)
            builder.append(value)
        }
        return builder.finish()
    }

    private static let fewMembers = 16

    private static func scalar(_ tag: UInt64, _ bytes: [UInt8]) -> JSON {
        JSON(document: JSONDocument(text: bytes, tape: [TapeWord.make(tag, high: bytes.count, low: 0)]), index: 0)
    }
}

/// Puts values from other documents into one of its own.
private struct TapeBuilder {
    private var text: [UInt8] = []
    private var tape: [UInt64] = [0]
    private var count = 0
    private let tag: UInt64

    /// - Parameters:
    ///   - text: the bytes of text that are expected.
    ///   - words: the words of tape that are expected.
    init(container tag: UInt64, text: Int = 0, words: Int = 0) {
        self.tag = tag
        // A small part of a large document would reserve far too much.
        self.text.reserveCapacity(min(text, 4096))
        tape.reserveCapacity(min(words, 1024))
    }

    mutating func append(name: String) {
        let start = text.count
        text.append(contentsOf: name.utf8)
        tape.append(TapeWord.make(TapeWord.Tag.string, high: text.count - start, low: start))
    }

    mutating func append(_ value: JSON) {
        count += 1
        let document = value.document
        let shift = tape.count - value.index
        for index in value.index..<document.next(after: value.index) {
            let word = document.tape[index]
            switch TapeWord.tag(word) {
            case TapeWord.Tag.number, TapeWord.Tag.string:
                let start = text.count
                document.withBytes(at: index) { text.append(contentsOf: $0) }
                tape.append(TapeWord.make(TapeWord.tag(word), high: TapeWord.high(word), low: start))
            case TapeWord.Tag.array, TapeWord.Tag.object:
                tape.append(
                    TapeWord.make(TapeWord.tag(word), high: TapeWord.high(word), low: TapeWord.low(word) + shift))
            default: tape.append(word)
            }
        }
    }

    consuming func finish() -> JSON {
        tape[0] = TapeWord.make(tag, high: count, low: tape.count)
        return JSON(document: JSONDocument(text: text, tape: tape), index: 0)
    }
}
