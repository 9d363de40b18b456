/// The number form of ECMAScript (`Number::toString`), which RFC 8785 §3.2.2.3 asks for.
enum ECMAScriptNumber {
    /// The text of a double; `nil` when it is not finite.
    static func text(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        if value == 0 { return "0" }
        if value.magnitude < 9_007_199_254_740_992, value == Double(Int(value)) { return String(Int(value)) }
        // Swift gives the shortest digits that read back the same, which are ECMAScript's; only their form differs.
        let (digits, point) = shortest(value.magnitude)
        let sign = value < 0 ? "-" : ""
        let count = digits.count
        if count <= point, point <= 21 { return sign + digits + String(repeating: "0", count: point - count) }
        if point > 0, point <= 21 { return sign + digits.prefix(point) + "." + digits.dropFirst(point) }
        if point > -6, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        let exponent = point - 1
        let power = "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
        return sign + digits.prefix(1) + (count > 1 ? "." + digits.dropFirst() : "") + power
    }

    /// The shortest digits, and where the point stands: the value is `0.digits × 10^point`.
    private static func shortest(_ value: Double) -> (digits: String, point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text = Array(value.description.utf8)
        for (position, byte) in text.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text[(position + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        let leading = digits.prefix { $0 == 0x30 }.count
        let place = (point ?? digits.count) + exponent - leading
        digits.removeFirst(leading)
        while digits.last == 0x30 { digits.removeLast() }
        return (String(decoding: digits, as: UTF8.self), place)
    }
}
