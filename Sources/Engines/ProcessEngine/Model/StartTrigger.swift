/// An event that creates an instance of a process.
public struct StartTrigger: Sendable, Hashable {
    /// The kinds of events that create instances.
    public enum Kind: String, Sendable, Hashable {
        /// A message.
        case message
        /// A signal.
        case signal
        /// A timer; its text is a date, a duration or a cycle.
        case timer
        /// A condition over data outside of any instance; the shell evaluates it.
        case conditional
    }

    /// The kind.
    public let kind: Kind
    /// The message's or signal's name, or the timer's text where it is not computed.
    public let name: String
    /// The start event's id.
    public let element: String

    init?(_ node: FlowNode, _ trigger: EventTrigger) {
        element = node.id
        switch trigger {
        case .message(let name, _): (kind, self.name) = (.message, name)
        case .signal(let name): (kind, self.name) = (.signal, name)
        case .timer(let timer):
            kind = .timer
            if case .literal(let text) = timer.text.content { name = text } else { name = "" }
        case .conditional: (kind, name) = (.conditional, "")
        case .error, .escalation, .compensation, .cancel, .link: return nil
        }
    }
}
