/// A duration as ISO 8601 writes it: `P1Y2M3DT4H5M6S` or `P2W`. How long a month is, the calendar says.
public struct ISODuration: Sendable, Hashable {
    /// Years and months, in months.
    public let months: Int
    /// Weeks and days, in days.
    public let days: Int
    /// Hours, minutes and seconds, in milliseconds.
    public let milliseconds: Int

    /// Reads a duration; `nil` for any other text. No sign, at most nine digits a part, a fraction only of seconds.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        guard bytes.popFirst() == UInt8(ascii: "P"), !bytes.isEmpty else { return nil }
        var (months, days, milliseconds) = (0, 0, 0)
        var inTime = false
        var order = 0
        while let next = bytes.first {
            if next == UInt8(ascii: "T") {
                guard !inTime, bytes.count > 1 else { return nil }
                inTime = true
                order = 4
                bytes = bytes.dropFirst()
                continue
            }
            let digits = bytes.prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty, digits.count <= 9 else { return nil }
            let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            bytes = bytes.dropFirst(digits.count)
            var thousandths = 0
            var isFraction = false
            if bytes.first == UInt8(ascii: ".") || bytes.first == UInt8(ascii: ",") {
                let fraction = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
                guard !fraction.isEmpty, fraction.count <= 9 else { return nil }
                for place in 0..<3 {
                    let at = fraction.startIndex + place
                    thousandths = thousandths * 10 + (at < fraction.endIndex ? Int(fraction[at] - 0x30) : 0)
                }
                isFraction = true
                bytes = bytes.dropFirst(fraction.count + 1)
            }
            guard let unit = bytes.popFirst() else { return nil }
            let place: Int
            switch (unit, inTime) {
            case (UInt8(ascii: "Y"), false): (place, months) = (1, months + value * 12)
            case (UInt8(ascii: "M"), false): (place, months) = (2, months + value)
            case (UInt8(ascii: "W"), false): (place, days) = (3, days + value * 7)
            case (UInt8(ascii: "D"), false): (place, days) = (4, days + value)
            case (UInt8(ascii: "H"), true): (place, milliseconds) = (5, milliseconds + value * 3_600_000)
            case (UInt8(ascii: "M"), true): (place, milliseconds) = (6, milliseconds + value * 60_000)
            case (UInt8(ascii: "S"), true): (place, milliseconds) = (7, milliseconds + value * 1_000 + thousandths)
            default: return nil
            }
            guard place > order, !isFraction || place == 7 else { return nil }
            order = place
        }
        guard order > 0, !(inTime && order == 4) else { return nil }
        self.months = months
        self.days = days
        self.milliseconds = milliseconds
    }
}
