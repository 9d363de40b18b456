/// Texts of times that are not ISO 8601 durations; the working-time calendar of the shell reads them.
enum WorkingTimeText {
    /// `5wd` working days, `8wh` working hours.
    static func matches(_ text: String) -> Bool {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && digits.count <= 5 && ["wd", "wh"].contains(text.dropFirst(digits.count))
    }

    /// Whether a text looks like `2026-09-01`, with or without a time after `T`.
    static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
        let digits = [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { (0x30...0x39).contains(bytes[$0]) }
        return digits && (bytes.count == 10 || bytes[10] == UInt8(ascii: "T"))
    }
}
