import Cryptography
package import Directory
import Exchange
import JSONTree
import Journal
import Localisation
import ProcessEngine
import Registers
import Storage
import Workflow

/// A person is asked to agree in somebody else's case.
package struct ConsentRequest: Sendable {
    /// What is asked.
    package enum Scope: String, Sendable, Hashable {
        /// Whether the data of the child's other guardian may be used.
        case spouse
        /// Whether a guardian stands behind what another member of the family has handed in.
        case guardian
    }

    package let id: Int64
    package let caseNumber: String
    package let service: String
    package let scope: Scope
    /// `asked`, `given` or `refused`.
    package let state: String
    package let askedAt: Int64
    /// The child's and the applicant's name, masked; for guardians only.
    package internal(set) var child = ""
    package internal(set) var applicant = ""
}

extension CaseDesk {
    private static let ask: SQL = """
        INSERT INTO case_consent (id, case_id, subject, scope, state, asked_at) VALUES (?, ?, ?, ?, 'asked', ?)
        ON CONFLICT (case_id, subject, scope) DO NOTHING
        """
    private static let answer: SQL = """
        UPDATE case_consent SET state = ?, answered_at = ? WHERE id = ? AND subject = ? AND state <> ?
        """
    /// The others who were asked need not answer any more.
    private static let closeOthers: SQL = """
        UPDATE case_consent SET state = 'settled', answered_at = ?
        WHERE case_id = ? AND scope = 'guardian' AND state = 'asked'
        """
    private static let ofSubject: SQL = """
        SELECT k.id, c.number, c.service, k.scope, k.state, k.asked_at FROM case_consent k
        JOIN service_case c ON c.id = k.case_id WHERE k.subject = ? ORDER BY k.id DESC LIMIT 50
        """

    /// Asks the other guardian in a case, if its contracts need that consent and it is not there.
    ///
    /// Who is asked is the register's word; the other guardian sees the request after signing in, and nothing of the
    /// case but that it exists.
    func consentWrites(_ knowledge: CaseKnowledge, caseID: Int64, now: Int64) -> [Statement] {
        guard !knowledge.consents.contains(.spouse), let spouse = knowledge.spouseNumber,
            knowledge.lookUps.contains(where: { $0.answer.status == .consentMissing })
        else { return [] }
        return [
            Statement(
                CaseDesk.ask,
                [
                    .integer(cases.identifiers.next()), .integer(caseID), .bytes(key(of: spouse).bytes),
                    .text(Contract.Consent.spouse.rawValue), .integer(now),
                ])
        ]
    }

    /// What a guardian's confirmation is called among a case's confirmations.
    static let guardianConfirmation = "guardian"
    /// The datum that a decision misses while no guardian has confirmed.
    private static let confirmationDatum = "guardian_confirmation"

    /// Asks every guardian whom the register names, when the decision waits for one of them. Whoever confirms first is
    /// enough; the others need not.
    func askGuardians(_ step: CaseStep) throws {
        guard step.decision != nil, step.missing.contains(CaseDesk.confirmationDatum),
            let guardians = step.knowledge.guardianNumbers
        else { return }
        for number in guardians where number != step.knowledge.applicant.idNumber {
            let key = key(of: number).bytes
            step.writes.append(
                Statement(
                    CaseDesk.ask,
                    [
                        .integer(cases.identifiers.next()), .integer(step.id), .bytes(key),
                        .text(ConsentRequest.Scope.guardian.rawValue), .integer(step.now),
                    ]))
            try step.send(
                "confirm", to: key, key: "\(step.knowledge.number)/confirm/\(Hexadecimal.encoded(key))",
                values: Placeholders(step))
        }
    }

    private static let asked: SQL = "SELECT DISTINCT subject FROM case_consent WHERE state = 'asked' LIMIT 500"

    /// Everybody who has been asked and has not answered; for the demonstration's list of people.
    package func subjectsAsked() async throws -> Set<SubjectKey> {
        Set(try await storage.query(CaseDesk.asked, limit: 500) { SubjectKey(bytes: try $0.bytes(0)) })
    }

