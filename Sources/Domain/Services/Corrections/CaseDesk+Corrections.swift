import Cryptography
package import Diagnostics
package import Directory
import Exchange
import JSONTree
import Journal
import Localisation
import Registers
import Storage
import WorkCalendar
import Workflow

extension CaseDesk {
    static let statementPlace = SealContext("correction.statement")
    static let answerPlace = SealContext("correction.answer")
    static let insertCorrection: SQL = """
        INSERT INTO correction
            (id, number, case_id, subject, applicant, contract, register, provider, field, statement, state, asked_at,
             due_on, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, 1)
        """
    private static let correctionByNumber = SQL("SELECT \(Correction.columns) FROM correction WHERE number = ?")
    private static let correctionsOfCase = SQL(
        "SELECT \(Correction.columns) FROM correction WHERE case_id = ? ORDER BY id")
    private static let correctionsOfProvider = SQL(
        """
        SELECT \(Correction.columns) FROM correction
        WHERE id IN (
            SELECT id FROM correction WHERE provider = ? AND state = 'open'
            UNION SELECT matter FROM v_task
            WHERE matter_kind = 'correction' AND state = 'open' AND post = ? AND department = ?)
        ORDER BY due_on, id LIMIT ?
        """)
    private static let lateCorrections = SQL(
        "SELECT \(Correction.columns) FROM correction WHERE state = 'open' AND late_at IS NOT NULL ORDER BY due_on, id LIMIT ?"
    )
    private static let openOfDatum: SQL = """
        SELECT number FROM correction
        WHERE case_id = ? AND contract = ? AND field = ? AND state IN ('open', 'misdirected') LIMIT 1
        """
    private static let correctionByID = SQL("SELECT \(Correction.columns) FROM correction WHERE id = ?")
    /// The office that presses late departments and finds whose a register is: the base package's code.
    private static let coordinator = "data"

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
            // Asked once; a second press finds the first.
            let asked = try reader.point(
                CaseDesk.openOfDatum, [.integer(found.id), .text(contract), .text(field)]
            ) { try $0.text(0) }
            if let asked { return (WriteSet(), asked) }
            let step = self.step(
                found, knowledge: knowledge, actor: .rules(for: knowledge.runtime), agentName: agent.journalName,
                reader: reader, now: now)
            let correctionNumber = try step.openCorrection(of: lookUp, field: field, statement: statement)
            try journal.record(step.events, at: now, to: &step.writes, reader: reader)
            return (step.writes, correctionNumber)
        }
    }

    /// The corrections asked for in a case.
    package func corrections(of found: Case) async throws -> [Correction] {
        try await storage.few(CaseDesk.correctionsOfCase, [.integer(found.id)]) { try Correction($0) }
    }

    /// The corrections that a steward has to answer, the most urgent first.
    package func openCorrections(for official: Official, limit: Int = 100) async throws -> [Correction] {
        guard official.scope.may(.answerCorrections) else { return [] }
        return try await storage.query(
            CaseDesk.correctionsOfProvider,
            [
                .text(official.department), .text(official.post), .text(official.department),
                .integer(Int64(limit)),
            ], limit: limit
        ) { try Correction($0) }
    }

    /// The corrections with which departments are late, for the data bureau that presses them.
    package func lateCorrections(for official: Official, limit: Int = 100) async throws -> [Correction] {
        guard official.scope.may(.answerCorrections), official.department == CaseDesk.coordinator else { return [] }
        return try await storage.query(CaseDesk.lateCorrections, [.integer(Int64(limit))], limit: limit) {
            try Correction($0)
        }
    }

    /// A correction for the steward of its department, or of the office that has a task with it.
    package func correction(_ number: String, for official: Official) async throws -> Correction {
        let found = try await storage.point(CaseDesk.correctionByNumber, [.text(number)]) { try Correction($0) }
        return try await shown(found, to: official)
    }

    /// A correction by its id, for whom its number would show it.
    package func correction(id: Int64, for official: Official) async throws -> Correction {
        let found = try await storage.point(CaseDesk.correctionByID, [.integer(id)]) { try Correction($0) }
        return try await shown(found, to: official)
    }

    private func shown(_ found: Correction?, to official: Official) async throws -> Correction {
        guard let found, official.scope.may(.answerCorrections) else { throw ServiceError(.noSuchCase) }
        if found.provider == official.department, found.state != .misdirected { return found }
        let tasks = try await tasks.tasks(of: Matter(kind: Correction.matter, id: found.id))
        guard tasks.contains(where: { $0.isOpen && $0.department == official.department && $0.post == official.post })
        else {
            throw ServiceError(.noSuchCase)
        }
        return found
    }

    /// A correction in a plan.
    func correction(id: Int64, reader: any SnapshotReader) throws -> Correction {
        guard let found = try reader.point(CaseDesk.correctionByID, [.integer(id)], { try Correction($0) }) else {
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
        // The rows are the owner's, and open while the question is.
        guard correction.state == .open,
            registers.tables[correction.register]?.descriptor.owner == official.department
        else { return [] }
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
}
