/// SHA-256 (FIPS 180-4), for these tests only: the product's hash functions live above the engines.
enum SHA256 {
    private static let primes: [UInt32] = {
        var found: [UInt32] = []
        var candidate: UInt32 = 2
        while found.count < 64 {
            if found.allSatisfy({ candidate % $0 != 0 }) { found.append(candidate) }
            candidate += 1
        }
        return found
    }()

    /// The first 32 bits of the fraction of the cube (square) root, by integer search.
    private static func rootFraction(_ prime: UInt32, cube: Bool) -> UInt32 {
        var root: UInt64 = 0
        for bit in (0..<36).reversed() {
            let trial = root | 1 << UInt64(bit)
            let square = trial.multipliedFullWidth(by: trial)
            if cube {
                // trial³ ≤ prime · 2^96, compared by the 128-bit halves.
                let value = UInt128(trial) * UInt128(trial) * UInt128(trial)
                if value <= UInt128(prime) << 96 { root = trial }
            } else if UInt128(square.high) << 64 | UInt128(square.low) <= UInt128(prime) << 64 {
                root = trial
            }
        }
        return UInt32(truncatingIfNeeded: root)
    }

    private static let constants = primes.map { rootFraction($0, cube: true) }
    private static let start = primes.prefix(8).map { rootFraction($0, cube: false) }

    static func hash(_ input: [UInt8]) -> [UInt8] {
        var message = input + [0x80]
        while message.count % 64 != 56 { message.append(0) }
        let bits = UInt64(input.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) { message.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        var state = start
        func rotate(_ value: UInt32, _ by: UInt32) -> UInt32 { value >> by | value << (32 - by) }
        for block in stride(from: 0, to: message.count, by: 64) {
            var words = (0..<16).map { at in
                (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(message[block + at * 4 + $1]) }
            }
            for at in 16..<64 {
                let first = rotate(words[at - 15], 7) ^ rotate(words[at - 15], 18) ^ words[at - 15] >> 3
                let second = rotate(words[at - 2], 17) ^ rotate(words[at - 2], 19) ^ words[at - 2] >> 10
                words.append(words[at - 16] &+ first &+ words[at - 7] &+ second)
            }
            var h = state
            for at in 0..<64 {
                let sum1 = rotate(h[4], 6) ^ rotate(h[4], 11) ^ rotate(h[4], 25)
                let choice = h[4] & h[5] ^ ~h[4] & h[6]
                let first = h[7] &+ sum1 &+ choice &+ constants[at] &+ words[at]
                let sum0 = rotate(h[0], 2) ^ rotate(h[0], 13) ^ rotate(h[0], 22)
                let majority = h[0] & h[1] ^ h[0] & h[2] ^ h[1] & h[2]
                h = [first &+ sum0 &+ majority, h[0], h[1], h[2], h[3] &+ first, h[4], h[5], h[6]]
            }
            state = zip(state, h).map { $0 &+ $1 }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }
}
