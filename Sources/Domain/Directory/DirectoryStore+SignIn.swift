import Cryptography
package import Journal
import Storage

extension DirectoryStore {
    private static let credentials: SQL = """
        SELECT id, password, is_active, failures, locked_until FROM official WHERE account = ?
        """
    private static let noteFailure: SQL = """
        UPDATE official SET failures = failures + 1,
            locked_until = CASE WHEN failures + 1 >= ? THEN CAST(? AS BIGINT) ELSE locked_until END WHERE id = ?
        """
    private static let noteSuccess: SQL = """
        UPDATE official SET failures = 0, locked_until = 0, signed_in_at = ? WHERE id = ?
        """
    /// Wrong passwords until an account is locked.
    package static let failuresUntilLock = 5
    private static let lockTime: Int64 = 15 * 60 * 1_000_000
    /// A hash of no account's password, so that an unknown account takes as long as a wrong password.
    private static let decoy = "scrypt$15$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    /// The official of an account and password.
    ///
    /// - Throws: `sign-in.wrong`, `sign-in.locked` or `sign-in.inactive`.
    package func signIn(account: String, password: String, journal: Journal, now: Int64) async throws -> Official {
        let found = try await storage.point(DirectoryStore.credentials, [.text(account)]) { row in
            (
                id: try row.integer(0), hash: try row.text(1), active: try row.bool(2), failures: try row.int(3),
                lockedUntil: try row.integer(4)
            )
        }
        if let found, found.lockedUntil > now { throw DirectoryError(.locked) }
        let fits = await passwords.matches(password, stored: found?.hash ?? DirectoryStore.decoy)
        guard let found else { throw DirectoryError(.wrongCredentials) }
        guard fits else {
            let locks = found.failures + 1 >= DirectoryStore.failuresUntilLock
            var writes = WriteSet([
                Statement(
                    DirectoryStore.noteFailure,
                    [
                        .integer(Int64(DirectoryStore.failuresUntilLock)), .integer(now + DirectoryStore.lockTime),
                        .integer(found.id),
                    ], expect: .rows(1))
            ])
            if locks {
                writes = try await recording(
                    JournalEvent(.officialLocked, department: "directory", ["official": String(found.id)]),
                    journal: journal, now: now, writes)
            }
            try await storage.commit(writes)
            throw DirectoryError(locks ? .locked : .wrongCredentials)
        }
        guard found.active, let official = try await official(id: found.id) else { throw DirectoryError(.inactive) }
        let writes = try await recording(
            JournalEvent(
                .officialSignedIn, department: official.department,
                ["official": String(official.id), "post": official.post]),
            journal: journal, now: now,
            WriteSet([
                Statement(DirectoryStore.noteSuccess, [.integer(now), .integer(official.id)], expect: .rows(1))
            ]))
        try await storage.commit(writes)
        return official
    }

    /// The write set with an event's rows appended.
    func recording(
        _ event: JournalEvent, journal: Journal, now: Int64, _ writes: WriteSet
    ) async throws -> WriteSet {
        try await storage.snapshot { reader in
            var writes = writes
            try journal.record([event], at: now, to: &writes, reader: reader)
            return writes
        }
    }
}
