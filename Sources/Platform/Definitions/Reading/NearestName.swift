/// Finds the name an author probably meant.
package enum NearestName {
    /// The candidate with the smallest edit distance to `name`, if it is near enough to be a slip (at most a third of the
    /// letters, and at most three); ties go to the first in order of the alphabet.
    package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let limit = min(3, max(1, name.count / 3))
        var best: (distance: Int, name: String)?
        for candidate in candidates.sorted() where candidate != name {
            let distance = editDistance(name, candidate, atMost: limit)
            if distance <= limit, distance < (best?.distance ?? .max) { best = (distance, candidate) }
        }
        return best?.name
    }

    /// The Levenshtein distance of two names with swapped neighbours counted as one, or `limit + 1` when it is larger.
    static func editDistance(_ left: String, _ right: String, atMost limit: Int) -> Int {
        let a = Array(left.lowercased().unicodeScalars)
        let b = Array(right.lowercased().unicodeScalars)
        if abs(a.count - b.count) > limit { return limit + 1 }
        var before = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in 0..<b.count {
                let cost = a[i] == b[j] ? 0 : 1
                row[j + 1] = min(previous[j + 1] + 1, row[j] + 1, previous[j] + cost)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
            }
            before = previous
            previous = row
        }
        return min(previous[b.count], limit + 1)
    }
}
