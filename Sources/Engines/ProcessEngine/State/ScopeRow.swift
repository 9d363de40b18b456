/// A scope: the process, a sub-process under way, a loop, or one pass of a loop. Scopes form a tree.
public struct ScopeRow: ProcessRow {
    /// What the scope is of.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The process.
        case process
        /// An embedded sub-process.
        case subProcess
        /// A transaction.
        case transaction
        /// An ad-hoc sub-process.
        case adHoc
        /// An event sub-process.
        case eventSubProcess
        /// All passes of a loop or a multi-instance activity.
        case loop
        /// One pass.
        case pass
    }

    /// The scope's number.
    public let id: Int
    /// The scope around it; 0 for the process.
    public let parent: Int
    /// The node that it is the inside of; −1 for the process.
    public let node: Int
    /// The token that waits for it; 0 for the process and for a pass.
    public let owner: Int
    /// What the scope is of.
    public let kind: Kind
    /// The tokens directly in it, those gathered at joins included; child scopes count through their owners.
    public var live: Int
    /// Completed, but kept because it may have to be compensated.
    public var isRetained: Bool
    /// Passes to be made, of a loop; activities to be done, of an ad-hoc sub-process; −1 while unknown.
    public var total: Int
    /// Passes begun; of a pass its own number, from 1 (`loopCounter`).
    public var started: Int
    /// Passes ended.
    public var finished: Int
    /// Passes that were taken out (减签).
    public var removed: Int
    /// Whether people did something in it that can be done again.
    public var hasSteps: Bool
    /// Signers who agreed; of a pass 1 where its signer did.
    public var agreed: Int
    /// Signers who refused.
    public var refused: Int

    /// Makes a row.
    public init(
        id: Int, parent: Int, node: Int, owner: Int, kind: Kind, live: Int = 0, isRetained: Bool = false,
        total: Int = 0, started: Int = 0, finished: Int = 0, removed: Int = 0, hasSteps: Bool = false,
        agreed: Int = 0, refused: Int = 0
    ) {
        self.id = id
        self.parent = parent
        self.node = node
        self.owner = owner
        self.kind = kind
        self.live = live
        self.isRetained = isRetained
        self.total = total
        self.started = started
        self.finished = finished
        self.removed = removed
        self.hasSteps = hasSteps
        self.agreed = agreed
        self.refused = refused
    }
}
