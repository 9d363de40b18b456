package import ProcessEngine
package import Storage
package import WorkCalendar

/// 挂起: a task rests until a day, its timers with it; then it goes on by itself, so that nothing is forgotten.
///
/// The matter's own clocks do not rest with it: those only the law pauses.
extension ProcessRunner {
    package static let wakeJob = "process.wake"
    /// Days that a task without a day of its own may rest at most.
    package static let longestRest = 30

    /// The days on which a task may go on again: from tomorrow, and not later than it is due; `nil` if there is none.
    package static func restDays(of task: WorkflowTask, today: CivilDate) -> ClosedRange<CivilDate>? {
        let first = today.adding(days: 1)
        let last = min(task.dueOn ?? CivilDate.latest, today.adding(days: longestRest))
        return first <= last ? first...last : nil
    }

    private static let until: SQL = "UPDATE workflow_task SET resumes_on = ? WHERE id = ?"

    private func key(_ task: WorkflowTask) -> String { "wake:\(task.instance):\(task.activation)" }

    /// What lets a task go on by itself on a day; beside the step that suspends it.
    package func waking(_ task: WorkflowTask, on day: CivilDate, now: Int64) -> WriteSet {
        [
            Statement(ProcessRunner.until, [.text(day.iso), .integer(task.id)]),
            jobs.enqueue(
                kind: ProcessRunner.wakeJob, payload: Array("\(task.instance) \(task.activation)".utf8),
                dueAt: due.instant(of: CivilMinute(date: day, minute: 0)), now: now, key: key(task)),
        ]
    }

    /// What is not needed any more when somebody goes on with it earlier.
    package func notWaking(_ task: WorkflowTask) -> Statement { jobs.cancel(key: key(task)) }
}

extension ProcessError {
    /// Whether what came by itself meant something that is over: a timer, a task, a rest.
    package var meansItIsOver: Bool {
        [.unknownTimer, .unknownActivation, .operationNotAllowed].contains(code)
    }
}
