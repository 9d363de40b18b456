import Cryptography
package import Journal
import NationalCodes
import Storage

extension DirectoryStore {
    private static let idNumberPlace = SealContext("activation_code.id_number")
    private static let namePlace = SealContext("activation_code.name")
    private static let phonePlace = SealContext("activation_code.phone")
    private static let validity: Int64 = 72 * 3600 * 1_000_000
    private static let triesAllowed = 5

    private static let insertCode: SQL = """
        INSERT INTO activation_code
            (id, subject, code, id_number, name, phone, issued_by, issued_at, expires_at, used_at, tries)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0)
        """
    private static let latestCode: SQL = """
        SELECT id, code, id_number, name, phone, expires_at, used_at, tries FROM activation_code
        WHERE subject = ? ORDER BY id DESC LIMIT 1
        """
    private static let countTry: SQL = "UPDATE activation_code SET tries = tries + 1 WHERE id = ? AND tries < ?"
    private static let useCode: SQL = "UPDATE activation_code SET used_at = ? WHERE id = ? AND used_at IS NULL"

    /// Makes a code for a person whose document a clerk has checked. The code is shown once and kept only as a hash.
    ///
    /// - Returns: eight characters to print on the slip.
    package func issueActivationCode(
        idNumber: String, name: String, phone: String?, by official: Official, journal: Journal, now: Int64
    ) async throws -> String {
        guard let number = CitizenID.normalised(idNumber) else { throw DirectoryError(.malformedIdentity) }
        let key = SubjectKey(idNumber: number, keyring: keyring)
        let code = try SecureRandom.shared.readableCode(8)
        let id = identifiers.next()
        let insert = Statement(
            DirectoryStore.insertCode,
            [
                .integer(id), .bytes(key.bytes), .bytes(hash(code, id: id)),
                .bytes(try keyring.seal(Array(number.utf8), in: DirectoryStore.idNumberPlace, row: id)),
                .bytes(try keyring.seal(Array(name.utf8), in: DirectoryStore.namePlace, row: id)),
                SQLValue(try phone.map { try keyring.seal(Array($0.utf8), in: DirectoryStore.phonePlace, row: id) }),
                .integer(official.id), .integer(now), .integer(now + DirectoryStore.validity),
            ], expect: .rows(1))
        let event = JournalEvent(
            .activationIssued, department: official.department, subject: key.bytes,
            ["official": String(official.id), "document": "id-card"])
        try await storage.commit(try await recording(event, journal: journal, now: now, WriteSet([insert])))
        return code
    }

    /// The person of an identity number and a code. A code works once, within 72 hours, and bears five wrong tries.
    package func redeemActivationCode(idNumber: String, code: String, now: Int64) async throws -> VerifiedPerson {
        guard let number = CitizenID.normalised(idNumber) else { throw DirectoryError(.malformedIdentity) }
        let key = SubjectKey(idNumber: number, keyring: keyring)
        let found = try await storage.point(DirectoryStore.latestCode, [.bytes(key.bytes)]) { row in
            (
                id: try row.integer(0), hash: try row.bytes(1), name: try row.bytes(3), phone: try row.optionalBytes(4),
                expires: try row.integer(5), used: try row.optionalInteger(6)
            )
        }
        guard let found, found.used == nil, found.expires > now else { throw DirectoryError(.wrongActivationCode) }
        let mayTry = try await commits(
            Statement(
                DirectoryStore.countTry, [.integer(found.id), .integer(Int64(DirectoryStore.triesAllowed))],
                expect: .rows(1)))
        guard mayTry else { throw DirectoryError(.wrongActivationCode) }
        let typed = hash(DirectoryStore.cleaned(code), id: found.id)
        guard MessageAuthentication.areEqual(typed, found.hash) else { throw DirectoryError(.wrongActivationCode) }
        let isFirst = try await commits(
            Statement(DirectoryStore.useCode, [.integer(now), .integer(found.id)], expect: .rows(1)))
        guard isFirst else { throw DirectoryError(.wrongActivationCode) }
        let name = try keyring.open(found.name, in: DirectoryStore.namePlace, row: found.id)
        let phone = try found.phone.map { try keyring.open($0, in: DirectoryStore.phonePlace, row: found.id) }
        return VerifiedPerson(
            idNumber: number, name: String(decoding: name, as: UTF8.self),
            phone: phone.map { String(decoding: $0, as: UTF8.self) }, assurance: .verified)
    }

    /// Commits one guarded statement; `false` when its guard failed.
    private func commits(_ statement: Statement) async throws -> Bool {
        do {
            try await storage.commit(WriteSet([statement]))
            return true
        } catch {
            if case .guardFailed = error { return false }
            throw error
        }
    }

    /// Keyed with a key that lies outside the database: eight characters could be tried out against a plain hash.
    private func hash(_ code: String, id: Int64) -> [UInt8] {
        keyring.blindIndex("\(id) \(code)", domain: "activation_code")
    }

    /// What people type for a code: spaces and hyphens dropped, look-alikes read as the alphabet has them.
    private static func cleaned(_ code: String) -> String {
        String(
            code.uppercased().compactMap { character -> Character? in
                switch character {
                case " ", "-", "　": nil
                case "O": "0"
                case "I", "L": "1"
                default: character
                }
            })
    }
}
