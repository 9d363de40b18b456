/// How an instance ended.
public enum ProcessOutcome: Sendable, Hashable {
    /// As modelled.
    case completed
    /// By an error that nothing caught.
    case failed(code: String)
    /// From outside.
    case cancelled
}
