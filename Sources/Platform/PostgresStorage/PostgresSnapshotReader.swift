import Storage

/// Reads inside one repeatable-read transaction.
struct PostgresSnapshotReader: SnapshotReader {
    let connection: PostgresConnection
    /// Whether long results are read row by row.
    let streams: Bool

    func each(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) throws {
        if streams {
            try connection.stream(sql, values, visit)
        } else {
            try connection.execute(sql, values).each(visit)
        }
    }

    static func run(
        on connection: PostgresConnection, timeLimit: Duration?, streams: Bool, isolation: String,
        _ body: (any SnapshotReader) throws -> Void
    ) throws {
        connection.restore(lastState: "")
        try connection.trimStatements()
        let limit = timeLimit.map { "; SET LOCAL statement_timeout = \($0.milliseconds)" } ?? ""
        try connection.execute("BEGIN ISOLATION LEVEL \(isolation) READ ONLY\(limit)")
        do {
            try body(PostgresSnapshotReader(connection: connection, streams: streams))
            try connection.execute("COMMIT")
        } catch {
            let state = connection.lastState
            if !connection.isBroken { try connection.execute("ROLLBACK") }
            if PostgresFailure.isStalePlan(state) { try connection.forgetStatements() }
            connection.restore(lastState: state)
            throw error
        }
    }
}
