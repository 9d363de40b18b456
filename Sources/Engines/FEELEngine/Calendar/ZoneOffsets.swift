/// Where the distances of named zones from UTC come from.
public protocol ZoneOffsets: Sendable {
    /// Seconds to add to UTC in a zone at a local wall-clock time (seconds since 1970 without any zone);
    /// `nil` if there is no such zone.
    func offset(of zone: String, atLocalSecond second: Int) -> Int?
    /// Seconds to add to UTC in a zone at an instant (seconds since 1970, UTC); `nil` if there is no such zone.
    func offset(of zone: String, atUTCSecond second: Int) -> Int?
}
