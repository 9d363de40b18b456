/// Chance that is the same on every machine: a counter mixed by two multiplications (the splitmix64 construction).
///
/// Each use names a stream and an index, so that what one household is does not depend on how many choices another made.
struct DemoRandom {
    private var state: UInt64

    init(seed: UInt64, stream: UInt64, index: Int) {
        state = DemoRandom.mix(
            seed ^ DemoRandom.mix(stream &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: index)))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return DemoRandom.mix(state)
    }

    /// A number from 0 up to but not including the bound, which must be positive.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(bound)) >> 32)
    }

    /// A number in a closed range.
    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// True that many times in a thousand.
    mutating func thousandths(_ share: Int) -> Bool { below(1000) < share }

    /// One of a list that is not empty.
    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    /// An index by weights that add up to `total`.
    mutating func weighted(_ weights: [Int], total: Int) -> Int {
        var left = below(total)
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.count - 1
    }
}
