/// Takes one normalised address apart from left to right: division names by their last characters or the book,
/// then numbers by the words behind them.
struct AddressScanner {
    /// How far down the address has been read; parts come in this order.
    enum Level: Int {
        case none, province, prefecture, county, town, village, group, road, lane, compound, building, unit, floor, room
    }

    let scalars: [UInt32]
    let signs: [UInt8]
    let names: NameIndex
    let book: AddressBook
    var address = Address()
    var level = Level.none
    /// Where the text not yet placed begins.
    var start = 0
    /// The villages that the text's name may mean.
    var villages: [NameIndex.Meaning] = []

    init(_ text: AddressText, names: NameIndex, book: AddressBook, signs: [UInt8]) {
        scalars = text.scalars
        self.names = names
        self.book = book
        self.signs = signs
        address.note = text.note
    }

    mutating func run() -> Address {
        var index = 0
        while index < scalars.count {
            if index == start, let end = takeSeat(at: index) ?? takeKnownName(at: index) {
                move(to: end)
                index = start
                continue
            }
            let sign = sign(at: index)
            if sign.isEmpty {
                index += 1
                continue
            }
            if !sign.isDisjoint(with: [.number, .letter]), let end = takeNumber(at: index) {
                move(to: end)
                index = start
                continue
            }
            if index > start, !sign.isDisjoint(with: [.division, .road, .group]), let end = takeName(endingAt: index) {
                move(to: end)
                index = start
                continue
            }
            index += 1
        }
        placeRest(upTo: scalars.count)
        resolve()
        return address
    }

    private mutating func move(to end: Int) { start = end }

    func sign(at index: Int) -> AddressSign {
        let value = Int(scalars[index])
        return value < signs.count ? AddressSign(rawValue: signs[value]) : []
    }

    /// The scalar at an index, U+0000 beyond the ends.
    func at(_ index: Int) -> Unicode.Scalar {
        guard index >= 0, index < scalars.count else { return "\0" }
        return Unicode.Scalar(scalars[index]) ?? "\0"
    }

    /// Whether a word stands at an index.
    func has(_ word: StaticString, at index: Int) -> Bool {
        var place = index
        return word.withUTF8Buffer { buffer in
            var iterator = UTF8Scalars(buffer)
            while let scalar = iterator.next() {
                guard place < scalars.count, scalars[place] == scalar else { return false }
                place += 1
            }
            return true
        }
    }

    func string(_ range: Range<Int>) -> String { AddressText.string(scalars[range]) }

    /// The text not yet placed up to an index, `nil` when empty.
    func pending(upTo end: Int) -> String? {
        start < end ? string(start..<end) : nil
    }

    /// What is left at the end names a compound, a hamlet, or nothing known.
    private mutating func placeRest(upTo end: Int) {
        guard let text = pending(upTo: end) else { return }
        if address.compoundName == nil, AddressScanner.looksLikeCompound(text) {
            address.compoundName = text
        } else if level == .village, address.hamlet == nil {
            address.hamlet = text
        } else {
            address.rest = (address.rest ?? "") + text
        }
    }

    static func looksLikeCompound(_ text: String) -> Bool {
        ["小区", "花园", "家园", "苑", "公寓", "大院", "院", "新村", "广场", "大厦", "城", "府", "庭", "湾", "郡", "园"]
            .contains { text.hasSuffix($0) }
    }
}

/// Decodes the scalars of a static UTF-8 word.
struct UTF8Scalars {
    private let buffer: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ buffer: UnsafeBufferPointer<UInt8>) { self.buffer = buffer }

    mutating func next() -> UInt32? {
        guard index < buffer.count else { return nil }
        let lead = UInt32(buffer[index])
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = length == 1 ? lead : lead & (0x7F >> UInt32(length))
        for offset in 1..<max(length, 1) where index + offset < buffer.count {
            value = value << 6 | UInt32(buffer[index + offset] & 0x3F)
        }
        index += length
        return value
    }
}
