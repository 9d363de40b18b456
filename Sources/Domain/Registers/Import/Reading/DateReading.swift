package import Tabular
package import WorkCalendar

/// Reads dates in the ways people write them; never guesses between day and month.
package enum DateReading {
    package enum Answer: Hashable {
        case date(CivilDate)
        case ambiguous
        case none
    }

    package static func read(_ given: String, serial: SerialDate = .from1900) -> Answer {
        // The commonest writing first: 2026-08-31.
        if let date = CivilDate(isoBytes: given.utf8), (1800...2200).contains(date.year) { return .date(date) }
        let text = withoutTime(western(given))
        let parts = numbers(in: text)
        switch parts.count {
        case 1:
            let digits = parts[0]
            guard digits.utf8.count == text.utf8.count, let number = Int(digits) else { return .none }
            if digits.utf8.count == 8 { return date(number / 10_000, number / 100 % 100, number % 100) }
            // A day number whose cell lost its date format.
            if digits.utf8.count == 5, (10_000...80_000).contains(number) {
                return serial.date(number).map(Answer.date) ?? .none
            }
            return .none
        case 3:
            guard isSeparated(text), let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2])
            else {
                return .none
            }
            if parts[0].utf8.count == 4 { return date(first, second, third) }
            // 31/8/2026 or 8/31/2026: sure only when one of them cannot be a month.
            guard parts[2].utf8.count == 4, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2 else { return .none }
            if first == second || first > 12 { return date(third, second, first) }
            if second > 12 { return date(third, first, second) }
            return .ambiguous
        default: return .none
        }
    }

    /// A date and a time of day, in microseconds since 1970 UTC, for a clock of China.
    static func instant(_ given: String) -> Int64? {
        let text = western(given)
        guard let mark = text.firstIndex(where: { $0 == "T" || $0 == " " || $0 == "日" }) else { return nil }
        guard case .date(let date) = read(String(text[..<mark])) else { return nil }
        let clock = numbers(in: String(text[text.index(after: mark)...])).prefix(3).compactMap { Int($0) }
        guard clock.count >= 2, clock[0] < 24, clock[1] < 60, (clock.count < 3 || clock[2] < 60) else { return nil }
        let last = clock.count > 2 ? clock[2] : 0
        let seconds: Int = date.dayNumber * 86_400 + clock[0] * 3600 + clock[1] * 60 + last - 28_800
        return Int64(seconds) * 1_000_000
    }

    private static func date(_ year: Int, _ month: Int, _ day: Int) -> Answer {
        guard year >= 1800, year <= 2200 else { return .none }
        return CivilDate(year: year, month: month, day: day).map(Answer.date) ?? .none
    }

    /// Without a time of day behind the date.
    private static func withoutTime(_ text: String) -> String {
        if let end = text.lastIndex(where: { $0 == "日" || $0 == "号" }) { return text[...end].filter { $0 != " " } }
        guard let mark = text.firstIndex(where: { $0 == "T" || $0 == ":" }) else {
            return String(text.split(separator: " ").first ?? "")
        }
        if text[mark] == "T" { return String(text[..<mark]) }
        return String(text.split(separator: " ").first ?? "")
    }

    private static func isSeparated(_ text: String) -> Bool {
        text.allSatisfy { ($0.isASCII && $0.isNumber) || "-/.年月日号".contains($0) }
    }

    private static func numbers(in text: String) -> [String] {
        text.split { !($0.isASCII && $0.isNumber) }.map(String.init)
    }

    /// Full-width and Chinese digits as Western ones: 二〇二六年八月三十一日.
    private static func western(_ text: String) -> String {
        var isPlain = true
        for byte in text.utf8 where byte >= 0x80 { isPlain = false }
        if isPlain { return text }
        let units: [Character: String] = [
            "〇": "0", "○": "0", "零": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
            "八": "8", "九": "9",
        ]
        var result = ""
        let characters = Array(PlainText.trimmed(text))
        for (index, character) in characters.enumerated() {
            if let digit = units[character] {
                result += digit
            } else if character == "十" {
                let hasTens = index > 0 && units[characters[index - 1]] != nil
                let hasUnits = index + 1 < characters.count && units[characters[index + 1]] != nil
                result += (hasTens ? "" : "1") + (hasUnits ? "" : "0")
            } else if let scalar = character.unicodeScalars.first, (0xFF01...0xFF5E).contains(scalar.value),
                let narrow = Unicode.Scalar(scalar.value - 0xFEE0)
            {
                result.unicodeScalars.append(narrow)
            } else {
                result.append(character == "\u{3000}" ? " " : character)
            }
        }
        return result
    }
}
