/// Messages that leave the database only after the step that wrote them has committed, kept in the table `outbox`.
///
/// Each has a key: sending twice with one key is sending once, and a receiver sees the same key at each attempt.
package struct Outbox: Sendable {
    package static let migrations = ModuleMigrations(
        module: "outbox",
        [
            Migration(number: 1, name: "create outbox") { _ in
                [
                    """
                    CREATE TABLE outbox (id BIGINT NOT NULL PRIMARY KEY, message_key TEXT NOT NULL, adapter TEXT NOT NULL,
                      payload BYTES NOT NULL, state BIGINT NOT NULL, attempts BIGINT NOT NULL,
                      maximum_attempts BIGINT NOT NULL, due_at BIGINT, lease BIGINT, last_error TEXT,
                      created_at BIGINT NOT NULL, sent_at BIGINT)
                    """,
                    "CREATE UNIQUE INDEX outbox_message_key ON outbox (message_key)",
                    "CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL",
                ]
            }
        ])

    package static let leaseLost = "outbox.lease-lost"

    private static let insert: SQL = """
        INSERT INTO outbox (id, message_key, adapter, payload, state, attempts, maximum_attempts, due_at, lease,
          last_error, created_at, sent_at) VALUES (?, ?, ?, ?, 0, 0, ?, ?, NULL, NULL, ?, NULL)
        ON CONFLICT (message_key) DO NOTHING
        """
    private static let finish: SQL =
        "UPDATE outbox SET state = 1, due_at = NULL, lease = NULL, sent_at = ? WHERE id = ? AND lease = ?"
    private static let fail: SQL =
        "UPDATE outbox SET state = ?, due_at = ?, lease = NULL, last_error = ? WHERE id = ? AND lease = ?"
    private static let revive: SQL =
        "UPDATE outbox SET state = 0, attempts = 0, due_at = ? WHERE state = 3 AND message_key = ?"
    private static let stateOfKey: SQL = "SELECT state FROM outbox WHERE message_key = ?"

    private let identifiers: IdentifierSource

    package init(identifiers: IdentifierSource) { self.identifiers = identifiers }

    /// Addresses a message to the adapter of that kind; ignored if the key was used before.
    package func send(
        adapter: String, key: String, payload: [UInt8], now: Int64, dueAt: Int64? = nil, maximumAttempts: Int = 12
    ) -> Statement {
        Statement(
            Self.insert,
            [
                .integer(identifiers.next()), .text(key), .text(adapter), .bytes(payload), SQLValue(maximumAttempts),
                // What is due at once is due whatever the clock says later: it may be put back meanwhile.
                .integer(dueAt.map { $0 > now ? $0 : 0 } ?? 0), .integer(now),
            ])
    }

    /// Takes a dead message back into the queue, by a person's decision.
    package func revive(key: String, dueAt: Int64) -> Statement {
        Statement(Self.revive, [.integer(dueAt), .text(key)], expect: .rows(1), otherwise: "outbox.not-dead")
    }

    /// How the message with this key stands; `nil` if there is none.
    package func state(of key: String, in storage: any Storage) async throws -> OutboxState? {
        let value = try await storage.point(Self.stateOfKey, [.text(key)]) { row in try row.integer(0) }
        return value.flatMap(OutboxState.init)
    }

    func markSent(_ message: OutboxMessage, at now: Int64) -> Statement {
        Statement(
            Self.finish, [.integer(now), .integer(message.id), .integer(message.lease)], expect: .rows(1),
            otherwise: Self.leaseLost)
    }

    /// `next` is when it will be tried again; `nil` when it won't.
    func markFailed(_ message: OutboxMessage, because code: String, next: Int64?) -> Statement {
        let state: OutboxState = next == nil ? .dead : .failed
        return Statement(
            Self.fail,
            [.integer(state.rawValue), SQLValue(next), .text(code), .integer(message.id), .integer(message.lease)],
            expect: .rows(1), otherwise: Self.leaseLost)
    }

    func claim(
        adapters: [String], limit: Int, now: Int64, leaseEnd: Int64, from storage: any Storage
    ) async throws(StorageError) -> [(message: OutboxMessage, maximumAttempts: Int)] {
        guard !adapters.isEmpty else { return [] }
        let lease = identifiers.next()
        let sql = SQL(
            """
            WITH due AS MATERIALIZED (SELECT id FROM outbox WHERE due_at <= ?
              AND adapter IN (\(SQL.placeholders(adapters.count))) ORDER BY due_at, id LIMIT ?\(storage.dialect.skipLocked))
            UPDATE outbox SET due_at = ?, lease = ?, attempts = attempts + 1 WHERE id IN (SELECT id FROM due)
            RETURNING id, message_key, adapter, payload, attempts, maximum_attempts
            """)
        let values: [SQLValue] =
            [.integer(now)] + adapters.map(SQLValue.text) + [SQLValue(limit), .integer(leaseEnd), .integer(lease)]
        let outcome = try await storage.commit([Statement(sql, values, returning: true)])
        var claimed: [(message: OutboxMessage, maximumAttempts: Int)] = []
        for row in outcome.rows(of: 0) {
            guard let id = row[0].integer, let key = row[1].text, let adapter = row[2].text,
                let payload = row[3].bytes, let attempt = row[4].integer, let maximum = row[5].integer
            else { throw .malformedRow("outbox") }
            let message = OutboxMessage(
                id: id, key: key, adapter: adapter, payload: payload, attempt: Int(attempt), lease: lease)
            claimed.append((message, Int(maximum)))
        }
        return claimed.sorted { $0.message.id < $1.message.id }
    }
}
