/// Something waited for.
public struct SubscriptionRow: ProcessRow {
    /// What is waited for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A message, by name and correlation key.
        case message
        /// A signal, by name.
        case signal
        /// That a condition becomes true.
        case condition
    }

    /// The subscription's number.
    public let id: Int
    /// The token that it hangs on; 0 if it belongs to a scope.
    public let token: Int
    /// The scope that it is in.
    public let scope: Int
    /// The event's node.
    public let node: Int
    /// The trigger's place among the event's triggers.
    public let trigger: Int
    /// What is waited for.
    public let kind: Kind
    /// The message's or signal's name.
    public let name: String
    /// The correlation key, if the model states one.
    public let correlation: String?
    /// Whether it came, where several events are needed together; of a condition, whether it held when last looked at.
    public var isSatisfied: Bool

    /// Makes a row.
    public init(
        id: Int, token: Int, scope: Int, node: Int, trigger: Int, kind: Kind, name: String,
        correlation: String? = nil, isSatisfied: Bool = false
    ) {
        self.id = id
        self.token = token
        self.scope = scope
        self.node = node
        self.trigger = trigger
        self.kind = kind
        self.name = name
        self.correlation = correlation
        self.isSatisfied = isSatisfied
    }
}
