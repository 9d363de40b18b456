/// A days and time duration, to the nanosecond (DMN 1.5, 10.3.2.3.7).
public struct FEELDaysTimeDuration: Sendable, Hashable, Comparable {
    /// Whole seconds, rounded towards negative infinity.
    public let seconds: Int
    /// Nanoseconds beyond them, 0 to 999 999 999.
    public let nanosecond: Int

    /// A duration of whole seconds.
    public init(seconds: Int) {
        self.seconds = seconds
        nanosecond = 0
    }

    /// A duration of nanoseconds; `nil` if it does not fit.
    init?(nanoseconds: Int128) {
        var whole = nanoseconds / 1_000_000_000
        var rest = nanoseconds % 1_000_000_000
        if rest < 0 {
            rest += 1_000_000_000
            whole -= 1
        }
        // Its opposite has to fit, too.
        guard let seconds = Int(exactly: whole), seconds > .min else { return nil }
        self.seconds = seconds
        nanosecond = Int(rest)
    }

    /// The whole length in nanoseconds.
    var nanoseconds: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanosecond) }

    /// Shorter before longer.
    public static func < (left: FEELDaysTimeDuration, right: FEELDaysTimeDuration) -> Bool {
        left.seconds != right.seconds ? left.seconds < right.seconds : left.nanosecond < right.nanosecond
    }

    /// The sign of the duration.
    var isNegative: Bool { seconds < 0 }
    /// Whole seconds of the length without its sign, and the nanoseconds beyond them.
    var magnitude: (seconds: Int, nanosecond: Int) {
        let length = nanoseconds.magnitude
        return (Int(length / 1_000_000_000), Int(length % 1_000_000_000))
    }
}

extension FEELDaysTimeDuration: CustomStringConvertible {
    /// `P1DT2H3M4.5S`, the shortest form; nothing at all is `PT0S`.
    public var description: String {
        let (length, rest) = magnitude
        if length == 0, rest == 0 { return "PT0S" }
        var text = isNegative ? "-P" : "P"
        if length >= 86_400 { text += "\(length / 86_400)D" }
        let second = length % 60
        guard length % 86_400 != 0 || rest != 0 else { return text }
        text += "T"
        if length / 3_600 % 24 != 0 { text += "\(length / 3_600 % 24)H" }
        if length / 60 % 60 != 0 { text += "\(length / 60 % 60)M" }
        if second != 0 || rest != 0 {
            var digits = ByteText()
            digits.append(decimal: second)
            digits.append(fraction: rest)
            text += digits.string + "S"
        }
        return text
    }
}
