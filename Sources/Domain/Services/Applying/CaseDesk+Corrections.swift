import Cryptography
package import Diagnostics
package import Directory
import Exchange
import JSONTree
import Journal
import Localisation
import ProcessEngine
import Registers
package import Storage
import WorkCalendar

extension CaseDesk {
    private static let statementPlace = SealContext("correction.statement")
    private static let answerPlace = SealContext("correction.answer")
    private static let insertCorrection: SQL = """
        INSERT INTO correction
            (id, number, case_id, subject, applicant, contract, register, provider, field, statement, state, asked_at,
             due_on, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, 1)
        """
    private static let answerCorrection: SQL = """
        UPDATE correction SET state = ?, answer = ?, answered_at = ?, answered_by = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'open'
        """
    private static let correctionByNumber = SQL("SELECT \(Correction.columns) FROM correction WHERE number = ?")
    private static let correctionsOfCase = SQL(
        "SELECT \(Correction.columns) FROM correction WHERE case_id = ? ORDER BY id")
    private static let correctionsOfProvider = SQL(
        "SELECT \(Correction.columns) FROM correction WHERE provider = ? AND state = 'open' ORDER BY due_on, id LIMIT ?"
    )

    /// Asks the department that owns a datum to check and correct it.
    ///
    /// - Parameters:
    ///   - contract: the contract's `package.id` under which the datum was seen, or not found.
    ///   - field: the field said to be wrong; empty when nothing was found at all.
    ///   - statement: what the citizen says is right.
    /// - Returns: the correction's number.
    package func askCorrection(
        in number: String, contract: String, field: String, statement: String, by agent: Agent, now: Int64
    ) async throws -> String {
        let first = try await cases.find(number: number, in: agent.scope)
        return try await planned { [self] reader in
            let found = try cases.find(id: first.id, in: agent.scope, reader: reader)
            guard found.state != .withdrawn else { throw ServiceError(.notOffered) }
            let knowledge = try self.knowledge(of: found, now: now)
            guard let agreed = knowledge.runtime.exchange.contract(contract),
                let lookUp = knowledge.lookUps.last(where: { $0.contract.qualifiedID == contract }),
                field.isEmpty || agreed.fields.contains(where: { $0.name == field })
            else { throw ServiceError(.notOffered) }
            let (correctionNumber, writes) = try correctionWrites(
                found: found, knowledge: knowledge, lookUp: lookUp, field: field, statement: statement,
                agentName: agent.journalName, reader: reader, now: now)
            return (writes, correctionNumber)
        }
    }

    private func correctionWrites(
        found: Case, knowledge: CaseKnowledge, lookUp: LookUp, field: String, statement: String, agentName: String,
        reader: any SnapshotReader, now: Int64
    ) throws -> (String, WriteSet) {
        let step = self.step(
            found, knowledge: knowledge, actor: .rules(for: knowledge.runtime), agentName: agentName, reader: reader,
            now: now)
        let correctionNumber = try step.openCorrection(of: lookUp, field: field, statement: statement)
        try journal.record(step.events, at: now, to: &step.writes, reader: reader)
        return (correctionNumber, step.writes)
    }

    /// The corrections asked for in a case.
    package func corrections(of found: Case) async throws -> [Correction] {
        try await storage.few(CaseDesk.correctionsOfCase, [.integer(found.id)]) { try Correction($0) }
    }

    /// The open corrections of a steward's department, the most urgent first.
    package func openCorrections(for official: Official, limit: Int = 100) async throws -> [Correction] {
        guard official.scope.may(.answerCorrections) else { return [] }
        return try await storage.query(
            CaseDesk.correctionsOfProvider, [.text(official.department), .integer(Int64(limit))], limit: limit
        ) { try Correction($0) }
    }

    /// A correction for the steward of its department.
    package func correction(_ number: String, for official: Official) async throws -> Correction {
        let found = try await storage.point(CaseDesk.correctionByNumber, [.text(number)]) { try Correction($0) }
        guard let found, official.scope.may(.answerCorrections), found.provider == official.department else {
            throw ServiceError(.noSuchCase)
        }
        return found
    }

    /// What the citizen said, and what the department answered.
    package func texts(of correction: Correction) throws -> (statement: String, answer: String?) {
        let statement = try cases.keyring.open(
            correction.sealedStatement, in: CaseDesk.statementPlace, row: correction.id)
        let answer = try correction.sealedAnswer.map {
            String(decoding: try cases.keyring.open($0, in: CaseDesk.answerPlace, row: correction.id), as: UTF8.self)
        }
        return (String(decoding: statement, as: UTF8.self), answer)
    }

