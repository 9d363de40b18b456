import Cryptography
import Diagnostics
import Storage

extension DirectoryStore {
    private static let idNumberPlace = SealContext("citizen.id_number")
    private static let namePlace = SealContext("citizen.name")
    private static let phonePlace = SealContext("citizen.phone")

    private static let byID: SQL = """
        SELECT id, subject, id_number, name, phone, assurance FROM citizen WHERE id = ?
        """
    private static let bySubject: SQL = """
        SELECT id, subject, id_number, name, phone, assurance FROM citizen WHERE subject = ?
        """
    private static let insert: SQL = """
        INSERT INTO citizen (id, subject, id_number, name, phone, assurance, provider, created_at, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    private static let refresh: SQL = """
        UPDATE citizen SET name = ?, phone = ?, assurance = ?, provider = ?, seen_at = ? WHERE id = ?
        """

    /// A citizen by id.
    package func citizen(id: Int64) async throws -> Citizen? {
        try await storage.point(DirectoryStore.byID, [.integer(id)], decodeCitizen)
    }

    /// A citizen by subject key.
    package func citizen(key: SubjectKey) async throws -> Citizen? {
        try await storage.point(DirectoryStore.bySubject, [.bytes(key.bytes)], decodeCitizen)
    }

    /// The citizen of a verified person, made at the first sign-in and refreshed at each later one.
    package func admit(_ person: VerifiedPerson, provider: String, now: Int64) async throws -> Citizen {
        let key = SubjectKey(idNumber: person.idNumber, keyring: keyring)
        if let known = try await citizen(key: key) {
            let phone = person.phone ?? known.phone
            try await storage.commit(
                WriteSet([
                    Statement(
                        DirectoryStore.refresh,
                        [
                            .bytes(
                                try keyring.seal(Array(person.name.utf8), in: DirectoryStore.namePlace, row: known.id)),
                            SQLValue(try sealedPhone(phone, row: known.id)), .integer(Int64(person.assurance.rawValue)),
                            .text(provider), .integer(now), .integer(known.id),
                        ], expect: .rows(1))
                ]))
            return Citizen(
                id: known.id, key: key, idNumber: person.idNumber, name: person.name, phone: phone,
                assurance: person.assurance)
        }
        let id = identifiers.next()
        do {
            try await storage.commit(
                WriteSet([
                    Statement(
                        DirectoryStore.insert,
                        [
                            .integer(id), .bytes(key.bytes),
                            .bytes(
                                try keyring.seal(Array(person.idNumber.utf8), in: DirectoryStore.idNumberPlace, row: id)
                            ),
                            .bytes(try keyring.seal(Array(person.name.utf8), in: DirectoryStore.namePlace, row: id)),
                            SQLValue(try sealedPhone(person.phone, row: id)),
                            .integer(Int64(person.assurance.rawValue)), .text(provider), .integer(now), .integer(now),
                        ], expect: .rows(1))
                ]))
        } catch {
            // Two first sign-ins at once: the other one made the row.
            guard case StorageError.conflict = error, let known = try await citizen(key: key) else { throw error }
            return known
        }
        return Citizen(
            id: id, key: key, idNumber: person.idNumber, name: person.name, phone: person.phone,
            assurance: person.assurance)
    }

    private func sealedPhone(_ phone: String?, row: Int64) throws -> [UInt8]? {
        guard let phone else { return nil }
        return try keyring.seal(Array(phone.utf8), in: DirectoryStore.phonePlace, row: row)
    }

    private func decodeCitizen(_ row: Row) throws -> Citizen {
        let id = try row.integer(0)
        func open(_ index: Int, _ place: SealContext) throws -> String? {
            guard let sealed = try row.optionalBytes(index) else { return nil }
            return String(decoding: try keyring.open(sealed, in: place, row: id), as: UTF8.self)
        }
        return Citizen(
            id: id, key: SubjectKey(bytes: try row.bytes(1)),
            idNumber: try open(2, DirectoryStore.idNumberPlace) ?? "",
            name: try open(3, DirectoryStore.namePlace) ?? "",
            phone: try open(4, DirectoryStore.phonePlace),
            assurance: IdentityAssurance(rawValue: try row.int(5)) ?? .declared)
    }
}
