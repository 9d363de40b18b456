import Diagnostics

/// An unquoted word of YAML, read as JSON would, and what is doubtful about it.
struct PlainWord {
    let value: LocatedNode.Value
    /// Why the author may have meant something else.
    let doubt: (code: String, message: Text)?

    init(_ text: String) {
        switch text {
        case "", "~", "null":
            value = .null
            doubt = nil
        case "true", "false":
            value = .boolean(text == "true")
            doubt = nil
        case "yes", "no", "on", "off", "Yes", "No", "On", "Off", "YES", "NO", "ON", "OFF", "True", "False", "TRUE",
            "FALSE",
            "Null", "NULL":
            value = .string(text)
            doubt = (
                "yaml.ambiguous", Text(zh: "“\(text)”可能被当作文字或真假", en: "‘\(text)’ may be text or a truth value")
            )
        default: (value, doubt) = Self.number(text)
        }
    }

    private static func number(_ text: String) -> (LocatedNode.Value, (code: String, message: Text)?) {
        let bytes = Array(text.utf8)
        var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
        func digits() -> Int {
            let start = index
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
            return index - start
        }
        let first = index
        let whole = digits()
        guard whole > 0 else { return (.string(text), nil) }
        let isPlainInteger = index == bytes.count
        if isPlainInteger, whole > 1, bytes[first] == UInt8(ascii: "0") {
            return (
                .string(text),
                ("yaml.leading-zero", Text(zh: "“\(text)”以 0 开头", en: "‘\(text)’ begins with 0"))
            )
        }
        if isPlainInteger, whole > 15 {
            return (
                .string(text),
                ("yaml.number.too-long", Text(zh: "“\(text)”作为数字太长", en: "‘\(text)’ is too long for a number"))
            )
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { return (.string(text), nil) }
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            guard digits() > 0 else { return (.string(text), nil) }
        }
        guard index == bytes.count else { return (.string(text), nil) }
        if whole > 1, bytes[first] == UInt8(ascii: "0") { return (.string(text), nil) }
        return (.number(text), nil)
    }
}
