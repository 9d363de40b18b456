import Cryptography
import Directory
import Exchange
import FormEngine
import JSONTree
import Journal
import ProcessEngine
import Registers
import Storage
import WorkCalendar
import Workflow

extension CaseDesk {
    private static let submitCase: SQL = """
        UPDATE service_case SET state = ?, outcome = ?, category = ?, place = ?, rules = ?, missing = ?, subject = ?,
            division = ?, answers = ?, facts = ?, submitted_at = COALESCE(submitted_at, CAST(? AS BIGINT)),
            decided_at = ?, due_on = ?, due_from = COALESCE(CAST(? AS TEXT), due_from), closed_at = ?, decision_microseconds = COALESCE(decision_microseconds, CAST(? AS BIGINT)),
            papers_avoided = ?, papers_asked = ?, owed_by = ?,
            definitions = COALESCE(CAST(? AS TEXT), definitions), version = version + 1
        WHERE id = ? AND version = ?
        """

    /// Hands an application in and gives the answer of the rules. Handing the same one in again changes nothing and
    /// gives the same answer: a double click, a reload and a repeated request are one application.
    ///
    /// - Throws: `case.incomplete`, `case.already-applied`, `service.closed`.
    package func submit(_ number: String, by agent: Agent, now: Int64) async throws {
        let start = ContinuousClock.now
        try await planned { [self] reader in
            let found = try cases.find(number: number, in: agent.scope, reader: reader)
            guard found.submittedAt == nil else { return (WriteSet(), ()) }
            let runtime = try runtime(found.service)
            guard runtime.isOpen(on: today(now), demo: isDemo) else { throw ServiceError(.closed) }
            let knowledge = try self.knowledge(of: found, now: now)
            let journey = runtime.form.journey(knowledge)
            guard let about = knowledge.subject, journey.isComplete else { throw ServiceError(.incomplete) }
            let step = self.step(
                found, knowledge: knowledge, actor: .rules(for: runtime), agentName: agent.journalName, reader: reader,
                now: now)
            step.events.append(
                JournalEvent(
                    .caseSubmitted, department: runtime.service.department, subject: key(of: about.idNumber).bytes,
                    caseID: found.id,
                    [
                        "case": number, "service": found.service, "agent": agent.journalName,
                        "channel": found.channel, "answers": knowledge.answersDigest,
                    ]))
            step.hasSpared = !journey.spared.isEmpty
            step.note(.submitted, data: ["channel": .string(found.channel)])
            try step.startClocks()
            let values = Placeholders(step)
            try step.send("received", values: values)
            try step.issue("received", values: values)
            step.state = .inReview
            var steps = WriteSet(minimumCapacity: 16)
            try processes.start(
                runtime.processHash, matter: Matter(kind: "case", id: found.id),
                variables: step.processVariables, handling: step, now: now, writes: &steps)
            step.writes.append(contentsOf: steps)
            return (try finished(step, found: found, started: start), ())
        }
    }

    /// A step of a case with what a plan needs.
    func step(
        _ found: Case, knowledge: CaseKnowledge, actor: LookUpCaller, agentName: String,
        findings: [String: ContractAnswer] = [:], reader: any SnapshotReader, now: Int64
    ) -> CaseStep {
        CaseStep(
            desk: self, found: found, knowledge: knowledge, findings: findings, division: knowledge.division,
            actor: actor, agentName: agentName, reader: reader, now: now)
    }

    /// The write set of a step: the case's row, the timeline, the journal.
    func finished(_ step: CaseStep, found: Case, started: ContinuousClock.Instant? = nil) throws -> WriteSet {
        let papers = step.knowledge.papers
        let isDecided = step.state == .decided || step.state == .withdrawn
        let decided: Int64? = step.isAnswered ? step.now : found.decidedAt
        var elapsed: Int64?
        // How long the rules took is no figure of a matter that offices decide.
        if let started, step.isAnswered {
            let duration = ContinuousClock.now - started
            elapsed = duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        }
        // What was decided and comes back to a person gets its time anew.
        if found.state == .decided, !isDecided { try step.startClocks() }
        let led = try step.finishClocks(isDecided: isDecided, isWithdrawn: step.state == .withdrawn)
        // A case that a clock leads is due when the clock is; only the others are reckoned from a day of their own.
        let isLed = step.knowledge.runtime.service.leadingClock != nil
        let due = isDecided ? nil : (led ?? found.dueOn ?? (isLed && !step.isFirst ? nil : step.dueDate))
        step.writes.append(
            Statement(
                CaseDesk.submitCase,
                [
                    .text(step.state.rawValue), SQLValue(step.outcome?.rawValue), SQLValue(step.category),
                    SQLValue(step.place), .text(Case.text(of: step.rules)), .text(Case.text(of: step.missing)),
                    SQLValue(step.uniqueSubject), .text(step.division.isEmpty ? found.division : step.division),
                    try cases.sealedAnswers(step.knowledge.answers, id: found.id),
                    try cases.sealedFacts(step.keptFacts, id: found.id), .integer(step.now), SQLValue(decided),
                    SQLValue(due?.iso),
                    SQLValue(isDecided || isLed || found.dueOn != nil ? nil : step.knowledge.today.iso),
                    isDecided ? .integer(step.now) : .null, SQLValue(elapsed),
                    .integer(Int64(papers.avoided)), .integer(Int64(papers.asked)), SQLValue(step.owedBy),
                    SQLValue(definitionsText(after: step, found)),
                    .integer(found.id), .integer(found.version),
                ], expect: .rows(1), otherwise: CaseDesk.caseMoved))
        step.writes.append(contentsOf: consentWrites(step.knowledge, caseID: found.id, now: step.now))
        try askGuardians(step)
        try journal.record(step.events, at: step.now, to: &step.writes, reader: step.reader)
        return step.writes
    }

