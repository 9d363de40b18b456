package import Diagnostics
package import WorkCalendar

/// What the examples of a service come to by a changed rule: how many there are, and those that come out otherwise than is
/// written down.
package struct RuleTrial: Sendable {
    /// An example that comes out otherwise.
    package struct Failure: Sendable {
        package let title: Text
        /// Where, each in words.
        package let differences: [Text]
        /// Whether it comes out otherwise by the rule that it is compared with, too; `nil` if that cannot be tried.
        package let differedBefore: Bool?
    }

    /// How many examples there are.
    package let count: Int
    package let failures: [Failure]

    /// How many come out otherwise by the rule that it is compared with, too; `nil` if that cannot be tried.
    package var old: Int? {
        failures.contains { $0.differedBefore == nil } ? nil : failures.count { $0.differedBefore == true }
    }
}

extension RuleDesk {
    /// Tries a change on the examples of its service.
    ///
    /// - Parameters:
    ///   - base: the hash of the rule that it is compared with; the one in force on its day without it.
    ///   - today: the day.
    package func trial(of change: RuleChange, from base: String? = nil, today: CivilDate) async throws -> RuleTrial {
        let runtime = try desk.runtime(change.service)
        let compared = base ?? runtime.rule(on: max(change.effective ?? today, today)).hash
        let before = book.source(compared).map { examples.outcomes(of: change.service, by: $0, hash: compared) }
        let differed = before.map { Set($0.filter { !$0.differences.isEmpty }.map(\.id)) }
        // What is kept of outcomes is kept under the hash of these bytes, whatever was saved since the page began.
        let bytes = try await file(of: change)
        let outcomes = examples.outcomes(of: change.service, by: bytes, hash: RuleDesk.hash(bytes))
        return RuleTrial(
            count: outcomes.count,
            failures: outcomes.filter { !$0.differences.isEmpty }.map {
                RuleTrial.Failure(
                    title: $0.title, differences: $0.differences, differedBefore: differed?.contains($0.id))
            })
    }
}
