package import Storage
package import WorkCalendar

extension DirectoryStore {
    private static let insertDelegation: SQL = """
        INSERT INTO delegation
            (id, principal, agent, kind, proof, proof_reference, service, valid_from, valid_until, ended_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
        """
    private static let ofAgent: SQL = """
        SELECT id, principal, agent, kind, proof, proof_reference, service, valid_from, valid_until FROM delegation
        WHERE agent = ? AND ended_at IS NULL AND valid_from <= ? AND valid_until >= ? ORDER BY id LIMIT 200
        """
    private static let ofPair: SQL = """
        SELECT id, principal, agent, kind, proof, proof_reference, service, valid_from, valid_until FROM delegation
        WHERE agent = ? AND principal = ? AND ended_at IS NULL AND valid_from <= ? AND valid_until >= ? LIMIT 20
        """
    private static let end: SQL = "UPDATE delegation SET ended_at = ? WHERE id = ? AND ended_at IS NULL"

    /// A delegation about to be granted, and the statement that grants it.
    package func granting(
        principal: SubjectKey, agent: Int64, kind: Delegation.Kind, proof: Delegation.Proof, proofReference: String,
        service: String?, from: CivilDate, until: CivilDate
    ) -> (delegation: Delegation, statement: Statement) {
        let delegation = Delegation(
            id: identifiers.next(), principal: principal, agent: agent, kind: kind, proof: proof,
            proofReference: proofReference, service: service, from: from, until: until)
        let statement = Statement(
            DirectoryStore.insertDelegation,
            [
                .integer(delegation.id), .bytes(principal.bytes), .integer(agent), .text(kind.rawValue),
                .text(proof.rawValue), .text(proofReference), SQLValue(service), .text(from.iso), .text(until.iso),
            ], expect: .rows(1))
        return (delegation, statement)
    }

    /// The statement that ends a delegation; it fails on the guard when it has ended already.
    package func ending(_ id: Int64, now: Int64) -> Statement {
        Statement(
            DirectoryStore.end, [.integer(now), .integer(id)], expect: .rows(1), otherwise: "delegation.ended")
    }

    /// For whom an agent may act on a day.
    package func delegations(of agent: Int64, on date: CivilDate) async throws -> [Delegation] {
        try await storage.few(
            DirectoryStore.ofAgent, [.integer(agent), .text(date.iso), .text(date.iso)],
            DirectoryStore.decodeDelegation)
    }

    /// Whether an agent may act for a person in a service on a day: the delegation that says so.
    package func delegation(
        of agent: Int64, for principal: SubjectKey, service: String, on date: CivilDate
    ) async throws -> Delegation? {
        try await storage.few(
            DirectoryStore.ofPair,
            [.integer(agent), .bytes(principal.bytes), .text(date.iso), .text(date.iso)],
            DirectoryStore.decodeDelegation
        ).first { $0.isValid(on: date, for: service) }
    }

    private static func decodeDelegation(_ row: Row) throws -> Delegation {
        guard let kind = Delegation.Kind(rawValue: try row.text(3)),
            let proof = Delegation.Proof(rawValue: try row.text(4)), let from = CivilDate(iso: try row.text(7)),
            let until = CivilDate(iso: try row.text(8))
        else { throw StorageError.malformedRow("delegation") }
        return Delegation(
            id: try row.integer(0), principal: SubjectKey(bytes: try row.bytes(1)), agent: try row.integer(2),
            kind: kind, proof: proof, proofReference: try row.text(5), service: try row.optionalText(6), from: from,
            until: until)
    }

    /// The minors whose guardian somebody is, and whose matters and records they therefore may see (Civil Code, art. 27).
    package func wards(of citizen: Citizen, on day: CivilDate) async throws -> [SubjectKey] {
        try await delegations(of: citizen.id, on: day).filter { $0.kind == .guardian }.map(\.principal)
    }
}
