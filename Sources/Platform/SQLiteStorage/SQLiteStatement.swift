import GRDBSQLite
import Storage

/// A prepared statement and, while it runs, the row it stands on. Belongs to one connection.
final class SQLiteStatement: RowCursor {
    let handle: OpaquePointer
    let text: String
    let parameterCount: Int
    /// The identities this statement is found by; held, so that their addresses stay theirs.
    var identities: [SQL.Identity] = []
    var lastUse: UInt64 = 0
    /// Whether somebody steps through it right now.
    var isRunning = false
    private(set) var columnCount: Int

    init(handle: OpaquePointer, text: String) {
        self.handle = handle
        self.text = text
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
        columnCount = Int(sqlite3_column_count(handle))
    }

    var returnsRows: Bool { columnCount > 0 }

    /// After a change of the schema a statement may have another number of columns; it shows at the first row.
    func refreshColumns() { columnCount = Int(sqlite3_column_count(handle)) }

    func kind(at index: Int) -> RowValueKind {
        switch sqlite3_column_type(handle, Int32(truncatingIfNeeded: index)) {
        case SQLITE_INTEGER: .integer
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .bytes
        case SQLITE_FLOAT: .real
        default: .null
        }
    }

    func integer(at index: Int) -> Int64 { sqlite3_column_int64(handle, Int32(truncatingIfNeeded: index)) }
    func double(at index: Int) -> Double { sqlite3_column_double(handle, Int32(truncatingIfNeeded: index)) }

    func bytes(at index: Int) -> UnsafeRawBufferPointer {
        let column = Int32(truncatingIfNeeded: index)
        // The pointer first: asking for it may change the length.
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}
