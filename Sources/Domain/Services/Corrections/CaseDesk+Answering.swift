import Cryptography
package import Directory
import Exchange
import JSONTree
import Journal
import Localisation
import NationalCodes
import ProcessEngine
package import Registers
import Storage
import WorkCalendar
import Workflow

/// What a department says to a correction.
package enum CorrectionAnswer: Sendable, Hashable {
    /// The register was wrong. A new value changes the row, with its history; without one the department has changed it
    /// in its own system.
    case corrected(value: String?)
    /// The register lacked the row: it is added, with these values by field. What the question itself names, such as the
    /// person's number, is filled in.
    case added([String: String])
    /// The register is right.
    case upheld
    /// The register is not this department's.
    case notOurs

    /// The word that the process and the journal know.
    fileprivate var word: String {
        switch self {
        case .corrected, .added: Correction.State.corrected.rawValue
        case .upheld: Correction.State.upheld.rawValue
        case .notOurs: "not-ours"
        }
    }

    fileprivate var state: Correction.State {
        switch self {
        case .corrected, .added: .corrected
        case .upheld: .upheld
        case .notOurs: .misdirected
        }
    }
}

extension CaseDesk {
    /// The job that wakes the case of an answered correction.
    package static let wakeJob = "services.correction-answered"

    private static let answerCorrection: SQL = """
        UPDATE correction SET state = ?, answer = ?, answered_at = ?, answered_by = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'open'
        """
    private static let assignCorrection: SQL = """
        UPDATE correction SET state = 'open', provider = ?, due_on = ?, assigned_at = ?, late_at = NULL,
            version = version + 1
        WHERE id = ? AND version = ? AND state = 'misdirected'
        """
    private static let wake: SQL = "UPDATE correction SET woken_at = ? WHERE id = ? AND woken_at IS NULL"
    private static let wokenAlready = "correction.woken"

    /// Answers a correction. Once answered, the case looks again at its data and is decided again.
    ///
    /// - Throws: `case.not-found` to other departments, `case.moved-on` when somebody else answered first,
    ///   `case.not-offered` when a new value fits no one row, `FieldValue.Rejection` when it is no value of its field.
    package func answer(
        _ correction: Correction, _ answer: CorrectionAnswer, reply: String, by official: Official, now: Int64
    ) async throws {
        guard official.scope.may(.answerCorrections), correction.provider == official.department else {
            throw ServiceError(.noSuchCase)
        }
        let service = try await cases.find(id: correction.caseID, in: .program("correction")).service
        let runtime = try runtime(service)
        guard answer != .notOurs || runtime.correctionHash != nil else {
            // Without a process nobody would find out whose it is.
            throw ServiceError(.notOffered)
        }
        let (changes, changed) = try await changes(correction, answer, by: official, now: now)
        let sealed = try cases.keyring.seal(Array(reply.utf8), in: CaseDesk.answerPlace, row: correction.id)
        let isEnd = answer != .notOurs
        let write = Statement(
            CaseDesk.answerCorrection,
            [
                .text(answer.state.rawValue), .bytes(sealed), isEnd ? .integer(now) : .null, .integer(official.id),
                .integer(correction.id), .integer(correction.version),
            ], expect: .rows(1), otherwise: CaseDesk.caseMoved)
        // The register's change, the answer and the process's step commit together; the case looks again in a step of its
        // own, which sees the changed register.
        try await planCorrection(
            correction, by: official, completing: "answer", result: ["result": .string(answer.word)], reply: reply,
            writes: WriteSet(changes + [write]), events: changed, isEnd: isEnd, outcome: answer.word, now: now)
        // At once, for the citizen who waits; should it fail, the job that committed with the answer does it.
        if isEnd { try? await wake(correction: correction.id, now: now) }
    }