    /// What it is handed in under is what it stays on, whatever a draft was begun with; only a rule that was withdrawn is
    /// replaced, when the case is decided by another.
    private func definitionsText(after step: CaseStep, _ found: Case) -> String? {
        let runtime = step.knowledge.runtime
        if step.isFirst { return runtime.definitionsText(rule: step.rule) }
        guard step.decision != nil, step.rule.hash != found.definitions["decision"] else { return nil }
        return runtime.definitionsText(rule: step.rule, keeping: found.definitions)
    }

    /// Delivers something that happened to the process of a case, and writes what follows.
    ///
    /// - Parameters:
    ///   - instance: the process that has the task which the event is about; without one it is the case's own.
    ///   - rehearses: only finds out whether it would be refused.
    @discardableResult
    func advance(
        _ number: String, in scope: AccessScope, agentName: String, actor: LookUpCaller? = nil, event: ProcessEvent,
        instance: Int64? = nil, now: Int64, rehearses: Bool = false,
        before: @escaping @Sendable (CaseStep, Case) throws -> Void = { _, _ in }
    ) async throws -> Case {
        let first = try await cases.find(number: number, in: scope)
        let plan: @Sendable (any SnapshotReader) throws -> (writes: WriteSet, result: Void) = { [self] reader in
            let found = try cases.find(id: first.id, in: scope, reader: reader)
            guard found.submittedAt != nil, found.state != .withdrawn else { throw ServiceError(.notOffered) }
            let runtime = try runtime(found.service)
            let step = self.step(
                found, knowledge: try knowledge(of: found, now: now), actor: actor ?? .rules(for: runtime),
                agentName: agentName, findings: try findings(of: found, runtime: runtime, reader: reader),
                reader: reader, now: now)
            try before(step, found)
            var steps = WriteSet()
            if let instance {
                try processes.deliver(
                    event, toInstance: instance, handling: step, reader: reader, now: now, writes: &steps)
            } else {
                try processes.deliver(
                    event, to: Matter(kind: "case", id: found.id), handling: step, reader: reader, now: now,
                    writes: &steps)
            }
            step.writes.append(contentsOf: steps)
            return (try finished(step, found: found), ())
        }
        if rehearses {
            // All that could refuse it is asked, and nothing is written.
            _ = try await storage.snapshot { _ = try plan($0) }
        } else {
            try await planned(plan)
        }
        return try await cases.find(number: number, in: scope)
    }
}

extension LookUpCaller {
    /// The rules themselves look, on the duty of the post that owns the service.
    static func rules(for runtime: ServiceRuntime) -> LookUpCaller {
        LookUpCaller(viewer: "program", post: runtime.service.ownerPost ?? runtime.service.department)
    }
}

extension CaseStep {
    /// What a process is started with: nothing that points to a person but the case's own number.
    var processVariables: [(String, JSON)] {
        [
            (
                "case",
                [
                    "number": .string(knowledge.number), "season": .string(knowledge.season),
                    "submitted_on": .string(knowledge.today.iso),
                ]
            ),
            ("parameters", knowledge.runtime.parameters(on: knowledge.today).json),
        ]
    }

    /// What is kept with the case, as the bytes of a JSON object: the facts, and the reasons of the decision.
    var keptFacts: [UInt8] {
        let reasons: JSON
        let value: [UInt8]
        if let decision {
            (reasons, value) = (decision.reasonsJSON, decision.valueBytes)
        } else if let kept = try? desk.cases.keptReasons(id: id, reader: reader) {
            (reasons, value) = (kept.reasons, kept.decision.bytes)
        } else {
            return factsBytes
        }
        // The facts are one whole object: what belongs to the decision goes in before its end.
        var bytes = factsBytes
        bytes.removeLast()
        bytes += Array(",\"reasons\":".utf8) + reasons.bytes + Array(",\"decision\":".utf8) + value
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

extension CaseStore {
    private static let factsOnly: SQL = "SELECT facts FROM service_case WHERE id = ?"

    /// The reasons and the decision that a case already keeps.
    func keptReasons(id: Int64, reader: any SnapshotReader) throws -> (reasons: JSON, decision: JSON)? {
        guard let sealed = try reader.point(CaseStore.factsOnly, [.integer(id)], { try $0.optionalBytes(0) }) ?? nil
        else { return nil }
        let facts = try JSON(parsing: try keyring.open(sealed, in: CaseStore.factsPlace, row: id))
        guard let reasons = facts["reasons"] else { return nil }
        return (reasons, facts["decision"] ?? .null)
    }
}
