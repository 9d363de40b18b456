package import Storage

/// Looks at a database file for whoever keeps it going; nothing in it is changed.
package enum SQLiteInspection {
    private static let question: SQL = "PRAGMA quick_check(1)"

    /// Reads the file's pages and sees that tables and indexes hang together. Takes seconds for a large one.
    ///
    /// - Throws: `damaged` with the first thing that SQLite finds wrong: numbers of pages and names of tables, no values.
    package static func check(_ path: String) throws(StorageError) {
        let connection = try reader(path)
        defer { connection.close() }
        var finding = ""
        do {
            try connection.read(question, []) { row in
                finding = try row.text(0)
                return false
            }
        } catch {
            throw StorageError.wrapping(error)
        }
        guard finding == "ok" else { throw .damaged(finding.split(separator: "\n").joined(separator: " ")) }
    }

    private static func reader(_ path: String) throws(StorageError) -> SQLiteConnection {
        let settings = SQLiteConfiguration(path: path)
        do throws(StorageError) {
            return try SQLiteConnection(role: .reader, settings: settings)
        } catch {
            // A copy that another tool has made may be without the log that readers want; a writer gives it one.
            guard case .misconfigured = error else { throw error }
            return try SQLiteConnection(role: .writer, settings: settings)
        }
    }

    /// How a connection that writes is set up, by the names of SQLite's pragmas.
    package static func settings(_ path: String) throws(StorageError) -> [(name: String, value: String)] {
        let connection = try SQLiteConnection(role: .writer, settings: SQLiteConfiguration(path: path))
        defer { connection.close() }
        let names = [
            "journal_mode", "synchronous", "fullfsync", "secure_delete", "foreign_keys", "encoding", "page_size",
            "page_count", "freelist_count", "wal_autocheckpoint",
        ]
        var settings: [(name: String, value: String)] = []
        for name in names { settings.append((name, try connection.text("PRAGMA \(name)") ?? "")) }
        return settings
    }
}
