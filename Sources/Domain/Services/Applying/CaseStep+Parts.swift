import JSONTree
import Journal
import Workflow

/// What the offices that take part do to a case: who has to do what follows from the rules, the answer from people.
extension CaseStep {
    /// Keeps what the rules said of who takes part; the answer is not theirs.
    func route(_ summary: DecisionSummary) -> JSON {
        category = summary.category
        rules = summary.rules
        missing = summary.missing
        let needed = Set(summary.value["parts"]?.elements.compactMap(\.string) ?? [])
        var states = knowledge.extra[CaseKnowledge.partsKey] ?? [:]
        for part in knowledge.runtime.service.parts {
            let isNeeded = needed.contains(part.id)
            let before = states[part.id]?.string.flatMap(PartState.init)
            // What has begun stays as it is, however often the rules look again.
            if before == nil || before == .unneeded || before == .waiting {
                states = states.setting(
                    part.id, to: .string((isNeeded ? PartState.waiting : .unneeded).rawValue))
            }
        }
        knowledge.extra[CaseKnowledge.partsKey] = states
        record("routed", detail: summary.rules.joined(separator: ","))
        return summary.value
    }

    /// `services.move`: whether the case waits for whoever applied, or is with an office again.
    func move(_ inputs: JSON, element: String) throws -> JSON {
        guard let to = inputs["to"]?.string.flatMap(CaseState.init), to == .waiting || to == .inReview else {
            throw WorkflowError(.incident, element: element)
        }
        if let office = inputs["office"] { owedBy = office.string }
        state = to
        return [:]
    }

    /// `services.part`: how far a part has come.
    func movePart(_ inputs: JSON, element: String) throws -> JSON {
        guard let part = inputs["part"]?.string.flatMap(knowledge.runtime.service.part),
            let to = inputs["state"]?.string.flatMap(PartState.init)
        else { throw WorkflowError(.incident, element: element) }
        let states = knowledge.extra[CaseKnowledge.partsKey] ?? [:]
        guard states[part.id]?.string != to.rawValue else { return [:] }
        knowledge.extra[CaseKnowledge.partsKey] = states.setting(part.id, to: .string(to.rawValue))
        note(.partMoved, office: part.department, data: ["part": .string(part.id), "state": .string(to.rawValue)])
        record("part", detail: "\(part.id):\(to.rawValue)")
        return [:]
    }

    /// `services.conclude`: the offices have decided.
    func conclude(_ inputs: JSON, element: String) throws -> JSON {
        guard let answer = inputs["outcome"]?.string.flatMap(CaseOutcome.init), answer != .unknown else {
            throw WorkflowError(.incident, element: element)
        }
        outcome = answer
        state = .decided
        owedBy = nil
        isAnswered = true
        // What each department refuses is told by its own decision.
        if answer == .eligible { note(.granted) }
        events.append(
            JournalEvent(
                .caseDecided, department: department, subject: subject, caseID: id,
                [
                    "case": knowledge.number, "outcome": answer.rawValue, "category": category ?? "",
                    "rules": rules.joined(separator: ","),
                    "definition": rule.hash, "facts": factsDigest,
                    "by": "offices",
                ]))
        return ["outcome": .string(answer.rawValue)]
    }

    /// Keeps, with the case's sealed facts, what was written for a refusal: the document that is issued after the joint
    /// sign-off repeats it.
    func keepWords(of task: WorkflowTask, result: String) {
        var kept = knowledge.extra[CaseKnowledge.wordsKey] ?? [:]
        let isRefusal = result == "refuse"
        guard isRefusal || kept[task.element] != nil else { return }
        kept = kept.setting(task.element, to: isRefusal ? written["words"] ?? .null : .null)
        knowledge.extra[CaseKnowledge.wordsKey] = kept
    }

    private func record(_ change: String, detail: String) {
        events.append(
            JournalEvent(
                .caseChanged, department: department, subject: subject, caseID: id,
                ["case": knowledge.number, "change": change, "agent": agentName, "detail": detail]))
    }
}
