package import Cryptography
package import Directory
package import JSONTree
package import Storage
import Synchronization

/// Cases in the database. Every read takes the viewer's scope.
package final class CaseStore: Sendable {
    let storage: any Storage
    let keyring: Keyring
    let identifiers: IdentifierSource
    /// The departments that take part in each service.
    private let offices = Mutex<[String: Set<String>]>([:])

    package init(storage: any Storage, keyring: Keyring, identifiers: IdentifierSource) {
        self.storage = storage
        self.keyring = keyring
        self.identifiers = identifiers
    }

    static let answersPlace = SealContext("service_case.answers")
    static let factsPlace = SealContext("service_case.facts")

    private static let byNumber = SQL("SELECT \(Case.columns) FROM service_case WHERE number = ?")
    private static let byID = SQL("SELECT \(Case.columns) FROM service_case WHERE id = ?")
    private static let ofApplicant = SQL(
        "SELECT \(Case.columns) FROM service_case WHERE applicant = ? ORDER BY id DESC LIMIT 100")
    private static let events: SQL = """
        SELECT code, at, office, post, data, note, id FROM case_event WHERE case_id = ? ORDER BY id LIMIT 500
        """

    /// The case of a number, if the viewer may see it.
    package func find(number: String, in scope: AccessScope) async throws -> Case {
        let found = try await storage.point(CaseStore.byNumber, [.text(number)]) { try Case($0) }
        guard let found, isVisible(found, to: scope) else { throw ServiceError(.noSuchCase) }
        return found
    }

    /// The same on a snapshot.
    package func find(number: String, in scope: AccessScope, reader: any SnapshotReader) throws -> Case {
        let found = try reader.point(CaseStore.byNumber, [.text(number)]) { try Case($0) }
        guard let found, isVisible(found, to: scope) else { throw ServiceError(.noSuchCase) }
        return found
    }

    /// The same on a snapshot; `nil` when there is none for this viewer.
    func findIfThere(number: String, in scope: AccessScope, reader: any SnapshotReader) throws -> Case? {
        let found = try reader.point(CaseStore.byNumber, [.text(number)]) { try Case($0) }
        return found.flatMap { isVisible($0, to: scope) ? $0 : nil }
    }

    /// The case of a row, if the viewer may see it.
    package func find(id: Int64, in scope: AccessScope) async throws -> Case {
        let found = try await storage.point(CaseStore.byID, [.integer(id)]) { try Case($0) }
        guard let found, isVisible(found, to: scope) else { throw ServiceError(.noSuchCase) }
        return found
    }

    private static let draftsOfAgent = SQL(
        """
        SELECT \(Case.columns) FROM service_case
        WHERE service = ? AND state = 'draft' AND agent_kind = 'official' AND agent = ? ORDER BY id DESC LIMIT 20
        """)

    /// The drafts that an official has begun for others.
    package func drafts(by official: Official, service: String) async throws -> [Case] {
        try await storage.few(CaseStore.draftsOfAgent, [.text(service), .integer(official.id)]) { try Case($0) }
    }

    /// The same on a snapshot.
    package func find(id: Int64, in scope: AccessScope, reader: any SnapshotReader) throws -> Case {
        let found = try reader.point(CaseStore.byID, [.integer(id)]) { try Case($0) }
        guard let found, isVisible(found, to: scope) else { throw ServiceError(.noSuchCase) }
        return found
    }

    /// Says which departments take part in each service.
    func know(offices: [String: Set<String>]) { self.offices.withLock { $0 = offices } }

    /// Whether an official's department has to do with a service. Who reads no cases, such as a leader who counts them or a
    /// village helper with the own entries, is held by other rules.
    package func concerns(_ service: String, _ scope: AccessScope) -> Bool {
        guard case .official(_, _, let department) = scope.viewer, scope.may(.readCases) else { return true }
        guard let known = offices.withLock({ $0[service] }) else { return true }
        return known.contains(department)
    }

    /// Whether a scope reaches a case: drafts are seen by whoever fills them in only, cases by the departments that take
    /// part.
    package func isVisible(_ found: Case, to scope: AccessScope) -> Bool {
        if case .official(let id, _, _) = scope.viewer, found.agentKind == "official", found.agent == id {
            return true
        }
        guard concerns(found.service, scope) else { return false }
        switch scope.reach {
        case .county: return found.submittedAt != nil || isProgram(scope)
        case .divisions(let codes):
            return found.submittedAt != nil
                && codes.contains { AccessScope.codeRange(below: $0).contains(found.division) }
        case .people(let keys):
            return keys.contains(found.applicant)
        }
    }

    private func isProgram(_ scope: AccessScope) -> Bool {
        if case .program = scope.viewer { return true }
        return false
    }

    /// The cases a person has opened, the newest first.
    package func cases(of applicant: SubjectKey, in scope: AccessScope) async throws -> [Case] {
        try await storage.few(CaseStore.ofApplicant, [.bytes(applicant.bytes)], limit: 100) { try Case($0) }
            .filter { isVisible($0, to: scope) }
    }

    /// The timeline of a case that the viewer has been given.
    package func timeline(of found: Case) async throws -> [CaseEvent] {
        try await storage.few(CaseStore.events, [.integer(found.id)], limit: 500) { try CaseEvent($0) }
            .compactMap { $0 }
    }

    /// The answers of a case.
    package func answers(of found: Case) throws -> JSON {
        try JSON(parsing: try keyring.open(found.sealedAnswers, in: CaseStore.answersPlace, row: found.id))
    }

    /// The facts a case has been decided on, or has shown so far.
    package func facts(of found: Case) throws -> JSON {
        guard let sealed = found.sealedFacts else { return [:] }
        return try JSON(parsing: try keyring.open(sealed, in: CaseStore.factsPlace, row: found.id))
    }

    func sealedAnswers(_ answers: JSON, id: Int64) throws -> SQLValue {
        .bytes(try keyring.seal(answers.bytes, in: CaseStore.answersPlace, row: id))
    }

    /// Seals facts, given as the bytes of a JSON object.
    func sealedFacts(_ facts: [UInt8], id: Int64) throws -> SQLValue {
        .bytes(try keyring.seal(facts, in: CaseStore.factsPlace, row: id))
    }

    /// The number that belongs to these words, and only to them: nobody without the county's key can guess it.
    func number(year: Int, of words: [String]) -> String {
        let mark = keyring.blindIndex(JSON.array(words.map { .string($0) }).text, domain: "service_case.number")
        let code = SecureRandom.readable(mark.prefix(8))
        return "\(year)-\(code.prefix(4))-\(code.suffix(4))"
    }

    /// A new number: the year and eight characters that cannot be guessed or misread.
    func newNumber(year: Int) throws -> String {
        let code = try SecureRandom.shared.readableCode(8)
        return "\(year)-\(code.prefix(4))-\(code.suffix(4))"
    }
}
