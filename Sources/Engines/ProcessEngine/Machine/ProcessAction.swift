public import JSONTree

/// What the shell has to do. Rows are not actions: they are in the changes.
public enum ProcessAction: Sendable, Hashable {
    /// Call a handler; answer with ``ProcessEvent/completed(activation:result:)`` or `failed`.
    case invoke(Invocation)
    /// Evaluate the decision that the invocation's handler names; answer as above.
    case decide(Invocation)
    /// Start the process that the invocation's handler names; when it ends, answer as above.
    case call(Invocation)
    /// An invocation, decision or call is no longer waited for.
    case cancelInvocation(activation: Int)
    /// Somebody has a task.
    case createTask(TaskRow)
    /// A task was withdrawn.
    case cancelTask(TaskRow)
    /// Send a message.
    case sendMessage(name: String, correlation: String?, payload: JSON)
    /// Tell all other instances; this one's own events already know.
    case broadcastSignal(name: String, payload: JSON)
    /// Work out the timer's instant and store it beside the row. On a repetition's later firings, from the last one.
    case setTimer(TimerRow)
    /// The timer is no longer needed.
    case cancelTimer(TimerRow)
    /// The timer rests with its task: how much of it is left is kept.
    case pauseTimer(TimerRow)
    /// The timer goes on with what was left.
    case resumeTimer(TimerRow)
    /// A token stopped; somebody has to mend the cause and say ``ProcessEvent/retry(token:)``.
    case incident(token: Int, element: String, code: IncidentCode)
    /// An escalation that nothing in the process caught; tell the calling process.
    case escalation(code: String)
    /// The instance ended.
    case ended(ProcessOutcome)
    /// The budget is used up: commit, then send ``ProcessEvent/resume``.
    case `continue`
}
