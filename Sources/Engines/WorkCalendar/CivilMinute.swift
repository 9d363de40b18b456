/// A minute of a civil day, without zone.
public struct CivilMinute: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The day.
    public let date: CivilDate
    /// The minute of the day, 0 to 1439.
    public let minute: Int

    /// Makes a minute; clamped to the day.
    public init(date: CivilDate, minute: Int) {
        self.date = date
        self.minute = min(max(minute, 0), 1439)
    }

    /// Reads `2026-11-21 09:30`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"),
            let date = CivilDate(isoBytes: bytes[0..<10]),
            [11, 12, 14, 15].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
        else { return nil }
        let hour = Int(bytes[11] - 0x30) * 10 + Int(bytes[12] - 0x30)
        let minute = Int(bytes[14] - 0x30) * 10 + Int(bytes[15] - 0x30)
        guard hour < 24, minute < 60 else { return nil }
        self.init(date: date, minute: hour * 60 + minute)
    }

    /// Orders by time.
    public static func < (left: CivilMinute, right: CivilMinute) -> Bool {
        (left.date, left.minute) < (right.date, right.minute)
    }

    /// `2026-11-21 09:30`.
    public var description: String {
        let hour = minute / 60
        let rest = minute % 60
        return "\(date.iso) \(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }
}
