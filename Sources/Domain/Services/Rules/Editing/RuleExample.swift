package import DecisionEngine
package import Diagnostics

/// A case that is written down beside a rule with what has to follow, and what follows by some version of the rule.
package struct RuleExample: Sendable {
    package let id: String
    package let title: Text
    /// Where it comes out otherwise than is written down; empty when all is as written.
    package let differences: [Text]
    /// The rows that apply, by their table's decision.
    package let hits: [(decision: String, table: String?, row: RuleHit)]

    package init(
        id: String, title: Text, differences: [Text], hits: [(decision: String, table: String?, row: RuleHit)]
    ) {
        self.id = id
        self.title = title
        self.differences = differences
        self.hits = hits
    }
}

/// Where the examples of services come from.
package protocol RuleExamples: Sendable {
    /// What the examples of a service come to by a file of rules, whose hash tells it from others; none for a file that cannot
    /// be read.
    func outcomes(of service: String, by file: [UInt8], hash: String) -> [RuleExample]
}
