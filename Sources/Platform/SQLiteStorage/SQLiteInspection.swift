import GRDBSQLite
package import Storage

/// Looks at a database file for whoever keeps it going; nothing in it is changed.
package enum SQLiteInspection {
    /// Reads the file's pages and sees that tables and indexes hang together. It takes as long as reading the whole file in the
    /// order of its trees: seconds for a county's first years, many minutes for twenty gigabytes.
    ///
    /// - Parameters:
    ///   - path: the database's file, in use or not.
    ///   - limit: how long it may take.
    /// - Returns: whether all of it was read; otherwise nothing was found until then.
    /// - Throws: `damaged` with the first thing that SQLite finds wrong: numbers of pages and names of tables, no values.
    package static func check(_ path: String, limit: Duration) throws(StorageError) -> Bool {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        defer { sqlite3_close_v2(handle) }
        guard code == SQLITE_OK, let handle else { throw SQLiteFailure(code: code, message: "").error }
        sqlite3_busy_timeout(handle, 5_000)
        var deadline = ContinuousClock.now + limit
        return try withUnsafeMutablePointer(to: &deadline) { deadline throws(StorageError) in
            sqlite3_progress_handler(
                handle, 100_000,
                { context in
                    guard let end = context?.assumingMemoryBound(to: ContinuousClock.Instant.self).pointee else {
                        return 0
                    }
                    return ContinuousClock.now < end ? 0 : 1
                }, deadline)
            defer { sqlite3_progress_handler(handle, 0, nil, nil) }
            return try answer(of: handle)
        }
    }

    private static func answer(of handle: OpaquePointer) throws(StorageError) -> Bool {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var code = sqlite3_prepare_v2(handle, "PRAGMA quick_check(1)", -1, &statement, nil)
        if code == SQLITE_OK { code = sqlite3_step(statement) }
        switch code & 0xFF {
        case SQLITE_INTERRUPT: return false
        case SQLITE_ROW: break
        default: throw SQLiteFailure(code: code, message: "").error
        }
        let finding = sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
        // Broken off, it says so in its findings.
        if finding.contains("interrupted") { return false }
        guard finding == "ok" else { throw .damaged(finding.split(separator: "\n").joined(separator: " ")) }
        return true
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
