import Synchronization

extension Storage {
    /// The first row, decoded; `nil` if there is none.
    package func point<Value>(
        _ sql: SQL, _ values: [SQLValue] = [], _ decode: (Row) throws -> Value
    ) async throws -> Value? {
        var result: Value?
        try await visitPoint(sql, values) { row in
            result = try decode(row)
            return false
        }
        return result
    }

    /// A handful of rows in the point lane, at most `limit`.
    package func few<Value>(
        _ sql: SQL, _ values: [SQLValue] = [], limit: Int = 200, _ decode: (Row) throws -> Value
    ) async throws -> [Value] {
        var result: [Value] = []
        guard limit > 0 else { return result }
        try await visitPoint(sql, values) { row in
            result.append(try decode(row))
            return result.count < limit
        }
        return result
    }

    /// At most `limit` rows, read on a reader thread within `timeLimit`.
    package func query<Value: Sendable>(
        _ sql: SQL, _ values: [SQLValue] = [], limit: Int = 1_000, timeLimit: Duration = .seconds(5),
        _ decode: @escaping @Sendable (Row) throws -> Value
    ) async throws -> [Value] {
        let collected = Collected<Value>()
        try await visitQuery(sql, values, limit: limit, timeLimit: timeLimit) { row in
            let value = try decode(row)
            collected.values.withLock { $0.append(value) }
        }
        return collected.values.withLock { $0 }
    }

    /// Several reads that see the database at one moment. Without a time limit it is for a few look-ups by key.
    package func snapshot<Value: Sendable>(
        timeLimit: Duration? = nil, _ body: @escaping @Sendable (any SnapshotReader) throws -> Value
    ) async throws -> Value {
        let collected = Collected<Value>()
        try await visitSnapshot(timeLimit: timeLimit) { reader in
            let value = try body(reader)
            collected.values.withLock { $0 = [value] }
        }
        guard let value = collected.values.withLock({ $0.first }) else { throw StorageError.closed }
        return value
    }
}

/// Values gathered on a reader thread for the task that waits for them.
private final class Collected<Value: Sendable>: Sendable {
    let values = Mutex<[Value]>([])
}
