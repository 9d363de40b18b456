public import Diagnostics

/// A stretch of days that does not count towards a period (特别程序: correction, hearing, expert's opinion).
public struct Pause: Sendable, Hashable {
    /// The first day that does not count.
    public let from: CivilDate
    /// The last day that does not count; `nil` while the pause goes on.
    public let through: CivilDate?
    /// Why, in words a person reads.
    public let reason: Text

    /// Makes a pause. One whose end lies before its beginning pauses nothing.
    public init(from: CivilDate, through: CivilDate? = nil, reason: Text) {
        self.from = from
        self.through = through
        self.reason = reason
    }
}
