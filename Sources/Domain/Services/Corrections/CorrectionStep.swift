import Diagnostics
import Exchange
import JSONTree
import Localisation
import Storage
import WorkCalendar
import Workflow

/// One step of a correction's process: what it asks for is done here, in the write set of the case it belongs to.
final class CorrectionStep: StepHandling {
    private let correction: Int64
    private let number: String
    private let provider: String
    private let datum: String
    private let dueOn: CivilDate
    /// The case's own step: its timeline, its notices, its write set.
    private let step: CaseStep
    /// Whether the office that checks has asked, rather than the citizen.
    private let isByOffice: Bool
    /// What the department answers, for the citizen only; it never enters the process's rows.
    private let reply: String?

    private static let noteLate: SQL =
        "UPDATE correction SET late_at = ?, version = version + 1 WHERE id = ? AND late_at IS NULL"

    init(
        correction: Int64, number: String, provider: String, datum: String, dueOn: CivilDate, step: CaseStep,
        isByOffice: Bool = false, reply: String? = nil
    ) {
        self.correction = correction
        self.number = number
        self.provider = provider
        self.datum = datum
        self.dueOn = dueOn
        self.step = step
        self.isByOffice = isByOffice
        self.reply = reply
    }

    convenience init(_ correction: Correction, step: CaseStep, reply: String? = nil) {
        self.init(
            correction: correction.id, number: correction.number, provider: correction.provider,
            datum: step.knowledge.runtime.exchange.contract(correction.contract)?.variable ?? correction.field,
            dueOn: correction.dueOn, step: step, reply: reply)
    }

    func invoke(_ handler: String, element: String, inputs: JSON) throws -> JSON {
        switch handler {
        case "services.tell":
            try tell(inputs["event"]?.string ?? "")
            return ["told": .bool(true)]
        case "services.escalate":
            step.writes.append(Statement(CorrectionStep.noteLate, [.integer(step.now), .integer(correction)]))
            step.note(.correctionLate, office: provider, data: ["correction": .string(number)])
            return ["escalated": .bool(true)]
        default: throw WorkflowError(.unknownHandler, element: element)
        }
    }

    /// Tells the citizen: that it was passed on, or what the department found.
    func tell(_ event: String) throws {
        var values: [String: Text] = [:]
        values["department"] = step.desk.words.department(provider)
        values["datum"] = step.desk.words.datum(datum, runtime: step.knowledge.runtime)
        values["due_on"] = dueOn.text
        values["answer"] = .verbatim(reply ?? "")
        // The citizen is not told to have said what the office asked for.
        try step.send(
            event == "correction-received" && isByOffice ? "correction-sent" : event,
            values: Placeholders(step, own: values))
    }

    func isExternal(_ handler: String) -> Bool { step.isExternal(handler) }
    func note(asking handler: String, element: String, inputs: JSON) throws {
        try step.note(asking: handler, element: element, inputs: inputs)
    }

    func decide(_ decision: String, inputs: JSON) throws -> JSON {
        throw WorkflowError(.unknownHandler, element: decision)
    }

    /// The case is woken by a job that commits with this step, so that no answer is forgotten between two commits.
    func send(message: String, correlation: String?, payload: JSON) throws {
        step.writes.append(
            JobQueue(identifiers: step.desk.cases.identifiers).enqueue(
                kind: CaseDesk.wakeJob, payload: Array(String(correction).utf8), dueAt: step.now, now: step.now))
    }

    func describe(task element: String) -> TaskContext { TaskContext(department: provider, division: "") }
}
