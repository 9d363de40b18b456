/// Mail addresses: RFC 5321 §4.1.2, and RFC 6531 §3.3 with characters beyond ASCII.
enum MailFormats {
    static func isAddress(_ text: String, isInternational: Bool) -> Bool {
        let bytes = Array(text.utf8)
        guard isInternational || bytes.allSatisfy({ $0 < 0x80 }) else { return false }
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0, at <= 64 else { return false }
        return isLocalPart(bytes[..<at]) && isDomain(bytes[(at + 1)...], isInternational: isInternational)
    }

    private static func isLocalPart(_ local: ArraySlice<UInt8>) -> Bool {
        if local.first == UInt8(ascii: "\"") { return isQuoted(local) }
        return local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomText)
        }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }

    private static func isQuoted(_ local: ArraySlice<UInt8>) -> Bool {
        guard local.count >= 2, local.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in local.dropFirst().dropLast() {
            guard byte >= 0x20, byte != 0x7F else { return false }
            if isEscaped {
                // RFC 6531 lets other characters stand between quotes, but not behind a backslash.
                guard byte < 0x80 else { return false }
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return !isEscaped
    }

    private static func isDomain(_ domain: ArraySlice<UInt8>, isInternational: Bool) -> Bool {
        if domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]") {
            return isAddressLiteral(domain.dropFirst().dropLast())
        }
        let text = String(decoding: domain, as: UTF8.self)
        return isInternational
            ? HostFormats.isInternationalHostname(text, separators: ["."]) : HostFormats.isHostname(text)
    }

    /// RFC 5321 §4.1.3: four numbers, `IPv6:` and an address, or another tag and its text. Words of the grammar are written large
    /// or small.
    private static func isAddressLiteral(_ literal: ArraySlice<UInt8>) -> Bool {
        guard let colon = literal.firstIndex(of: UInt8(ascii: ":")) else {
            return HostFormats.isIPv4(literal, takesLeadingZeros: true)
        }
        let tag = literal[..<colon]
        let text = literal[(colon + 1)...]
        if String(decoding: tag, as: UTF8.self).lowercased() == "ipv6" {
            // `::` stands for two groups at least.
            return HostFormats.isIPv6(text, shortestGap: 2, takesLeadingZeros: true)
        }
        guard let last = tag.last, last != 0x2D, !text.isEmpty else { return false }
        return tag.allSatisfy { $0 == 0x2D || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
            && text.allSatisfy { (0x21...0x5A).contains($0) || (0x5E...0x7E).contains($0) }
    }
}
