/// A FEEL time of day, to the nanosecond, with or without a zone (DMN 1.5, 10.3.2.3.5).
public struct FEELTime: Sendable, Hashable {
    /// Seconds since midnight, 0 to 86 399.
    public let secondOfDay: Int
    /// Nanoseconds of the second.
    public let nanosecond: Int
    /// The zone.
    public let zone: FEELZone

    init(secondOfDay: Int, nanosecond: Int, zone: FEELZone) {
        self.secondOfDay = secondOfDay
        self.nanosecond = nanosecond
        self.zone = zone
    }

    /// A time; `nil` if the clock has no such time.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: FEELZone = .local) {
        guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second, 0..<1_000_000_000 ~= nanosecond else { return nil }
        self.init(secondOfDay: hour * 3_600 + minute * 60 + second, nanosecond: nanosecond, zone: zone)
    }

    /// Hour of the day, 0 to 23.
    public var hour: Int { secondOfDay / 3_600 }
    /// Minute of the hour.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// Second of the minute.
    public var second: Int { secondOfDay % 60 }

    /// Midnight without a zone.
    public static let midnight = FEELTime(secondOfDay: 0, nanosecond: 0, zone: .local)

    /// Seconds since midnight UTC (local times as they are), the value times are compared by.
    var comparableSecond: Int { secondOfDay - (zone.offset ?? 0) }

    /// The time some nanoseconds later, going round at midnight.
    func adding(nanoseconds: Int128) -> FEELTime {
        let day: Int128 = 86_400_000_000_000
        var sum = (Int128(secondOfDay) * 1_000_000_000 + Int128(nanosecond) + nanoseconds) % day
        if sum < 0 { sum += day }
        return FEELTime(secondOfDay: Int(sum / 1_000_000_000), nanosecond: Int(sum % 1_000_000_000), zone: zone)
    }
}

extension FEELTime: CustomStringConvertible {
    /// `10:20:00`, with fraction, offset (`+08:00`, `Z`) or zone (`@Asia/Shanghai`) as present.
    public var description: String {
        var text = ByteText()
        text.append(self)
        return text.string
    }
}
