/// One statement of a write set: its text, its values, and what has to be true of its effect.
package struct Statement: Sendable {
    /// How many rows a statement has to change (INSERT, UPDATE, DELETE) or return (SELECT, RETURNING).
    package enum Expectation: Sendable, Hashable {
        case any
        case rows(Int)
        case atLeastOne

        package func isMet(by count: Int) -> Bool {
            switch self {
            case .any: true
            case .rows(let expected): count == expected
            case .atLeastOne: count >= 1
            }
        }
    }

    package var sql: SQL
    package var values: [SQLValue]
    package var expectation: Expectation
    /// The code of the failure when the expectation isn't met; the caller knows its own guards by it.
    package var guardCode: String
    /// Whether the rows it returns are handed back with the outcome.
    package var returning: Bool

    package init(
        _ sql: SQL, _ values: [SQLValue] = [], expect expectation: Expectation = .any,
        otherwise guardCode: String = "storage.guard", returning: Bool = false
    ) {
        self.sql = sql
        self.values = values
        self.expectation = expectation
        self.guardCode = guardCode
        self.returning = returning
    }
}
