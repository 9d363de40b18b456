import Synchronization

/// How much a storage has written since it was opened, for metrics.
package struct StorageStatistics: Sendable, Hashable {
    /// Write sets that are stored.
    package var committed: Int
    /// Write sets that failed, by a guard or otherwise.
    package var failed: Int
    /// Commits to disk; fewer than write sets when they share one.
    package var groups: Int
    /// Write sets that wait now.
    package var waiting: Int

    package init(committed: Int, failed: Int, groups: Int, waiting: Int) {
        self.committed = committed
        self.failed = failed
        self.groups = groups
        self.waiting = waiting
    }
}

/// Counts for `StorageStatistics`, from any thread.
package final class StorageCounters: Sendable {
    private let committed = Atomic<Int>(0)
    private let failed = Atomic<Int>(0)
    private let groups = Atomic<Int>(0)

    package init() {}

    package func count(committed: Int, failed: Int) {
        self.committed.add(committed, ordering: .relaxed)
        self.failed.add(failed, ordering: .relaxed)
        groups.add(1, ordering: .relaxed)
    }

    package func statistics(waiting: Int) -> StorageStatistics {
        StorageStatistics(
            committed: committed.load(ordering: .relaxed), failed: failed.load(ordering: .relaxed),
            groups: groups.load(ordering: .relaxed), waiting: waiting)
    }
}
