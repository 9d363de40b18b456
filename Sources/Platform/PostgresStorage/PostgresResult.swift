import CPQ
import Storage

/// A result as libpq keeps it; the rows are read in place.
final class PostgresResult: @unchecked Sendable {
    // A PGresult isn't changed after libpq has handed it over, so any thread may read it.
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var status: ExecStatusType { PQresultStatus(handle) }
    var rowCount: Int { Int(PQntuples(handle)) }

    /// How many rows the statement changed or returned.
    var affectedRows: Int {
        guard let text = PQcmdTuples(handle) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    var commandTag: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

    /// Visits the rows until `visit` returns `false`; whether it went through to the end.
    @discardableResult
    func each(_ visit: (Row) throws -> Bool) throws -> Bool {
        let cursor = PostgresCursor(self)
        let row = Row(cursor)
        for index in 0..<rowCount {
            cursor.row = Int32(truncatingIfNeeded: index)
            guard try visit(row) else { return false }
        }
        return true
    }

    func allValues() throws(StorageError) -> [[SQLValue]] {
        let cursor = PostgresCursor(self)
        let row = Row(cursor)
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(rowCount)
        for index in 0..<rowCount {
            cursor.row = Int32(truncatingIfNeeded: index)
            rows.append(try row.values)
        }
        return rows
    }

    /// A field of an error report, such as the constraint's name.
    func errorField(_ code: Int32) -> String? { PQresultErrorField(handle, code).map { String(cString: $0) } }
}
