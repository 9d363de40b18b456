import Storage

/// What the writer's thread holds: the connection, and how carefully groups are run.
final class SQLiteWriterState {
    private typealias Waiter = CheckedContinuation<Result<CommitOutcome, StorageError>, Never>

    /// After a group in which a write set failed, so many groups get a savepoint for each write set from the start.
    private static let carefulGroups = 32

    private var connection: SQLiteConnection?
    private let settings: SQLiteConfiguration
    private let counters: StorageCounters
    private var carefulFor = 0

    private static let begin: SQL = "BEGIN IMMEDIATE"
    private static let commit: SQL = "COMMIT"
    private static let rollback: SQL = "ROLLBACK"
    private static let savepoint: SQL = "SAVEPOINT write_set"
    private static let release: SQL = "RELEASE write_set"
    private static let rollbackToSavepoint: SQL = "ROLLBACK TO write_set"

    init(connection: SQLiteConnection, settings: SQLiteConfiguration, counters: StorageCounters) {
        self.counters = counters
        self.connection = connection
        self.settings = settings
    }

    func close() {
        connection?.close()
        connection = nil
    }

    func process(_ items: [SQLiteWriter.Item]) {
        var group: [WriteSet] = []
        var waiters: [Waiter] = []
        group.reserveCapacity(items.count)
        waiters.reserveCapacity(items.count)
        func finishGroup() {
            guard !group.isEmpty else { return }
            let results = commitGroup(group)
            let committed = results.reduce(0) { count, result in
                if case .success = result { count + 1 } else { count }
            }
            counters.count(committed: committed, failed: results.count - committed)
            for index in waiters.indices { waiters[index].resume(returning: results[index]) }
            group.removeAll(keepingCapacity: true)
            waiters.removeAll(keepingCapacity: true)
        }
        for item in items {
            switch item {
            case .writeSet(let writeSet, let waiter):
                group.append(writeSet)
                waiters.append(waiter)
            case .exclusive(let work, let waiter):
                finishGroup()
                waiter.resume(returning: runExclusive(work))
            }
        }
        finishGroup()
    }

    // MARK: Groups

    private func commitGroup(_ group: [WriteSet]) -> [Result<CommitOutcome, StorageError>] {
        do throws(StorageError) {
            if carefulFor == 0 || group.count == 1 {
                if let results = try attempt(group, withSavepoints: false) { return results }
                carefulFor = Self.carefulGroups
            } else {
                carefulFor -= 1
            }
            if let results = try attempt(group, withSavepoints: true) { return results }
            throw StorageError.unavailable("the group could not be committed")
        } catch {
            abandon(after: error)
            return Array(repeating: .failure(error), count: group.count)
        }
    }

    /// Runs and commits the group. Without savepoints it gives up, having rolled back, when one write set fails among
    /// several: `nil`. An error thrown here is the database's, and everybody's.
    private func attempt(
        _ group: [WriteSet], withSavepoints: Bool
    ) throws(StorageError) -> [Result<CommitOutcome, StorageError>]? {
        let connection = try openConnection()
        var results: [Result<CommitOutcome, StorageError>] = []
        results.reserveCapacity(group.count)
        try perform(Self.begin, on: connection)
        for writeSet in group {
            if withSavepoints { try perform(Self.savepoint, on: connection) }
            do throws(StorageError) {
                results.append(.success(try run(writeSet, on: connection)))
            } catch {
                guard connection.isInTransaction, !error.isOfTheDatabase else { throw error }
                if withSavepoints {
                    try perform(Self.rollbackToSavepoint, on: connection)
                } else {
                    try perform(Self.rollback, on: connection)
                    return group.count == 1 ? [.failure(error)] : nil
                }
                results.append(.failure(error))
            }
            if withSavepoints { try perform(Self.release, on: connection) }
        }
        try perform(Self.commit, on: connection)
        return results
    }

    private func run(_ writeSet: WriteSet, on connection: SQLiteConnection) throws(StorageError) -> CommitOutcome {
        var changes: [Int] = []
        changes.reserveCapacity(writeSet.count)
        var returned: [Int: [[SQLValue]]] = [:]
        var index = 0
        for statement in writeSet.statements {
            var rows: [[SQLValue]]?
            let count = try connection.run(statement, returned: &rows)
            guard statement.expectation.isMet(by: count) else {
                throw .guardFailed(code: statement.guardCode, index: index)
            }
            changes.append(count)
            if let rows { returned[index] = rows }
            index += 1
        }
        connection.scratch.trim()
        return CommitOutcome(changes: changes, returned: returned)
    }

    private func perform(_ sql: SQL, on connection: SQLiteConnection) throws(StorageError) {
        var rows: [[SQLValue]]?
        _ = try connection.run(Statement(sql), returned: &rows)
    }

    // MARK: Exclusive work

    private func runExclusive(_ work: SQLiteWriter.Exclusive) -> Result<Void, StorageError> {
        do throws(StorageError) {
            try work(try openConnection())
            return .success(())
        } catch {
            abandon(after: error)
            return .failure(error)
        }
    }

    // MARK: Recovering

    private func openConnection() throws(StorageError) -> SQLiteConnection {
        if let connection { return connection }
        let opened = try SQLiteConnection(role: .writer, settings: settings)
        connection = opened
        return opened
    }

    /// Leaves nothing of a failed transaction behind; after a disk error the next group opens the file anew.
    private func abandon(after error: StorageError) {
        guard let connection else { return }
        if connection.isInTransaction { try? perform(Self.rollback, on: connection) }
        let isOfTheFile =
            switch error {
            case .unavailable, .damaged: true
            default: false
            }
        if isOfTheFile || connection.isInTransaction {
            connection.close()
            self.connection = nil
        }
    }
}

extension StorageError {
    /// Whether the database itself failed, so that every write set of the group fails with it.
    fileprivate var isOfTheDatabase: Bool {
        switch self {
        case .full, .unavailable, .damaged, .closed: true
        default: false
        }
    }
}
