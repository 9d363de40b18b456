import Foundation
import GRDBSQLite
import Storage

/// A result code of SQLite with its message, sorted into storage's errors.
struct SQLiteFailure {
    let error: StorageError
    /// Whether a conflict names columns rather than an index.
    var namesColumns = false
    /// Whether a conflict is about the table's key.
    var isKey = false

    init(code: Int32, message: String) {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: (error, namesColumns, isKey) = Self.constraint(code, message)
        case SQLITE_FULL: error = .full
        case SQLITE_IOERR:
            // ENOSPC while writing comes as FULL; a limit on the file's size comes here.
            error = .unavailable("disk error \(code)")
        case SQLITE_NOTADB, SQLITE_CORRUPT: error = .damaged("SQLite \(code)")
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_PROTOCOL, SQLITE_NOLFS:
            error = .unavailable("SQLite \(code)")
        case SQLITE_BUSY, SQLITE_LOCKED: error = .unavailable("another process holds the database")
        case SQLITE_NOMEM: error = .unavailable("out of memory")
        case SQLITE_INTERRUPT: error = .cancelled
        case SQLITE_TOOBIG: error = .constraint(.type, name: "value too large")
        case SQLITE_MISMATCH: error = .constraint(.type, name: "")
        default: error = .invalidStatement(message)
        }
    }

    private static func constraint(_ code: Int32, _ message: String) -> (StorageError, Bool, Bool) {
        let subject = message.range(of: ": ").map { String(message[$0.upperBound...]) } ?? ""
        let family = code >> 8
        switch family {
        case 8, 6, 10:  // UNIQUE, PRIMARYKEY, ROWID
            if subject.hasPrefix("index '") {
                return (.conflict(constraint: String(subject.dropFirst(7).dropLast())), false, false)
            }
            return (.conflict(constraint: subject), true, family != 8)
        case 5: return (.constraint(.notNull, name: subject), false, false)
        case 1: return (.constraint(.check, name: subject), false, false)
        case 3: return (.constraint(.foreignKey, name: ""), false, false)
        case 12:  // DATATYPE: "cannot store TEXT value in INTEGER column t.c"
            let column = message.components(separatedBy: " column ").last ?? ""
            return (.constraint(.type, name: column), false, false)
        default: return (.constraint(.check, name: subject), false, false)
        }
    }
}
