/// Something that people did: a user task, a joint sign-off, or a sub-process with such in it. From these rows the
/// engine knows what arose from what, so that a step can be taken back or done again.
public struct StepRow: ProcessRow {
    /// The step's number: later ones are larger.
    public let id: Int
    /// The scope in which it was done.
    public let scope: Int
    /// The node.
    public let node: Int
    /// The activation of the task; 0 for a joint sign-off or a sub-process.
    public let activation: Int
    /// The steps done last before it, on the ways that lead here.
    public let before: [Int]
    /// Whether something was done on its strength that cannot be called back, such as a message sent.
    public var isFinal: Bool

    /// Makes a row.
    public init(id: Int, scope: Int, node: Int, activation: Int, before: [Int], isFinal: Bool = false) {
        self.id = id
        self.scope = scope
        self.node = node
        self.activation = activation
        self.before = before
        self.isFinal = isFinal
    }
}
