/// A token: one place where the instance stands.
public struct TokenRow: ProcessRow {
    /// What the token is about.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// To be moved on at the next opportunity.
        case ready
        /// At an activity or event that is under way.
        case waiting
        /// Stopped by something that somebody has to mend.
        case incident
    }

    /// The token's number.
    public let id: Int
    /// The scope that it is in.
    public var scope: Int
    /// The node that it is at.
    public var node: Int
    /// What it is about.
    public var state: State
    /// The number of the activity's activation while it waits at one, else 0; new for each activation.
    public var activation: Int
    /// The throwing token, if this one carries out compensation; else 0.
    public var compensates: Int
    /// Whether timers or subscriptions hang on it.
    public var isArmed: Bool
    /// Why it stopped.
    public var incident: String?
    /// The steps done last on its way.
    public var steps: [Int]
    /// Whether tasks were added to the one it waits for.
    public var isExtended: Bool

    /// Makes a row.
    public init(
        id: Int, scope: Int, node: Int, state: State = .ready, activation: Int = 0, compensates: Int = 0,
        isArmed: Bool = false, incident: String? = nil, steps: [Int] = [], isExtended: Bool = false
    ) {
        self.id = id
        self.scope = scope
        self.node = node
        self.state = state
        self.activation = activation
        self.compensates = compensates
        self.isArmed = isArmed
        self.incident = incident
        self.steps = steps
        self.isExtended = isExtended
    }
}
