/// What an event does when reached (BPMN 2.0, §10.5.5).
enum EventThrow: Sendable {
    case message(MessageThrow)
    case signal(name: String)
    case error(code: String)
    case escalation(code: String)
    /// `nil` compensates everything in the scope.
    case compensation(activity: Int?)
    case cancel
    case terminate
    /// The catching node in the same scope.
    case link(target: Int)
}
