/// The one row that every instance has.
public struct InstanceRow: Sendable, Hashable {
    /// Where the instance stands.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// Made, but not started.
        case created
        /// Under way.
        case running
        /// Ended as modelled.
        case completed
        /// Ended by an error that nothing caught.
        case failed
        /// Ended from outside.
        case cancelled
    }

    /// Where the instance stands.
    public var status: Status
    /// The number that the next row gets.
    public var nextID: Int

    /// Makes a row.
    public init(status: Status = .created, nextID: Int = 1) {
        self.status = status
        self.nextID = nextID
    }
}
