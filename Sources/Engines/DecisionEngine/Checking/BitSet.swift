/// A set of small numbers: rows of a table, or classes of an input's values.
struct BitSet: Hashable, Sendable {
    private var words: [UInt64]

    /// Numbers that have room in it.
    var capacity: Int { words.count * 64 }

    /// Makes an empty set for numbers below `capacity`.
    init(capacity: Int) { words = [UInt64](repeating: 0, count: (capacity + 63) / 64) }

    /// Makes the set of all numbers below `capacity`.
    init(all capacity: Int) {
        self.init(capacity: capacity)
        for number in 0..<capacity { insert(number) }
    }

    mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }

    func contains(_ number: Int) -> Bool { words[number / 64] & (1 << UInt64(number % 64)) != 0 }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func intersection(_ other: BitSet) -> BitSet {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    func union(_ other: BitSet) -> BitSet {
        var result = self
        for index in words.indices { result.words[index] |= other.words[index] }
        return result
    }

    func intersects(_ other: BitSet) -> Bool { zip(words, other.words).contains { $0 & $1 != 0 } }

    func isSuperset(of other: BitSet) -> Bool { zip(words, other.words).allSatisfy { $0 & $1 == $1 } }

    /// Its numbers in order.
    var members: [Int] {
        words.enumerated().flatMap { index, word in
            (0..<64).filter { word & (1 << UInt64($0)) != 0 }.map { index * 64 + $0 }
        }
    }
}
