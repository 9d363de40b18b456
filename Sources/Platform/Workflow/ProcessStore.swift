package import ProcessEngine
package import Storage

/// What is known of processes that ran or run: for whoever wants to see how a matter went, and where the time goes.
package struct ProcessStore: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    private static let lastEventOfAll: SQL =
        "SELECT COALESCE((SELECT MAX(id) FROM process_log), 0) / 2 + COALESCE((SELECT MAX(id) FROM task_act), 0) / 2"

    /// A number that is another one when anything has happened in a process, or was done with a task; 0 before that.
    package func lastEvent() async throws -> Int64 {
        let last = try await storage.point(ProcessStore.lastEventOfAll, []) { try $0.optionalInteger(0) }
        return (last ?? nil) ?? 0
    }

    /// One instance.
    package struct Instance: Sendable, Hashable {
        package let id: Int64
        /// The hash of its definition.
        package let definition: String
        package let matter: Matter
        package let status: InstanceRow.Status
        /// Microseconds since 1970, UTC.
        package let startedAt: Int64
        package let endedAt: Int64?

        static let columns = "id, definition, matter_kind, matter, status, started_at, ended_at"

        init(_ row: Row) throws {
            id = try row.integer(0)
            definition = try row.text(1)
            matter = Matter(kind: try row.text(2), id: try row.integer(3))
            guard let status = InstanceRow.Status(rawValue: try row.text(4)) else { throw WorkflowError(.damagedRow) }
            self.status = status
            startedAt = try row.integer(5)
            endedAt = try row.optionalInteger(6)
        }
    }

    /// Something that a token did: it came to an element, the element was done, or it was withdrawn.
    package struct Event: Sendable, Hashable {
        package let instance: Int64
        /// Microseconds since 1970, UTC.
        package let at: Int64
        package let element: String
        package let phase: TraceEntry.Phase

        package init(instance: Int64, at: Int64, element: String, phase: TraceEntry.Phase) {
            self.instance = instance
            self.at = at
            self.element = element
            self.phase = phase
        }
    }

    private static let matterOf: SQL = "SELECT matter_kind, matter FROM process_instance WHERE id = ?"

    /// What an instance is about.
    package func matter(of instance: Int64) async throws -> Matter? {
        try await storage.point(ProcessStore.matterOf, [.integer(instance)]) {
            Matter(kind: try $0.text(0), id: try $0.integer(1))
        }
    }

    private static let ofMatter = SQL(
        "SELECT \(Instance.columns) FROM process_instance WHERE matter = ? AND matter_kind = ? ORDER BY id LIMIT 100")
    private static let ofInstance: SQL =
        "SELECT instance, at, step FROM process_log WHERE instance = ? ORDER BY id LIMIT 10000"
    /// A log row is found by its instance; instances are numbered in the order in which they began.
    private static func began(_ definitions: [String]?) -> (sql: SQL, values: [SQLValue]) {
        let versions = definitions.map {
            $0.isEmpty ? " AND 1 = 0" : " AND definition IN (\(SQL.placeholders($0.count)))"
        }
        return (
            SQL(
                """
                SELECT \(Instance.columns) FROM process_instance
                WHERE id > ? AND started_at >= ? AND started_at < ?\(versions ?? "") ORDER BY id LIMIT ?
                """), (definitions ?? []).map { .text($0) }
        )
    }
    private static let logs: SQL = """
        SELECT instance, at, step FROM process_log WHERE instance BETWEEN ? AND ? ORDER BY instance, id LIMIT ?
        """
    private static let part = 200
    /// Log rows of one instance at most; a process that runs longer is cut here in statistics and exports.
    private static let longest = 10_000

    /// The processes of a matter, the oldest first.
    package func instances(of matter: Matter) async throws -> [Instance] {
        try await storage.few(ProcessStore.ofMatter, [.integer(matter.id), .text(matter.kind)]) { try Instance($0) }
    }

    /// What happened in an instance, in its order.
    package func events(of instance: Int64) async throws -> [Event] {
        try await storage.query(ProcessStore.ofInstance, [.integer(instance)], limit: ProcessStore.longest) {
            try ProcessStore.events($0)
        }.flatMap { $0 }
    }

    private static func events(_ row: Row) throws -> [Event] {
        let (instance, at) = (try row.integer(0), try row.integer(1))
        return try row.text(2).split(separator: " ").compactMap { word in
            let phase: TraceEntry.Phase
            switch word.first {
            case "+": phase = .entered
            case "-": phase = .completed
            case "x": phase = .cancelled
            default: return nil
            }
            return Event(instance: instance, at: at, element: String(word.dropFirst()), phase: phase)
        }
    }

    private static let versions: SQL = """
        SELECT definition, SUM(CASE WHEN status = 'running' THEN 1 ELSE 0 END), COUNT(*) FROM process_instance
        GROUP BY definition ORDER BY definition
        """
    private static let runningOn = SQL(
        """
        SELECT \(Instance.columns) FROM process_instance
        WHERE definition = ? AND status = 'running' AND id > ? ORDER BY id LIMIT ?
        """)

    /// How many instances run on each version, and how many ever did, by the hash of the definition.
    package func versions() async throws -> [(definition: String, running: Int, all: Int)] {
        try await storage.query(ProcessStore.versions, limit: 10_000, timeLimit: .seconds(60)) {
            (try $0.text(0), try $0.int(1), try $0.int(2))
        }
    }

    /// Running instances of a version, by id.
    package func running(on definition: String, after id: Int64, limit: Int) async throws -> [Instance] {
        try await storage.query(
            ProcessStore.runningOn, [.text(definition), .integer(id), SQLValue(limit)], limit: limit,
            timeLimit: .seconds(60)
        ) { try Instance($0) }
    }

    /// Visits the instances that began in a period with all that happened in them, a part at a time, until `visit` says
    /// that it has seen enough.
    ///
    /// - Parameter definitions: only those of these versions; all without.
    package func each(
        startedFrom: Int64, before: Int64, of definitions: [String]? = nil, _ visit: (Instance, [Event]) throws -> Bool
    ) async throws {
        // Numbers tell when they were made: what began before has a smaller one, so that years past cost nothing.
        var last = IdentifierSource.lowest(at: startedFrom) - 1
        let (sql, versions) = ProcessStore.began(definitions)
        while true {
            let instances = try await storage.query(
                sql,
                [.integer(last), .integer(startedFrom), .integer(before)] + versions
                    + [SQLValue(ProcessStore.part)],
                limit: ProcessStore.part, timeLimit: .seconds(60)
            ) { try Instance($0) }
            guard let first = instances.first, let final = instances.last else { return }
            last = final.id
            let rows = ProcessStore.part * ProcessStore.longest
            let events = try await storage.query(
                ProcessStore.logs, [.integer(first.id), .integer(final.id), SQLValue(rows)], limit: rows,
                timeLimit: .seconds(60)
            ) { try ProcessStore.events($0) }
            let byInstance = Dictionary(grouping: events.joined(), by: \.instance)
            for instance in instances where try !visit(instance, byInstance[instance.id] ?? []) { return }
            if instances.count < ProcessStore.part { return }
        }
    }
}
