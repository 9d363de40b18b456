import JSONTree
import ProcessEngine
package import Storage

/// Looks whether what stands beside the rows of running processes agrees with them: that each task of a process is in
/// somebody's inbox and no other is, that each timer will ring and each incident is shown.
package struct ProcessVerifier: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    /// Something that does not agree.
    package struct Finding: Sendable, Hashable {
        /// What.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A task of a process that no inbox shows.
            case taskLost = "process.task-lost"
            /// An open task in an inbox that no process waits for.
            case taskStray = "process.task-stray"
            /// A timer that nothing will ring.
            case timerLost = "process.timer-lost"
            /// A task that rests and that nothing will bring back.
            case restLost = "process.rest-lost"
            /// A token that stands still and is not shown.
            case incidentLost = "process.incident-lost"
            /// An incident that is shown although the process goes on.
            case incidentStray = "process.incident-stray"
            /// Something waited for that is not found by its name, or found and not waited for.
            case subscription = "process.subscription"
            /// A running process that nothing can ever move.
            case standing = "process.standing"
        }

        package let instance: Int64
        package let kind: Kind
        /// The row's number; 0 for the instance.
        package let row: Int
    }

    /// What was looked at and found.
    package struct Report: Sendable {
        package internal(set) var instances = 0
        package internal(set) var tasks = 0
        package internal(set) var timers = 0
        package internal(set) var findings: [Finding] = []
    }

    private static let running: SQL =
        "SELECT id FROM process_instance WHERE status = 'running' AND id > ? ORDER BY id LIMIT ?"
    private static let rows: SQL = """
        SELECT instance, kind, id, body FROM process_row WHERE instance BETWEEN ? AND ? ORDER BY instance LIMIT ?
        """
    private static let tasks: SQL = """
        SELECT instance, activation FROM workflow_task
        WHERE instance BETWEEN ? AND ? AND state IN ('open', 'held', 'planned', 'suspended') LIMIT ?
        """
    private static let incidents: SQL = """
        SELECT instance, token FROM process_incident WHERE instance BETWEEN ? AND ? AND resolved_at IS NULL LIMIT ?
        """
    private static let subscriptions: SQL =
        "SELECT instance, id FROM process_subscription WHERE instance BETWEEN ? AND ? LIMIT ?"
    private static let part = 200
    private static let most = 2_000_000

    private struct Row: Hashable {
        let instance: Int64
        let id: Int
    }

    /// Looks at every running process, on one snapshot, so that what goes on meanwhile disturbs nothing.
    package func verify() async throws -> Report {
        try await storage.snapshot(timeLimit: .seconds(3600)) { reader in
            var report = Report()
            let clocks = try clocks(reader)
            var last: Int64 = 0
            while true {
                let ids = try reader.rows(
                    ProcessVerifier.running, [.integer(last), SQLValue(ProcessVerifier.part)],
                    limit: ProcessVerifier.part
                ) { try $0.integer(0) }
                guard let first = ids.first, let final = ids.last else { return report }
                last = final
                try check(Set(ids), first...final, clocks, reader, &report)
                if ids.count < ProcessVerifier.part { return report }
            }
        }
    }

    private func check(
        _ ids: Set<Int64>, _ range: ClosedRange<Int64>, _ clocks: Clocks, _ reader: any SnapshotReader,
        _ report: inout Report
    ) throws {
        var rows: [String: Set<Row>] = [:]
        var stopped = Set<Row>()
        var moving = Set<Int64>()
        var tokens: [Row: Int] = [:]
        var resting: [Row: Int] = [:]
        let between: [SQLValue] = [
            .integer(range.lowerBound), .integer(range.upperBound), SQLValue(ProcessVerifier.most),
        ]
        try reader.each(ProcessVerifier.rows, between) { row in
            let (instance, kind) = (try row.integer(0), try row.text(1))
            guard ids.contains(instance) else { return true }
            let place = Row(instance: instance, id: try row.int(2))
            rows[kind, default: []].insert(place)
            if kind == "token" {
                let body = try JSON(parsing: try row.text(3))
                if body["state"]?.string == TokenRow.State.incident.rawValue { stopped.insert(place) }
                if (body["activation"]?.integer ?? 0) > 0 || body["state"]?.string == TokenRow.State.ready.rawValue {
                    moving.insert(instance)
                }
            } else if ["task", "timer", "subscription"].contains(kind) {
                moving.insert(instance)
                let body = kind == "subscription" ? .null : try JSON(parsing: try row.text(3))
                if kind == "timer" { tokens[place] = body["token"]?.integer ?? 0 }
                if kind == "task", body["suspended"]?.bool == true { resting[place] = body["token"]?.integer ?? 0 }
            }
            return true
        }
        func beside(_ sql: SQL) throws -> Set<Row> {
            Set(
                try reader.rows(sql, between, limit: ProcessVerifier.most) {
                    Row(instance: try $0.integer(0), id: try $0.int(1))
                }.filter { ids.contains($0.instance) })
        }
        func find(_ places: Set<Row>, _ kind: Finding.Kind) {
            report.findings += places.sorted { ($0.instance, $0.id) < ($1.instance, $1.id) }.map {
                Finding(instance: $0.instance, kind: kind, row: $0.id)
            }
        }
        let (tasks, shown) = (rows["task"] ?? [], try beside(ProcessVerifier.tasks))
        find(tasks.subtracting(shown), .taskLost)
        find(shown.subtracting(tasks), .taskStray)
        let timers = rows["timer"] ?? []
        // A timer may rest as long as its task does.
        let still = Set(resting.map { Row(instance: $0.key.instance, id: $0.value) })
        let kept = timers.filter { timer in
            clocks.resting.contains(timer)
                && still.contains(Row(instance: timer.instance, id: tokens[timer] ?? 0))
        }
        find(timers.subtracting(clocks.ringing).subtracting(kept), .timerLost)
        find(Set(resting.keys).subtracting(clocks.waking), .restLost)
        let incidents = try beside(ProcessVerifier.incidents)
        find(stopped.subtracting(incidents), .incidentLost)
        find(incidents.filter { $0.id > 0 }.subtracting(stopped), .incidentStray)
        find(try beside(ProcessVerifier.subscriptions).symmetricDifference(rows["subscription"] ?? []), .subscription)
        let standing = ids.subtracting(moving).subtracting(stopped.map(\.instance))
        find(Set(standing.map { Row(instance: $0, id: 0) }), .standing)
        report.instances += ids.count
        report.tasks += tasks.count
        report.timers += timers.count
    }

    private static let clockJobs: SQL = "SELECT payload, state FROM job WHERE kind = ? LIMIT ?"

    /// What jobs will ring, keep at rest, and bring back.
    private struct Clocks {
        /// Timers; one that was given up is an operator's to bring back, and not lost.
        var ringing = Set<Row>()
        var resting = Set<Row>()
        /// Tasks.
        var waking = Set<Row>()
    }

    private func clocks(_ reader: any SnapshotReader) throws -> Clocks {
        var clocks = Clocks()
        func each(_ kind: String, _ visit: (Row, Int) throws -> Void) throws {
            try reader.each(ProcessVerifier.clockJobs, [.text(kind), SQLValue(100_000_000)]) { row in
                let parts = String(decoding: try row.bytes(0), as: UTF8.self).split(separator: " ")
                if parts.count > 1, let instance = Int64(parts[0]), let number = Int(parts[1]) {
                    try visit(Row(instance: instance, id: number), row.int(1))
                }
                return true
            }
        }
        try each(ProcessRunner.timerJob) { place, state in
            if state == 2 { clocks.resting.insert(place) } else { clocks.ringing.insert(place) }
        }
        try each(ProcessRunner.wakeJob) { place, _ in clocks.waking.insert(place) }
        return clocks
    }
}