    /// One row of the register that a correction is about, as its owner sees it.
    package struct CorrectionRow: Sendable {
        package let id: Int64
        package let version: Int64
        package let fields: [(title: Text, value: String)]
        let values: [FieldValue]
    }

    /// The rows that the contract of a correction finds, all fields, for the owning department; a look-up like any other.
    package func rows(of correction: Correction, for official: Official, now: Int64) async throws -> [CorrectionRow] {
        guard correction.provider == official.department, official.scope.may(.answerCorrections) else {
            throw ServiceError(.noSuchCase)
        }
        let first = try await cases.find(id: correction.caseID, in: .program("correction"))
        guard let table = registers.tables[correction.register] else { return [] }
        return try await planned { [self] reader in
            let knowledge = try knowledge(of: first, now: now)
            guard let contract = knowledge.runtime.exchange.contract(correction.contract),
                case .lookUp(let keys) = ContractQuestion(contract, facts: knowledge.facts)
            else { return (WriteSet(), []) }
            let names = table.descriptor.fields.map(\.name)
            let query = try RegisterQuery(table, fields: names, keys: keys.map(\.field))
            let found = try query.rows(keys.map(\.values), limit: 20, reader: reader, keyring: cases.keyring)
            let rows = found.map { row in
                CorrectionRow(
                    id: row.id, version: row.version,
                    fields: zip(table.descriptor.fields, row.values).compactMap { field, value in
                        guard let text = value.canonicalText, field.type != .geometry else { return nil }
                        return (field.title, field.element.codes?.title(of: text)?.zh ?? text)
                    }, values: row.values)
            }
            let event = JournalEvent(
                .lookedUp, department: correction.provider, subject: correction.subject.bytes, caseID: first.id,
                values: [
                    first.number, correction.contract, correction.register, correction.provider, correction.provider,
                    "official:\(official.id)", official.post, names.joined(separator: ","),
                    rows.isEmpty ? "not-found" : "found", "", "",
                ])
            var writes = WriteSet()
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, rows)
        }
    }

    /// Answers a correction; a new value changes the row, with its history.
    package func answer(
        _ correction: Correction, corrected: Bool, value: String, reply: String, by official: Official, now: Int64
    ) async throws {
        var changes: [Statement] = []
        if corrected, !value.isEmpty, let table = registers.tables[correction.register],
            let place = table.descriptor.fields.firstIndex(where: { $0.name == correction.field })
        {
            let rows = try await rows(of: correction, for: official, now: now)
            guard rows.count == 1 else { throw ServiceError(.notOffered) }
            var values = rows[0].values
            values[place] = try FieldValue(text: value, element: table.descriptor.fields[place].element)
            changes = try registers.changing(
                id: rows[0].id, version: rows[0].version, to: values, in: correction.register,
                origin: RowOrigin(
                    from: today(now), recordedAt: now, recordedBy: "official:\(official.id)",
                    reason: "correction \(correction.number)", rung: .typed))
        }
        try await answer(
            correction, corrected: corrected, reply: reply, changes: changes, by: official, now: now)
    }

    /// Answers a correction. When the register was corrected, the case is looked up and decided again.
    package func answer(
        _ correction: Correction, corrected: Bool, reply: String, changes: [Statement], by official: Official,
        now: Int64
    ) async throws {
        guard official.scope.may(.answerCorrections), correction.provider == official.department else {
            throw ServiceError(.noSuchCase)
        }
        let state: Correction.State = corrected ? .corrected : .upheld
        let sealed = try cases.keyring.seal(Array(reply.utf8), in: CaseDesk.answerPlace, row: correction.id)
        let number = try await storage.point(
            "SELECT number FROM service_case WHERE id = ?", [.integer(correction.caseID)]
        ) { try $0.text(0) }
        guard let number else { throw ServiceError(.noSuchCase) }
        let write = Statement(
            CaseDesk.answerCorrection,
            [
                .text(state.rawValue), .bytes(sealed), .integer(now), .integer(official.id),
                .integer(correction.id), .integer(correction.version),
            ], expect: .rows(1), otherwise: CaseDesk.caseMoved)
        let event = JournalEvent(
            .correctionAnswered, department: official.department, subject: correction.subject.bytes,
            caseID: correction.caseID,
            [
                "case": number, "register": correction.register, "provider": correction.provider,
                "outcome": state.rawValue, "official": String(official.id),
            ])
        // The register's change and the answer commit together; the case looks again in a step of its own, which sees
        // the changed register.
        let first = try await cases.find(number: number, in: .program("correction"))
        try await planned { [self] reader in
            var writes = WriteSet(changes + [write])
            let found = try cases.find(id: first.id, in: .program("correction"), reader: reader)
            let step = self.step(
                found, knowledge: try knowledge(of: found, now: now), actor: .rules(for: try runtime(found.service)),
                agentName: "official:\(official.id)", reader: reader, now: now)
            step.note(
                .correctionAnswered, office: official.department, post: official.post,
                data: ["correction": .string(correction.number), "outcome": .string(state.rawValue)])
            var values = step.placeholders([:])
            values["answer"] = .verbatim(reply)
            values["department"] = words.department(correction.provider)
            values["datum"] = words.datum(
                step.knowledge.runtime.exchange.contract(correction.contract)?.variable ?? correction.field,
                runtime: step.knowledge.runtime)
            try step.send("corrected", values: values)
            writes.append(contentsOf: step.writes)
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
        guard first.submittedAt != nil, first.state != .withdrawn else { return }
        _ = try await advance(
            number, in: .program("correction"), agentName: "official:\(official.id)",
            event: .message(name: "evidence-added", correlation: number), now: now)
    }
}

