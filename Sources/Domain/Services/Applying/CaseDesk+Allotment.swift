package import Diagnostics
package import Directory
import JSONTree
import Journal
import ProcessEngine
package import Storage
import Workflow

/// The cases of a service whose places are given together, once registration has closed.
package struct AllotmentQueue: Sendable {
    package let service: String
    package let title: Text
    package let season: String
    /// How many cases wait, by category in the published order; categories without one are left out.
    package let waiting: [(category: String, count: Int)]
    /// Whether registration is still open, so that it is too early.
    package let isTooEarly: Bool
    package var total: Int { waiting.reduce(0) { $0 + $1.count } }
}

extension CaseDesk {
    /// The job that gives places, a part of the cases at a time.
    package static let allotJob = "services.allot"
    /// How many cases one run of the job takes.
    private static let allotPart = 100

    private static let waitingByCategory: SQL = """
        SELECT category, COUNT(*) FROM service_case
        WHERE service = ? AND season = ? AND outcome = 'eligible' AND state = 'decided' AND place IS NULL
            AND submitted_at IS NOT NULL
        GROUP BY category
        """
    private static let waitingCases: SQL = """
        SELECT id, number, submitted_at FROM service_case
        WHERE service = ? AND season = ? AND outcome = 'eligible' AND state = 'decided' AND place IS NULL
            AND submitted_at IS NOT NULL
            AND category = ? AND (submitted_at > ? OR (submitted_at = ? AND id > ?))
        ORDER BY submitted_at, id LIMIT ?
        """

    /// What waits for places, for a reviewer.
    package func allotmentQueues(for official: Official, now: Int64) async throws -> [AllotmentQueue] {
        // Who sees a part of the county only does not give the places of all of it.
        guard official.scope.may(.reviewCases), official.scope.reach == .county else { return [] }
        var queues: [AllotmentQueue] = []
        for runtime in services {
            guard let allotment = runtime.service.allotment, runtime.service.department == official.department else {
                continue
            }
            let season = runtime.season(on: today(now))
            let counts = try await storage.query(
                CaseDesk.waitingByCategory, [.text(runtime.service.id), .text(season)]
            ) { (category: try $0.optionalText(0) ?? "", count: try $0.int(1)) }
            if counts.isEmpty { continue }
            let waiting = order(allotment, runtime, now: now).compactMap { category in
                counts.first { $0.category == category }
            }
            queues.append(
                AllotmentQueue(
                    service: runtime.service.id, title: runtime.service.title, season: season, waiting: waiting,
                    isTooEarly: !isDemo && runtime.isOpen(on: today(now), demo: false)))
        }
        return queues
    }

    private func order(
        _ allotment: ServiceDefinition.Allotment, _ runtime: ServiceRuntime, now: Int64
    ) -> [String] {
        runtime.parameters.value(allotment.order, on: today(now))?.elements.compactMap(\.string) ?? []
    }

    /// Begins to give the places of a season: category after category in the published order, within one by the time at
    /// which the application came. A job does it; pressed twice, it is done once.
    package func allot(_ service: String, by official: Official, now: Int64) async throws {
        let queues = try await allotmentQueues(for: official, now: now)
        guard let queue = queues.first(where: { $0.service == service }), queue.total > 0, !queue.isTooEarly else {
            throw ServiceError(.notOffered)
        }
        let jobs = JobQueue(identifiers: cases.identifiers)
        // One run at a time: places are given in one order.
        if try await !jobs.waiting(kind: CaseDesk.allotJob, after: 0, limit: 1, in: storage).isEmpty { return }
        let cursor = AllotmentCursor(service: service, season: queue.season)
        let event = JournalEvent(
            .allotmentOpened, department: official.department,
            [
                "service": service, "season": queue.season, "waiting": String(queue.total),
                "official": String(official.id),
            ])
        // The key keeps a second press from beginning a second time.
        try await planned { [journal] reader in
            var writes = WriteSet([
                jobs.enqueue(
                    kind: CaseDesk.allotJob, payload: cursor.json.bytes, dueAt: now, now: now,
                    key: "allot/\(service)/\(queue.season)")
            ])
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    /// Gives places to the next cases in the order; the write set goes on with those after them.
    package func allotDue(_ payload: [UInt8], now: Int64) async throws -> WriteSet {
        guard var cursor = AllotmentCursor(try JSON(parsing: payload)) else { return WriteSet() }
        let runtime = try runtime(cursor.service)
        guard let allotment = runtime.service.allotment else { return WriteSet() }
        let order = order(allotment, runtime, now: now)
        var left = CaseDesk.allotPart
        while cursor.rank < order.count, left > 0 {
            let limit = left
            let some = try await storage.query(
                CaseDesk.waitingCases,
                [
                    .text(cursor.service), .text(cursor.season), .text(order[cursor.rank]), .integer(cursor.submitted),
                    .integer(cursor.submitted), .integer(cursor.id), SQLValue(limit),
                ], limit: limit
            ) { (id: try $0.integer(0), number: try $0.text(1), submitted: try $0.integer(2)) }
            for found in some {
                do {
                    _ = try await advance(
                        found.number, in: .program("allotment"), agentName: "program:allotment",
                        event: .signal(name: allotment.signal), now: now)
                } catch is CancellationError {
                    throw CancellationError()
                } catch let error as StorageError where error.isPassing {
                    // The database: the job comes back and goes on from its last part.
                    throw error
                } catch {
                    // A case that cannot go on keeps no other from its place; it stays on the page of those who wait.
                }
                cursor.submitted = found.submitted
                cursor.id = found.id
                left -= 1
            }
            if some.count < limit { cursor.nextCategory() }
        }
        guard cursor.rank < order.count else { return WriteSet() }
        return [
            JobQueue(identifiers: cases.identifiers).enqueue(
                kind: CaseDesk.allotJob, payload: cursor.json.bytes, dueAt: now, now: now)
        ]
    }
}

/// How far the giving of places has come.
private struct AllotmentCursor: Sendable {
    let service: String
    let season: String
    /// The category, by its place in the published order.
    var rank = 0
    /// The last case that was dealt with in it.
    var submitted: Int64 = 0
    var id: Int64 = 0

    init(service: String, season: String) {
        self.service = service
        self.season = season
    }

    init?(_ json: JSON) {
        guard let service = json["service"]?.string, let season = json["season"]?.string else { return nil }
        self.init(service: service, season: season)
        rank = json["rank"]?.integer ?? 0
        // As text: times and row ids are larger than the integers of JSON are sure to hold.
        submitted = json["submitted"]?.string.flatMap(Int64.init) ?? 0
        id = json["id"]?.string.flatMap(Int64.init) ?? 0
    }

    var json: JSON {
        [
            "service": .string(service), "season": .string(season), "rank": .integer(rank),
            "submitted": .string(String(submitted)), "id": .string(String(id)),
        ]
    }

    mutating func nextCategory() {
        rank += 1
        submitted = 0
        id = 0
    }
}