    /// The office that coordinates says whose a register is: the correction goes to that department, with its clock anew.
    package func assign(
        _ correction: Correction, to department: String, by official: Official, now: Int64
    ) async throws {
        guard official.scope.may(.answerCorrections), correction.state == .misdirected,
            try await directory.departments().contains(where: { $0.code == department })
        else { throw ServiceError(.notOffered) }
        let found = try await cases.find(id: correction.caseID, in: .program("correction"))
        let due = correctionDue(try runtime(found.service), since: today(now))
        let write = Statement(
            CaseDesk.assignCorrection,
            [
                .text(department), .text(due.iso), .integer(now), .integer(correction.id),
                .integer(correction.version),
            ], expect: .rows(1), otherwise: CaseDesk.caseMoved)
        try await planCorrection(
            correction, by: official, completing: "assign", result: ["department": .string(department)], reply: nil,
            writes: [write], events: [], isEnd: false, outcome: "assigned", now: now)
    }

    private func changes(
        _ correction: Correction, _ answer: CorrectionAnswer, by official: Official, now: Int64
    ) async throws -> (statements: [Statement], events: [JournalEvent]) {
        if case .added(let texts) = answer { return try await addition(correction, texts, by: official, now: now) }
        guard case .corrected(let value?) = answer, !value.isEmpty, let table = registers.tables[correction.register],
            let place = table.descriptor.fields.firstIndex(where: { $0.name == correction.field })
        else { return ([], []) }
        let rows = try await rows(of: correction, for: official, now: now)
        guard rows.count == 1 else { throw ServiceError(.notOffered) }
        var values = rows[0].values
        values[place] = try CaseDesk.typed(value, table.descriptor.fields[place])
        let statements = try registers.changing(
            id: rows[0].id, version: rows[0].version, to: values, in: correction.register,
            origin: origin(of: correction, by: official, now: now))
        return (statements, [registerChanged(correction, row: rows[0].id, by: official)])
    }

    private func addition(
        _ correction: Correction, _ texts: [String: String], by official: Official, now: Int64
    ) async throws -> (statements: [Statement], events: [JournalEvent]) {
        guard let table = registers.tables[correction.register], table.descriptor.owner == official.department,
            try await rows(of: correction, for: official, now: now).isEmpty
        else { throw ServiceError(.notOffered) }
        let keys = try await keys(of: correction, now: now)
        var values: [FieldValue] = []
        for field in table.descriptor.fields {
            let known = keys.first { $0.field == field.name }?.values.first
            let value = try known ?? CaseDesk.typed(texts[field.name] ?? "", field)
            if field.required, value.isNull { throw FieldValue.Rejection.notText }
            values.append(value)
        }
        let statements = try registers.adding(
            values, to: correction.register, origin: origin(of: correction, by: official, now: now))
        let row = statements.first?.values.first?.integer ?? 0
        return (statements, [registerChanged(correction, row: row, by: official)])
    }

    /// A value typed by hand; an identity number has to pass its check.
    private static func typed(_ text: String, _ field: RegisterField) throws(FieldValue.Rejection) -> FieldValue {
        let text = text.filter { !$0.isNewline }
        if field.type == .idNumber, !text.isEmpty {
            guard let number = CitizenID.normalised(text) else { throw .wrongDigits }
            return try FieldValue(text: number, element: field.element)
        }
        return try FieldValue(text: text, element: field.element)
    }

    /// The fields that the owner of a register fills in to add the row that a correction says is missing; none where
    /// there is a row, or the register is another department's.
    package func fieldsToAdd(
        _ correction: Correction, for official: Official, now: Int64
    ) async throws -> [RegisterField] {
        guard correction.state == .open, let table = registers.tables[correction.register],
            table.descriptor.owner == official.department
        else { return [] }
        let keys = try await keys(of: correction, now: now)
        guard !keys.isEmpty else { return [] }
        return table.descriptor.fields.filter { field in
            field.type != .geometry && !keys.contains { $0.field == field.name }
        }
    }

