import Cryptography
import DecisionEngine
import Diagnostics
import Directory
import Exchange
import FEELEngine
package import JSONTree
import Journal
import Localisation
import Notices
import ProcessEngine
package import Storage
import WorkCalendar
package import Workflow

/// One step of one case while it is planned: what the process asks for is done here, into one write set.
///
/// Lives within a single snapshot on a single thread and is thrown away when the plan is committed or fails.
package final class CaseStep: StepHandling {
    let desk: CaseDesk
    let reader: any SnapshotReader
    let now: Int64
    let actor: LookUpCaller
    let agentName: String
    let id: Int64
    let department: String
    let division: String

    package internal(set) var knowledge: CaseKnowledge {
        didSet { writtenFacts = nil }
    }
    private var writtenFacts: [UInt8]?
    package internal(set) var writes = WriteSet(minimumCapacity: 64)
    /// Events to be recorded when the plan is finished.
    var events: [JournalEvent] = []
    var state: CaseState
    var outcome: CaseOutcome?
    var category: String?
    var place: String?
    var rules: [String]
    var missing: [String]
    var decision: DecisionSummary?
    var owedBy: String?
    /// Whether this step gives the answer.
    var isAnswered = false
    /// What was written for the task that this step ends: words that only the step's own documents repeat.
    var written: JSON = [:]
    var placedRank: Int?
    /// The clocks, once a step has to do with them.
    var clocks: CaseClocks?
    /// Whether this step hands the application in.
    let isFirst: Bool
    /// Whether questions were not asked because what registers said made them idle.
    var hasSpared = false
    /// The rule that the case is decided by.
    let rule: ServiceRuntime.Rule
    /// The documents issued in this step, by template.
    var issuedNow: Set<String> = []
    /// Reviewers' findings by contract variable.
    var findings: [String: ContractAnswer]

    init(
        desk: CaseDesk, found: Case, knowledge: CaseKnowledge, findings: [String: ContractAnswer], division: String,
        actor: LookUpCaller, agentName: String, reader: any SnapshotReader, now: Int64
    ) {
        self.desk = desk
        self.reader = reader
        self.now = now
        self.actor = actor
        self.agentName = agentName
        self.findings = findings
        self.division = division
        id = found.id
        isFirst = found.submittedAt == nil
        rule = knowledge.runtime.rule(
            deciding: found, submitted: found.submittedAt.map { desk.today($0) }, today: knowledge.today)
        department = knowledge.runtime.service.department
        self.knowledge = knowledge
        state = found.state
        outcome = found.outcome
        category = found.category
        place = found.place
        rules = found.rules
        missing = found.missing
        owedBy = found.owedBy
    }

    var subject: [UInt8]? {
        knowledge.subject.map { SubjectKey(idNumber: $0.idNumber, keyring: desk.cases.keyring).bytes }
    }

    /// What the case is unique by beside service and season; `nil` where there may be several: a cook may open two
    /// restaurants in a year, a child is enrolled once.
    var uniqueSubject: [UInt8]? {
        let service = knowledge.runtime.service
        return service.isAboutApplicant && service.oneCasePer.isEmpty ? nil : subject
    }

    package func describe(task element: String) -> TaskContext {
        TaskContext(department: department, division: division)
    }

    package func invoke(_ handler: String, element: String, inputs: JSON) throws -> JSON {
        switch handler {
        case "services.look-up": return try lookUp()
        case "services.tell": return try tell(inputs)
        case "services.allot-place": return try allotPlace(inputs)
        case "services.release-place": return try releasePlace(inputs)
        case "services.open-correction": return try openCorrection(inputs)
        case "services.escalate": return try escalate(inputs)
        case "services.move": return try move(inputs, element: element)
        case "services.part": return try movePart(inputs, element: element)
        case "services.conclude": return try conclude(inputs, element: element)
        case let act where act.hasPrefix("clocks."):
            return try handleClock(String(act.dropFirst(7)), element: element, inputs: inputs)
        default: throw WorkflowError(.unknownHandler, element: element)
        }
    }

    /// Other systems' interfaces, which the IT office has set up, are called after the step has committed.
    package func isExternal(_ handler: String) -> Bool { handler.hasPrefix(CaseStep.connector) }

    package func note(asking handler: String, element: String, inputs: JSON) throws {
        noteCall(
            handler, element: element, state: "asked", digest: Hexadecimal.encoded(Digest.sha256.hash(inputs.bytes)))
    }

    /// A leaf for what goes to another system and for what comes back; what was said is not in it.
    func noteCall(_ handler: String, element: String, state: String, digest: String = "") {
        events.append(
            JournalEvent(
                .systemCalled, department: department, subject: subject, caseID: id,
                [
                    "case": knowledge.number, "element": element, "system": handler, "state": state, "inputs": digest,
                ]))
    }

    /// What the names of other systems' interfaces begin with.
    package static let connector = "connector."

    /// The handlers that processes of services may name.
    package static let handlers = [
        "services.look-up", "services.decide", "services.tell", "services.allot-place", "services.release-place",
        "services.open-correction", "services.escalate", "services.move", "services.part", "services.conclude",
        "clocks.start", "clocks.end", "clocks.pause", "clocks.resume",
        "clocks.ask-extension", "clocks.extend",
    ]

    /// What processes of services may let people do with their tasks besides doing them.
    package static let taskOperations = ProcessRunner.operations.map(\.rawValue)

    package func decide(_ reference: String, inputs: JSON) throws -> JSON {
        let runtime = knowledge.runtime
        guard runtime.hasReadableRule(on: knowledge.rulesDay) else { throw ServiceError(.packageBroken) }
        // Registers were asked again just now; what they say may make a question worth asking after all.
        if hasSpared, !runtime.form.isComplete(knowledge) { throw ServiceError(.incomplete) }
        let result = rule.model.evaluate(
            decision: runtime.service.decision.name, inputs: knowledge.variables, now: nil, trace: true)
        let summary = DecisionSummary(result)
        decision = summary
        if runtime.service.decidedBy == .offices { return route(summary) }
        isAnswered = true
        // What was not asked because it could not matter may matter now that a register says something else: without it the
        // answer is never no.
        let wasAsked = isFirst || summary.outcome == .eligible || runtime.form.isComplete(knowledge)
        let said = wasAsked ? summary.outcome : .unknown
        outcome = said
        category = summary.category
        rules = summary.rules
        missing = summary.missing + (wasAsked ? [] : [CaseWordNames.unasked])
        owedBy = said == .unknown ? office(owing: summary.missing) : nil
        state = said == .eligible ? .decided : .inReview
        events.append(
            JournalEvent(
                .caseDecided, department: department, subject: subject, caseID: id,
                [
                    "case": knowledge.number, "outcome": said.rawValue, "category": summary.category ?? "",
                    "rules": summary.rules.joined(separator: ","),
                    "definition": rule.hash, "facts": factsDigest, "by": "rules",
                ]))
        return summary.value
    }

    /// The office that owns the first datum that was not found.
    private func office(owing missing: [String]) -> String {
        for name in missing {
            if let contract = knowledge.runtime.exchange.contract(variable: name) { return contract.provider }
        }
        return department
    }

    var factsDigest: String {
        Hexadecimal.encoded(Digest.sha256.hash(factsBytes))
    }

    /// What the case knows, written once for as long as nothing is added to it.
    var factsBytes: [UInt8] {
        if let writtenFacts { return writtenFacts }
        let written = knowledge.factsBytes(at: now)
        writtenFacts = written
        return written
    }

    // MARK: - Look-ups

    private func lookUp() throws -> JSON {
        knowledge.extra["twin_school"] = try twinPlace()
        var facts = knowledge.facts
        facts.answers = [:]
        var fresh = knowledge
        fresh.lookUps = []
        // The child's guardians decide who the spouse is, so what is asked first may change who is asked about next.
        let asked = try knowledge.runtime.exchange.ask(
            facts: &facts, knowledge: &fresh, findings: findings, reader: reader)
        knowledge = fresh
        record(asked)
        return [
            "asked": .integer(asked.count { $0.wasAsked }),
            "not_found": .array(asked.filter { $0.answer.isNull && $0.wasAsked }.map { .string($0.contract.variable) }),
        ]
    }

    private static let placeOf: SQL = """
        SELECT place FROM service_case
        WHERE subject = ? AND service = ? AND season = ? AND submitted_at IS NOT NULL AND state <> 'withdrawn'
        """

    /// Where the twin that the family names was placed; nothing else of that case is read.
    private func twinPlace() throws -> JSON? {
        guard let twin = knowledge.answers["twin_id_number"]?.string else { return nil }
        let service = knowledge.runtime.service.id
        let place = try reader.point(
            CaseStep.placeOf, [.bytes(desk.key(of: twin).bytes), .text(service), .text(knowledge.season)]
        ) { try $0.optionalText(0) }
        return (place ?? nil).map { .string($0) }
    }

    func record(_ lookUps: [LookUp]) {
        for lookUp in lookUps {
            let key = lookUp.subjectIDNumber.map { SubjectKey(idNumber: $0, keyring: desk.cases.keyring).bytes }
            guard let key = key ?? subject,
                let event = lookUp.event(caseID: id, caseNumber: knowledge.number, subject: key, caller: actor)
            else { continue }
            events.append(event)
        }
    }

    // MARK: - Timeline

    func note(_ code: CaseEvent.Code, office: String? = nil, post: String = "", data: JSON = [:]) {
        writes.append(
            CaseEvent.statement(
                code, id: desk.cases.identifiers.next(), caseID: id, at: now, office: office ?? department, post: post,
                data: data))
    }
}
