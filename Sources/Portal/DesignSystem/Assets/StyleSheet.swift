/// One style sheet, read for what it refers to and made smaller.
struct StyleSheet {
    let name: String
    let bytes: [UInt8]

    /// The sheet without comments and superfluous space, with each `url(…)` of a file of ours replaced by its address.
    func resolved(_ address: (String) -> String?) throws(AssetError) -> [UInt8] {
        var source = Substring(Self.compacted(String(decoding: bytes, as: UTF8.self)))
        var result = ""
        while let start = source.firstRange(of: "url(") {
            result += source[..<start.upperBound]
            source = source[start.upperBound...]
            guard let end = source.firstIndex(of: ")") else { break }
            let reference = source[..<end].filter { $0 != "\"" && $0 != "'" }
            if reference.hasPrefix("data:") || reference.hasPrefix("#") {
                result += source[..<end]
            } else {
                guard let resolved = address(Self.resolve(reference, from: name)) else {
                    throw AssetError(code: .reference, name: "\(name): \(reference)")
                }
                result += "\"\(resolved)\""
            }
            source = source[end...]
        }
        return Array((result + source).utf8)
    }

    /// The name below the asset folder that a relative reference means.
    static func resolve(_ reference: String, from name: String) -> String {
        var parts = name.split(separator: "/").dropLast().map(String.init)
        for part in reference.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": parts = Array(parts.dropLast())
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// The sheet without comments, indentation, line ends and space around braces; strings are left as they are.
    static func compacted(_ source: String) -> String {
        var out: [UInt8] = []
        let input = Array(source.utf8)
        var index = 0
        var quote: UInt8?
        while index < input.count {
            let byte = input[index]
            if let open = quote {
                out.append(byte)
                if byte == open { quote = nil }
                index += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                quote = byte
                out.append(byte)
            case UInt8(ascii: "/") where index + 1 < input.count && input[index + 1] == UInt8(ascii: "*"):
                index += 2
                while index + 1 < input.count,
                    input[index] != UInt8(ascii: "*") || input[index + 1] != UInt8(ascii: "/")
                {
                    index += 1
                }
                index += 1
            case 0x20, 0x0A, 0x0D, 0x09:
                if let last = out.last, !Self.tight.contains(last), last != 0x20 { out.append(0x20) }
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: ","):
                if out.last == 0x20 { out.removeLast() }
                if byte == UInt8(ascii: "}"), out.last == UInt8(ascii: ";") { out.removeLast() }
                out.append(byte)
            default:
                out.append(byte)
            }
            index += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// After these no space is needed.
    private static let tight: Set<UInt8> = Set("{};,:".utf8)
}
