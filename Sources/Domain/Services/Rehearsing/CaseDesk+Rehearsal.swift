package import DecisionEngine
import FEELEngine
import JSONTree
import Storage
package import WorkCalendar
import Workflow

/// A changed rule is tried on what is known of past cases before anybody publishes it.
extension CaseDesk {
    private static let submitted = SQL(
        """
        SELECT \(Case.columns) FROM service_case
        WHERE service = ? AND submitted_at >= ? AND submitted_at < ? AND id > ? ORDER BY id LIMIT ?
        """)
    private static let part = 500

    /// Decides the cases that were handed in in a period again, by the rule in force and by a changed one, from what was
    /// known of them when they were decided. Withdrawn ones are among them: they had been decided, too.
    ///
    /// - Parameters:
    ///   - service: whose cases.
    ///   - model: the changed rule; its decision has the name that the service gives.
    ///   - first: the first day of the period.
    ///   - last: its last day.
    ///   - today: the day whose rule is the one in force.
    package func rehearse(
        _ service: String, with model: DecisionModel, from first: CivilDate, through last: CivilDate, today: CivilDate
    ) async throws -> Rehearsal {
        let before = try runtime(service).rule(on: today).model
        return try await rehearse(service, before: before, after: model, from: first, through: last)
    }

    /// The same with a rule of one's own to compare with.
    func rehearse(
        _ service: String, before: DecisionModel, after: DecisionModel, from first: CivilDate, through last: CivilDate
    ) async throws -> Rehearsal {
        try await rehearse(
            service, before: before, after: { _ in (after, "") }, between: start(of: first),
            and: start(of: last.adding(days: 1)), days: first.days(until: last) + 1)
    }

    /// When a day begins in the county, in microseconds.
    func start(of day: CivilDate) -> Int64 { clocks.due.instant(of: CivilMinute(date: day, minute: 0)) }

    /// Decides cases by two rules.
    ///
    /// - Parameters:
    ///   - from: the instant from which on cases were handed in, in microseconds; `until` is not among them.
    ///   - after: the other rule of a case, with what tells one such rule from another.
    ///   - change: only the cases that were handed in under the county's rule of this change, and all of them are listed.
    func rehearse(
        _ service: String, before: DecisionModel,
        after: @escaping @Sendable (Case) -> (model: DecisionModel, hash: String),
        between from: Int64, and until: Int64, days: Int, under change: Int64? = nil
    ) async throws -> Rehearsal {
        let runtime = try runtime(service)
        var rehearsal = Rehearsal(days: days, listsAll: change != nil)
        var position: Int64 = 0
        // The next part is read and decided while the one before is; more at a time would only fill the memory.
        var under: [Task<Rehearsal, any Error>] = []
        while true {
            try Task.checkCancellation()
            let cases = try await storage.query(
                CaseDesk.submitted,
                [.text(service), .integer(from), .integer(until), .integer(position), SQLValue(CaseDesk.part)],
                limit: CaseDesk.part, timeLimit: .seconds(60)
            ) { try Case($0) }
            if let final = cases.last {
                position = final.id
                let empty = Rehearsal(days: days, listsAll: change != nil)
                let concerned =
                    change.map { id in
                        cases.filter { $0.definitions[ServiceRuntime.changeKey] == String(id) }
                    } ?? cases
                under.append(Task { [self] in try decided(concerned, runtime, before, after, into: empty) })
            }
            while under.count > (cases.count < CaseDesk.part ? 0 : 3) {
                rehearsal.add(try await under.removeFirst().value)
            }
            if cases.count < CaseDesk.part { return rehearsal }
        }
    }

    private func decided(
        _ cases: [Case], _ runtime: ServiceRuntime, _ before: DecisionModel,
        _ after: (Case) -> (model: DecisionModel, hash: String), into empty: Rehearsal
    ) throws -> Rehearsal {
        var rehearsal = empty
        let name = runtime.service.decision.name
        var comparisons: [String: DecisionComparison] = [:]
        for found in cases {
            let known = try knowledge(of: found, now: found.submittedAt ?? found.openedAt).variables
            let (model, hash) = after(found)
            let comparison = comparisons[hash] ?? DecisionComparison(before, model)
            comparisons[hash] = comparison
            let answers = comparison.evaluate(decision: name, inputs: known)
            rehearsal.add(found, Rehearsal.Answer(answers.before), Rehearsal.Answer(answers.after))
        }
        return rehearsal
    }
}
