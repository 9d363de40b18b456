import JSONTree
import Journal
import Storage
import Workflow

extension CaseStep {
    /// What the outcome of a task means for the case itself, beside what the process makes of it.
    func take(_ task: WorkflowTask, result: String, values: JSON) throws {
        switch (task.form, result) {
        case ("promise-check", "not-kept"):
            // A promise that was not kept counts no more, however often the rules are run again.
            let promised = keptDecision?["promised"]?.elements.compactMap(\.string) ?? []
            let broken = knowledge.extra["broken_promises"]?.elements.compactMap(\.string) ?? []
            knowledge.extra["broken_promises"] = .array((broken + promised).map { .string($0) })
        case ("on-site", "elsewhere"):
            // The child is free to be registered anew, by whoever is its guardian.
            state = .withdrawn
        case ("place", _):
            guard let school = values["school"]?.string else { throw ServiceError(.placeMissing) }
            try takePlace(school)
        default: return
        }
    }

    /// The decision that the case keeps from before this step.
    private var keptDecision: JSON? { (try? desk.cases.keptReasons(id: id, reader: reader))?.decision }

    /// Takes a place that a person has chosen; a school without a free place is refused, since classes may not grow.
    private func takePlace(_ school: String) throws {
        let pool = knowledge.runtime.service.qualifiedID
        let free = try desk.quotas.isFree(pool: pool, season: knowledge.season, item: school, reader: reader)
        if free == false { throw ServiceError(.noPlaceLeft) }
        if free == true { writes.append(desk.quotas.taking(pool: pool, season: knowledge.season, item: school)) }
        place = school
        state = .decided
        events.append(
            JournalEvent(
                .placeAllocated, department: department, subject: subject, caseID: id,
                ["case": knowledge.number, "school": school, "order": "0"]))
    }
}
