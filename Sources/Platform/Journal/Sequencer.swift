import Cryptography
package import Storage
import TransparencyLog

/// Numbers the leaves that steps have committed, one batch after another, and keeps the root of the tree after each.
///
/// Leaves are found by having no position, never by an id greater than the last: ids are drawn before commits and
/// commit out of order. Only one sequencer numbers at a time; a second one fails on the guard and tries again.
package struct Sequencer: Sendable {
    private let storage: any Storage

    /// Makes a sequencer for a database.
    package init(storage: any Storage) { self.storage = storage }

    /// The most leaves numbered in one transaction.
    package static let batchSize = 2000

    private static let lastTree: SQL = "SELECT size, frontier FROM journal_tree ORDER BY size DESC LIMIT 1"
    private static let waiting: SQL = "SELECT id, hash FROM journal_leaf WHERE position IS NULL ORDER BY id LIMIT ?"
    /// Numbers so many leaves at once, by numbers and ids.
    private static let number: [Int: SQL] = Dictionary(
        uniqueKeysWithValues: [64, 16, 4, 1].map { count in
            let rows = Array(repeating: "(CAST(? AS BIGINT), CAST(? AS BIGINT))", count: count)
            return (
                count,
                SQL(
                    """
                    UPDATE journal_leaf SET position = numbered.column1
                    FROM (VALUES \(rows.joined(separator: ", "))) AS numbered
                    WHERE journal_leaf.id = numbered.column2 AND journal_leaf.position IS NULL
                    """)
            )
        })
    private static let append: SQL = """
        INSERT INTO journal_tree (size, root, frontier, sequenced_at) VALUES (?, ?, ?, ?) ON CONFLICT (size) DO NOTHING
        """

    private struct Waiting: Sendable {
        let size: Int64
        let frontier: [UInt8]
        let leaves: [(id: Int64, hash: [UInt8])]
    }

    /// Numbers one batch.
    ///
    /// - Returns: how many leaves were numbered; fewer than `batchSize` means that none is waiting.
    package func sequenceBatch(now: Int64) async throws -> Int {
        let waiting = try await storage.snapshot(timeLimit: .seconds(10)) { reader in
            let tree = try reader.point(Sequencer.lastTree, []) { (try $0.integer(0), try $0.bytes(1)) }
            let leaves = try reader.rows(
                Sequencer.waiting, [.integer(Int64(Sequencer.batchSize))], limit: Sequencer.batchSize
            ) {
                (id: try $0.integer(0), hash: try $0.bytes(1))
            }
            return Waiting(size: tree?.0 ?? 0, frontier: tree?.1 ?? [], leaves: leaves)
        }
        guard !waiting.leaves.isEmpty else { return 0 }
        var tree = try JournalTree(size: waiting.size, frontier: waiting.frontier)
        for leaf in waiting.leaves { tree.append(leafHash: leaf.hash) }
        let count = waiting.leaves.count
        var writes = WriteSet()
        // The key of the tree table makes two sequencers collide before either has numbered anything.
        writes.append(
            Statement(
                Sequencer.append,
                [.integer(tree.size), .bytes(tree.root), .bytes(tree.frontier), .integer(now)],
                expect: .rows(1), otherwise: "journal.sequenced-elsewhere"))
        // Each leaf by its id: one that was committed meanwhile waits for the next batch, whatever its id.
        var position = waiting.size
        var left = waiting.leaves[...]
        while let (size, sql) = Sequencer.number.filter({ $0.key <= left.count }).max(by: { $0.key < $1.key }) {
            var values: [SQLValue] = []
            values.reserveCapacity(2 * size)
            for leaf in left.prefix(size) {
                values += [.integer(position), .integer(leaf.id)]
                position += 1
            }
            left = left.dropFirst(size)
            writes.append(Statement(sql, values, expect: .rows(size), otherwise: "journal.sequenced-elsewhere"))
        }
        try await storage.commit(writes)
        return count
    }

    /// Numbers everything that waits. A collision with another sequencer is not an error: that one did the work.
    package func sequenceAll(now: Int64) async throws -> Int {
        var total = 0
        while true {
            do {
                let count = try await sequenceBatch(now: now)
                total += count
                if count < Sequencer.batchSize { return total }
            } catch StorageError.guardFailed {
                return total
            } catch StorageError.conflict(let constraint) where constraint == "journal_leaf_position" {
                // The other sequencer has given one of these numbers to a leaf that this one had put elsewhere.
                return total
            }
        }
    }
}
