/// The tokens gathered at a joining node of one scope.
public struct JoinRow: ProcessRow {
    /// The join's number.
    public let id: Int
    /// The scope.
    public let scope: Int
    /// The node.
    public let node: Int
    /// How many tokens came by each incoming flow.
    public var arrived: [Int]
    /// The incoming flows that made a complex gateway fire, as bits; until the rest have come it does not fire again.
    public var fired: Int
    /// The steps done last on the ways of its tokens.
    public var steps: [Int]

    /// Makes a row.
    public init(id: Int, scope: Int, node: Int, arrived: [Int], fired: Int = 0, steps: [Int] = []) {
        self.id = id
        self.scope = scope
        self.node = node
        self.arrived = arrived
        self.fired = fired
        self.steps = steps
    }
}
