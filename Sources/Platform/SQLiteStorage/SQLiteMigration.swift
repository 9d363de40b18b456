import Storage

/// Runs what a plan decides inside the transaction that reads and changes alone.
enum SQLiteMigration {
    static func run(
        _ plan: (any SnapshotReader) throws -> [Statement], on connection: SQLiteConnection
    ) throws(StorageError) {
        try connection.execute("BEGIN IMMEDIATE")
        do {
            var index = 0
            for statement in try plan(SQLiteSnapshotReader(connection: connection)) {
                var rows: [[SQLValue]]?
                let count = try connection.runOnce(statement, returned: &rows)
                guard statement.expectation.isMet(by: count) else {
                    throw StorageError.guardFailed(code: statement.guardCode, index: index)
                }
                index += 1
            }
            try connection.execute("COMMIT")
        } catch {
            if connection.isInTransaction { try connection.execute("ROLLBACK") }
            throw StorageError.wrapping(error)
        }
        connection.forgetConstraintNames()
    }
}
