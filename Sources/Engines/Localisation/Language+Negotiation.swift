extension Language {
    /// The language that suits an `Accept-Language` header best (RFC 9110, section 12.5.4; lookup as in RFC 4647).
    ///
    /// A range without a weight weighs 1, a weight of 0 excludes, `*` stands for every language not named. Equal
    /// weights keep the order of the header. What cannot be read is skipped, so no header can cause an error.
    ///
    /// - Parameters:
    ///   - header: the header's value; `nil` or empty when the client sent none.
    ///   - fallback: the language when the header asks for none of ours.
    public static func negotiated(from header: String?, fallback: Language = .zhHans) -> Language {
        guard let header, !header.isEmpty else { return fallback }
        var weights: [Language: Int] = [:]
        var order: [Language] = []
        var wildcard: Int?
        // A real header names a handful of languages; the rest of a hostile one is not read.
        for part in header.split(separator: ",", maxSplits: 32).prefix(32) {
            let pieces = part.split(separator: ";")
            guard let range = pieces.first.map({ $0.filter { !$0.isWhitespace } }), !range.isEmpty,
                let weight = weight(of: pieces.dropFirst())
            else { continue }
            if range == "*" {
                wildcard = max(wildcard ?? 0, weight)
            } else if let language = Language(tag: range) {
                if weights[language] == nil { order.append(language) }
                weights[language] = max(weights[language] ?? 0, weight)
            }
        }
        if let wildcard {
            let unnamed = [fallback, fallback.other].filter { weights[$0] == nil }
            for language in unnamed {
                weights[language] = wildcard
                order.append(language)
            }
        }
        var best: (language: Language, weight: Int)?
        for language in order {
            let weight = weights[language] ?? 0
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        return best?.language ?? fallback
    }

    /// The weight in thousandths; `nil` when it cannot be read.
    private static func weight(of parameters: ArraySlice<Substring>) -> Int? {
        for parameter in parameters {
            let compact = parameter.filter { !$0.isWhitespace }.lowercased()
            guard compact.hasPrefix("q=") else { continue }
            return thousandths(compact.dropFirst(2))
        }
        return 1000
    }

    /// Reads `0`, `0.8`, `1.000` (RFC 9110, section 12.4.2: at most three decimals).
    private static func thousandths(_ text: Substring) -> Int? {
        let halves = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first.flatMap({ Int($0) }), (0...1).contains(whole) else { return nil }
        guard halves.count == 2 else { return whole * 1000 }
        let decimals = halves[1]
        guard decimals.count <= 3, decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let padded = decimals + String(repeating: "0", count: 3 - decimals.count)
        return min(1000, whole * 1000 + (Int(padded) ?? 0))
    }
}
