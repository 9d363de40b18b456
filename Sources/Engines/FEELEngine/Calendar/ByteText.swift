/// Builds short ASCII texts from numbers and calendar values.
struct ByteText {
    private var bytes: [UInt8] = []

    /// What was built.
    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(decimal value: Int, width: Int = 1) {
        let digits = String(value)
        for _ in 0..<max(0, width - digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: digits.utf8)
    }

    /// A point and the digits of a part of a second, none for zero.
    mutating func append(fraction nanosecond: Int) {
        guard nanosecond > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        append(decimal: nanosecond, width: 9)
        while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }

    mutating func append(_ date: FEELDate) {
        if date.year < 0 { bytes.append(UInt8(ascii: "-")) }
        append(decimal: abs(date.year), width: 4)
        bytes.append(UInt8(ascii: "-"))
        append(decimal: date.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        append(decimal: date.day, width: 2)
    }

    mutating func append(_ time: FEELTime) {
        append(decimal: time.hour, width: 2)
        bytes.append(UInt8(ascii: ":"))
        append(decimal: time.minute, width: 2)
        bytes.append(UInt8(ascii: ":"))
        append(decimal: time.second, width: 2)
        append(fraction: time.nanosecond)
        switch time.zone {
        case .local: break
        case .offset(0): bytes.append(UInt8(ascii: "Z"))
        case .offset(let seconds): append(offset: seconds)
        case .named(let name, _):
            bytes.append(UInt8(ascii: "@"))
            append(name)
        }
    }

    private mutating func append(offset seconds: Int) {
        bytes.append(UInt8(ascii: seconds < 0 ? "-" : "+"))
        append(decimal: abs(seconds) / 3_600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        append(decimal: abs(seconds) / 60 % 60, width: 2)
        if seconds % 60 != 0 {
            bytes.append(UInt8(ascii: ":"))
            append(decimal: abs(seconds) % 60, width: 2)
        }
    }
}
