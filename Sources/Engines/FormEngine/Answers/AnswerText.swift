import Foundation

/// What people type, brought into one form before it is judged.
enum AnswerText {
    /// Text as it is kept: NFC, full-width digits and letters made plain, line ends as line feeds, no control characters, trimmed.
    static func normalised(_ text: String, keepsLines: Bool) -> String {
        var result = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            let isReturn = scalar == "\r"
            switch scalar.value {
            case 0x0A where previousWasReturn: break
            case 0x0A, 0x0D, 0x2028, 0x2029: result.append(keepsLines ? "\n" : " ")
            case 0x09, 0xA0, 0x3000: result.append(" ")
            case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
                result.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x00...0x1F, 0x7F...0x9F, 0x200B, 0x2060, 0xFEFF, 0x202A...0x202E, 0x2066...0x2069: break
            default: result.append(scalar)
            }
            previousWasReturn = isReturn
        }
        return String(result).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A code or number without spaces, all full-width signs made plain.
    static func compact(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in normalised(text, keepsLines: false).unicodeScalars where !scalar.properties.isWhitespace {
            switch scalar.value {
            case 0xFF01...0xFF5E: result.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x2010...0x2015, 0x2212: result.append("-")
            case 0x3002, 0xB7: result.append(".")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// A date in any of the writings people use, as `YYYY-MM-DD`; `nil` when it is none or no such day exists.
    static func date(_ text: String) -> String? {
        var parts: [[UInt8]] = [[]]
        for scalar in compact(text).unicodeScalars {
            switch scalar {
            case "0"..."9": parts[parts.count - 1].append(UInt8(scalar.value))
            case "-", "/", ".", "年", "月": parts.append([])
            case "日", "号":
                guard scalar == compact(text).unicodeScalars.last else { return nil }
            default: return nil
            }
        }
        if parts.count == 1, parts[0].count == 8 {
            let digits = parts[0]
            parts = [Array(digits[..<4]), Array(digits[4..<6]), Array(digits[6...])]
        }
        return date(parts: parts.map { String(decoding: $0, as: UTF8.self) })
    }

    /// A date in three boxes, as `YYYY-MM-DD`.
    static func date(parts: [String]) -> String? {
        let numbers = parts.map { Int(compact($0)) ?? -1 }
        guard numbers.count == 3, (1_000...9_999).contains(numbers[0]), (1...12).contains(numbers[1]) else {
            return nil
        }
        let year = numbers[0]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numbers[1] - 1]
        guard (1...days).contains(numbers[2]) else { return nil }
        return "\(year)-\(twoDigits(numbers[1]))-\(twoDigits(numbers[2]))"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// A telephone number as digits: a mobile number, or a line with its area code; `nil` when it is none.
    static func phone(_ text: String) -> String? {
        var digits = compact(text).filter { !"-()".contains($0) }
        if digits.hasPrefix("+86") { digits = String(digits.dropFirst(3)) }
        if digits.hasPrefix("0086") { digits = String(digits.dropFirst(4)) }
        guard digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        let bytes = Array(digits.utf8)
        if bytes.count == 13, digits.hasPrefix("861") { digits = String(digits.dropFirst(2)) }
        // Which second digits are in use changes with the numbering plan, so only the length and the first digit count.
        let isMobile = digits.utf8.count == 11 && digits.hasPrefix("1")
        let isLine = (10...12).contains(digits.utf8.count) && digits.hasPrefix("0") && !digits.hasPrefix("00")
        let isService = digits.utf8.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
        return isMobile || isLine || isService ? digits : nil
    }

    /// A number as JSON writes it, from one with grouping commas or a leading plus; `nil` when it is none.
    static func number(_ text: String) -> String? {
        var digits = compact(text).replacingOccurrences(of: ",", with: "")
        if digits.hasPrefix("+") { digits.removeFirst() }
        let isNegative = digits.hasPrefix("-")
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), digits.utf8.count <= 30,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } })
        else { return nil }
        let whole = parts[0].drop { $0 == "0" }
        let fraction = parts.count == 2 ? "." + parts[1] : ""
        return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + fraction
    }

    /// An amount in yuan as fen; `nil` when it is none or finer than a fen.
    static func fen(_ text: String) -> Int? {
        let plain = compact(text).filter { !"¥￥元".contains($0) }
        guard let number = number(plain) else { return nil }
        let parts = number.split(separator: ".")
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= 2 else { return nil }
        return Int(parts[0] + fraction + String(repeating: "0", count: 2 - fraction.count))
    }
}
