import ProcessEngine
import Storage
import WorkCalendar

extension ProcessRunner {
    func timers(of instance: Int64) -> ProcessTimers { ProcessTimers(jobs: jobs, due: due, instance: instance) }
}

/// The jobs that ring a process's timers: set, put aside while a task rests, and taken away.
struct ProcessTimers {
    let jobs: JobQueue
    let due: DueRule
    /// The process's id.
    let instance: Int64

    /// One key for each firing, so that a repetition's next is not taken for the one that rings now.
    private func key(_ timer: TimerRow) -> String { "timer:\(instance):\(timer.id):\(timer.fired)" }

    private func payload(_ timer: TimerRow) -> [UInt8] { Array("\(instance) \(timer.id)".utf8) }

    /// `nil` for a text that says no time.
    func set(_ timer: TimerRow, now: Int64) -> Statement? {
        due.due(timer.text, from: now).map { due in
            jobs.enqueue(
                kind: ProcessRunner.timerJob, payload: payload(timer), dueAt: due.instant, now: now, key: key(timer))
        }
    }

    func rest(_ timer: TimerRow, now: Int64) -> Statement { jobs.rest(key: key(timer), now: now) }

    /// What rings while its task rests waits until the task goes on.
    func layDown(_ timer: TimerRow, now: Int64) -> Statement {
        jobs.layDown(kind: ProcessRunner.timerJob, payload: payload(timer), key: key(timer), now: now)
    }

    func cancel(_ timer: TimerRow) -> WriteSet {
        [jobs.cancel(key: key(timer)), jobs.cancelResting(key: key(timer))]
    }

    /// Goes on with what was left: of working days and hours those, otherwise natural time. A date stays a date.
    func goOn(_ timer: TimerRow, now: Int64, reader: any SnapshotReader) throws -> WriteSet {
        guard let resting = try jobs.resting(key: key(timer), reader: reader) else { return [] }
        let start = moved(resting.job.createdAt, by: timer.text, from: resting.since, to: now)
        let rings = resting.job.dueAt <= resting.since ? now : due.due(timer.text, from: start)?.instant ?? now
        return [jobs.goOn(resting, createdAt: start, dueAt: rings, guarding: ProcessRunner.movedOn)]
    }

    /// When a timer would have been set that had not rested.
    private func moved(_ start: Int64, by text: String, from pause: Int64, to now: Int64) -> Int64 {
        switch ClockPeriod(text)?.unit {
        case .workingDays:
            let (paused, going) = (due.minute(at: pause).date, due.minute(at: now).date)
            let days = due.calendar.workingDays(after: paused, through: going)
            let begun = due.minute(at: start)
            let date = due.calendar.addingWorkingDays(days, to: begun.date).date
            return due.instant(of: CivilMinute(date: date, minute: begun.minute))
        case .workingHours:
            let hours = due.hours.of(nil)
            let minutes = due.calendar.workingMinutes(
                from: due.minute(at: pause), to: due.minute(at: now), hours: hours)
            let begun = due.calendar.adding(workingMinutes: minutes, to: due.minute(at: start), hours: hours)
            return due.instant(of: begun.minute)
        case .days, .hours, .minutes, nil: return start + max(0, now - pause)
        }
    }
}
