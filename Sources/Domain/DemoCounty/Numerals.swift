/// Numbers as people write them into addresses.
enum Numerals {
    private static let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    /// 1 to 9 999 in Chinese, 12 as 十二.
    static func chinese(_ value: Int) -> String {
        guard value >= 10 else { return digits[max(0, value)] }
        var text = ""
        var rest = value
        var gap = false
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = rest / unit % 10
            rest %= unit
            if digit == 0 {
                gap = !text.isEmpty
                continue
            }
            if gap { text += "零" }
            gap = false
            if unit != 10 || digit != 1 || !text.isEmpty { text += digits[digit] }
            text += name
        }
        return text
    }

    /// The full-width digits.
    static func wide(_ value: Int) -> String {
        String(String.UnicodeScalarView(String(value).unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    }

    /// A number with zeros in front.
    static func padded(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
    }

    /// Millionths of a degree as a decimal, six places.
    static func degrees(_ micro: Int) -> String { "\(micro / 1_000_000).\(padded(micro % 1_000_000, 6))" }

    /// A point as well-known text.
    static func point(_ longitude: Int, _ latitude: Int) -> String {
        "POINT(\(degrees(longitude)) \(degrees(latitude)))"
    }
}
