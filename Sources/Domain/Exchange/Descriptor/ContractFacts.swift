package import Registers

/// What is known in a case when a contract is asked: its roles and answers, and what earlier contracts gave.
package struct ContractFacts: Sendable {
    /// The roles and facts of the case: `child`, `applicant`, `spouse`, `answers`, `case`, `parameters`. A name that
    /// stands for several values (a list answer) has them all.
    package var subjects: [String: [String: [FieldValue]]]
    /// What earlier contracts gave, by `as`.
    package var answers: [String: ContractAnswer]
    /// Whose consent the case holds.
    package var consents: Set<Contract.Consent>

    /// Makes facts.
    package init(
        subjects: [String: [String: [FieldValue]]] = [:], answers: [String: ContractAnswer] = [:],
        consents: Set<Contract.Consent> = []
    ) {
        self.subjects = subjects
        self.answers = answers
        self.consents = consents
    }

    /// The values at a path that are not null; empty when nothing is known there.
    package func values(at path: ContractPath) -> [FieldValue] {
        guard path.isChained else {
            return (subjects[path.root]?[path.field] ?? []).filter { !$0.isNull }
        }
        guard let answer = answers[path.root] else { return [] }
        var seen: Set<FieldValue> = []
        return answer.rows.compactMap { $0[path.field] }.filter { !$0.isNull && seen.insert($0).inserted }
    }
}
