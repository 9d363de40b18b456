/// A completed activity that can be compensated; later numbers are compensated first.
public struct CompensationRow: ProcessRow {
    /// The row's number.
    public let id: Int
    /// The scope that the activity was completed in.
    public let scope: Int
    /// The activity.
    public let node: Int
    /// The scope of a completed sub-process that is kept for its own compensation; 0 for other activities.
    public let retained: Int
    /// The throwing token that compensates it, 0 before.
    public var claimedBy: Int
    /// The steps done last when it was completed.
    public let steps: [Int]

    /// Makes a row.
    public init(id: Int, scope: Int, node: Int, retained: Int = 0, claimedBy: Int = 0, steps: [Int] = []) {
        self.id = id
        self.scope = scope
        self.node = node
        self.retained = retained
        self.claimedBy = claimedBy
        self.steps = steps
    }
}
