public import Diagnostics
public import WorkCalendar

/// Turns instants into the civil dates and 24-hour times of one zone, which is given from outside.
public struct ZoneClock: Sendable, Hashable {
    /// How far the zone's time is ahead of UTC, in seconds; China's is 28 800.
    public let secondsFromUTC: Int

    /// Makes a clock for a zone with a fixed distance from UTC.
    public init(secondsFromUTC: Int) {
        self.secondsFromUTC = secondsFromUTC
    }

    /// China's time, UTC+8.
    public static let china = ZoneClock(secondsFromUTC: 28_800)

    /// The civil date of an instant in microseconds since 1970-01-01T00:00Z.
    public func date(microseconds: Int64) -> CivilDate {
        CivilDate(unixSeconds: Self.seconds(microseconds), zoneOffset: secondsFromUTC)
    }

    /// The time of day, `15:04`.
    public func time(microseconds: Int64) -> String {
        let second = secondOfDay(microseconds)
        return Self.two(second / 3600) + ":" + Self.two(second / 60 % 60)
    }

    /// The time of day with its seconds, `15:04:05`.
    public func timeWithSeconds(microseconds: Int64) -> String {
        time(microseconds: microseconds) + ":" + Self.two(secondOfDay(microseconds) % 60)
    }

    /// Day and time: `2026年11月21日 15:04`, `21 November 2026, 15:04`.
    public func text(microseconds: Int64) -> Text {
        let day = date(microseconds: microseconds).text
        let time = time(microseconds: microseconds)
        return Text(zh: day.zh + " " + time, en: day.en + ", " + time)
    }

    /// Day without its year, and time: `11月21日 15:04`, `21 November, 15:04`.
    public func shortText(microseconds: Int64) -> Text {
        let day = date(microseconds: microseconds).shortText
        let time = time(microseconds: microseconds)
        return Text(zh: day.zh + " " + time, en: day.en + ", " + time)
    }

    /// The form for `datetime` attributes: `2026-11-21T15:04:05+08:00` (RFC 3339).
    public func machineText(microseconds: Int64) -> String {
        let sign = secondsFromUTC < 0 ? "-" : "+"
        let minutes = secondsFromUTC.magnitude / 60
        let offset = sign + Self.two(Int(minutes / 60)) + ":" + Self.two(Int(minutes % 60))
        return date(microseconds: microseconds).iso + "T" + timeWithSeconds(microseconds: microseconds) + offset
    }

    private func secondOfDay(_ microseconds: Int64) -> Int {
        let local = Self.seconds(microseconds) + Int64(secondsFromUTC)
        return Int(((local % 86_400) + 86_400) % 86_400)
    }

    /// Whole seconds, rounded down also before 1970.
    private static func seconds(_ microseconds: Int64) -> Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