    /// What the correction's question looks for: the person's number and the like.
    private func keys(of correction: Correction, now: Int64) async throws -> [ContractQuestion.Key] {
        let found = try await cases.find(id: correction.caseID, in: .program("correction"))
        let knowledge = try knowledge(of: found, now: now)
        guard let contract = knowledge.runtime.exchange.contract(correction.contract),
            case .lookUp(let keys) = ContractQuestion(contract, facts: knowledge.facts)
        else { return [] }
        return keys
    }

    private func origin(of correction: Correction, by official: Official, now: Int64) -> RowOrigin {
        RowOrigin(
            from: today(now), recordedAt: now, recordedBy: "official:\(official.id)",
            reason: "correction \(correction.number)", rung: .typed)
    }

    private func registerChanged(_ correction: Correction, row: Int64, by official: Official) -> JournalEvent {
        JournalEvent(
            .registerChanged, department: official.department, subject: correction.subject.bytes,
            caseID: correction.caseID,
            [
                "register": correction.register, "row": String(row),
                "reason": "correction \(correction.number)", "official": String(official.id),
            ])
    }

    private func planCorrection(
        _ correction: Correction, by official: Official, completing element: String, result: JSON, reply: String?,
        writes first: WriteSet, events: [JournalEvent], isEnd: Bool, outcome: String, now: Int64
    ) async throws {
        let scope = AccessScope.program("correction")
        try await planned { [self] reader in
            let found = try cases.find(id: correction.caseID, in: scope, reader: reader)
            let runtime = try runtime(found.service)
            let step = self.step(
                found, knowledge: try knowledge(of: found, now: now), actor: .rules(for: runtime),
                agentName: "official:\(official.id)", reader: reader, now: now)
            let handling = CorrectionStep(correction, step: step, reply: reply)
            let matter = Matter(kind: Correction.matter, id: correction.id)
            let task = try tasks.open(of: matter, reader: reader).first { $0.element == element }
            if let task {
                guard task.department == official.department, task.post == official.post else {
                    throw WorkflowError(.taskNotYours)
                }
                var steps = WriteSet([tasks.finishing(task, by: official.id, result: outcome, now: now)])
                try processes.deliver(
                    .completed(activation: task.activation, result: result), toInstance: task.instance,
                    handling: handling, reader: reader, now: now, writes: &steps)
                step.writes.append(contentsOf: steps)
            } else if !isEnd {
                // Without its task nobody has the right, and nobody would go on with it.
                throw WorkflowError(.taskGone)
            } else {
                // A correction without a process: the row is all there is.
                try handling.tell("corrected")
                try handling.send(message: "evidence-added", correlation: found.number, payload: .null)
            }
            if isEnd {
                step.note(
                    .correctionAnswered, office: official.department, post: official.post,
                    data: ["correction": .string(correction.number), "outcome": .string(outcome)])
            }
            step.events += events
            step.events.append(
                JournalEvent(
                    .correctionAnswered, department: official.department, subject: correction.subject.bytes,
                    caseID: correction.caseID,
                    [
                        "case": found.number, "register": correction.register, "provider": correction.provider,
                        "outcome": outcome, "official": String(official.id),
                    ]))
            var writes = first
            writes.append(contentsOf: step.writes)
            try journal.record(step.events, at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    /// Has the case of an answered correction looked at again, once however often it is asked for.
    package func wake(correction id: Int64, now: Int64) async throws {
        let scope = AccessScope.program("correction")
        let correction = try await storage.snapshot { [self] in try self.correction(id: id, reader: $0) }
        let found = try await cases.find(id: correction.caseID, in: scope)
        guard found.submittedAt != nil, found.state != .withdrawn else { return }
        do {
            _ = try await advance(
                found.number, in: scope, agentName: "program:correction",
                event: .message(name: "evidence-added", correlation: found.number), now: now
            ) { step, _ in
                step.writes.append(
                    Statement(
                        CaseDesk.wake, [.integer(now), .integer(id)], expect: .rows(1),
                        otherwise: CaseDesk.wokenAlready))
            }
        } catch let error as StorageError where error.isGuard(CaseDesk.wokenAlready) {
            return
        }
    }
}
