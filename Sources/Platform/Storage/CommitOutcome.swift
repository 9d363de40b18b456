/// What a committed write set did.
package struct CommitOutcome: Sendable {
    /// How many rows each statement changed or returned, by its place in the write set.
    package let changes: [Int]
    private let returned: [Int: [[SQLValue]]]

    package init(changes: [Int], returned: [Int: [[SQLValue]]]) {
        self.changes = changes
        self.returned = returned
    }

    /// The rows of the statement at `index`, which was made with `returning: true`.
    package func rows(of index: Int) -> [[SQLValue]] { returned[index] ?? [] }
}
