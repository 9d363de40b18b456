import JSONTree
package import Storage
import WorkCalendar

/// Reckons the days and clocks of open work again when another calendar is loaded: what was provisional becomes firm.
package struct DueRecalculation: Sendable {
    private let storage: any Storage
    private let due: DueRule
    private let jobs: JobQueue
    private let clocks: ClockStore
    private static let part = 500

    package init(storage: any Storage, clocks: ClockStore, jobs: JobQueue) {
        self.storage = storage
        due = clocks.due
        self.jobs = jobs
        self.clocks = clocks
    }

    private static let inForce: SQL = "SELECT digest FROM workflow_calendar WHERE id = 1"
    private static let putInForce: SQL = """
        INSERT INTO workflow_calendar (id, digest) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET digest = excluded.digest
        """
    private static let openTasks: SQL = """
        SELECT t.id, t.due_on, t.due_is_provisional, t.created_at, r.body, t.post FROM workflow_task t
        JOIN process_row r ON r.instance = t.instance AND r.kind = 'task' AND r.id = t.activation
        WHERE t.state IN ('open', 'suspended') AND t.due_on IS NOT NULL AND t.id > ? ORDER BY t.id LIMIT ?
        """
    private static let moveTask: SQL =
        "UPDATE workflow_task SET due_on = ?, due_is_provisional = ? WHERE id = ? AND state IN ('open', 'suspended')"
    private static let timerRow: SQL =
        "SELECT body FROM process_row WHERE instance = ? AND kind = 'timer' AND id = ?"

    /// Whether a due text counts days or hours in which offices work, which another calendar may move.
    private static func countsWork(_ text: String) -> Bool { text.hasSuffix("wd") || text.hasSuffix("wh") }

    /// Whether work was last reckoned by this calendar.
    package func isInForce(_ digest: String) async throws -> Bool {
        try await storage.point(DueRecalculation.inForce, []) { try $0.text(0) } == digest
    }

    /// The statement that says by which calendar work has been reckoned.
    package func puttingInForce(_ digest: String) -> Statement {
        Statement(DueRecalculation.putInForce, [.text(digest)], expect: .rows(1))
    }

    /// Reckons open tasks and running timers that count working days.
    ///
    /// - Returns: how many moved or became firm.
    @discardableResult
    package func run() async throws -> Int {
        try await tasks() + timers() + limits()
    }

    /// Clocks: each with its warning, whatever has paused or lengthened it.
    private func limits() async throws -> Int {
        var moved = 0
        var last: Int64 = 0
        while true {
            let running = try await clocks.running(after: last, limit: DueRecalculation.part, in: storage)
            var writes = WriteSet()
            for clock in running {
                last = clock.id
                if let statement = clocks.reckoningAgain(clock) { writes.append(statement) }
            }
            moved += writes.count
            try await storage.commit(writes)
            if running.count < DueRecalculation.part { return moved }
        }
    }

    private func tasks() async throws -> Int {
        var moved = 0
        var last: Int64 = 0
        while true {
            let rows = try await storage.query(
                DueRecalculation.openTasks, [.integer(last), SQLValue(DueRecalculation.part)],
                limit: DueRecalculation.part
            ) { row in
                (
                    id: try row.integer(0), dueOn: try row.text(1), isProvisional: try row.bool(2),
                    createdAt: try row.integer(3), body: try row.text(4), post: try row.text(5)
                )
            }
            var writes = WriteSet()
            for row in rows {
                last = row.id
                guard let text = (try JSON(parsing: row.body))["due"]?.string, DueRecalculation.countsWork(text),
                    let now = due.due(text, from: row.createdAt, post: row.post),
                    now.date.iso != row.dueOn || now.isProvisional != row.isProvisional
                else { continue }
                writes.append(
                    Statement(
                        DueRecalculation.moveTask,
                        [.text(now.date.iso), .integer(now.isProvisional ? 1 : 0), .integer(row.id)]))
            }
            moved += writes.count
            try await storage.commit(writes)
            if rows.count < DueRecalculation.part { return moved }
        }
    }

    private func timers() async throws -> Int {
        var moved = 0
        var last: Int64 = 0
        while true {
            let waiting = try await jobs.waiting(
                kind: ProcessRunner.timerJob, after: last, limit: DueRecalculation.part, in: storage)
            var writes = WriteSet()
            for job in waiting {
                last = job.id
                let parts = String(decoding: job.payload, as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
                guard parts.count == 2 else { continue }
                let body = try await storage.point(
                    DueRecalculation.timerRow, [.integer(parts[0]), .integer(parts[1])]
                ) { try $0.text(0) }
                guard let body, let text = (try JSON(parsing: body))["text"]?.string, DueRecalculation.countsWork(text),
                    let now = due.due(text, from: job.createdAt), now.instant != job.dueAt
                else { continue }
                writes.append(jobs.moving(job.id, to: now.instant))
            }
            moved += writes.count
            try await storage.commit(writes)
            if waiting.count < DueRecalculation.part { return moved }
        }
    }
}
