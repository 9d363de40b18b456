import Foundation

/// Zones as this machine's Foundation knows them.
public struct FoundationZones: ZoneOffsets {
    /// Makes the source of zones.
    public init() {}

    /// Looks the zone up in Foundation; a local time that is skipped or doubled takes the offset before the change.
    public func offset(of zone: String, atLocalSecond second: Int) -> Int? {
        guard let zone = TimeZone(identifier: zone) else { return nil }
        let guess = zone.secondsFromGMT(for: Self.date(second))
        let early = zone.secondsFromGMT(for: Self.date(second - guess - 86_400))
        if zone.secondsFromGMT(for: Self.date(second - early)) == early { return early }
        return zone.secondsFromGMT(for: Self.date(second - guess))
    }

    /// Looks the zone up in Foundation.
    public func offset(of zone: String, atUTCSecond second: Int) -> Int? {
        TimeZone(identifier: zone)?.secondsFromGMT(for: Self.date(second))
    }

    /// Far times take the rules of the last years Foundation can reckon with.
    private static func date(_ second: Int) -> Date {
        Date(timeIntervalSince1970: Double(min(max(second, -62_135_596_800), 253_402_300_799)))
    }
}
