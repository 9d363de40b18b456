/// What an event waits for (BPMN 2.0, §10.5.5).
enum EventTrigger: Sendable {
    case message(name: String, correlation: ProcessText?)
    case signal(name: String)
    case timer(TimerSpecification)
    case conditional(any ProcessExpression)
    /// `nil` catches every error.
    case error(code: String?)
    /// `nil` catches every escalation.
    case escalation(code: String?)
    case compensation
    case cancel
    case link(name: String)

    /// Whether waiting for it takes a stored row; errors and the like are found by the model's structure.
    var needsRow: Bool {
        switch self {
        case .message, .signal, .timer, .conditional: true
        case .error, .escalation, .compensation, .cancel, .link: false
        }
    }
}
