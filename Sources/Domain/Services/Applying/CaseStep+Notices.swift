import Diagnostics
import Directory
import JSONTree
import Localisation
import Notices
import Storage
import WorkCalendar
import Workflow

extension CaseStep {
    /// Tells the applicant: a line of the timeline, and a notice through the outbox.
    func tell(_ inputs: JSON) throws -> JSON {
        let event = inputs["event"]?.string ?? ""
        if let code = CaseStep.timelineCode(of: event) {
            var data: JSON = [:]
            if let school = inputs["school"]?.string { data = data.setting("place", to: .string(school)) }
            if let part = inputs["part"] { data = data.setting("part", to: part) }
            if let full = inputs["full"], !full.isNull { data = data.setting("full", to: full) }
            note(code, data: data)
        }
        // What was asked for is what the applicant's page offers first.
        if CaseStep.timelineCode(of: event) == .mendingAsked {
            knowledge.extra[CaseKnowledge.askedKey] = inputs["materials"] ?? .null
            knowledge.extra[CaseKnowledge.askedAtKey] = .integer(Int(now))
        }
        if event == "on-site" || event == "decided-unknown" { state = .inReview }
        let values = Placeholders(self, inputs: inputs)
        try send(event, values: values)
        try issue(event, values: values)
        return ["told": .bool(true)]
    }

    private static func timelineCode(of event: String) -> CaseEvent.Code? {
        switch event {
        case "decided-eligible": .eligible
        case "decided-unknown": .notFound
        case "decided-ineligible": .ineligible
        case "placed": .placed
        case "placed-elsewhere": .placedElsewhere
        case "on-site": .sentToPerson
        case "accepted": .accepted
        case "not-accepted": .notAccepted
        case _ where event == "mend" || event.hasPrefix("mend-"): .mendingAsked
        case "refused": .refused
        case "visit": .visitArranged
        case "issued": .issued
        case "delivered": .delivered
        default: nil
        }
    }

    /// Puts a notice into the outbox; an event for which the package has none is silent.
    func send(_ event: String, values: Placeholders) throws {
        try send(event, to: subjectOfApplicant, key: "\(knowledge.number)/\(event)/\(now)", values: values)
    }

    /// Puts a notice to somebody into the outbox; the same key twice is one notice.
    func send(_ event: String, to recipient: [UInt8], key: String, values: Placeholders) throws {
        guard let template = knowledge.runtime.notices[event] else { return }
        let rendered = try template.rendered(values.value)
        writes.append(
            try desk.notices.sending(
                Notice(
                    recipient: recipient, caseNumber: knowledge.number, code: template.code,
                    title: rendered.title, body: rendered.body), key: key, now: now))
    }

    private var subjectOfApplicant: [UInt8] { desk.key(of: knowledge.applicant.idNumber).bytes }

    /// The words of the rules that carried the decision: of this step's, or of the one the case keeps.
    var reasonTexts: [Text] {
        if let decision { return decision.reasons.map(\.text) }
        guard let kept = try? desk.cases.keptReasons(id: id, reader: reader) else { return [] }
        return DecisionSummary.reasons(from: kept.reasons).map(\.text)
    }

    /// The day by which an answer comes: the leading clock's, else the statutory limit's from today.
    var lastDay: CivilDate? {
        guard let leading = knowledge.runtime.service.leadingClock else { return dueDate }
        let due = desk.clocks.due
        return try? withClocks { clocks in
            guard let index = clocks.index(leading.id) else { return dueDate }
            return due.calendar.due(
                of: clocks.entries[index].clock, hours: due.hours.of(knowledge.runtime.service.ownerPost)
            ).minute?.date
        }
    }

    /// The last day of the service's statutory limit, from today.
    var dueDate: CivilDate? {
        guard let limit = knowledge.runtime.service.statutoryLimit else { return nil }
        switch limit.unit {
        case .working: return desk.calendar.addingWorkingDays(limit.amount, to: knowledge.today).date
        case .calendar: return knowledge.today.adding(days: limit.amount)
        case .minutes: return knowledge.today
        }
    }
}
