/// Dates, times and durations as RFC 3339 writes them.
enum TimeFormats {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    static func isDate(_ text: Bytes) -> Bool { isDate(text[...]) }

    static func isTime(_ text: Bytes) -> Bool { isTime(text[...]) }

    static func isDateTime(_ text: Bytes) -> Bool {
        text.count > 11 && text[10] | 0x20 == UInt8(ascii: "t") && isDate(text[..<10])
            && isTime(text[11...], on: text[..<10])
    }

    private static func isDate(_ text: Slice<Bytes>) -> Bool {
        let start = text.startIndex
        guard text.count == 10, text[start + 4] == UInt8(ascii: "-"), text[start + 7] == UInt8(ascii: "-"),
            let year = number(text[start..<(start + 4)]), let month = number(text[(start + 5)..<(start + 7)]),
            let day = number(text[(start + 8)...]), (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        // A bit for each month of thirty days, from January at bit 1 on.
        let days = month == 2 ? (isLeap ? 29 : 28) : 0b1010_0101_0000 >> month & 1 == 1 ? 30 : 31
        return day >= 1 && day <= days
    }

    /// A time with its zone; second 60 only where a leap second can be: at the end of a day in UTC, and if the day is known,
    /// of one that ends June or December (RFC 3339 §5.7).
    private static func isTime(_ text: Slice<Bytes>, on date: Slice<Bytes>? = nil) -> Bool {
        let start = text.startIndex
        guard text.count >= 9, text[start + 2] == UInt8(ascii: ":"), text[start + 5] == UInt8(ascii: ":"),
            let hour = number(text[start..<(start + 2)]), let minute = number(text[(start + 3)..<(start + 5)]),
            let second = number(text[(start + 6)..<(start + 8)]), hour < 24, minute < 60, second <= 60
        else { return false }
        var rest = text[(start + 8)...]
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { $0 &- 0x30 < 10 }
            guard !digits.isEmpty else { return false }
            rest = rest[digits.endIndex...]
        }
        guard let offset = offset(rest) else { return false }
        guard second == 60 else { return true }
        let utc = hour * 60 + minute - offset
        guard (utc % 1_440 + 1_440) % 1_440 == 1_439 else { return false }
        guard let date else { return true }
        let endsInLeapSecond =
            if utc < 0 {
                ["07-01", "01-01"]
            } else if utc >= 1_440 {
                ["06-29", "12-30"]
            } else {
                ["06-30", "12-31"]
            }
        return endsInLeapSecond.contains(String(decoding: date.suffix(5), as: UTF8.self))
    }

    /// A zone's minutes before UTC.
    private static func offset(_ text: Slice<Bytes>) -> Int? {
        guard let sign = text.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
        let start = text.startIndex
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count == 6,
            text[start + 3] == UInt8(ascii: ":"), let hour = number(text[(start + 1)..<(start + 3)]),
            let minute = number(text[(start + 4)...]), hour < 24, minute < 60
        else { return nil }
        return (hour * 60 + minute) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func number(_ text: Slice<Bytes>) -> Int? {
        var value = 0
        for byte in text {
            guard byte &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    /// A duration (RFC 3339, appendix A): units from large to small, none left out between two.
    static func isDuration(_ text: Bytes) -> Bool {
        guard text.first == UInt8(ascii: "P"), text.count > 1 else { return false }
        let body = text[1...]
        if let weeks = units(body), weeks == Array("W".utf8) { return true }
        let mark = body.firstIndex(of: UInt8(ascii: "T"))
        guard let date = units(body[..<(mark ?? body.endIndex)]), isRun(date, of: Array("YMD".utf8)) else {
            return false
        }
        guard let mark else { return !date.isEmpty }
        guard let time = units(body[(mark + 1)...]), isRun(time, of: Array("HMS".utf8)) else { return false }
        return !time.isEmpty
    }

    /// The letters of a row of numbers with units.
    private static func units(_ text: Slice<Bytes>) -> [UInt8]? {
        var letters: [UInt8] = []
        var hasDigits = false
        for byte in text {
            if byte &- 0x30 < 10 {
                hasDigits = true
            } else {
                guard hasDigits else { return nil }
                letters.append(byte)
                hasDigits = false
            }
        }
        return hasDigits ? nil : letters
    }

    private static func isRun(_ letters: [UInt8], of all: [UInt8]) -> Bool {
        guard let first = letters.first else { return true }
        guard let start = all.firstIndex(of: first) else { return false }
        return all[start...].starts(with: letters)
    }
}
