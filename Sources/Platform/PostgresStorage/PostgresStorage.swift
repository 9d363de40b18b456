import Foundation
package import Storage
import Synchronization

/// A county's database on a PostgreSQL server, which several processes may share.
package final class PostgresStorage: Storage {
    package let dialect = Dialect.postgres
    package var statistics: StorageStatistics {
        counters.statistics(waiting: writers.waiting + works.waiting)
    }
    private let counters = StorageCounters()
    private let writers: PostgresWriteLane
    private let works: PostgresLane<PostgresWork>
    private let queries: PostgresLane<PostgresWork>
    private let points: PostgresPointLane
    /// The most statements and values of a write set that shares a transaction.
    private static let largestShared = 2_048
    private let statementTimeout: Duration

    private init(_ configuration: PostgresConfiguration) {
        writers = PostgresWriteLane(configuration, counters: counters)
        works = Self.lane(configuration, name: "work", threads: configuration.workConnections)
        queries = Self.lane(configuration, name: "query", threads: configuration.queryConnections)
        points = PostgresPointLane(configuration)
        statementTimeout = configuration.statementTimeout
    }

    private static func lane(
        _ configuration: PostgresConfiguration, name: String, threads: Int
    ) -> PostgresLane<PostgresWork> {
        PostgresLane(configuration, name: name, threads: threads, largestBatch: 1) { works, connection, _ in
            for work in works { work.serve(connection) }
        }
    }

    /// Connects once to check that the server is there and loses nothing, then starts the lanes.
    package static func open(_ configuration: PostgresConfiguration) async throws(StorageError) -> PostgresStorage {
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do throws(StorageError) {
                    _ = try PostgresConnection(configuration, name: "yiwang.check")
                    continuation.resume(returning: Result<Void, StorageError>.success(()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
        return PostgresStorage(configuration)
    }

    @discardableResult
    package func commit(_ writeSet: WriteSet) async throws(StorageError) -> CommitOutcome {
        if writeSet.isEmpty { return CommitOutcome(changes: [], returned: [:]) }
        // Nobody waits for a large one: it has a transaction of its own beside the groups.
        if writeSet.statements.reduce(0, { $0 + 1 + $1.values.count }) <= Self.largestShared {
            return try await writers.commit(writeSet)
        }
        let outcome = Outcome()
        do throws(StorageError) {
            try await write { connection in
                let committed = try connection.commit(writeSet)
                outcome.value.withLock { $0 = committed }
            }
        } catch {
            counters.count(committed: 0, failed: 1)
            throw error
        }
        counters.count(committed: 1, failed: 0)
        guard let committed = outcome.value.withLock({ $0 }) else { throw .closed }
        return committed
    }

    /// Runs on a connection of its own. A commit isn't cancelled with its task: it's short, and half of it says nothing.
    private func write(_ body: @escaping PostgresWork.Body) async throws(StorageError) {
        let work = PostgresWork(isCancellable: false, body)
        do {
            try await work.runUncancelled(on: works)
        } catch {
            throw StorageError.wrapping(error)
        }
    }

    package func visitPoint(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) async throws {
        try await points.run(sql, values).each(visit)
    }

    package func visitQuery(
        _ sql: SQL, _ values: [SQLValue], limit: Int, timeLimit: Duration,
        _ visit: @escaping @Sendable (Row) throws -> Void
    ) async throws {
        guard limit > 0 else { return }
        let bounded = SQL("SELECT * FROM (\(sql.text)\n) AS bounded LIMIT ?")
        try await runQuery(timeLimit: timeLimit, streams: false, isolation: "READ COMMITTED") { reader in
            try reader.each(bounded, values + [SQLValue(limit)]) { row in
                try visit(row)
                return true
            }
        }
    }

    package func visitSnapshot(
        timeLimit: Duration?, _ body: @escaping @Sendable (any SnapshotReader) throws -> Void
    ) async throws {
        try await runQuery(
            timeLimit: timeLimit, streams: timeLimit != nil, isolation: "REPEATABLE READ", body)
    }

    private func runQuery(
        timeLimit: Duration?, streams: Bool, isolation: String,
        _ body: @escaping @Sendable (any SnapshotReader) throws -> Void
    ) async throws {
        let deadline = timeLimit.map { ContinuousClock.now.advanced(by: $0) }
        let work = PostgresWork(timeLimit: timeLimit) { connection in
            let remaining = deadline.map { $0 - ContinuousClock.now }
            do {
                try PostgresSnapshotReader.run(
                    on: connection, timeLimit: remaining, streams: streams, isolation: isolation, body)
            } catch let error as StorageError {
                // After a change of the tables the statements were forgotten; the reads can begin again.
                guard case .invalidStatement = error, PostgresFailure.isStalePlan(connection.lastState) else {
                    throw error
                }
                try PostgresSnapshotReader.run(
                    on: connection, timeLimit: remaining, streams: streams, isolation: isolation, body)
            }
        }
        try await work.run(on: queries)
    }

    package func bulk(into table: String, columns: [String], _ rows: RowBatch) async throws(StorageError) {
        if rows.isEmpty { return }
        guard rows.columns == columns.count else { throw .invalidStatement("rows and columns differ in number") }
        try await write { connection in try PostgresBulk.append(rows, to: table, columns: columns, on: connection) }
    }

    package func settle() async throws(StorageError) {
        let timeout = statementTimeout.milliseconds
        try await write { connection in
            let tables = try connection.execute(
                SQL("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"), []
            ).allValues().compactMap { $0[0].text }
            try connection.execute("SET statement_timeout = 0")
            defer { _ = try? connection.execute("SET statement_timeout = \(timeout)") }
            for table in tables { try connection.execute("VACUUM (ANALYZE, SKIP_LOCKED) \(table)") }
        }
    }

    package func describe(table: String) async throws(StorageError) -> TableDescription? {
        do {
            return try await snapshot { reader in try PostgresSchema.describe(table, through: reader) }
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
        try await write { connection in try PostgresMigration.run(plan, on: connection) }
    }

    /// What a commit did, on its way from the lane's thread.
    private final class Outcome: Sendable {
        let value = Mutex<CommitOutcome?>(nil)
    }

    package func close() async {
        await writers.close()
        await works.close()
        await queries.close()
        await points.close()
    }
}