extension CaseStep {
    /// Opens a correction from within a step.
    func openCorrection(of lookUp: LookUp, field: String, statement: String) throws -> String {
        let id = desk.cases.identifiers.next()
        let correctionNumber = try desk.cases.newNumber(year: knowledge.today.year)
        let days = knowledge.runtime.parameters.value("correction_days", on: knowledge.today)?.integer ?? 5
        let due = desk.calendar.addingWorkingDays(days, to: knowledge.today).date
        let subjectKey = lookUp.subjectIDNumber.map { desk.key(of: $0).bytes } ?? subject ?? []
        writes.append(
            Statement(
                CaseDesk.insertCorrectionStatement,
                [
                    .integer(id), .text(correctionNumber), .integer(self.id), .bytes(subjectKey),
                    .bytes(desk.key(of: knowledge.applicant.idNumber).bytes), .text(lookUp.contract.qualifiedID),
                    .text(lookUp.contract.register), .text(lookUp.contract.provider), .text(field),
                    .bytes(try desk.sealedStatement(statement, id: id)), .integer(now), .text(due.iso),
                ], expect: .rows(1)))
        events.append(
            JournalEvent(
                .correctionRequested, department: lookUp.contract.provider, subject: subjectKey, caseID: self.id,
                [
                    "case": knowledge.number, "register": lookUp.contract.register,
                    "provider": lookUp.contract.provider, "fields": field,
                ]))
        note(
            .correctionAsked, office: lookUp.contract.provider,
            data: ["correction": .string(correctionNumber), "due": .string(due.iso)])
        var values = placeholders([:])
        values["department"] = desk.words.department(lookUp.contract.provider)
        values["datum"] = desk.words.datum(lookUp.contract.variable, runtime: knowledge.runtime)
        values["due_on"] = due.text
        try send("correction-received", values: values)
        return correctionNumber
    }

    /// The handler `services.open-correction`: the reviewer asks the department for a datum that was not found.
    func openCorrection(_ inputs: JSON) throws -> JSON {
        let named = inputs["datum"]?.string ?? inputs["missing"]?.elements.compactMap(\.string).first
        guard let named, let lookUp = knowledge.lookUps.last(where: { $0.contract.variable == named }) else {
            return ["correction": .null]
        }
        let number = try openCorrection(of: lookUp, field: "", statement: "")
        owedBy = lookUp.contract.provider
        return ["correction": .string(number)]
    }

    /// The handler `services.escalate`: the task is late; its owner sees it at the top and the leader sees it counted.
    func escalate(_ inputs: JSON) throws -> JSON {
        note(.sentToPerson, data: ["late": inputs["task"] ?? .null])
        return ["escalated": .bool(true)]
    }
}

extension CaseDesk {
    static var insertCorrectionStatement: SQL { insertCorrection }

    func sealedStatement(_ text: String, id: Int64) throws -> [UInt8] {
        try cases.keyring.seal(Array(text.utf8), in: CaseDesk.statementPlace, row: id)
    }
}
