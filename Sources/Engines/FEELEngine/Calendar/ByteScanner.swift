/// Reads calendar texts (ISO 8601 as FEEL restricts it) byte by byte.
struct ByteScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// All bytes left, as text.
    mutating func rest() -> String {
        defer { index = bytes.count }
        return String(decoding: bytes[index...], as: UTF8.self)
    }

    /// A run of at least `least` and at most `most` digits.
    mutating func digits(_ least: Int, _ most: Int) -> (value: Int, count: Int)? {
        let start = index
        var value = 0
        while index < bytes.count, index - start < most, case let byte = bytes[index],
            byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9")
        {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            index += 1
        }
        guard index - start >= least else { return nil }
        return (value, index - start)
    }

    mutating func date() -> FEELDate? {
        let isNegative = take(UInt8(ascii: "-"))
        guard let year = digits(4, 9), take(UInt8(ascii: "-")), let month = digits(2, 2), take(UInt8(ascii: "-")),
            let day = digits(2, 2)
        else { return nil }
        if year.count > 4, year.value < Self.least[year.count] { return nil }
        return FEELDate(year: isNegative ? -year.value : year.value, month: month.value, day: day.value)
    }

    /// The smallest number of so many digits without a zero before it.
    private static let least = [0, 0, 0, 0, 0, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

    /// A clock time; `isEndOfDay` for 24:00:00.
    mutating func clock() -> (second: Int, nanosecond: Int, isEndOfDay: Bool)? {
        guard let hour = digits(2, 2), take(UInt8(ascii: ":")), let minute = digits(2, 2), take(UInt8(ascii: ":")),
            let second = digits(2, 2), hour.value <= 24, minute.value <= 59, second.value <= 59
        else { return nil }
        var nanosecond = 0
        if take(UInt8(ascii: ".")) {
            guard let fraction = digits(1, 9) else { return nil }
            nanosecond = fraction.value
            for _ in fraction.count..<9 { nanosecond *= 10 }
            _ = digits(0, 30)
        }
        if hour.value == 24 {
            guard minute.value == 0, second.value == 0, nanosecond == 0 else { return nil }
            return (0, 0, true)
        }
        return (hour.value * 3_600 + minute.value * 60 + second.value, nanosecond, false)
    }

    /// A zone, or none; `nil` if what stands there is not one. Named zones come without their offset.
    mutating func zone() -> FEELZone? {
        if isAtEnd { return .local }
        if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return .offset(0) }
        if take(UInt8(ascii: "@")) {
            let name = rest()
            return name.isEmpty ? nil : .named(name, offset: 0)
        }
        let isNegative = take(UInt8(ascii: "-"))
        guard isNegative || take(UInt8(ascii: "+")), let hour = digits(2, 2), take(UInt8(ascii: ":")),
            let minute = digits(2, 2), minute.value <= 59
        else { return nil }
        var seconds = hour.value * 3_600 + minute.value * 60
        if take(UInt8(ascii: ":")) {
            guard let second = digits(2, 2), second.value <= 59 else { return nil }
            seconds += second.value
        }
        guard seconds <= 18 * 3_600 else { return nil }
        return .offset(isNegative ? -seconds : seconds)
    }
}
