/// A language of the product.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// Simplified Chinese, the language of record.
    case zhHans = "zh-Hans"
    /// English.
    case en

    /// The BCP 47 tag, as it stands in `lang` attributes.
    public var tag: String { rawValue }

    /// The language's own name for itself.
    public var name: String {
        switch self {
        case .zhHans: "中文"
        case .en: "English"
        }
    }

    /// The other language: what a switch offers.
    public var other: Language {
        switch self {
        case .zhHans: .en
        case .en: .zhHans
        }
    }

    /// The language that a BCP 47 tag asks for: any Chinese is answered in simplified Chinese, any English in English.
    ///
    /// - Returns: `nil` for a tag of a language that the product does not have.
    public init?(tag: some StringProtocol) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        switch primary {
        case "zh", "cmn": self = .zhHans
        case "en": self = .en
        default: return nil
        }
    }
}
