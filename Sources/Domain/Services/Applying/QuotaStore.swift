package import Storage

/// Places that run out: how many there are of an item in a season, and how many are taken.
package struct QuotaStore: Sendable {
    package init() {}

    /// The guard that fails when the last place went to somebody else in the meantime; plan again.
    package static let moved = "quota.moved"

    private static let read: SQL = "SELECT capacity, taken FROM quota WHERE pool = ? AND season = ? AND item = ?"
    private static let take: SQL = """
        UPDATE quota SET taken = taken + 1 WHERE pool = ? AND season = ? AND item = ? AND taken < capacity
        """
    private static let giveBack: SQL = """
        UPDATE quota SET taken = taken - 1 WHERE pool = ? AND season = ? AND item = ? AND taken > 0
        """
    private static let put: SQL = """
        INSERT INTO quota (pool, season, item, capacity, taken) VALUES (?, ?, ?, ?, 0)
        ON CONFLICT (pool, season, item) DO UPDATE SET capacity = excluded.capacity
        """

    /// Whether a place is free; `nil` when no quota is set for the item.
    package func isFree(pool: String, season: String, item: String, reader: any SnapshotReader) throws -> Bool? {
        try reader.point(QuotaStore.read, [.text(pool), .text(season), .text(item)]) { row in
            try row.integer(1) < row.integer(0)
        }
    }

    private static let all: SQL = """
        SELECT item, capacity - taken FROM quota WHERE pool = ? AND season = ? ORDER BY item LIMIT 2000
        """

    /// How many places of each item are left, those that are full included.
    package func left(
        pool: String, season: String, in storage: any Storage
    ) async throws -> [(item: String, left: Int)] {
        try await storage.query(QuotaStore.all, [.text(pool), .text(season)], limit: 2000) {
            (item: try $0.text(0), left: try $0.int(1))
        }
    }

    /// The statement that takes a place.
    package func taking(pool: String, season: String, item: String) -> Statement {
        Statement(
            QuotaStore.take, [.text(pool), .text(season), .text(item)], expect: .rows(1), otherwise: QuotaStore.moved)
    }

    /// The statement that gives a place back.
    package func givingBack(pool: String, season: String, item: String) -> Statement {
        Statement(
            QuotaStore.giveBack, [.text(pool), .text(season), .text(item)], expect: .rows(1),
            otherwise: QuotaStore.moved)
    }

    /// The statement that sets how many places there are.
    package func setting(pool: String, season: String, item: String, capacity: Int) -> Statement {
        Statement(
            QuotaStore.put, [.text(pool), .text(season), .text(item), .integer(Int64(capacity))], expect: .rows(1))
    }
}
