/// A timer under way. What instant its text means, the shell works out; it then says ``ProcessEvent/timerDue(timer:)``.
public struct TimerRow: ProcessRow {
    /// How the text is to be read.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An instant.
        case date
        /// A duration from now.
        case duration
        /// A repetition.
        case cycle
    }

    /// The timer's number.
    public let id: Int
    /// The token that it hangs on; 0 if it belongs to a scope.
    public let token: Int
    /// The scope that it is in.
    public let scope: Int
    /// The event's node.
    public let node: Int
    /// How the text is to be read.
    public let kind: Kind
    /// The text: a date, a duration, or a repetition.
    public let text: String
    /// The calendar that durations are counted in, such as working days; `nil` is the natural one.
    public let calendar: String?
    /// How often it fired.
    public var fired: Int
    /// How often it will still fire; −1 without end.
    public var remaining: Int

    /// Makes a row.
    public init(
        id: Int, token: Int, scope: Int, node: Int, kind: Kind, text: String, calendar: String? = nil,
        fired: Int = 0, remaining: Int = 1
    ) {
        self.id = id
        self.token = token
        self.scope = scope
        self.node = node
        self.kind = kind
        self.text = text
        self.calendar = calendar
        self.fired = fired
        self.remaining = remaining
    }
}
