/// A county's database: SQLite in the process, or PostgreSQL beside it.
///
/// Reading has two lanes. `point` and `few` are for look-ups by key that take less than a millisecond; `query` is for
/// lists, runs on threads of its own, has a time limit and can be cancelled. Writing has one: a `WriteSet` is durable
/// when `commit` returns, or nothing of it was stored.
package protocol Storage: AnyObject, Sendable {
    var dialect: Dialect { get }
    var statistics: StorageStatistics { get }

    /// Commits the statements together; returns after they are on disk.
    @discardableResult
    func commit(_ writeSet: WriteSet) async throws(StorageError) -> CommitOutcome

    /// Visits rows in the point lane until `visit` returns `false`.
    func visitPoint(_ sql: SQL, _ values: [SQLValue], _ visit: (Row) throws -> Bool) async throws

    /// Visits at most `limit` rows on a reader thread.
    func visitQuery(
        _ sql: SQL, _ values: [SQLValue], limit: Int, timeLimit: Duration,
        _ visit: @escaping @Sendable (Row) throws -> Void
    ) async throws

    /// Runs `body` on one consistent snapshot.
    func visitSnapshot(
        timeLimit: Duration?, _ body: @escaping @Sendable (any SnapshotReader) throws -> Void
    ) async throws

    /// Appends the rows to `table` in one transaction, by the fastest way the database has.
    func bulk(into table: String, columns: [String], _ rows: RowBatch) async throws(StorageError)

    /// After much was loaded: lets the database look through its tables now, where it would do so during service.
    func settle() async throws(StorageError)

    /// The columns and indexes that a table has now; `nil` if there is no such table.
    func describe(table: String) async throws(StorageError) -> TableDescription?

    /// Runs portable data definition statements in one transaction, alone among all processes.
    func alter(_ ddl: [String]) async throws(StorageError)

    /// Runs a migration step: `check` decides with the reader, inside the exclusive transaction, what is to be done.
    func migrate(
        _ plan: @escaping @Sendable (any SnapshotReader) throws -> [Statement]
    ) async throws(StorageError)

    /// Finishes what was accepted, then closes all connections.
    func close() async
}
