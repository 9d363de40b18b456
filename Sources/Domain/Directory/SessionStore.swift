import Cryptography
package import Storage
import Synchronization
import WorkCalendar

/// The sessions, kept in the database by the hash of their token and for a short while in memory.
package final class SessionStore: Sendable {
    /// When a session ends.
    package struct Lifetime: Sendable, Hashable {
        /// Microseconds without a request.
        package var idle: Int64 = 30 * 60 * 1_000_000
        /// Microseconds since sign-in.
        package var total: Int64 = 10 * 3600 * 1_000_000

        package init() {}
    }

    private struct Entry {
        var session: Session
        let createdAt: Int64
        var seenAt: Int64
        var writtenAt: Int64
        var readAt: Int64
    }

    private let storage: any Storage
    private let directory: DirectoryStore
    private let lifetime: Lifetime
    private let secondsFromUTC: Int
    private let entries = Mutex<[[UInt8]: Entry]>([:])

    /// How long a session is believed without asking the database: a change of post or a sign-out elsewhere takes
    /// effect within this time.
    private static let trust: Int64 = 15 * 1_000_000
    private static let capacity = 20_000

    package init(
        storage: any Storage, directory: DirectoryStore, lifetime: Lifetime = Lifetime(), secondsFromUTC: Int = 28_800
    ) {
        self.storage = storage
        self.secondsFromUTC = secondsFromUTC
        self.directory = directory
        self.lifetime = lifetime
    }

    private static let insert: SQL = """
        INSERT INTO session (token, kind, principal, created_at, seen_at) VALUES (?, ?, ?, ?, ?)
        """
    private static let read: SQL = "SELECT kind, principal, created_at, seen_at FROM session WHERE token = ?"
    private static let touch: SQL = "UPDATE session SET seen_at = ? WHERE token = ?"
    private static let delete: SQL = "DELETE FROM session WHERE token = ?"
    private static let deleteAll: SQL = "DELETE FROM session WHERE kind = ? AND principal = ?"
    private static let purge: SQL = "DELETE FROM session WHERE seen_at < ? OR created_at < ?"

    /// Opens a session and gives its token, which only the browser keeps.
    package func open(_ principal: Session.Principal, now: Int64) async throws -> String {
        let token = try SecureRandom.shared.token(24)
        let hash = Digest.sha256.hash(Array(token.utf8))
        let (kind, id) = SessionStore.identity(principal)
        try await storage.commit(
            WriteSet([
                Statement(
                    SessionStore.insert,
                    [.bytes(hash), .text(kind), .integer(id), .integer(now), .integer(now)], expect: .rows(1))
            ]))
        remember(
            Entry(
                session: session(principal, token: token), createdAt: now, seenAt: now, writtenAt: now, readAt: now),
            hash)
        return token
    }

    /// The session of a token, or `nil` when there is none or it has ended.
    package func session(token: String, now: Int64) async throws -> Session? {
        guard (16...64).contains(token.utf8.count) else { return nil }
        let hash = Digest.sha256.hash(Array(token.utf8))
        if let entry = entries.withLock({ $0[hash] }), now - entry.readAt < SessionStore.trust,
            isAlive(createdAt: entry.createdAt, seenAt: entry.seenAt, now: now)
        {
            try await noteSeen(hash, entry, now: now)
            return entry.session
        }
        let row = try await storage.point(SessionStore.read, [.bytes(hash)]) { row in
            (kind: try row.text(0), id: try row.integer(1), created: try row.integer(2), seen: try row.integer(3))
        }
        guard let row else { return forget(hash) }
        // A touch that is only in memory yet is younger than the row's.
        let seen = max(row.seen, entries.withLock { $0[hash]?.seenAt } ?? 0)
        guard isAlive(createdAt: row.created, seenAt: seen, now: now),
            let principal = try await principal(kind: row.kind, id: row.id, now: now)
        else { return forget(hash) }
        let entry = Entry(
            session: session(principal, token: token), createdAt: row.created, seenAt: now, writtenAt: row.seen,
            readAt: now)
        remember(entry, hash)
        try await noteSeen(hash, entry, now: now)
        return entry.session
    }

    /// Ends one session.
    package func close(token: String) async throws {
        let hash = Digest.sha256.hash(Array(token.utf8))
        _ = forget(hash)
        try await storage.commit(WriteSet([Statement(SessionStore.delete, [.bytes(hash)])]))
    }

    /// Ends all sessions of one person, as when a clerk leaves.
    package func closeAll(of principal: Session.Principal) async throws {
        let (kind, id) = SessionStore.identity(principal)
        entries.withLock { entries in
            entries = entries.filter { SessionStore.identity($0.value.session.principal) != (kind, id) }
        }
        try await storage.commit(WriteSet([Statement(SessionStore.deleteAll, [.text(kind), .integer(id)])]))
    }

    /// Removes the rows of sessions that have ended.
    package func purge(now: Int64) async throws {
        try await storage.commit(
            WriteSet([
                Statement(SessionStore.purge, [.integer(now - lifetime.idle), .integer(now - lifetime.total)])
            ]))
    }

    private func isAlive(createdAt: Int64, seenAt: Int64, now: Int64) -> Bool {
        now - seenAt < lifetime.idle && now - createdAt < lifetime.total
    }

    private func noteSeen(_ hash: [UInt8], _ entry: Entry, now: Int64) async throws {
        let due = now - entry.writtenAt > lifetime.idle / 6
        entries.withLock { entries in
            entries[hash]?.seenAt = now
            if due { entries[hash]?.writtenAt = now }
        }
        if due {
            try await storage.commit(WriteSet([Statement(SessionStore.touch, [.integer(now), .bytes(hash)])]))
        }
    }

    private func remember(_ entry: Entry, _ hash: [UInt8]) {
        entries.withLock { entries in
            if entries.count >= SessionStore.capacity { entries.removeAll(keepingCapacity: true) }
            entries[hash] = entry
        }
    }

    private func forget(_ hash: [UInt8]) -> Session? {
        entries.withLock { $0[hash] = nil }
        return nil
    }

    private func today(_ now: Int64) -> CivilDate {
        CivilDate(unixSeconds: now / 1_000_000, zoneOffset: secondsFromUTC)
    }

    private func principal(kind: String, id: Int64, now: Int64) async throws -> Session.Principal? {
        if kind == "citizen" { return try await directory.citizen(id: id).map { .citizen($0) } }
        guard var official = try await directory.official(id: id), official.isActive else { return nil }
        official.standsFor = try await directory.represented(by: id, on: today(now))
        return .official(official)
    }

    private func session(_ principal: Session.Principal, token: String) -> Session {
        Session(
            principal: principal,
            formKey: MessageAuthentication.derivedKey(from: Array(token.utf8), label: "yiwang form token"))
    }

    private static func identity(_ principal: Session.Principal) -> (String, Int64) {
        switch principal {
        case .citizen(let citizen): ("citizen", citizen.id)
        case .official(let official): ("official", official.id)
        }
    }
}
