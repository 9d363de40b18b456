import Storage

/// Reads inside one transaction, which sees the database as it was at its first read.
struct SQLiteSnapshotReader: SnapshotReader {
    private static let begin: SQL = "BEGIN"
    private static let end: SQL = "COMMIT"
    private static let rollback: SQL = "ROLLBACK"

    let connection: SQLiteConnection

    func each(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) throws {
        try connection.read(sql, values, visit)
    }

    static func run(on connection: SQLiteConnection, _ body: (any SnapshotReader) throws -> Void) throws {
        try connection.read(begin, []) { _ in true }
        do {
            try body(SQLiteSnapshotReader(connection: connection))
            try connection.read(end, []) { _ in true }
        } catch {
            if connection.isInTransaction { try connection.read(rollback, []) { _ in true } }
            throw error
        }
    }
}
