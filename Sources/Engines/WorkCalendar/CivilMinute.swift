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