    /// What a person has been asked to agree to.
    package func consentRequests(of citizen: Citizen) async throws -> [ConsentRequest] {
        let requests = try await storage.few(CaseDesk.ofSubject, [.bytes(citizen.key.bytes)], limit: 50) { row in
            ConsentRequest(
                id: try row.integer(0), caseNumber: try row.text(1), service: try row.text(2),
                scope: ConsentRequest.Scope(rawValue: try row.text(3)) ?? .spouse, state: try row.text(4),
                askedAt: try row.integer(5))
        }
        var named: [ConsentRequest] = []
        for var request in requests {
            if request.scope == .guardian, request.state == "asked" {
                let found = try await cases.find(number: request.caseNumber, in: .program("consent"))
                let knowledge = try knowledge(of: found, now: found.openedAt)
                // Only a guardian on record is asked, who may know the register's name of the child.
                let recorded = knowledge.answer("child_record")?.rows.first?["name"]?.canonicalText
                request.child = Mask.name(recorded ?? knowledge.child?.name ?? "")
                request.applicant = Mask.name(knowledge.applicant.name)
            }
            named.append(request)
        }
        return named
    }

    /// The person agrees or does not; an agreement has the case looked up and decided again.
    package func answer(
        _ request: ConsentRequest, agrees: Bool, by citizen: Citizen, now: Int64
    ) async throws {
        let state = agrees ? "given" : "refused"
        let first = try await cases.find(number: request.caseNumber, in: .program("consent"))
        try await planned { [self] reader in
            let found = try cases.find(id: first.id, in: .program("consent"), reader: reader)
            let runtime = try runtime(found.service)
            var knowledge = try self.knowledge(of: found, now: now)
            switch request.scope {
            case .spouse:
                if agrees { knowledge.consents.insert(.spouse) } else { knowledge.consents.remove(.spouse) }
            case .guardian:
                // One guardian's word is enough, and another's no does not take it back.
                let isConfirmed = knowledge.confirmations.contains(CaseDesk.guardianConfirmation)
                if agrees, !isConfirmed { knowledge.confirmations.append(CaseDesk.guardianConfirmation) }
            }
            let step = self.step(
                found, knowledge: knowledge, actor: .rules(for: runtime), agentName: "citizen:\(citizen.id)",
                findings: try findings(of: found, runtime: runtime, reader: reader), reader: reader, now: now)
            step.writes.append(
                Statement(
                    CaseDesk.answer,
                    [
                        .text(state), .integer(now), .integer(request.id), .bytes(citizen.key.bytes), .text(state),
                    ], expect: .rows(1), otherwise: "consent.unchanged"))
            switch request.scope {
            case .spouse: step.note(agrees ? .consentGiven : .consentRefused)
            case .guardian: step.note(agrees ? .confirmed : .confirmationRefused)
            }
            step.events.append(
                JournalEvent(
                    .consentChanged, department: runtime.service.department, subject: citizen.key.bytes,
                    caseID: found.id, ["case": found.number, "state": state, "scope": request.scope.rawValue]))
            if agrees, request.scope == .guardian {
                step.writes.append(Statement(CaseDesk.closeOthers, [.integer(now), .integer(found.id)]))
            }
            guard found.submittedAt != nil else {
                return (try keptDraft(step, found: found), ())
            }
            var steps = WriteSet()
            try processes.deliver(
                .message(name: "evidence-added", correlation: found.number), to: Matter(kind: "case", id: found.id),
                handling: step, reader: reader, now: now, writes: &steps)
            step.writes.append(contentsOf: steps)
            return (try finished(step, found: found), ())
        }
        if agrees, request.scope == .guardian { try await grantGuardianship(to: citizen, of: first, now: now) }
    }

    private static let keepFacts: SQL = """
        UPDATE service_case SET facts = ?, version = version + 1 WHERE id = ? AND version = ?
        """

    private func keptDraft(_ step: CaseStep, found: Case) throws -> WriteSet {
        step.writes.append(
            Statement(
                CaseDesk.keepFacts,
                [
                    try cases.sealedFacts(step.factsBytes, id: found.id), .integer(found.id),
                    .integer(found.version),
                ], expect: .rows(1), otherwise: CaseDesk.caseMoved))
        try journal.record(step.events, at: step.now, to: &step.writes, reader: step.reader)
        return step.writes
    }
}
