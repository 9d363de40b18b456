import Storage

/// Figures over a list of cases, all of one moment, each with its sample.
package struct CaseFigures: Sendable, Hashable {
    /// Cases that are alike in what figures ask for.
    package struct Group: Sendable, Hashable {
        package let state: CaseState?
        package let outcome: CaseOutcome?
        package let category: String?
        /// The office whose answer is waited for.
        package let owedBy: String?
        package let count: Int
        /// How many of them have a measured time from hand-in to decision.
        package let decided: Int
        /// How many of them had papers that were not asked for, and how many papers.
        package let withAvoided: Int
        package let avoided: Int

        init(_ row: Row) throws {
            state = CaseState(rawValue: try row.text(0))
            outcome = try row.optionalText(1).flatMap(CaseOutcome.init)
            category = try row.optionalText(2)
            owedBy = try row.optionalText(3)
            count = try row.int(4)
            decided = try row.int(5)
            withAvoided = try row.int(6)
            avoided = try row.int(7)
        }
    }

    package let groups: [Group]
    /// From hand-in to decision; `nil` without a case that was measured.
    package let medianMicroseconds: Int64?

    package init(groups: [Group], medianMicroseconds: Int64?) {
        self.groups = groups
        self.medianMicroseconds = medianMicroseconds
    }

    /// How many cases there are.
    package var count: Int { groups.reduce(0) { $0 + $1.count } }
    /// How many the rules left to a person who has not ended them.
    package var exceptions: Int { count { $0.state == .inReview || $0.state == .waiting } }
    /// The median's sample.
    package var decided: Int { groups.reduce(0) { $0 + $1.decided } }
    package var withPapersAvoided: Int { groups.reduce(0) { $0 + $1.withAvoided } }
    package var papersAvoided: Int { groups.reduce(0) { $0 + $1.avoided } }

    private func count(where isCounted: (Group) -> Bool) -> Int {
        groups.reduce(0) { $0 + (isCounted($1) ? $1.count : 0) }
    }

    /// How many there are of each value, the most frequent first; groups without a value are left out.
    package func counts<Value: Hashable & Comparable>(
        by value: (Group) -> Value?
    ) -> [(value: Value, count: Int)] {
        var counts: [Value: Int] = [:]
        for group in groups {
            if let value = value(group) { counts[value, default: 0] += group.count }
        }
        return counts.map { ($0.key, $0.value) }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    }
}
