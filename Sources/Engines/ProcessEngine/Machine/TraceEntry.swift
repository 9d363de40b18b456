/// One entry of an instance's history.
public struct TraceEntry: Sendable, Hashable {
    /// What happened.
    public enum Phase: UInt8, Sendable, Hashable {
        /// A token came.
        case entered
        /// What was to be done there is done.
        case completed
        /// It was withdrawn.
        case cancelled
    }

    /// The node.
    public let node: Int
    /// What happened.
    public let phase: Phase

    /// Makes an entry.
    public init(node: Int, phase: Phase) {
        self.node = node
        self.phase = phase
    }
}
