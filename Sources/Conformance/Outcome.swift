/// What became of one case of a public suite.
package struct Outcome: Sendable {
    /// The case, as its suite names it.
    package let id: String
    package let passed: Bool
    /// What was wrong, for a case that did not hold.
    package let detail: String

    package init(id: String, passed: Bool, detail: String = "") {
        self.id = id
        self.passed = passed
        self.detail = detail
    }
}
