import GRDB
import GRDBSQLite
import Storage

/// A connection as GRDB opens and closes it; what runs on its handle is ours.
struct OpenedDatabase {
    let handle: OpaquePointer
    private let queue: DatabaseQueue

    init(path: String, isWriter: Bool) throws(StorageError) {
        var configuration = Configuration()
        configuration.label = isWriter ? "yiwang.writer" : "yiwang.reader"
        configuration.foreignKeysEnabled = true
        configuration.readonly = !isWriter
        configuration.busyMode = .timeout(5)
        if isWriter { configuration.journalMode = .wal }
        let opened: (DatabaseQueue, OpaquePointer?)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            opened = (queue, queue.inDatabase { database in database.sqliteConnection })
        } catch let error as DatabaseError {
            throw Self.failure(error)
        } catch {
            throw .unavailable("cannot open the database: \(type(of: error))")
        }
        guard let handle = opened.1 else { throw .unavailable("no connection") }
        queue = opened.0
        self.handle = handle
        // GRDB's observers have no part in what follows.
        sqlite3_commit_hook(handle, nil, nil)
        sqlite3_rollback_hook(handle, nil, nil)
        sqlite3_update_hook(handle, nil, nil)
    }

    func close() { try? queue.close() }

    private static func failure(_ error: DatabaseError) -> StorageError {
        switch error.resultCode {
        case .SQLITE_FULL: .full
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged("the file is not an intact SQLite database")
        default: .unavailable("SQLite \(error.extendedResultCode.rawValue) while opening")
        }
    }
}
