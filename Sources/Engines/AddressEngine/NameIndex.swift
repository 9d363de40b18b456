/// Finds the longest listed name that begins at a place in the text.
struct NameIndex: Sendable {
    /// What a name stands for.
    enum Meaning: Sendable, Hashable {
        case county
        case town(Int)
        /// The village's place in the book, and that of the former village in it or -1.
        case village(Int, former: Int)
        case road(Int)
    }

    private struct Entry: Sendable {
        let name: [UInt32]
        let meanings: [Meaning]
    }

    /// Entries by their first two characters, longest first.
    private let entries: [UInt64: [Entry]]

    init(_ book: AddressBook) {
        var names: [String: [Meaning]] = [:]
        func add(_ list: [String], _ meaning: Meaning) {
            for name in list where name.unicodeScalars.count >= 2 { names[name, default: []].append(meaning) }
        }
        if let county = book.county { add([county.name] + county.aliases, .county) }
        for (index, town) in book.towns.enumerated() { add([town.name] + town.aliases, .town(index)) }
        for (index, village) in book.villages.enumerated() {
            add([village.name] + village.aliases, .village(index, former: -1))
            for (place, former) in village.former.enumerated() {
                add([former.name], .village(index, former: place))
            }
        }
        for (index, road) in book.roads.enumerated() { add([road.name] + road.aliases, .road(index)) }
        var table: [UInt64: [Entry]] = [:]
        for (name, meanings) in names {
            let scalars = name.unicodeScalars.map(\.value)
            table[NameIndex.key(scalars[0], scalars[1]), default: []].append(Entry(name: scalars, meanings: meanings))
        }
        entries = table.mapValues { list in list.sorted { $0.name.count > $1.name.count } }
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

    /// The meanings of the longest name at an index, and the index after it.
    func longest(in scalars: [UInt32], at index: Int) -> (meanings: [Meaning], end: Int)? {
        guard index + 1 < scalars.count,
            let candidates = entries[NameIndex.key(scalars[index], scalars[index + 1])]
        else { return nil }
        for candidate in candidates where index + candidate.name.count <= scalars.count {
            var place = 2
            while place < candidate.name.count, candidate.name[place] == scalars[index + place] { place += 1 }
            if place == candidate.name.count { return (candidate.meanings, index + place) }
        }
        return nil
    }
}
