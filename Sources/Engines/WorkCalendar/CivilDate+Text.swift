extension CivilDate: CustomStringConvertible, Codable {
    /// Reads ISO 8601's extended form, exactly `YYYY-MM-DD`; `nil` for anything else.
    public init?(iso text: some StringProtocol) {
        self.init(isoBytes: text.utf8)
    }

    /// Reads the ten ASCII bytes of `YYYY-MM-DD`; `nil` for anything else.
    public init?(isoBytes bytes: some Collection<UInt8>) {
        var numbers = (0, 0, 0)
        var position = 0
        for byte in bytes {
            switch position {
            case 4, 7:
                guard byte == UInt8(ascii: "-") else { return nil }
            case 0...9:
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                let digit = Int(byte) - 0x30
                if position < 4 {
                    numbers.0 = numbers.0 * 10 + digit
                } else if position < 7 {
                    numbers.1 = numbers.1 * 10 + digit
                } else {
                    numbers.2 = numbers.2 * 10 + digit
                }
            default: return nil
            }
            position += 1
        }
        guard position == 10 else { return nil }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    /// Reads the compact form `YYYYMMDD` from its parts' digits; `nil` for anything else.
    public init?(compactBytes bytes: some Collection<UInt8>) {
        var number = 0
        var count = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39, count < 8 else { return nil }
            number = number * 10 + Int(byte) - 0x30
            count += 1
        }
        guard count == 8 else { return nil }
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// The ISO 8601 text, always `YYYY-MM-DD`.
    public var iso: String {
        let (year, month, day) = parts
        return String(unsafeUninitializedCapacity: 10) { buffer in
            CivilDate.write(year: year, month: month, day: day) { index, byte in buffer[index] = byte }
            return 10
        }
    }

    /// The ISO 8601 text.
    public var description: String { iso }

    /// Appends the ten bytes of the ISO 8601 text.
    public func appendISO(to bytes: inout [UInt8]) {
        let (year, month, day) = parts
        CivilDate.write(year: year, month: month, day: day) { _, byte in bytes.append(byte) }
    }

    /// The date as Chinese documents write it, `2026年11月21日`.
    public var chinese: String {
        let (year, month, day) = parts
        return "\(year)年\(month)月\(day)日"
    }

    /// Reads the ISO 8601 text from a single value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CivilDate(iso: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date as YYYY-MM-DD")
        }
        self = date
    }

    /// Writes the ISO 8601 text as a single value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }

    private static func write(year: Int, month: Int, day: Int, _ put: (Int, UInt8) -> Void) {
        put(0, 0x30 + UInt8(year / 1000))
        put(1, 0x30 + UInt8(year / 100 % 10))
        put(2, 0x30 + UInt8(year / 10 % 10))
        put(3, 0x30 + UInt8(year % 10))
        put(4, UInt8(ascii: "-"))
        put(5, 0x30 + UInt8(month / 10))
        put(6, 0x30 + UInt8(month % 10))
        put(7, UInt8(ascii: "-"))
        put(8, 0x30 + UInt8(day / 10))
        put(9, 0x30 + UInt8(day % 10))
    }
}
