/// Reads on one snapshot, synchronous; valid only inside the closure it was given to.
package protocol SnapshotReader {
    /// Visits rows until `visit` returns `false`.
    func each(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) throws
}

extension SnapshotReader {
    /// The first row, decoded; `nil` if there is none.
    package func point<Value>(
        _ sql: SQL, _ values: [SQLValue] = [], _ decode: (Row) throws -> Value
    ) throws -> Value? {
        var result: Value?
        try each(sql, values) { row in
            result = try decode(row)
            return false
        }
        return result
    }

    /// The rows, decoded, at most `limit`.
    package func rows<Value>(
        _ sql: SQL, _ values: [SQLValue] = [], limit: Int = 10_000, _ decode: (Row) throws -> Value
    ) throws -> [Value] {
        var result: [Value] = []
        guard limit > 0 else { return result }
        try each(sql, values) { row in
            result.append(try decode(row))
            return result.count < limit
        }
        return result
    }
}
