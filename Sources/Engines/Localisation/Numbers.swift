public import Diagnostics

/// How numbers are written.
public enum Numbers {
    /// The integer with a comma between thousands, as both languages write it: `1,234,567`.
    public static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var written: [UInt8] = number < 0 ? Array("−".utf8) : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { written.append(UInt8(ascii: ",")) }
            written.append(digit)
        }
        return String(decoding: written, as: UTF8.self)
    }

    /// The number shortened for prose to one decimal: `30.2万`, `1.5亿`; `302,000`, `150 million`.
    ///
    /// Chinese counts in ten thousands and hundred millions; English is shortened from one million up.
    public static func approximate(_ number: Int) -> Text {
        let magnitude = number.magnitude
        let sign = number < 0 ? "−" : ""
        let zh =
            switch magnitude {
            case 100_000_000...: sign + tenths(magnitude, of: 100_000_000) + "亿"
            case 10_000...: sign + tenths(magnitude, of: 10_000) + "万"
            default: grouped(number)
            }
        let en = magnitude >= 1_000_000 ? sign + tenths(magnitude, of: 1_000_000) + " million" : grouped(number)
        return Text(zh: zh, en: en)
    }

    /// A share in per cent with the given decimals, rounded half up: `87.5%`; `—` when the whole is zero.
    public static func percent(_ part: Int, of whole: Int, decimals: Int = 1) -> String {
        guard whole > 0, part >= 0 else { return "—" }
        let places = min(max(decimals, 0), 4)
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let doubled = (Int128(part) * 200 * Int128(scale) + Int128(whole)) / (2 * Int128(whole))
        return fixed(Int(clamping: doubled), decimals: places) + "%"
    }

    /// A number given in units of its last decimal: `fixed(1234, decimals: 2)` is `12.34`.
    public static func fixed(_ scaled: Int, decimals: Int) -> String {
        var scale = 1
        for _ in 0..<max(decimals, 0) { scale *= 10 }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        let sign = scaled < 0 ? "−" : ""
        let head = sign + grouped(Int(whole))
        guard decimals > 0 else { return head }
        let tail = String(rest)
        return head + "." + String(repeating: "0", count: decimals - tail.count) + tail
    }

    /// The size of a file: `812 KB`, `2.4 MB`; thousands, not 1 024.
    public static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1_000: "\(count) B"
        case ..<1_000_000: "\(count / 1_000) KB"
        case ..<1_000_000_000: tenths(count.magnitude, of: 1_000_000) + " MB"
        default: tenths(count.magnitude, of: 1_000_000_000) + " GB"
        }
    }

    /// A short duration in milliseconds: `35毫秒`, `0.8秒`, `2分5秒`; `35 ms`, `0.8 s`, `2 min 5 s`.
    public static func duration(milliseconds: Int) -> Text {
        switch milliseconds {
        case ..<100: Text(zh: "\(milliseconds)毫秒", en: "\(milliseconds) ms")
        case ..<60_000:
            {
                let seconds = tenths(milliseconds.magnitude, of: 1_000)
                return Text(zh: seconds + "秒", en: seconds + " s")
            }()
        default:
            {
                let (minutes, seconds) = (milliseconds / 1_000).quotientAndRemainder(dividingBy: 60)
                return Text(zh: "\(minutes)分\(seconds)秒", en: "\(minutes) min \(seconds) s")
            }()
        }
    }

    /// The quotient to one decimal, rounded half up, without a trailing `.0`.
    private static func tenths(_ magnitude: UInt, of unit: UInt) -> String {
        let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: unit)
        var tenth = (rest * 10 + unit / 2) / unit
        var head = whole
        if tenth == 10 {
            head += 1
            tenth = 0
        }
        let written = grouped(Int(head))
        return tenth == 0 ? written : "\(written).\(tenth)"
    }
}
