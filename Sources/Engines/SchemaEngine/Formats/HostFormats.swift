/// Names and addresses of hosts.
enum HostFormats {
    /// A name by RFC 1123 §2.1; labels that begin with `xn--` have to be good A-labels (RFC 5890 §2.3.2.1).
    static func isHostname(_ text: String) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        var decoded: [[UInt32]] = []
        for label in labels {
            guard isLabel(Array(label)), let scalars = InternationalLabel.scalars(ofASCII: Array(label)) else {
                return false
            }
            decoded.append(scalars)
        }
        return BidiRule.holds(for: decoded)
    }

    /// What separates the labels of a name as people write it: any of the four full stops of IDNA (RFC 3490 §3.1).
    static let fullStops: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]

    /// A name by RFC 5890 §2.3.2.3.
    static func isInternationalHostname(
        _ text: String, separators: Set<Unicode.Scalar> = fullStops
    ) -> Bool {
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { separators.contains($0) }
        var length = labels.count - 1
        var decoded: [[UInt32]] = []
        for label in labels {
            let scalars = label.map(\.value)
            if scalars.allSatisfy({ $0 < 0x80 }) {
                let bytes = scalars.map { UInt8(truncatingIfNeeded: $0) }
                let isReserved = bytes.count > 3 && bytes[2] == 0x2D && bytes[3] == 0x2D
                let isALabel = InternationalLabel.hasPrefix(bytes)
                guard isLabel(bytes), !isReserved || isALabel, let inside = InternationalLabel.scalars(ofASCII: bytes)
                else { return false }
                length += bytes.count
                decoded.append(inside)
            } else {
                guard InternationalLabel.isULabel(scalars), let encoded = Punycode.encode(scalars) else { return false }
                guard encoded.count + 4 <= 63 else { return false }
                length += encoded.count + 4
                decoded.append(scalars)
            }
        }
        return length <= 253 && BidiRule.holds(for: decoded)
    }

    private static func isLabel(_ label: [UInt8]) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { $0 == 0x2D || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }
    }

    /// Four numbers to 255 without leading zeros (RFC 2673 §3.2).
    ///
    /// - Parameter takesLeadingZeros: whether a number may begin with 0, as in mail addresses (RFC 5321 §4.1.3).
    static func isIPv4(_ text: ArraySlice<UInt8>, takesLeadingZeros: Bool = false) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
                guard takesLeadingZeros || part.count == 1 || part.first != UInt8(ascii: "0") else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }

    /// Eight groups of hexadecimal digits, `::` once for groups of zero, the last two as IPv4 if wished (RFC 4291 §2.2).
    ///
    /// - Parameters:
    ///   - shortestGap: how many groups `::` stands for at least.
    ///   - takesLeadingZeros: whether the numbers of the IPv4 part may begin with 0.
    static func isIPv6(
        _ text: ArraySlice<UInt8>, shortestGap: Int = 1, takesLeadingZeros: Bool = false
    ) -> Bool {
        let colon = UInt8(ascii: ":")
        guard text.count >= 2, text.count <= 45 else { return false }
        let parts = Array(text.split(separator: colon, omittingEmptySubsequences: false))
        var gaps = 0
        var groups = 0
        for (place, part) in parts.enumerated() {
            if part.isEmpty {
                let isStart = place == 0
                let isEnd = place == parts.count - 1
                if isStart {
                    guard parts.count > 2, parts[1].isEmpty else { return false }
                } else if isEnd {
                    guard parts[place - 1].isEmpty else { return false }
                } else {
                    gaps += 1
                }
            } else if place == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard isIPv4(part, takesLeadingZeros: takesLeadingZeros) else { return false }
                groups += 2
            } else {
                guard part.count <= 4, part.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }) else {
                    return false
                }
                groups += 1
            }
        }
        return gaps == 0 ? groups == 8 : gaps == 1 && groups <= 8 - shortestGap
    }
}
