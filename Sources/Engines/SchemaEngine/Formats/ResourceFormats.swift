import JSONTree

/// URIs, IRIs, templates of them, UUIDs and relative JSON Pointers.
enum ResourceFormats {
    /// A reference by the grammar of RFC 3986, appendix A, or of RFC 3987 §2.2.
    static func isReference(_ text: String, isInternational: Bool, needsScheme: Bool) -> Bool {
        let reference = URIReference(text)
        if reference.scheme == nil {
            // A colon in the first segment would be read as a scheme's.
            let first = reference.path.utf8.prefix { $0 != UInt8(ascii: "/") }
            if needsScheme || (reference.authority == nil && first.contains(UInt8(ascii: ":"))) { return false }
        }
        let rules = Characters(isInternational: isInternational)
        if let authority = reference.authority, !isAuthority(authority, rules) { return false }
        return rules.allow(reference.path, besides: ":@/")
            && rules.allow(reference.query ?? "", besides: ":@/?", isQuery: true)
            && rules.allow(reference.fragment ?? "", besides: ":@/?")
    }

    private static func isAuthority(_ authority: String, _ rules: Characters) -> Bool {
        var host = Substring(authority).unicodeScalars
        if let at = host.lastIndex(of: "@") {
            guard rules.allow(String(host[..<at]), besides: ":") else { return false }
            host = host[host.index(after: at)...]
        }
        var port = Substring().unicodeScalars
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { return false }
            guard isLiteral(Substring(host[host.index(after: host.startIndex)..<end])) else { return false }
            port = host[host.index(after: end)...]
            guard port.isEmpty || port.first == ":" else { return false }
            port = port.dropFirst()
        } else {
            if let colon = host.firstIndex(of: ":") {
                port = host[host.index(after: colon)...]
                host = host[..<colon]
            }
            guard rules.allow(String(host), besides: "") else { return false }
        }
        return port.allSatisfy { ("0"..."9").contains($0) }
    }

    private static func isLiteral(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first | 0x20 == UInt8(ascii: "v") else { return HostFormats.isIPv6(bytes[...]) }
        let parts = bytes.dropFirst().split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            && parts[0].allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
            && parts[1].allSatisfy { Characters.isPlain(UInt32($0)) || $0 == UInt8(ascii: ":") }
    }

    /// Which characters may stand in the parts of a reference.
    private struct Characters {
        let isInternational: Bool

        func allow(_ text: String, besides others: String, isQuery: Bool = false) -> Bool {
            let scalars = text.unicodeScalars.map(\.value)
            var place = 0
            while place < scalars.count {
                let value = scalars[place]
                if value == 0x25 {
                    guard place + 2 < scalars.count, Self.isHex(scalars[place + 1]), Self.isHex(scalars[place + 2])
                    else {
                        return false
                    }
                    place += 3
                    continue
                }
                let isAllowed =
                    Self.isPlain(value) || others.unicodeScalars.contains { $0.value == value }
                    || (isInternational && (Self.isBeyond(value) || (isQuery && Self.isPrivate(value))))
                guard isAllowed else { return false }
                place += 1
            }
            return true
        }

        /// Unreserved characters and sub-delimiters.
        static func isPlain(_ value: UInt32) -> Bool {
            switch value {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: value < 0x80 && "-._~!$&'()*+,;=".utf8.contains(UInt8(value))
            }
        }

        static func isHex(_ value: UInt32) -> Bool {
            (0x30...0x39).contains(value) || (0x41...0x46).contains(value) || (0x61...0x66).contains(value)
        }

        /// `ucschar` of RFC 3987 §2.2.
        static func isBeyond(_ value: UInt32) -> Bool {
            switch value {
            case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
            case 0x10000...0xEFFFF: value & 0xFFFF < 0xFFFE && !(0xE0000...0xE0FFF).contains(value)
            default: false
            }
        }

        /// `iprivate` of RFC 3987 §2.2.
        static func isPrivate(_ value: UInt32) -> Bool {
            switch value {
            case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
            default: false
            }
        }
    }

    /// A template of RFC 6570 §2, of any level.
    static func isTemplate(_ text: String) -> Bool {
        var scalars = text.unicodeScalars.map(\.value)[...]
        while let next = scalars.popFirst() {
            switch next {
            case 0x7B:
                guard let end = scalars.firstIndex(of: 0x7D), isExpression(scalars[..<end]) else { return false }
                scalars = scalars[(end + 1)...]
            case 0x25:
                guard scalars.count >= 2, scalars.prefix(2).allSatisfy(Characters.isHex) else { return false }
                scalars = scalars.dropFirst(2)
            case 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7C, 0x7D, 0...0x20, 0x7F: return false
            default:
                guard next < 0x80 || Characters.isBeyond(next) || Characters.isPrivate(next) else { return false }
            }
        }
        return true
    }

    private static func isExpression(_ inside: ArraySlice<UInt32>) -> Bool {
        var rest = inside
        if let first = rest.first, "+#./;?&=,!@|".unicodeScalars.contains(where: { $0.value == first }) {
            rest = rest.dropFirst()
        }
        return rest.split(separator: 0x2C, omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    private static func isVariable(_ specification: ArraySlice<UInt32>) -> Bool {
        var name = specification
        if name.last == 0x2A {
            name = name.dropLast()
        } else if let colon = name.firstIndex(of: 0x3A) {
            let length = name[(colon + 1)...]
            guard (1...4).contains(length.count), length.first != 0x30,
                length.allSatisfy({ (0x30...0x39).contains($0) })
            else { return false }
            name = name[..<colon]
        }
        return name.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { part in
            var rest = part
            guard !rest.isEmpty else { return false }
            while let next = rest.popFirst() {
                if next == 0x25 {
                    guard rest.count >= 2, rest.prefix(2).allSatisfy(Characters.isHex) else { return false }
                    rest = rest.dropFirst(2)
                } else {
                    switch next {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: break
                    default: return false
                    }
                }
            }
            return true
        }
    }

    /// Thirty-two hexadecimal digits in five groups (RFC 4122 §3).
    static func isUUID(_ text: [UInt8]) -> Bool {
        guard text.count == 36 else { return false }
        return text.enumerated().allSatisfy { place, byte in
            [8, 13, 18, 23].contains(place)
                ? byte == UInt8(ascii: "-") : byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
        }
    }

    /// A number of steps up, then `#` or a JSON Pointer.
    static func isRelativePointer(_ text: String) -> Bool {
        func number(_ text: Substring) -> Substring.UTF8View? {
            let digits = text.utf8.prefix { $0 &- 0x30 < 10 }
            return !digits.isEmpty && (digits.count == 1 || digits.first != 0x30) ? digits : nil
        }
        guard let digits = number(text[...]) else { return false }
        var rest = text[digits.endIndex...]
        if let sign = rest.first, sign == "+" || sign == "-" {
            // Another element of the same array: so many places on or back.
            guard let places = number(rest.dropFirst()) else { return false }
            rest = rest[places.endIndex...]
        }
        return rest == "#" || (try? JSONPointer(parsing: String(rest))) != nil
    }
}
