/// A FEEL date and time (DMN 1.5, 10.3.2.3.6).
public struct FEELDateTime: Sendable, Hashable {
    /// The date in its zone.
    public let date: FEELDate
    /// The time of day, which carries the zone.
    public let time: FEELTime

    /// Joins a date and a time.
    public init(date: FEELDate, time: FEELTime) {
        self.date = date
        self.time = time
    }

    /// The date and time of an instant at a fixed offset from UTC; `nil` outside the years.
    public init?(epochSeconds: Int, nanosecond: Int = 0, offset: Int = 0) {
        let local = epochSeconds + offset
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        guard let date = FEELDate(daysSinceEpoch: day), 0..<1_000_000_000 ~= nanosecond else { return nil }
        self.date = date
        time = FEELTime(secondOfDay: local - day * 86_400, nanosecond: nanosecond, zone: .offset(offset))
    }

    /// Seconds since 1970 of the wall clock, as if it stood at UTC.
    public var localSecond: Int { date.daysSinceEpoch * 86_400 + time.secondOfDay }

    /// Seconds since 1970 at UTC; a local time counts as UTC.
    public var epochSecond: Int { localSecond - (time.zone.offset ?? 0) }

    /// The same wall clock some nanoseconds later; named zones are reckoned again.
    func adding(nanoseconds: Int128, zones: any ZoneOffsets) -> FEELDateTime? {
        let total = Int128(epochSecond) * 1_000_000_000 + Int128(time.nanosecond) + nanoseconds
        var seconds = total / 1_000_000_000
        var rest = total % 1_000_000_000
        if rest < 0 {
            rest += 1_000_000_000
            seconds -= 1
        }
        guard let instant = Int(exactly: seconds), instant.magnitude < 40_000_000_000_000_000 else { return nil }
        var zone = time.zone
        if case .named(let name, _) = zone, let offset = zones.offset(of: name, atUTCSecond: instant) {
            zone = .named(name, offset: offset)
        }
        let local = instant + (zone.offset ?? 0)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        guard let date = FEELDate(daysSinceEpoch: day) else { return nil }
        return FEELDateTime(
            date: date, time: FEELTime(secondOfDay: local - day * 86_400, nanosecond: Int(rest), zone: zone))
    }

    /// The same time of day some months later; named zones are reckoned again.
    func adding(months: Int, zones: any ZoneOffsets) -> FEELDateTime? {
        date.adding(months: months).map { FEELDateTime(date: $0, time: time).resolvingZone(zones) }
    }

    /// Reckons the offset of a named zone at this date.
    func resolvingZone(_ zones: any ZoneOffsets) -> FEELDateTime {
        guard case .named(let name, let old) = time.zone else { return self }
        let offset = zones.offset(of: name, atLocalSecond: localSecond) ?? old
        return FEELDateTime(
            date: date,
            time: FEELTime(
                secondOfDay: time.secondOfDay, nanosecond: time.nanosecond, zone: .named(name, offset: offset)))
    }
}

extension FEELDateTime: CustomStringConvertible {
    /// `2024-08-31T10:20:00`, with fraction, offset or zone as present.
    public var description: String {
        var text = ByteText()
        text.append(date)
        text.append(byte: UInt8(ascii: "T"))
        text.append(time)
        return text.string
    }
}
