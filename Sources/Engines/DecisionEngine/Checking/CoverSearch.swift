/// Looks for what of a box is not covered by smaller ones, dimension by dimension, going on only with the boxes that still
/// matter; parts that look the same to them are one.
struct CoverSearch {
    private let box: [BitSet]
    private let rows: [[BitSet]]
    private let most: Int
    private var budget: Int
    /// The rows that cover all that is left from a dimension on.
    private let wholeFrom: [BitSet]
    private var known: [Set<BitSet>]
    /// The parts of the box that no row covers.
    private(set) var uncovered: [[BitSet]] = []

    /// - Parameters:
    ///   - box: what is to be covered: by dimension a set that is not empty.
    ///   - rows: what covers it.
    ///   - budget: combinations to go through at most.
    ///   - most: uncovered parts to be named at most.
    init(box: [BitSet], rows: [[BitSet]], budget: Int, most: Int) {
        self.box = box
        self.rows = rows
        self.budget = budget
        self.most = most
        known = [Set<BitSet>](repeating: [], count: box.count + 1)
        var wholes = [BitSet](repeating: BitSet(all: rows.count), count: box.count + 1)
        for dimension in box.indices.reversed() {
            var whole = BitSet(capacity: rows.count)
            for row in rows.indices
            where wholes[dimension + 1].contains(row) && rows[row][dimension].isSuperset(of: box[dimension]) {
                whole.insert(row)
            }
            wholes[dimension] = whole
        }
        wholeFrom = wholes
    }

    /// Searches.
    ///
    /// - Returns: whether everything was gone through.
    mutating func run() -> Bool {
        var prefix: [BitSet] = []
        _ = go(0, BitSet(all: rows.count), &prefix)
        merge()
        return budget > 0
    }

    /// Parts that differ in one dimension only are one.
    private mutating func merge() {
        var place = 0
        while place < uncovered.count {
            let partner = uncovered.indices.dropFirst(place + 1).first { other in
                zip(uncovered[place], uncovered[other]).count { $0 != $1 } == 1
            }
            guard let partner else {
                place += 1
                continue
            }
            uncovered[place] = zip(uncovered[place], uncovered[partner]).map { $0.union($1) }
            uncovered.remove(at: partner)
            // What is larger now may fit another one.
            place = 0
        }
    }

    /// - Returns: whether all from here on is covered.
    private mutating func go(_ dimension: Int, _ active: BitSet, _ prefix: inout [BitSet]) -> Bool {
        if active.isEmpty {
            if uncovered.count < most { uncovered.append(prefix + box[dimension...]) }
            return false
        }
        if wholeFrom[dimension].intersects(active) || known[dimension].contains(active) { return true }
        budget -= 1
        guard budget > 0, uncovered.count < most else { return false }
        // Classes that leave the same rows are gone through together.
        var groups: [(active: BitSet, parts: BitSet)] = []
        var places: [BitSet: Int] = [:]
        for part in box[dimension].members {
            var left = BitSet(capacity: rows.count)
            for row in active.members where rows[row][dimension].contains(part) { left.insert(row) }
            if let place = places[left] {
                groups[place].parts.insert(part)
            } else {
                places[left] = groups.count
                var parts = BitSet(capacity: box[dimension].capacity)
                parts.insert(part)
                groups.append((left, parts))
            }
        }
        var isCovered = true
        for group in groups {
            prefix.append(group.parts)
            if !go(dimension + 1, group.active, &prefix) { isCovered = false }
            prefix.removeLast()
        }
        if isCovered { known[dimension].insert(active) }
        return isCovered
    }
}
