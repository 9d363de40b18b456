/// What handling one event led to, apart from changed rows.
public struct ProcessStep: Sendable {
    /// What the shell has to do, in this order.
    public let actions: [ProcessAction]
    /// Which nodes were entered and left, in this order: history for people, not needed to go on.
    public let trace: [TraceEntry]
    /// Whether a message, signal or set of variables was waited for.
    public let wasAwaited: Bool
}
