import Cryptography
package import Directory
import Exchange
import FEELEngine
package import JSONTree
import Journal
import NationalCodes
import Registers
import Storage
package import WorkCalendar

extension CaseDesk {
    private static let insertDraft: SQL = """
        INSERT INTO service_case
            (id, number, package, service, season, state, rules, missing, applicant, subject, division, channel,
             agent_kind, agent, answers, facts, definitions, opened_at, papers_avoided, papers_asked, version)
        VALUES (?, ?, ?, ?, ?, 'draft', '[]', '[]', ?, NULL, '', ?, ?, ?, ?, ?, ?, ?, 0, 0, 1)
        """
    private static let updateDraft: SQL = """
        UPDATE service_case SET answers = ?, facts = ?, subject = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'draft'
        """

    /// Opens a draft: the purpose under which data may then be looked up.
    ///
    /// - Parameters:
    ///   - applicant: for whom; the agent's own person, or the guardian a helper enters for.
    ///   - key: what the caller thought up for this one act; the same key of the same applicant gives the same draft.
    /// - Returns: the case's number.
    package func open(
        _ service: String, for applicant: Person, by agent: Agent, channel: Channel, key: String? = nil, now: Int64
    ) async throws -> String {
        let runtime = try runtime(service)
        let today = today(now)
        let applicantKey = self.key(of: applicant.idNumber)
        // What was opened under the key before is found first, whatever has changed since: the hours, the year.
        let known = key.map { key in
            (0...1).map { cases.number(year: today.year - $0, of: [applicant.idNumber, agent.journalName, key]) }
        }
        return try await planned { [self] reader in
            for number in known ?? [] {
                guard let found = try cases.findIfThere(number: number, in: agent.scope, reader: reader) else {
                    continue
                }
                guard found.service == service else { throw ServiceError(.keyReused) }
                return (WriteSet(), number)
            }
            guard runtime.isOpen(on: today, demo: isDemo) else { throw ServiceError(.closed) }
            let number = try known?.first ?? cases.newNumber(year: today.year)
            let id = cases.identifiers.next()
            var knowledge = CaseKnowledge(
                runtime: runtime, number: number, season: runtime.season(on: today), today: today,
                applicant: applicant, child: nil)
            // Where the case is about nobody else there is nobody to choose: what is known is asked at once.
            let made = runtime.service.isAboutApplicant ? try askOpen(&knowledge, reader: reader) : []
            let insert = try insertion(of: knowledge, id: id, agent: agent, channel: channel, now: now)
            let event = JournalEvent(
                .caseOpened, department: runtime.service.department, subject: applicantKey.bytes, caseID: id,
                ["case": number, "service": service, "agent": agent.journalName, "channel": channel.rawValue])
            var writes = WriteSet([insert])
            let caller = LookUpCaller(viewer: agent.kind, post: "applicant", official: agent.officialID)
            let events = made.compactMap { lookUp -> JournalEvent? in
                let subject = lookUp.subjectIDNumber.map { self.key(of: $0) } ?? applicantKey
                return lookUp.event(caseID: id, caseNumber: number, subject: subject.bytes, caller: caller)
            }
            try journal.record([event] + events, at: now, to: &writes, reader: reader)
            return (writes, number)
        }
    }

    private func insertion(
        of knowledge: CaseKnowledge, id: Int64, agent: Agent, channel: Channel, now: Int64
    ) throws -> Statement {
        let runtime = knowledge.runtime
        return Statement(
            CaseDesk.insertDraft,
            [
                .integer(id), .text(knowledge.number), .text(runtime.service.package), .text(runtime.service.id),
                .text(knowledge.season), .bytes(key(of: knowledge.applicant.idNumber).bytes), .text(channel.rawValue),
                .text(agent.kind), .integer(agent.id), try cases.sealedAnswers([:], id: id),
                try cases.sealedFacts(knowledge.factsBytes(at: now), id: id),
                .text(runtime.definitionsText(rule: runtime.rule(on: today(now)))),
                .integer(now),
            ], expect: .rows(1))
    }

