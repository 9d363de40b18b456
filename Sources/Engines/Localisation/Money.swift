public import Diagnostics

/// How money is written. Amounts are whole 分 (one hundredth of a yuan).
public enum Money {
    /// The amount with two decimals: `1,234.50元`, `CNY 1,234.50`.
    public static func text(fen: Int) -> Text {
        let amount = Numbers.fixed(fen, decimals: 2)
        return Text(zh: amount + "元", en: "CNY " + amount)
    }

    /// The amount for prose: whole yuan lose their decimals, zero is `免费`, `free of charge`.
    public static func fee(fen: Int) -> Text {
        if fen == 0 { return Text(zh: "免费", en: "Free of charge") }
        guard fen.isMultiple(of: 100) else { return text(fen: fen) }
        let yuan = Numbers.grouped(fen / 100)
        return Text(zh: yuan + "元", en: "CNY " + yuan)
    }
}
