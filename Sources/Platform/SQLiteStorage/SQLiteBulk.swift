import GRDBSQLite
import Storage

/// Appends many rows in one transaction with one kept statement.
enum SQLiteBulk {
    static func append(
        _ rows: RowBatch, to table: String, columns: [String], on connection: SQLiteConnection
    ) throws(StorageError) {
        let names = columns.map(SQL.quoted).joined(separator: ", ")
        let sql = SQL("INSERT INTO \(SQL.quoted(table)) (\(names)) VALUES (\(SQL.placeholders(columns.count)))")
        let statement = try connection.statement(for: sql)
        try connection.execute("BEGIN IMMEDIATE")
        do throws(StorageError) {
            let values = rows.values
            var start = 0
            while start < values.count {
                let end = start + rows.columns
                try connection.bindInScratch(values[start..<end], to: statement)
                let code = sqlite3_step(statement.handle)
                // The message belongs to the step, so it's read before the reset.
                guard code == SQLITE_DONE else { throw connection.failure(code) }
                sqlite3_reset(statement.handle)
                start = end
            }
            try connection.execute("COMMIT")
            connection.scratch.trim()
        } catch {
            sqlite3_reset(statement.handle)
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
            throw error
        }
    }
}
