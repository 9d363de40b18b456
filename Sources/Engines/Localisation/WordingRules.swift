public import Diagnostics

/// The conventions that both wordings of a text have to keep; for tests of the product's strings and for linters.
public enum WordingRules {
    /// What is wrong with a text; empty when nothing is.
    public static func findings(in text: Text, at location: SourceLocation? = nil) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        func report(_ code: String, _ message: Text) {
            findings.append(Diagnostic(.error, code: code, message: message, location: location))
        }
        if isBlank(text.zh) || isBlank(text.en) {
            report("wording.empty", Text(zh: "缺少一种语言的文字。", en: "One of the two wordings is empty."))
        }
        if text.zh != text.en, text.en.unicodeScalars.contains(where: isHan), !quotesHan(text.en) {
            report("wording.english.han", Text(zh: "英文中夹有汉字。", en: "The English wording contains Chinese."))
        }
        if let mark = halfWidthMark(in: text.zh) {
            report(
                "wording.chinese.punctuation",
                Text(zh: "中文里用了半角标点“\(mark)”。", en: "The Chinese wording uses the half-width mark “\(mark)”."))
        }
        if text.zh.contains("你") {
            report("wording.chinese.address", Text(zh: "应称“您”。", en: "People are addressed as 您."))
        }
        if placeholders(in: text.zh) != placeholders(in: text.en) {
            report(
                "wording.placeholders",
                Text(zh: "两种文字的占位符不一致。", en: "The two wordings have different placeholders."))
        }
        return findings
    }

    /// The names in braces, each once.
    static func placeholders(in wording: String) -> Set<String> {
        var names: Set<String> = []
        var name: String?
        for character in wording {
            switch character {
            case "{": name = ""
            case "}":
                if let name, !name.isEmpty { names.insert(name) }
                name = nil
            default: name?.append(character)
            }
        }
        return names
    }

    /// The first half-width comma, stop, colon, semicolon, bracket, question or exclamation mark that touches a Han character.
    static func halfWidthMark(in wording: String) -> Character? {
        let characters = Array(wording)
        for (index, mark) in characters.enumerated() where ",.:;?!()".contains(mark) {
            let before = index > 0 ? characters[index - 1] : " "
            let after = index + 1 < characters.count ? characters[index + 1] : " "
            if isHan(before) || (isHan(after) && mark != ".") { return mark }
        }
        return nil
    }

    /// Chinese terms in quotation marks or brackets may stand in English, as may names of laws.
    private static func quotesHan(_ wording: String) -> Bool {
        var depth = 0
        for character in wording {
            if "“‘(《".contains(character) { depth += 1 }
            if "”’)》".contains(character) { depth -= 1 }
            if isHan(character), depth <= 0 { return false }
        }
        return true
    }

    private static func isBlank(_ wording: String) -> Bool { wording.allSatisfy(\.isWhitespace) }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.first.map(isHan) ?? false
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isIdeographic }
}
