public import Diagnostics

/// When a clock is due, and why then.
public struct ClockReading: Sendable, Hashable {
    /// The last minute; of days, the last minute of the last day. `nil` while a pause goes on.
    public let due: CivilMinute?
    /// How much is left to run after a pause that goes on: days, or minutes; 0 when ``due`` is known.
    public let remaining: Int
    /// Whether a day was counted for which no calendar is published yet.
    public let isProvisional: Bool
    /// The answer to "why due then", line by line.
    public let lines: [Text]

    init(due: CivilMinute?, remaining: Int, isProvisional: Bool, lines: [Text]) {
        self.due = due
        self.remaining = remaining
        self.isProvisional = isProvisional
        self.lines = lines
    }
}

/// How a clock stands: the marks that offices know as yellow and red cards (黄牌, 红牌).
public enum ClockMark: String, Sendable, Hashable, CaseIterable {
    /// There is time.
    case green
    /// The end is near.
    case yellow
    /// It is over.
    case red
    /// It does not run.
    case paused
    /// It ended in time.
    case kept
    /// It ended late.
    case missed
}
