/// Punycode (RFC 3492): Unicode scalars as letters, digits and hyphens.
enum Punycode {
    private static let base: UInt64 = 36
    private static let lowest: UInt64 = 1
    private static let highest: UInt64 = 26

    static func decode(_ text: ArraySlice<UInt8>) -> [UInt32]? {
        var output: [UInt32] = []
        var rest = text
        if let hyphen = text.lastIndex(of: UInt8(ascii: "-")) {
            output = text[..<hyphen].map { UInt32($0) }
            rest = text[(hyphen + 1)...]
        }
        var scalar: UInt64 = 128
        var index: UInt64 = 0
        var bias: UInt64 = 72
        while !rest.isEmpty {
            let old = index
            var weight: UInt64 = 1
            var place = base
            while true {
                guard let byte = rest.popFirst(), let digit = digit(byte) else { return nil }
                index += digit * weight
                let threshold = min(max(place > bias ? place - bias : 0, lowest), highest)
                if digit < threshold { break }
                weight *= base - threshold
                place += base
                guard weight < 1 << 32, index < 1 << 32 else { return nil }
            }
            let count = UInt64(output.count) + 1
            bias = adapt(index - old, count, isFirst: old == 0)
            scalar += index / count
            index %= count
            guard scalar <= 0x10FFFF, scalar < 0xD800 || scalar > 0xDFFF else { return nil }
            output.insert(UInt32(scalar), at: Int(index))
            index += 1
        }
        return output
    }

    static func encode(_ scalars: [UInt32]) -> [UInt8]? {
        var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        guard scalars.count <= 256 else { return nil }
        var scalar: UInt64 = 128
        var delta: UInt64 = 0
        var bias: UInt64 = 72
        var handled = UInt64(basic)
        while handled < UInt64(scalars.count) {
            guard let next = scalars.lazy.map({ UInt64($0) }).filter({ $0 >= scalar }).min() else { return nil }
            delta += (next - scalar) * (handled + 1)
            scalar = next
            for value in scalars {
                if UInt64(value) < scalar { delta += 1 }
                guard UInt64(value) == scalar else { continue }
                var rest = delta
                var place = base
                while true {
                    let threshold = min(max(place > bias ? place - bias : 0, lowest), highest)
                    if rest < threshold { break }
                    output.append(letter(threshold + (rest - threshold) % (base - threshold)))
                    rest = (rest - threshold) / (base - threshold)
                    place += base
                }
                output.append(letter(rest))
                bias = adapt(delta, handled + 1, isFirst: handled == UInt64(basic))
                delta = 0
                handled += 1
            }
            delta += 1
            scalar += 1
        }
        return output
    }

    private static func adapt(_ delta: UInt64, _ count: UInt64, isFirst: Bool) -> UInt64 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var place: UInt64 = 0
        while delta > (base - lowest) * highest / 2 {
            delta /= base - lowest
            place += base
        }
        return place + (base - lowest + 1) * delta / (delta + 38)
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte) - 0x30 + 26
        case 0x41...0x5A: UInt64(byte) - 0x41
        case 0x61...0x7A: UInt64(byte) - 0x61
        default: nil
        }
    }

    private static func letter(_ digit: UInt64) -> UInt8 {
        UInt8(digit < 26 ? digit + 0x61 : digit - 26 + 0x30)
    }
}
