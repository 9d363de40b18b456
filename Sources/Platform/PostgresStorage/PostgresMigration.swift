import Storage

/// Runs what a plan decides in one transaction, while all other nodes wait with theirs.
enum PostgresMigration {
    /// The advisory lock that all nodes take; the number only has to be the same everywhere.
    private static let lock = 7_946_329_514

    private static func finish(_ connection: PostgresConnection) throws(StorageError) {
        let end: PostgresResult
        do throws(StorageError) {
            end = try connection.execute("COMMIT")
        } catch {
            throw connection.isBroken ? .outcomeUnknown : error
        }
        guard end.commandTag == "COMMIT" else { throw .unavailable("PostgreSQL rolled back") }
    }

    static func run(
        _ plan: (any SnapshotReader) throws -> [Statement], on connection: PostgresConnection
    ) throws {
        try connection.execute("BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(\(lock))")
        do {
            var index = 0
            for statement in try plan(PostgresSnapshotReader(connection: connection, streams: false)) {
                let count = try connection.executeOnce(statement).affectedRows
                guard statement.expectation.isMet(by: count) else {
                    throw StorageError.guardFailed(code: statement.guardCode, index: index)
                }
                index += 1
            }
            try finish(connection)
        } catch {
            if !connection.isBroken { try connection.execute("ROLLBACK") }
            throw error
        }
        try connection.forgetStatements()
    }
}
