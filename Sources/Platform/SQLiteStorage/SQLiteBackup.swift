import Foundation
import GRDBSQLite
package import Storage

/// A copy of a database file as it stands at one moment, taken while others read and write it.
package enum SQLiteBackup {
    /// Copies the database and sees that the copy is on the disk and whole.
    ///
    /// - Parameters:
    ///   - source: the database's file.
    ///   - target: where the copy goes; a file that is there already is refused.
    /// - Returns: the size of the copy in bytes.
    package static func copy(_ source: String, to target: String) throws(StorageError) -> Int {
        let descriptor = Foundation.open(target, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == ENOSPC ? .full : .unavailable("cannot write \(target), error \(errno)")
        }
        defer { Foundation.close(descriptor) }
        let from = try SQLiteConnection(role: .reader, settings: SQLiteConfiguration(path: source))
        defer { from.close() }
        try run(from, source, into: target)
        guard fsync(descriptor) == 0 else { throw .unavailable("the copy could not be brought to the disk") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unavailable("the copy cannot be looked at") }
        return Int(status.st_size)
    }

    private static func run(_ from: SQLiteConnection, _ source: String, into target: String) throws(StorageError) {
        var handle: OpaquePointer?
        guard sqlite3_open_v2(target, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw .unavailable("cannot write \(target)")
        }
        defer { sqlite3_close_v2(handle) }
        guard let backup = sqlite3_backup_init(handle, "main", from.handle, "main") else {
            throw .unavailable("the copy cannot begin")
        }
        // All pages in one go: one moment of the database, whatever is written meanwhile.
        let code = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else {
            switch code & 0xFF {
            case SQLITE_FULL: throw .full
            case SQLITE_NOTADB, SQLITE_CORRUPT: throw .damaged("SQLite \(code) while copying")
            default: throw .unavailable("SQLite \(code) while copying")
            }
        }
        var isWhole = false
        let check:
            @convention(c) (
                UnsafeMutableRawPointer?, Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
                UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
            ) -> Int32 = { context, _, values, _ in
                if let text = values?[0] {
                    context?.assumingMemoryBound(to: Bool.self).pointee = String(cString: text) == "ok"
                }
                return 0
            }
        let checked = sqlite3_exec(handle, "PRAGMA quick_check(1)", check, &isWhole, nil)
        if checked == SQLITE_OK, isWhole { return }
        // The copy is not whole: the database's fault only if that is not whole either.
        if [SQLITE_OK, SQLITE_CORRUPT, SQLITE_NOTADB].contains(checked & 0xFF) {
            _ = try SQLiteInspection.check(source, limit: .seconds(3_600))
        }
        throw .unavailable("the copy cannot be read back (SQLite \(checked)); the database itself is whole")
    }
}
