package import Storage

/// A place where a process stands still until somebody mends it: no way on is defined, a value is missing, or a call to
/// another system failed for good. What was handed in is kept; only what comes next waits.
package struct ProcessIncident: Sendable, Hashable {
    package let id: Int64
    package let instance: Int64
    package let matter: Matter
    /// The token that stopped; 0 where none did and nothing can be tried again.
    package let token: Int
    /// The element's id.
    package let element: String
    /// A code of the engine, such as `no-flow`, or `failed:` with the code of what failed.
    package let code: String
    /// Microseconds since 1970, UTC.
    package let raisedAt: Int64
    package let resolvedAt: Int64?

    static let columns =
        "p.id, p.instance, i.matter_kind, i.matter, p.token, p.element, p.code, p.raised_at, p.resolved_at"

    init(_ row: Row) throws {
        id = try row.integer(0)
        instance = try row.integer(1)
        matter = Matter(kind: try row.text(2), id: try row.integer(3))
        token = try row.int(4)
        element = try row.text(5)
        code = try row.text(6)
        raisedAt = try row.integer(7)
        resolvedAt = try row.optionalInteger(8)
    }
}

/// Where incidents are kept.
package struct IncidentStore: Sendable {
    private let storage: any Storage

    package init(storage: any Storage) { self.storage = storage }

    private static let open = SQL(
        """
        SELECT \(ProcessIncident.columns) FROM process_incident p JOIN process_instance i ON i.id = p.instance
        WHERE p.resolved_at IS NULL ORDER BY p.id LIMIT ? OFFSET ?
        """)
    private static let byID = SQL(
        """
        SELECT \(ProcessIncident.columns) FROM process_incident p JOIN process_instance i ON i.id = p.instance
        WHERE p.id = ?
        """)
    private static let countOpen: SQL = """
        SELECT COUNT(*) FROM (SELECT 1 FROM process_incident WHERE resolved_at IS NULL LIMIT 1000) AS few
        """
    private static let insert: SQL = """
        INSERT INTO process_incident (id, instance, token, element, code, raised_at) VALUES (?, ?, ?, ?, ?, ?)
        """
    private static let resolve: SQL = """
        UPDATE process_incident SET resolved_at = ? WHERE instance = ? AND token = ? AND resolved_at IS NULL
        """

    /// Those that wait to be mended, the oldest first.
    package func open(page: Int = 1, size: Int = 50) async throws -> [ProcessIncident] {
        try await storage.query(
            IncidentStore.open,
            [.integer(Int64(size)), .integer(Int64(min(max(0, page - 1), 1 << 20) * size))], limit: size
        ) { try ProcessIncident($0) }
    }

    /// How many wait; counting stops at a thousand.
    package func count() async throws -> Int {
        try await storage.point(IncidentStore.countOpen, []) { try $0.int(0) } ?? 0
    }

    /// An incident.
    package func incident(_ id: Int64) async throws -> ProcessIncident? {
        try await storage.point(IncidentStore.byID, [.integer(id)]) { try ProcessIncident($0) }
    }

    package static func raising(
        id: Int64, instance: Int64, token: Int, element: String, code: String, now: Int64
    ) -> Statement {
        Statement(
            insert,
            [
                .integer(id), .integer(instance), .integer(Int64(token)), .text(element), .text(code), .integer(now),
            ], expect: .rows(1))
    }

    /// What stopped a token is mended, or the token is gone.
    package static func resolving(instance: Int64, token: Int, now: Int64) -> Statement {
        Statement(resolve, [.integer(now), .integer(instance), .integer(Int64(token))])
    }
}
