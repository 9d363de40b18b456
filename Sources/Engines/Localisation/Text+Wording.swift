public import Diagnostics

extension Text {
    /// The wording in a language.
    @inlinable
    public func `in`(_ language: Language) -> String {
        switch language {
        case .zhHans: zh
        case .en: en
        }
    }

    /// Data that reads the same in both languages: a name, a number, a code.
    public static func verbatim(_ data: some StringProtocol) -> Text {
        Text(verbatim: String(data))
    }

    /// A number that reads the same in both languages.
    public static func verbatim(_ number: Int) -> Text {
        Text(verbatim: Numbers.grouped(number))
    }

    /// A count with its unit; English takes the plural.
    ///
    /// - Parameters:
    ///   - number: how many.
    ///   - zh: the measure and noun, such as `个工作日`.
    ///   - one: the English noun for exactly one.
    ///   - other: the English noun for any other number.
    public static func count(_ number: Int, zh: String, one: String, other: String) -> Text {
        let figure = Numbers.grouped(number)
        return Text(zh: figure + zh, en: figure + " " + (number == 1 ? one : other))
    }

    /// The text with `{name}` replaced by the value in both wordings; other placeholders stay.
    public func filling(_ name: String, with value: Text) -> Text {
        Text(
            zh: zh.replacing(placeholder: name, with: value.zh),
            en: en.replacing(placeholder: name, with: value.en))
    }

    /// The text with `{name}` replaced by data in both wordings.
    public func filling(_ name: String, with value: String) -> Text {
        filling(name, with: Text(verbatim: value))
    }

    /// The texts as one enumeration: `甲、乙和丙`, `A, B and C`.
    public static func list(_ texts: [Text]) -> Text {
        guard let last = texts.last else { return Text(verbatim: "") }
        guard texts.count > 1 else { return last }
        let leading = texts.dropLast()
        return Text(
            zh: leading.map(\.zh).joined(separator: "、") + "和" + last.zh,
            en: leading.map(\.en).joined(separator: ", ") + " and " + last.en)
    }

    /// Two texts after one another; English puts a space between.
    public func followed(by other: Text) -> Text {
        Text(zh: zh + other.zh, en: en + " " + other.en)
    }
}

extension String {
    fileprivate func replacing(placeholder name: String, with value: String) -> String {
        let parts = split(separator: "{\(name)}", omittingEmptySubsequences: false)
        return parts.joined(separator: value)
    }
}
