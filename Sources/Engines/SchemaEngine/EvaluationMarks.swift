/// Which members or elements of one instance were evaluated, as `unevaluatedProperties` and `unevaluatedItems` ask.
final class EvaluationMarks {
    private var bits: [UInt64] = []
    private var all = false

    func insert(_ position: Int) {
        let word = position >> 6
        while bits.count <= word { bits.append(0) }
        bits[word] |= 1 << UInt64(position & 63)
    }

    func insertAll() { all = true }

    func formUnion(_ other: EvaluationMarks) {
        all = all || other.all
        for (word, value) in other.bits.enumerated() {
            if word < bits.count { bits[word] |= value } else { bits.append(value) }
        }
    }

    func contains(_ position: Int) -> Bool {
        all || (position >> 6 < bits.count && bits[position >> 6] >> UInt64(position & 63) & 1 != 0)
    }
}
