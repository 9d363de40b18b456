/// Judges the addresses that links, forms and images lead to.
enum Address {
    /// Whether the address is relative or has a scheme that cannot run a script.
    ///
    /// Follows the scheme state of the WHATWG URL Standard: leading C0 controls and spaces are skipped, and what precedes
    /// the first `:` is a scheme unless `/`, `?` or `#` comes before it. The tabs and line ends that browsers ignore
    /// inside a scheme make it an unknown one here, which is refused.
    static func isSafe(_ address: String) -> Bool {
        var scheme: [UInt8] = []
        for byte in address.utf8 {
            switch byte {
            case 0...0x20 where scheme.isEmpty: continue
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
            case UInt8(ascii: ":"): return allowed.contains(String(decoding: scheme, as: UTF8.self))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): scheme.append(byte | 0x20)
            default: scheme.append(byte)
            }
        }
        return true
    }

    private static let allowed: Set<String> = ["http", "https", "mailto", "tel"]
}
