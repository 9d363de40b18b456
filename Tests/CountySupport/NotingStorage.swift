package import Storage
import Synchronization

/// A database that notes each statement with the values it came with first.
package final class NotingStorage: Storage {
    package struct Noted: Sendable {
        package let text: String
        package let values: [SQLValue]
        /// Whether it was a list, read by the lane for what may take longer.
        package let isList: Bool

        package init(text: String, values: [SQLValue], isList: Bool = false) {
            self.text = text
            self.values = values
            self.isList = isList
        }
    }

    private let inner: any Storage
    private let notes = Mutex<[String: Noted]>([:])

    package init(_ inner: any Storage) { self.inner = inner }

    /// What was noted, by text.
    package var noted: [Noted] { notes.withLock { $0.values.sorted { $0.text < $1.text } } }

    /// Forgets what was noted so far.
    package func forget() { notes.withLock { $0 = [:] } }

    private func note(_ sql: SQL, _ values: [SQLValue], isList: Bool = false) {
        notes.withLock { notes in
            if notes[sql.text] == nil || !isList {
                notes[sql.text] = Noted(text: sql.text, values: values, isList: isList)
            }
        }
    }

    private struct Reader: SnapshotReader {
        let inner: any SnapshotReader
        let storage: NotingStorage

        func each(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) throws {
            storage.note(sql, values)
            try inner.each(sql, values, visit)
        }
    }

    package var dialect: Dialect { inner.dialect }
    package var statistics: StorageStatistics { inner.statistics }

    package func commit(_ writeSet: WriteSet) async throws(StorageError) -> CommitOutcome {
        for statement in writeSet.statements { note(statement.sql, statement.values) }
        return try await inner.commit(writeSet)
    }

    package func visitPoint(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) async throws {
        note(sql, values)
        try await inner.visitPoint(sql, values, visit)
    }

    package func visitQuery(
        _ sql: SQL, _ values: [SQLValue], limit: Int, timeLimit: Duration,
        _ visit: @escaping @Sendable (Row) throws -> Void
    ) async throws {
        note(sql, values, isList: true)
        try await inner.visitQuery(sql, values, limit: limit, timeLimit: timeLimit, visit)
    }

    package func visitSnapshot(
        timeLimit: Duration?, _ body: @escaping @Sendable (any SnapshotReader) throws -> Void
    ) async throws {
        try await inner.visitSnapshot(timeLimit: timeLimit) { [self] reader in
            try body(Reader(inner: reader, storage: self))
        }
    }

    package func bulk(into table: String, columns: [String], _ rows: RowBatch) async throws(StorageError) {
        try await inner.bulk(into: table, columns: columns, rows)
    }

    package func settle() async throws(StorageError) { try await inner.settle() }

    package func describe(table: String) async throws(StorageError) -> TableDescription? {
        try await inner.describe(table: table)
    }

    package func alter(_ ddl: [String]) async throws(StorageError) { try await inner.alter(ddl) }

    package func migrate(
        _ plan: @escaping @Sendable (any SnapshotReader) throws -> [Statement]
    ) async throws(StorageError) {
        try await inner.migrate(plan)
    }

    package func close() async { await inner.close() }
}
