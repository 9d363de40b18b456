/// A text that people read, in both languages of the product.
///
/// Everything shown to a person exists in simplified Chinese and in English; a missing translation cannot be expressed.
public struct Text: Sendable, Hashable {
    /// Simplified Chinese (BCP 47 `zh-Hans`).
    public let zh: String
    /// English (BCP 47 `en`).
    public let en: String

    /// Makes a text from its two wordings.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// A text that reads the same in both languages, such as a code or a number.
    public init(verbatim: String) {
        self.init(zh: verbatim, en: verbatim)
    }
}
