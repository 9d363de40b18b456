/// A stored fact of an instance with a number of its own, unique within the instance and never used again.
public protocol ProcessRow: Sendable, Hashable {
    /// The row's number.
    var id: Int { get }
}
