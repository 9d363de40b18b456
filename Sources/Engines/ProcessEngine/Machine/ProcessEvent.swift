public import JSONTree

/// What happens to an instance.
public enum ProcessEvent: Sendable {
    /// It begins. With a trigger, at the start event that waits for it, else at the start events without one.
    case start(variables: [(String, JSON)] = [], trigger: StartReason = .none)
    /// A user task, an invocation, a decision or a called process ended well.
    case completed(activation: Int, result: JSON = .null)
    /// It ended by a BPMN error of this code: caught by the model, or an incident.
    case failed(activation: Int, code: String)
    /// A called process or a handler raised an escalation; the activity goes on.
    case escalated(activation: Int, code: String)
    /// A message came for this instance.
    case message(name: String, correlation: String? = nil, payload: JSON = .null)
    /// A signal was raised by another instance or outside.
    case signal(name: String, payload: JSON = .null)
    /// A timer's instant came.
    case timerDue(timer: Int)
    /// Variables of the process got new values.
    case set(variables: [(String, JSON)])
    /// A token that stopped at an incident is to try again.
    case retry(token: Int)
    /// Somebody does something with a user task besides completing it.
    case act(activation: Int, TaskAct)
    /// 撤回: who did a step takes it back, while nobody has touched what follows.
    case takeBack(step: Int)
    /// Goes on after ``ProcessAction/continue``.
    case resume
    /// The instance is ended from outside.
    case cancel

    /// What made an instance begin.
    public enum StartReason: Sendable, Hashable {
        /// Somebody started it.
        case none
        /// A message of this name.
        case message(String)
        /// A signal of this name.
        case signal(String)
        /// The start event with this id, such as a timer's.
        case element(String)
    }
}
