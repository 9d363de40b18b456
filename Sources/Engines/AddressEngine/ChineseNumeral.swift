/// Numbers as addresses write them: Arabic, positional (一〇三), with units (一百零三), banker's (壹佰), 廿 and 卅.
enum ChineseNumeral {
    /// What one character is worth.
    enum Part {
        case digit(Int)
        case unit(Int)
        /// 廿, 卅, 卌: tens in one character.
        case tens(Int)
    }

    static func part(_ scalar: UInt32) -> Part? {
        guard let scalar = Unicode.Scalar(scalar) else { return nil }
        switch scalar {
        case "〇", "零", "○": return .digit(0)
        case "一", "壹": return .digit(1)
        case "二", "贰", "两": return .digit(2)
        case "三", "叁": return .digit(3)
        case "四", "肆": return .digit(4)
        case "五", "伍": return .digit(5)
        case "六", "陆": return .digit(6)
        case "七", "柒": return .digit(7)
        case "八", "捌": return .digit(8)
        case "九", "玖": return .digit(9)
        case "十", "拾": return .unit(10)
        case "百", "佰": return .unit(100)
        case "千", "仟": return .unit(1000)
        case "廿": return .tens(20)
        case "卅": return .tens(30)
        case "卌": return .tens(40)
        default: return nil
        }
    }

    /// Reads the Chinese number that begins at an index; `nil` when none does. At most nine characters.
    ///
    /// - Returns: the value below 1 000 000 000, and the index after it.
    static func read(_ scalars: [UInt32], at start: Int) -> (value: Int, end: Int)? {
        var total = 0
        var pending: Int?
        var positional = 0
        var hasUnit = false
        var digits = 0
        var index = start
        while index < scalars.count, index - start < 9, let part = part(scalars[index]) {
            switch part {
            case .digit(let digit):
                positional = positional * 10 + digit
                pending = digit
                digits += 1
            case .unit(let unit):
                hasUnit = true
                total += (pending ?? 1) * unit
                pending = nil
            case .tens(let tens):
                hasUnit = true
                total += tens
                pending = nil
            }
            index += 1
        }
        guard index > start else { return nil }
        if !hasUnit { return (positional, index) }
        return (total + (pending ?? 0), index)
    }

    /// The Chinese numeral of 0 to 9 999, as road names write it: 12 is 十二.
    static func chinese(_ value: Int) -> String? {
        let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard (0...9_999).contains(value) else { return nil }
        if value < 10 { return digits[value] }
        var text = ""
        var rest = value
        var gap = false
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = rest / unit
            rest %= unit
            if digit == 0 {
                gap = gap || !text.isEmpty
                continue
            }
            if gap { text += "零" }
            gap = false
            if !(unit == 10 && digit == 1 && text.isEmpty) { text += digits[digit] }
            text += name
        }
        return text
    }
}
