/// Makes inputs out of good ones: bytes changed, pieces moved, repeated and nested, words of the format put in.
package struct FuzzMutator: Sendable {
    private let seeds: [[UInt8]]
    private let words: [[UInt8]]
    private let largest: Int

    /// What makes trouble in any format: half characters, other encodings, marks, ends, numbers at their limits.
    private static let troubles: [[UInt8]] = [
        [0], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xFE, 0xFF],
        [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x81, 0x30, 0x81, 0x30], [0x84, 0x31, 0xA4, 0x37], [0x81], [0xFE, 0xFE],
        [0x81, 0x7F], [0xA1, 0xA1], [0xE3, 0x32, 0x9A, 0x36], [0x0D], [0x0A], [0x0D, 0x0A], [0xC2, 0x85],
        [0xE2, 0x80, 0xA8], [0xF0, 0xA0, 0x80, 0x80],
    ]
    private static let texts = [
        "0", "-0", "-1", "1e999", "-1e-999", "9223372036854775807", "9223372036854775808", "99999999999999999999999999",
        "-9223372036854775808", "1E-9223372036854775808", "92233720368547758.99", "4294967296", "-2147483649",
        "0.1e1", "NaN", "null", "true", "\\u0000", "\\ud800", "\\udc00", "%00", "%ed%a0%80", "&#xD800;", "&#0;", "䶮",
        "一",
        "2026-02-30", "10000-01-01", "-0001-01-01", "T24:00:00", "👨‍👩‍👧", "\u{202E}", "\u{FEFF}", "𠀀", "（", "）",
    ].map { Array($0.utf8) }

    /// - Parameters:
    ///   - seeds: good inputs of the format; at least one.
    ///   - words: what the format is made of; pairs such as `(` and `)` are nested.
    ///   - largest: the length to which inputs are grown.
    package init(seeds: [[UInt8]], words: [String], largest: Int = 8_192) {
        self.seeds = seeds.isEmpty ? [[]] : seeds
        self.words = words.map { Array($0.utf8) }
        self.largest = largest
    }

    /// The input of a number: the same number gives the same input.
    package func input(seed: UInt64, number: Int) -> [UInt8] {
        var random = FuzzRandom(seed: seed ^ (UInt64(number) &* 0xD134_2543_DE82_EF95))
        var bytes = random.pick(seeds) ?? []
        // Now and then something deep or long, which costs more than the small ones.
        if random.below(64) == 0 { return nested(&random) }
        for _ in 0..<(1 + random.below(6)) { change(&bytes, &random) }
        return Array(bytes.prefix(largest))
    }

    private func change(_ bytes: inout [UInt8], _ random: inout FuzzRandom) {
        let place = random.below(bytes.count + 1)
        let end = min(bytes.count, place + 1 + random.below(1 + random.below(64)))
        switch random.below(11) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(random.below(8)) }
        case 1: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count + 1))
        case 4: bytes.insert(contentsOf: random.pick(words) ?? [], at: place)
        case 5: bytes.replaceSubrange(place..<end, with: random.pick(words) ?? [])
        case 6: bytes.insert(contentsOf: random.pick(Self.troubles) ?? [], at: place)
        case 7: bytes.replaceSubrange(place..<end, with: random.pick(Self.texts) ?? [])
        case 8:
            let other = random.pick(seeds) ?? []
            let from = random.below(other.count + 1)
            bytes.replaceSubrange(place..<end, with: other[from..<min(other.count, from + 1 + random.below(256))])
        case 9: bytes.removeSubrange(place...)
        default:
            let piece = Array(bytes[place..<end])
            for _ in 0..<random.below(20) where bytes.count < largest { bytes.insert(contentsOf: piece, at: place) }
        }
    }

    /// A word, or two in turn, again and again; sometimes a good input in the middle.
    private func nested(_ random: inout FuzzRandom) -> [UInt8] {
        let first = random.pick(words) ?? [0x28]
        let second = random.below(2) == 0 ? [] : random.pick(words) ?? []
        let last = random.below(2) == 0 ? [] : random.pick(words) ?? []
        let count = min(1 << random.below(15), 4 * largest / max(1, first.count + second.count))
        var bytes: [UInt8] = []
        for _ in 0..<count { bytes += first + second }
        if random.below(2) == 0 { bytes += random.pick(seeds) ?? [] }
        for _ in 0..<(last.isEmpty ? 0 : count) { bytes += last }
        return bytes
    }
}