    /// Opens a draft for somebody who is present or has signed a sheet: the helper's right is for this matter only and
    /// ends by itself.
    package func openForOthers(
        _ service: String, for applicant: Person, by official: Official, proof: Delegation.Proof, channel: Channel,
        now: Int64
    ) async throws -> String {
        guard official.scope.may(.enterForOthers) else { throw ServiceError(.notEntitled) }
        let number = try await open(service, for: applicant, by: .official(official), channel: channel, now: now)
        let today = today(now)
        let principal = key(of: applicant.idNumber)
        let until = today.adding(days: 30)
        let (_, statement) = directory.granting(
            principal: principal, agent: official.id, kind: .helper, proof: proof, proofReference: number,
            service: service, from: today, until: until)
        let event = JournalEvent(
            .delegationChanged, department: official.department, subject: principal.bytes, caseID: nil,
            [
                "agent": "official:\(official.id)", "kind": Delegation.Kind.helper.rawValue, "proof": proof.rawValue,
                "service": service, "until": until.iso, "state": "granted",
            ])
        try await planned { [journal] reader in
            var writes = WriteSet([statement])
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
        return number
    }

    /// A draft or case with everything it knows, for who may see it.
    package func knowledge(of found: Case, now: Int64) throws -> CaseKnowledge {
        var knowledge = CaseKnowledge(
            facts: try cases.facts(of: found), answers: try cases.answers(of: found),
            runtime: try runtime(found.service), number: found.number, today: today(now))
        knowledge.handedInOn = found.submittedAt.map { today($0) }
        return knowledge
    }

    /// The children of an age for school whom a register says the applicant is guardian of: the choice at the start. A look-up with its
    /// receipt, remembered with the draft.
    package func children(of number: String, by agent: Agent, now: Int64) async throws -> [ChildChoice] {
        let found = try await cases.find(number: number, in: agent.scope)
        let runtime = try runtime(found.service)
        guard let choice = runtime.subjectChoice else { return [] }
        let asked = try await edit(number, by: agent, now: now) { knowledge, desk, reader in
            var facts = knowledge.facts
            facts.answers = facts.answers.filter { !$0.value.isNull }
            return try runtime.exchange.ask(
                [choice.contract], facts: &facts, variables: knowledge.variables, reader: reader)
        }
        guard let answer = asked.first(where: { $0.contract.qualifiedID == choice.contract })?.answer else { return [] }
        let today = today(now)
        return answer.rows.compactMap { row in
            // A guardianship that has ended names nobody any more.
            if let until = row["until"], case .date(let end) = until, end < today { return nil }
            guard let number = row[choice.field]?.canonicalText else { return nil }
            return ChildChoice(idNumber: number, today: today)
        }.filter { ChildChoice.ages.contains($0.age) }
    }

    /// Sets whom the case is about, and asks the registers what they know of the family.
    ///
    /// - Throws: `case.already-applied` when an application for this person exists; whose it is is not told.
    package func choose(
        child: Person, in number: String, by agent: Agent, now: Int64
    ) async throws {
        guard let idNumber = CitizenID.normalised(child.idNumber) else { throw ServiceError(.malformedIdentity) }
        let child = Person(idNumber: idNumber, name: child.name)
        let key = key(of: idNumber)
        let found = try await cases.find(number: number, in: agent.scope)
        // A case about the applicant is about nobody else.
        if try runtime(found.service).service.isAboutApplicant { throw ServiceError(.notOffered) }
        if try await applicationExists(for: key, service: found.service, season: found.season) {
            throw ServiceError(.alreadyApplied)
        }
        _ = try await edit(number, by: agent, now: now) { knowledge, desk, reader in
            if knowledge.child?.idNumber != child.idNumber {
                knowledge.child = child
                knowledge.lookUps = []
                knowledge.answers = [:]
            }
            let made = try desk.askOpen(&knowledge, reader: reader)
            // The register's name of the child is taken only when the register also names the applicant as guardian.
            if knowledge.isGuardianshipShown,
                let name = knowledge.answer("child_record")?.rows.first?["name"]?.canonicalText
            {
                knowledge.child = Person(idNumber: child.idNumber, name: name)
            }
            return made
        }
        if case .citizen(let citizen) = agent {
            try await grantGuardianship(
                to: citizen, of: try await cases.find(number: number, in: agent.scope), now: now)
        }
    }

    /// A guardian whom the register names may follow the child's matters until the child is of age (Civil Code, art. 17).
    func grantGuardianship(to citizen: Citizen, of found: Case, now: Int64) async throws {
        let knowledge = try knowledge(of: found, now: now)
        guard knowledge.guardianNumbers?.contains(citizen.idNumber) == true, let child = knowledge.child,
            let birthDate = ChildIdentity(idNumber: child.idNumber)?.birthDate
        else { return }
        let key = key(of: child.idNumber)
        let today = today(now)
        let ofAge = birthDate.adding(years: 18)
        guard today < ofAge,
            try await directory.delegation(of: citizen.id, for: key, service: found.service, on: today) == nil
        else { return }
        let (_, statement) = directory.granting(
            principal: key, agent: citizen.id, kind: .guardian, proof: .register, proofReference: found.number,
            service: nil,
            from: today, until: ofAge.adding(days: -1))
        let event = JournalEvent(
            .delegationChanged, department: knowledge.runtime.service.department, subject: key.bytes, caseID: found.id,
            [
                "agent": "citizen:\(citizen.id)", "kind": Delegation.Kind.guardian.rawValue,
                "proof": Delegation.Proof.register.rawValue, "until": ofAge.adding(days: -1).iso, "state": "granted",
            ])
        try await planned { [journal] reader in
            var writes = WriteSet([statement])
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    private static let existing: SQL = """
        SELECT 1 FROM service_case
        WHERE subject = ? AND service = ? AND season = ? AND submitted_at IS NOT NULL AND state <> 'withdrawn' LIMIT 1
        """

    private func applicationExists(for key: SubjectKey, service: String, season: String) async throws -> Bool {
        try await storage.point(CaseDesk.existing, [.bytes(key.bytes), .text(service), .text(season)]) { _ in true }
            ?? false
    }

    /// Keeps the answers of a page, and asks what only these answers make necessary.
    package func save(answers: JSON, in number: String, by agent: Agent, now: Int64) async throws {
        _ = try await edit(number, by: agent, now: now) { knowledge, desk, reader in
            knowledge.answers = answers
            // What was not asked before may be wanted now, and what an answer pointed to may be somebody else.
            knowledge.lookUps.removeAll { !$0.wasAsked || $0.contract.dependsOnAnswers }
            return try desk.askOpen(&knowledge, reader: reader)
        }
    }

    /// Asks every contract that has no answer yet.
    func askOpen(_ knowledge: inout CaseKnowledge, reader: any SnapshotReader) throws -> [LookUp] {
        var facts = knowledge.facts
        var asking = knowledge
        let made = try knowledge.runtime.exchange.ask(facts: &facts, knowledge: &asking, reader: reader)
        knowledge = asking
        return made
    }

    /// Changes a draft: the change, the receipts of the look-ups it made, all in one write set.
    private func edit(
        _ number: String, by agent: Agent, now: Int64,
        _ change: @escaping @Sendable (inout CaseKnowledge, CaseDesk, any SnapshotReader) throws -> [LookUp]
    ) async throws -> [LookUp] {
        let first = try await cases.find(number: number, in: agent.scope)
        return try await planned { [self] reader in
            let found = try cases.find(id: first.id, in: agent.scope, reader: reader)
            guard found.state == .draft else { throw ServiceError(.movedOn) }
            var knowledge = try self.knowledge(of: found, now: now)
            let made = try change(&knowledge, self, reader)
            let childKey = knowledge.child.map { key(of: $0.idNumber) }
            var writes = WriteSet([
                Statement(
                    CaseDesk.updateDraft,
                    [
                        try cases.sealedAnswers(knowledge.answers, id: found.id),
                        try cases.sealedFacts(knowledge.factsBytes(at: now), id: found.id),
                        SQLValue(childKey?.bytes), .integer(found.id), .integer(found.version),
                    ], expect: .rows(1), otherwise: CaseDesk.caseMoved)
            ])
            let caller = LookUpCaller(viewer: agent.kind, post: "applicant", official: agent.officialID)
            let events = made.compactMap { lookUp -> JournalEvent? in
                let subject = lookUp.subjectIDNumber.map { key(of: $0) } ?? childKey ?? found.applicant
                return lookUp.event(
                    caseID: found.id, caseNumber: found.number, subject: subject.bytes, caller: caller)
            }
            try journal.record(events, at: now, to: &writes, reader: reader)
            return (writes, made)
        }
    }
}

/// A child that can be chosen, as far as the identity number itself tells.
package struct ChildChoice: Sendable, Hashable {
    /// Whom a school year may concern; others of the family are nobody's business here.
    static let ages = 4...9

    package let idNumber: String
    package let birthDate: CivilDate
    package let age: Int

    init?(idNumber: String, today: CivilDate) {
        guard let identity = ChildIdentity(idNumber: idNumber) else { return nil }
        self.idNumber = idNumber
        birthDate = identity.birthDate
        age = identity.birthDate.completedYears(at: today)
    }
}

extension Agent {
    var officialID: Int64? {
        if case .official(let official) = self { official.id } else { nil }
    }
}

extension Contract {
    /// Whether its key is something the applicant has typed.
    var dependsOnAnswers: Bool { match.contains { $0.path.root == "answers" } || consent != nil }
}
