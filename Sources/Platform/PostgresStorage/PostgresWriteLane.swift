import Storage

/// Commits write sets. Those that wait when a connection becomes free share a transaction: one COMMIT, and the rows for one
/// table in one statement. Only one connection at a time runs the statements of a group, so groups cannot wait for each
/// other in a circle; its COMMIT waits for the disk while the next group's statements run.
final class PostgresWriteLane: Sendable {
    private struct Item: Sendable {
        let writeSet: WriteSet
        let waiter: CheckedContinuation<Result<CommitOutcome, StorageError>, Never>
    }

    private let lane: PostgresLane<Item>
    private let counters: StorageCounters

    init(_ configuration: PostgresConfiguration, counters: StorageCounters) {
        self.counters = counters
        lane = PostgresLane(
            configuration, name: "write", threads: configuration.writers, largestBatch: configuration.largestGroup,
            takesTurns: true
        ) { items, connection, turn in
            Self.commit(items[...], connection, turn, counters)
        }
    }

    var waiting: Int { lane.waiting }

    func close() async { await lane.close() }

    func commit(_ writeSet: WriteSet) async throws(StorageError) -> CommitOutcome {
        let result = await withCheckedContinuation { waiter in
            do throws(StorageError) {
                try lane.push(Item(writeSet: writeSet, waiter: waiter))
            } catch {
                counters.count(committed: 0, failed: 1)
                waiter.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// Commits a group; when one of it fails, its halves, until that one is alone and is told so.
    private static func commit(
        _ group: ArraySlice<Item>, _ connection: PostgresLaneConnection, _ turn: Turn, _ counters: StorageCounters
    ) {
        let result: Result<[CommitOutcome]?, any Error> = Result {
            try connection.run { connection in
                guard group.count > 1 else {
                    return [try connection.commit(group[group.startIndex].writeSet, settled: turn.end)]
                }
                return try connection.commitTogether(group.map(\.writeSet), settled: turn.end)
            }
        }
        switch result {
        case .success(let outcomes?):
            counters.count(committed: group.count, failed: 0)
            for (item, outcome) in zip(group, outcomes) { item.waiter.resume(returning: .success(outcome)) }
        case .success(nil):
            let middle = group.startIndex + group.count / 2
            commit(group[..<middle], connection, turn, counters)
            commit(group[middle...], connection, turn, counters)
        case .failure(let error):
            let failure = StorageError.wrapping(error)
            counters.count(committed: 0, failed: group.count)
            for item in group { item.waiter.resume(returning: .failure(failure)) }
        }
    }
}
