/// Work that is done later, kept in the table `job`: enqueued with a write set, claimed under a lease, done once.
///
/// The column `due_at` is also the lease's end: a job whose worker died comes back by itself.
package struct JobQueue: Sendable {
    package static let migrations = ModuleMigrations(
        module: "jobs",
        [
            Migration(number: 1, name: "create job") { _ in
                [
                    """
                    CREATE TABLE job (id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, job_key TEXT,
                      payload BYTES NOT NULL, due_at BIGINT NOT NULL, attempts BIGINT NOT NULL,
                      maximum_attempts BIGINT NOT NULL, lease BIGINT, state BIGINT NOT NULL, last_error TEXT,
                      created_at BIGINT NOT NULL)
                    """,
                    "CREATE INDEX job_due ON job (due_at) WHERE state = 0",
                    "CREATE UNIQUE INDEX job_open_key ON job (job_key) WHERE state = 0 AND job_key IS NOT NULL",
                ]
            },
            Migration(number: 2, name: "find dead jobs") { _ in
                ["CREATE INDEX job_dead ON job (id) WHERE state = 1"]
            },
            Migration(number: 3, name: "let jobs rest") { _ in
                [
                    "ALTER TABLE job ADD COLUMN rested_at BIGINT",
                    "CREATE INDEX job_resting ON job (job_key) WHERE state = 2",
                ]
            },
        ])

    /// The guard that fails when the lease ran out and another worker has the job.
    package static let leaseLost = "job.lease-lost"

    private static let insert: SQL = """
        INSERT INTO job (id, kind, job_key, payload, due_at, attempts, maximum_attempts, lease, state, last_error,
          created_at) VALUES (?, ?, ?, ?, ?, 0, ?, NULL, 0, NULL, ?) ON CONFLICT DO NOTHING
        """
    private static let delete: SQL = "DELETE FROM job WHERE id = ? AND lease = ?"
    private static let postpone: SQL =
        "UPDATE job SET due_at = ?, lease = NULL, last_error = ? WHERE id = ? AND lease = ?"
    private static let bury: SQL =
        "UPDATE job SET state = 1, lease = NULL, last_error = ? WHERE id = ? AND lease = ?"
    private static let prolong: SQL = "UPDATE job SET due_at = ? WHERE id = ? AND lease = ?"
    private static let revive: SQL =
        "UPDATE job SET state = 0, attempts = 0, due_at = ? WHERE state = 1 AND id = ?"
    private static let cancel: SQL = "DELETE FROM job WHERE state = 0 AND job_key = ? AND lease IS NULL"
    private static let cancelResting: SQL = "DELETE FROM job WHERE state = 2 AND job_key = ?"
    private static let rest: SQL =
        "UPDATE job SET state = 2, rested_at = ? WHERE state = 0 AND job_key = ? AND lease IS NULL"
    private static let layDown: SQL = """
        INSERT INTO job (id, kind, job_key, payload, due_at, attempts, maximum_attempts, lease, state, last_error,
          created_at, rested_at) VALUES (?, ?, ?, ?, ?, 0, ?, NULL, 2, NULL, ?, ?)
        """
    private static let goOn: SQL =
        "UPDATE job SET state = 0, rested_at = NULL, created_at = ?, due_at = ? WHERE state = 2 AND id = ?"
    private static let resting: SQL =
        "SELECT id, payload, created_at, due_at, rested_at FROM job WHERE state = 2 AND job_key = ?"
    private static let counts: SQL = """
        SELECT kind, COUNT(*), SUM(CASE WHEN state = 1 THEN 1 ELSE 0 END),
          MIN(CASE WHEN state = 2 THEN NULL ELSE due_at END), SUM(CASE WHEN lease IS NULL THEN 0 ELSE 1 END) FROM job
        GROUP BY kind ORDER BY kind
        """

    private let identifiers: IdentifierSource

    package init(identifiers: IdentifierSource) { self.identifiers = identifiers }

    /// Adds a job. With a `key` there is at most one open job that has it; a second is ignored.
    package func enqueue(
        kind: String, payload: [UInt8], dueAt: Int64, now: Int64, maximumAttempts: Int = 8, key: String? = nil
    ) -> Statement {
        Statement(
            Self.insert,
            [
                .integer(identifiers.next()), .text(kind), SQLValue(key), .bytes(payload),
                // What is due at once is due whatever the clock says later: it may be put back meanwhile.
                .integer(dueAt > now ? dueAt : 0),
                SQLValue(maximumAttempts), .integer(now),
            ])
    }

    /// Takes away the open job with this key, if nobody works on it: a clock that is stopped.
    package func cancel(key: String) -> Statement { Statement(Self.cancel, [.text(key)]) }

    /// Takes away what rests under this key, too.
    package func cancelResting(key: String) -> Statement { Statement(Self.cancelResting, [.text(key)]) }

    /// Puts the open job with this key aside, if nobody works on it: a clock that rests.
    package func rest(key: String, now: Int64) -> Statement { Statement(Self.rest, [.integer(now), .text(key)]) }

    /// Adds a job that rests from the beginning: what rang just then is kept until it may.
    package func layDown(kind: String, payload: [UInt8], key: String, now: Int64, maximumAttempts: Int = 8) -> Statement
    {
        Statement(
            Self.layDown,
            [
                .integer(identifiers.next()), .text(kind), .text(key), .bytes(payload), .integer(now),
                SQLValue(maximumAttempts), .integer(now), .integer(now),
            ], expect: .rows(1))
    }

    /// What rests under a key.
    package func resting(key: String, reader: any SnapshotReader) throws -> Resting? {
        try reader.point(Self.resting, [.text(key)]) { row in
            Resting(
                job: Waiting(
                    id: try row.integer(0), payload: try row.bytes(1), createdAt: try row.integer(2),
                    dueAt: try row.integer(3)),
                since: try row.integer(4))
        }
    }

    /// Lets a resting job wait for its time again, as if it had been added at `createdAt`.
    ///
    /// - Parameter guarding: the guard that fails when somebody else was quicker.
    package func goOn(_ resting: Resting, createdAt: Int64, dueAt: Int64, guarding: String) -> Statement {
        Statement(
            Self.goOn, [.integer(createdAt), .integer(dueAt), .integer(resting.job.id)], expect: .rows(1),
            otherwise: guarding)
    }

    private static let waitingOfKind: SQL = """
        SELECT id, payload, created_at, due_at FROM job WHERE kind = ? AND state = 0 AND id > ? ORDER BY id LIMIT ?
        """
    private static let move: SQL = "UPDATE job SET due_at = ? WHERE id = ? AND state = 0 AND lease IS NULL"

    /// A job that waits for its time.
    package struct Waiting: Sendable {
        package let id: Int64
        package let payload: [UInt8]
        /// UTC microseconds.
        package let createdAt: Int64
        /// UTC microseconds.
        package let dueAt: Int64
    }

    /// A job that rests.
    package struct Resting: Sendable {
        package let job: Waiting
        /// UTC microseconds.
        package let since: Int64
    }

    /// The next waiting jobs of a kind in the order of their ids.
    package func waiting(
        kind: String, after id: Int64, limit: Int, in storage: any Storage
    ) async throws -> [Waiting] {
        try await storage.query(Self.waitingOfKind, [.text(kind), .integer(id), SQLValue(limit)], limit: limit) { row in
            Waiting(
                id: try row.integer(0), payload: try row.bytes(1), createdAt: try row.integer(2),
                dueAt: try row.integer(3))
        }
    }

    /// Gives a waiting job another time; one that somebody works on keeps its own.
    package func moving(_ id: Int64, to dueAt: Int64) -> Statement {
        Statement(Self.move, [.integer(dueAt), .integer(id)])
    }

    /// Finishes a job, together with what it did.
    package func complete(_ job: Job) -> Statement {
        Statement(Self.delete, [.integer(job.id), .integer(job.lease)], expect: .rows(1), otherwise: Self.leaseLost)
    }

    /// Gives a job back for another attempt at `dueAt`.
    package func postpone(_ job: Job, until dueAt: Int64, because code: String) -> Statement {
        Statement(
            Self.postpone, [.integer(dueAt), .text(code), .integer(job.id), .integer(job.lease)], expect: .rows(1),
            otherwise: Self.leaseLost)
    }

    /// Puts a job among the dead letters.
    package func bury(_ job: Job, because code: String) -> Statement {
        Statement(
            Self.bury, [.text(code), .integer(job.id), .integer(job.lease)], expect: .rows(1),
            otherwise: Self.leaseLost)
    }

    /// Prolongs the lease of a long job.
    package func prolong(_ job: Job, until end: Int64) -> Statement {
        Statement(
            Self.prolong, [.integer(end), .integer(job.id), .integer(job.lease)], expect: .rows(1),
            otherwise: Self.leaseLost)
    }

    /// Prolongs the leases of jobs that were claimed together; those that are done meanwhile are none of them any more.
    package func prolong(_ jobs: [Job], until end: Int64) -> Statement {
        Statement(
            SQL("UPDATE job SET due_at = ? WHERE lease = ? AND id IN (\(SQL.placeholders(jobs.count)))"),
            [.integer(end), .integer(jobs.first?.lease ?? 0)] + jobs.map { .integer($0.id) })
    }

    /// Takes a dead letter back into the queue, by a person's decision.
    package func revive(id: Int64, dueAt: Int64) -> Statement {
        Statement(Self.revive, [.integer(dueAt), .integer(id)], expect: .rows(1), otherwise: "job.not-dead")
    }

    private static let dead: SQL = """
        SELECT id, kind, attempts, last_error, created_at FROM job WHERE state = 1 ORDER BY id LIMIT 200
        """

    /// The dead letters, the oldest first, 200 at most.
    package func dead(in storage: any Storage) async throws -> [DeadJob] {
        try await storage.query(Self.dead, limit: 200) { row in
            DeadJob(
                id: try row.integer(0), kind: try row.text(1), attempts: try row.int(2),
                lastError: try row.optionalText(3), createdAt: try row.integer(4))
        }
    }

    /// Claims up to `limit` due jobs of these kinds until `leaseEnd`.
    package func claim(
        kinds: [String], limit: Int, now: Int64, leaseEnd: Int64, from storage: any Storage
    ) async throws(StorageError) -> [Job] {
        guard !kinds.isEmpty else { return [] }
        let lease = identifiers.next()
        let sql = SQL(
            """
            WITH due AS MATERIALIZED (SELECT id FROM job WHERE state = 0 AND due_at <= ?
              AND kind IN (\(SQL.placeholders(kinds.count))) ORDER BY due_at, id LIMIT ?\(storage.dialect.skipLocked))
            UPDATE job SET due_at = ?, lease = ?, attempts = attempts + 1 WHERE id IN (SELECT id FROM due)
            RETURNING id, kind, payload, attempts, maximum_attempts
            """)
        let values: [SQLValue] =
            [.integer(now)] + kinds.map(SQLValue.text) + [SQLValue(limit), .integer(leaseEnd), .integer(lease)]
        let outcome = try await storage.commit([Statement(sql, values, returning: true)])
        var jobs: [Job] = []
        for row in outcome.rows(of: 0) {
            guard let id = row[0].integer, let kind = row[1].text, let payload = row[2].bytes,
                let attempt = row[3].integer, let maximum = row[4].integer
            else { throw .malformedRow("job") }
            jobs.append(
                Job(
                    id: id, kind: kind, payload: payload, attempt: Int(attempt), maximumAttempts: Int(maximum),
                    lease: lease))
        }
        return jobs.sorted { $0.id < $1.id }
    }

    /// How the queue stands, for the operator's page and the metrics.
    package func statistics(_ storage: any Storage) async throws -> [JobStatistics] {
        try await storage.query(Self.counts) { row in
            let dead = try row.int(2)
            return JobStatistics(
                kind: try row.text(0), open: try row.int(1) - dead, dead: dead, leased: try row.int(4),
                nextDue: try row.optionalInteger(3))
        }
    }
}

/// A job that failed at every attempt, or for good.
package struct DeadJob: Sendable, Hashable {
    package let id: Int64
    package let kind: String
    package let attempts: Int
    /// The code of the last failure.
    package let lastError: String?
    /// UTC microseconds.
    package let createdAt: Int64
}

/// How many jobs of a kind there are.
package struct JobStatistics: Sendable, Hashable {
    package let kind: String
    package let open: Int
    package let dead: Int
    package let leased: Int
    /// UTC microseconds.
    package let nextDue: Int64?
}
