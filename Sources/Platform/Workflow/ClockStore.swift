import JSONTree
package import Storage
package import WorkCalendar

/// The clocks of matters: where they are kept, and when they turn yellow and red.
package struct ClockStore: Sendable {
    private let identifiers: IdentifierSource
    package let due: DueRule

    package init(identifiers: IdentifierSource, due: DueRule) {
        self.identifiers = identifiers
        self.due = due
    }

    /// The guard that fails when somebody else changed the clock first; plan again.
    package static let moved = "clock.moved"

    private static let ofMatter = SQL(
        "SELECT \(WorkClock.columns) FROM work_clock WHERE matter = ? AND matter_kind = ? ORDER BY id LIMIT 100")
    private static let running = SQL(
        "SELECT \(WorkClock.columns) FROM work_clock WHERE state <> 'ended' AND id > ? ORDER BY id LIMIT ?")
    private static let insert: SQL = """
        INSERT INTO work_clock
            (id, matter_kind, matter, name, state, due_at, warn_at, due_on, is_provisional, is_late, body, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
        """
    private static let update: SQL = """
        UPDATE work_clock SET state = ?, due_at = ?, warn_at = ?, due_on = ?, is_provisional = ?, is_late = ?, body = ?,
            version = version + 1
        WHERE id = ? AND version = ?
        """

    /// The clocks of a matter, the oldest first.
    package func clocks(of matter: Matter, reader: any SnapshotReader) throws -> [WorkClock] {
        try reader.rows(ClockStore.ofMatter, [.integer(matter.id), .text(matter.kind)], limit: 100) {
            try WorkClock($0)
        }
    }

    /// The clocks of a matter, the oldest first.
    package func clocks(of matter: Matter, in storage: any Storage) async throws -> [WorkClock] {
        try await storage.few(ClockStore.ofMatter, [.integer(matter.id), .text(matter.kind)]) { try WorkClock($0) }
    }

    /// Clocks that have not ended, by id, for reckoning them again.
    func running(after id: Int64, limit: Int, in storage: any Storage) async throws -> [WorkClock] {
        try await storage.query(ClockStore.running, [.integer(id), .integer(Int64(limit))], limit: limit) {
            try WorkClock($0)
        }
    }

    /// What a clock is when it is kept.
    private struct Standing {
        let dueAt: Int64?
        let warnAt: Int64?
        let dueOn: CivilDate?
        let isProvisional: Bool
        let isLate: Bool

        func isEqual(to kept: WorkClock) -> Bool {
            dueAt == kept.dueAt && warnAt == kept.warnAt && dueOn == kept.dueOn && isProvisional == kept.isProvisional
                && isLate == kept.isLate
        }
    }

    private func standing(_ clock: Clock, post: String?, warning: ClockPeriod?) -> Standing {
        let hours = due.hours.of(post)
        let reading = due.calendar.due(of: clock, hours: hours)
        let early = warning.flatMap { clock.shortened(by: $0) }
        let warn = early.flatMap { due.calendar.due(of: $0, hours: hours).minute }
        func instant(_ minute: CivilMinute?) -> Int64? {
            minute.map { minute in
                // A day is over when the next one begins.
                due.instant(of: clock.period.unit.isDays ? minute.adding(minutes: 1) : minute)
            }
        }
        let isLate = clock.endedAt.flatMap { ended in reading.minute.map { ended > $0 } } ?? false
        return Standing(
            dueAt: instant(reading.minute), warnAt: instant(warn), dueOn: reading.minute?.date,
            isProvisional: reading.isProvisional, isLate: isLate)
    }

    private func values(_ clock: Clock, _ now: Standing, post: String?, warning: ClockPeriod?) -> [SQLValue] {
        [
            .text(clock.hasEnded ? "ended" : clock.isPaused ? "paused" : "running"), SQLValue(now.dueAt),
            SQLValue(now.warnAt), SQLValue(now.dueOn?.iso), .integer(now.isProvisional ? 1 : 0),
            .integer(now.isLate ? 1 : 0), .text(clock.json(post: post, warning: warning).text),
        ]
    }

    /// The statement that keeps a new clock, and the day on which it is due.
    package func starting(
        _ name: String, of matter: Matter, _ clock: Clock, post: String?, warning: ClockPeriod?
    ) -> (statement: Statement, dueOn: CivilDate?) {
        let now = standing(clock, post: post, warning: warning)
        return (
            Statement(
                ClockStore.insert,
                [.integer(identifiers.next()), .text(matter.kind), .integer(matter.id), .text(name)]
                    + values(clock, now, post: post, warning: warning), expect: .rows(1)), now.dueOn
        )
    }

    /// The statement that keeps a clock as it is now, and the day on which it is due.
    package func keeping(_ kept: WorkClock, as clock: Clock) -> (statement: Statement, dueOn: CivilDate?) {
        let now = standing(clock, post: kept.post, warning: kept.warning)
        return (
            Statement(
                ClockStore.update,
                values(clock, now, post: kept.post, warning: kept.warning)
                    + [.integer(kept.id), .integer(kept.version)], expect: .rows(1), otherwise: ClockStore.moved),
            now.dueOn
        )
    }

    /// The statement that moves a clock whose day is another one by the calendar in force; `nil` where it stays.
    func reckoningAgain(_ kept: WorkClock) -> Statement? {
        let now = standing(kept.clock, post: kept.post, warning: kept.warning)
        if now.isEqual(to: kept) { return nil }
        // One that somebody has changed meanwhile is reckoned by the new calendar already.
        return Statement(
            ClockStore.update,
            values(kept.clock, now, post: kept.post, warning: kept.warning)
                + [.integer(kept.id), .integer(kept.version)])
    }

    /// Why a clock is due when it is, line by line.
    package func reading(of kept: WorkClock) -> ClockReading {
        due.calendar.reading(of: kept.clock, hours: due.hours.of(kept.post))
    }
}
