package import Directory
import Exchange
package import JSONTree
import Journal
import ProcessEngine
import Registers
import Storage
package import Workflow

/// What a reviewer found about one datum, typed from a paper or a screen.
package struct ReviewFinding: Sendable, Hashable {
    /// The contract's variable.
    package let variable: String
    /// The fields' values as canonical text, one dictionary a row; empty means that there is none.
    package let rows: [[String: String]]
    /// Where it was seen, such as the paper's number.
    package let source: String

    package init(variable: String, rows: [[String: String]], source: String) {
        self.variable = variable
        self.rows = rows
        self.source = source
    }
}

extension CaseDesk {
    /// The places left at each school (or other item) in the season of a case.
    package func placesLeft(for found: Case) async throws -> [(item: String, left: Int)] {
        try await quotas.left(
            pool: try runtime(found.service).service.qualifiedID, season: found.season, in: storage)
    }

    /// Ends a reviewer's task with a result that the process understands, such as `found`, `ask-department`,
    /// `on-site`, `register` or `elsewhere`.
    ///
    /// - Parameters:
    ///   - task: the open task.
    ///   - values: further values for the process beside `result`.
    ///   - rehearses: only finds out whether it would be refused.
    package func complete(
        _ task: WorkflowTask, of number: String, by official: Official, result: String, values: JSON = [:],
        findings: [ReviewFinding] = [], rehearses: Bool = false, now: Int64
    ) async throws -> Case {
        guard official.scope.may(.readCases) else { throw WorkflowError(.taskNotYours) }
        guard task.role == .main, isFor(official, task) else { throw WorkflowError(.taskNotYours) }
        let payload = values.setting("result", to: .string(result))
        let caller = LookUpCaller(viewer: "official", post: official.post, official: official.id)
        return try await advance(
            number, in: official.scope, agentName: "official:\(official.id)", actor: caller,
            event: .completed(activation: task.activation, result: payload), instance: task.instance, now: now,
            rehearses: rehearses
        ) { [self] step, found in
            guard task.matter == Matter(kind: "case", id: found.id),
                let current = try tasks.task(task.id, reader: step.reader), current.isOpen
            else { throw WorkflowError(.taskGone) }
            guard isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            // What somebody has asked for is for somebody else to approve, whoever is away.
            if task.form == "approve" {
                let records = try tasks.acts(of: task.matter, reader: step.reader)
                if records.contains(where: { $0.kind == .offer && $0.official == official.id }) {
                    throw WorkflowError(.ownRequest)
                }
            }
            step.writes.append(tasks.finishing(task, by: official.id, result: result, now: now))
            for finding in findings {
                guard let contract = step.knowledge.runtime.exchange.contract(variable: finding.variable) else {
                    continue
                }
                let answer = try typed(finding, contract: contract)
                step.writes.append(
                    contentsOf: try self.finding(
                        answer, contract: contract, source: finding.source, by: official, caseID: found.id, now: now))
                step.findings[finding.variable] = answer
            }
            try step.take(task, result: result, values: values)
            // What an approval leads to is told by what follows from it.
            if task.form != "approve" {
                step.note(.reviewed, post: official.post, data: ["result": .string(result)])
            }
            step.events.append(
                JournalEvent(
                    .caseChanged, department: step.department, subject: step.subject, caseID: found.id,
                    [
                        "case": number, "change": "task.\(task.element)", "agent": "official:\(official.id)",
                        "detail": result,
                    ]))
        }
    }

    /// A typed finding as a contract's answer; a value that the field does not take is refused.
    private func typed(_ finding: ReviewFinding, contract: Contract) throws -> ContractAnswer {
        let columns = contract.columns
        let rows = try finding.rows.map { row in
            try columns.map { name -> FieldValue in
                guard let text = row[name], !text.isEmpty, let field = contract.fields.first(where: { $0.name == name })
                else { return .null }
                return try FieldValue(text: text, element: field.element)
            }
        }
        return ContractAnswer(contract, columns: columns, rows: rows)
    }

    /// Notes that an official has opened a case: a receipt the citizen can see.
    ///
    /// - Parameter fields: what of the case was shown.
    package func noteViewed(
        _ found: Case, by official: Official, fields: String = "answers,facts,decision", now: Int64
    ) async throws {
        let subject = found.subject ?? found.applicant
        let event = JournalEvent(
            .caseViewed, department: official.department, subject: subject.bytes, caseID: found.id,
            [
                "case": found.number, "official": String(official.id), "post": official.post,
                "fields": fields,
            ])
        try await planned { [journal] reader in
            var writes = WriteSet()
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    /// Notes that a list of cases was shown to an official.
    package func noteListed(_ list: String, rows: Int, by official: Official, now: Int64) async throws {
        let event = JournalEvent(
            .recordsListed, department: official.department,
            ["list": list, "official": String(official.id), "post": official.post, "rows": String(rows)])
        try await planned { [journal] reader in
            var writes = WriteSet()
            try journal.record([event], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }

    /// Withdraws a case: the place is given back, and the child may be registered again.
    package func withdraw(_ number: String, by agent: Agent, now: Int64) async throws -> Case {
        try await advance(
            number, in: agent.scope, agentName: agent.journalName,
            event: .message(name: "withdraw", correlation: number), now: now
        ) { step, found in
            // What offices have decided stands: a licence that was given is given back at its office.
            let isFinal = step.knowledge.runtime.service.decidedBy == .offices && found.state == .decided
            guard found.state != .withdrawn, !isFinal else { throw ServiceError(.notOffered) }
            // A draft's place, if any, is given back by the process; the row itself says that it is over.
            step.state = .withdrawn
            step.note(.withdrawn)
            step.writes.append(Statement(CaseDesk.cancelAppointment, [.integer(now), .integer(found.id)]))
            step.events.append(
                JournalEvent(
                    .caseWithdrawn, department: step.department, subject: step.subject, caseID: found.id,
                    ["case": number, "agent": agent.journalName]))
        }
    }
}
