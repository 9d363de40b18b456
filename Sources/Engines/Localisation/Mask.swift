/// Hides the middle of what identifies a person, as the law on personal information asks of what is shown to others.
public enum Mask {
    /// A name: `张三` is `张*`, `张小三` is `张*三`, `欧阳小三` is `欧**三`.
    ///
    /// A name of several parts (`买买提·艾力`) keeps its first character and its dots.
    public static func name(_ name: String) -> String {
        let characters = Array(name)
        guard let first = characters.first else { return "" }
        guard characters.count > 1 else { return "*" }
        if characters.contains(where: isDot) {
            return String(first) + String(characters.dropFirst().map { isDot($0) ? $0 : "*" })
        }
        guard characters.count > 2, let last = characters.last else { return String(first) + "*" }
        return String(first) + String(repeating: "*", count: characters.count - 2) + String(last)
    }

    /// An identity number: 18 digits keep six and four (`990121********1234`), 15 digits keep six and three.
    ///
    /// Anything else is hidden whole, since nothing is known about where its meaning lies.
    public static func identityNumber(_ number: String) -> String {
        switch number.count {
        case 18: middle(number, keeping: 6, and: 4)
        case 15: middle(number, keeping: 6, and: 3)
        default: String(repeating: "*", count: number.count)
        }
    }

    /// A telephone number: `139****1234`; shorter ones keep their last two digits.
    public static func phone(_ number: String) -> String {
        if number.count >= 11 { return middle(number, keeping: 3, and: 4) }
        return middle(number, keeping: 0, and: min(2, number.count / 3))
    }

    /// A certificate number: all but the last four characters hidden.
    public static func certificate(_ number: String) -> String {
        middle(number, keeping: 0, and: number.count > 6 ? 4 : 0)
    }

    private static func middle(_ text: String, keeping head: Int, and tail: Int) -> String {
        let hidden = max(0, text.count - head - tail)
        return text.prefix(head) + String(repeating: "*", count: hidden) + text.suffix(tail)
    }

    private static func isDot(_ character: Character) -> Bool { character == "·" || character == "•" }
}
