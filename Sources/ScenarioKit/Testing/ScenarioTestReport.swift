package import Diagnostics

/// What a run of a package's tests came to.
package struct ScenarioTestReport: Sendable {
    /// One case.
    package struct Case: Sendable {
        /// The file of its suite.
        package let file: String
        /// Its id.
        package let id: String
        package let title: Text
        /// What followed otherwise than written; empty when it passed.
        package let findings: [Diagnostic]

        /// Whether everything followed as written.
        package var isPassed: Bool { findings.isEmpty }
    }

    /// The cases in the order of files.
    package let cases: [Case]
    /// Rules and conditions that no case covers, and contracts whose answers no case varies.
    package let coverage: [Diagnostic]
    /// How many rules the tables of the decisions have, and how many of their conditions.
    package let rules: (count: Int, hit: Int)
    package let conditions: (count: Int, missedAlone: Int)

    /// Whether all cases passed and nothing is uncovered.
    package var isPassed: Bool { coverage.isEmpty && cases.allSatisfy(\.isPassed) }

    /// Every finding, as the printer shows it.
    package var findings: [Diagnostic] { cases.flatMap(\.findings) + coverage }

    /// One line that sums up.
    package var summary: Text {
        let failed = cases.count { !$0.isPassed }
        return Text(
            zh:
                "\(cases.count) 个用例，\(failed) 个没有通过；\(rules.count) 条规则命中 \(rules.hit) 条；\(conditions.count) 个条件单独落空 \(conditions.missedAlone) 个",
            en:
                "\(cases.count) cases, \(failed) failed; \(rules.hit) of \(rules.count) rules hit; \(conditions.missedAlone) of \(conditions.count) conditions missed alone"
        )
    }
}
