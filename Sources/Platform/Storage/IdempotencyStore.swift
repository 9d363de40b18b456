import Synchronization

/// Gives the same answer to the same request: the answer is stored with what the request changed.
package final class IdempotencyStore: Sendable {
    package static let migrations = ModuleMigrations(
        module: "idempotency",
        [
            Migration(number: 1, name: "create idempotency") { _ in
                [
                    """
                    CREATE TABLE idempotency (scope TEXT NOT NULL, request_key TEXT NOT NULL, fingerprint BYTES NOT NULL,
                      response BYTES NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (scope, request_key))
                      WITHOUT ROWID
                    """,
                    "CREATE INDEX idempotency_created ON idempotency (created_at)",
                ]
            }
        ])

    /// The name of the key that a second request with the same key meets.
    package static let constraint = "idempotency_pkey"

    private struct Flight: Hashable {
        let scope: String
        let key: String
    }

    private static let insert: SQL =
        "INSERT INTO idempotency (scope, request_key, fingerprint, response, created_at) VALUES (?, ?, ?, ?, ?)"
    private static let select: SQL =
        "SELECT fingerprint, response FROM idempotency WHERE scope = ? AND request_key = ?"
    private static let purge: SQL = "DELETE FROM idempotency WHERE created_at < ?"

    private let storage: any Storage
    private let inFlight = Mutex<Set<Flight>>([])

    package init(storage: any Storage) { self.storage = storage }

    /// Answers a request once. `scope` is who asks (a session's person, a system), `key` what they sent along, and
    /// `fingerprint` tells two requests with one key apart.
    ///
    /// `body` plans the write set and the answer; both commit together. The errors of `body` pass through, nothing is
    /// stored then. A request that is still being answered is `IdempotencyError.inFlight`.
    package func perform(
        scope: String, key: String, fingerprint: [UInt8], now: Int64,
        _ body: () async throws -> (WriteSet, response: [UInt8])
    ) async throws -> IdempotentAnswer {
        let flight = Flight(scope: scope, key: key)
        guard inFlight.withLock({ $0.insert(flight).inserted }) else { throw IdempotencyError.inFlight }
        defer { _ = inFlight.withLock { $0.remove(flight) } }

        if let stored = try await stored(scope: scope, key: key, fingerprint: fingerprint) { return .replayed(stored) }
        var (writeSet, response) = try await body()
        writeSet.append(record(scope: scope, key: key, fingerprint: fingerprint, response: response, now: now))
        do {
            try await storage.commit(writeSet)
            return .fresh(response)
        } catch {
            // Another node may have answered in the meantime; any failure of the write set may be its trace.
            if let stored = try await stored(scope: scope, key: key, fingerprint: fingerprint) {
                return .replayed(stored)
            }
            throw error
        }
    }

    /// The answer that was given, if one was.
    package func stored(scope: String, key: String, fingerprint: [UInt8]) async throws -> [UInt8]? {
        let found = try await storage.point(Self.select, [.text(scope), .text(key)]) { row in
            (fingerprint: try row.bytes(0), response: try row.bytes(1))
        }
        guard let found else { return nil }
        guard found.fingerprint == fingerprint else { throw IdempotencyError.mismatch }
        return found.response
    }

    /// The statement that stores an answer, for write sets that are committed elsewhere.
    package func record(
        scope: String, key: String, fingerprint: [UInt8], response: [UInt8], now: Int64
    ) -> Statement {
        Statement(
            Self.insert, [.text(scope), .text(key), .bytes(fingerprint), .bytes(response), .integer(now)],
            expect: .rows(1))
    }

    /// Forgets answers given before `instant`.
    package func purge(before instant: Int64) -> Statement { Statement(Self.purge, [.integer(instant)]) }
}

/// An answer, and whether it was given before.
package enum IdempotentAnswer: Sendable, Hashable {
    case fresh([UInt8])
    case replayed([UInt8])

    package var response: [UInt8] {
        switch self {
        case .fresh(let response), .replayed(let response): response
        }
    }
}
