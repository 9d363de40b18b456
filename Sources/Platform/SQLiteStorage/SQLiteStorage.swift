import Foundation
import GRDBSQLite
package import Storage

/// A county's database in one file, with its log beside it.
package final class SQLiteStorage: Storage {
    package let dialect = Dialect.sqlite
    package var statistics: StorageStatistics { writer.statistics }
    private let writer: SQLiteWriter
    private let pointLane: SQLitePointLane
    private let queryLane: SQLiteQueryLane

    private init(_ configuration: SQLiteConfiguration) throws(StorageError) {
        writer = try SQLiteWriter(settings: configuration)
        pointLane = try SQLitePointLane(settings: configuration)
        queryLane = SQLiteQueryLane(settings: configuration)
    }

    /// Opens the file, or makes it, readable by its owner only, and checks that it's set up to lose nothing.
    package static func open(_ configuration: SQLiteConfiguration) throws(StorageError) -> SQLiteStorage {
        let descriptor = Foundation.open(configuration.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == ENOSPC ? .full : .unavailable("cannot open \(configuration.path), error \(errno)")
        }
        Foundation.close(descriptor)
        return try SQLiteStorage(configuration)
    }

    @discardableResult
    package func commit(_ writeSet: WriteSet) async throws(StorageError) -> CommitOutcome {
        if writeSet.isEmpty { return CommitOutcome(changes: [], returned: [:]) }
        return try await writer.commit(writeSet)
    }

    package func visitPoint(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) async throws {
        try pointLane.withConnection { connection in try connection.read(sql, values, visit) }
    }

    package func visitQuery(
        _ sql: SQL, _ values: [SQLValue], limit: Int, timeLimit: Duration,
        _ visit: @escaping @Sendable (Row) throws -> Void
    ) async throws {
        guard limit > 0 else { return }
        try await queryLane.run(timeLimit: timeLimit) { connection in
            var count = 0
            try connection.read(sql, values) { row in
                try visit(row)
                count += 1
                return count < limit
            }
        }
    }

    package func visitSnapshot(
        timeLimit: Duration?, _ body: @escaping @Sendable (any SnapshotReader) throws -> Void
    ) async throws {
        if let timeLimit {
            try await queryLane.run(timeLimit: timeLimit) { connection in
                try SQLiteSnapshotReader.run(on: connection, body)
            }
        } else {
            try pointLane.withConnection { connection in try SQLiteSnapshotReader.run(on: connection, body) }
        }
    }

    package func bulk(into table: String, columns: [String], _ rows: RowBatch) async throws(StorageError) {
        if rows.isEmpty { return }
        guard rows.columns == columns.count else { throw .invalidStatement("rows and columns differ in number") }
        try await writer.exclusive { connection throws(StorageError) in
            try SQLiteBulk.append(rows, to: table, columns: columns, on: connection)
        }
    }

    /// There is nothing to look through: each statement is made for one index.
    package func settle() async throws(StorageError) {}

    package func describe(table: String) async throws(StorageError) -> TableDescription? {
        do {
            return try pointLane.withConnection { connection in try SQLiteSchema.describe(table, on: connection) }
        } catch {
            throw StorageError.wrapping(error)
        }
    }

    package func alter(_ ddl: [String]) async throws(StorageError) {
        var statements: [Statement] = []
        for text in ddl { statements.append(Statement(SQL(try dialect.definition(text)))) }
        let steps = statements
        try await migrate { _ in steps }
    }

    package func migrate(
        _ plan: @escaping @Sendable (any SnapshotReader) throws -> [Statement]
    ) async throws(StorageError) {
        try await writer.exclusive { connection throws(StorageError) in
            try SQLiteMigration.run(plan, on: connection)
        }
    }

    package func close() async {
        await writer.close()
        await queryLane.close()
        pointLane.close()
    }
}
