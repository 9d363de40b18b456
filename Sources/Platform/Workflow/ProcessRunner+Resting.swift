package import ProcessEngine
package import Storage
package import WorkCalendar

/// 挂起: a task rests until a day, its timers with it; then it goes on by itself, so that nothing is forgotten.
///
/// The matter's own clocks do not rest with it: those only the law pauses.
extension ProcessRunner {
    package static let wakeJob = "process.wake"
    /// Days that a task may rest at most, even if it is due later.
    package static let longestRest = 30

    /// The days on which a task may go on again: from tomorrow, and not later than it is due; `nil` if there is none.
    package static func restDays(of task: WorkflowTask, today: CivilDate) -> ClosedRange<CivilDate>? {
        let first = today.adding(days: 1)
        let last = min(task.dueOn ?? CivilDate.latest, today.adding(days: longestRest))
        return first <= last ? first...last : nil
    }

    private static let until: SQL = "UPDATE workflow_task SET resumes_on = ? WHERE id = ?"

    /// One for each rest, so that the end of an earlier one means nothing to a later.
    private func key(_ task: WorkflowTask, _ day: CivilDate) -> String {
        "wake:\(task.instance):\(task.activation):\(day.iso)"
    }

    /// What lets a task go on by itself on a day; beside the step that suspends it.
    package func waking(_ task: WorkflowTask, on day: CivilDate, now: Int64) -> WriteSet {
        [
            Statement(ProcessRunner.until, [.text(day.iso), .integer(task.id)]),
            jobs.enqueue(
                kind: ProcessRunner.wakeJob, payload: Array("\(task.instance) \(task.activation) \(day.iso)".utf8),
                dueAt: due.instant(of: CivilMinute(date: day, minute: 0)), now: now, key: key(task, day)),
        ]
    }

    /// What is not needed any more when somebody goes on with it earlier.
    package func notWaking(_ task: WorkflowTask) -> WriteSet {
        task.resumesOn.map { [jobs.cancel(key: key(task, $0))] } ?? []
    }

    /// The day on which a resting task is to go on, as its job keeps it.
    package struct Waking: Sendable {
        package let instance: Int64
        package let activation: Int
        package let day: CivilDate

        package init?(payload: [UInt8]) {
            let parts = String(decoding: payload, as: UTF8.self).split(separator: " ")
            guard parts.count == 3, let instance = Int64(parts[0]), let activation = Int(parts[1]),
                let day = CivilDate(iso: parts[2])
            else { return nil }
            self.instance = instance
            self.activation = activation
            self.day = day
        }

        /// The task, if it rests until this day still.
        package func task(in tasks: [WorkflowTask]) -> WorkflowTask? {
            tasks.first {
                $0.instance == instance && $0.activation == activation && $0.state == .suspended && $0.resumesOn == day
            }
        }

        package var event: ProcessEvent { .act(activation: activation, .unsuspend) }
    }
}

extension ProcessError {
    /// Whether what came by itself meant something that is over: a timer, a task, a rest.
    package var meansItIsOver: Bool {
        [.unknownTimer, .unknownActivation, .operationNotAllowed].contains(code)
    }
}
