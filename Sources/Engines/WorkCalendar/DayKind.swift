/// What a day is for those who work by the calendar.
public enum DayKind: UInt8, Sendable, Hashable {
    /// An ordinary Monday to Friday.
    case working
    /// An ordinary Saturday or Sunday.
    case weekend
    /// A day off by a published notice.
    case holiday
    /// A Saturday or Sunday that is worked by a published notice (调休).
    case makeUp

    /// Whether offices work on it.
    public var isWorking: Bool { self == .working || self == .makeUp }
}
