/// The text of a statement with `?` for its values, written once for both databases.
///
/// The identity of the value, not its text, is what connections keep prepared statements by. Hold the texts of a module
/// in `static let`s, and texts that are built (for a register, say) in the object that builds them:
///
/// ```swift
/// static let byNumber: SQL = "SELECT id, version FROM application WHERE number = ?"
/// ```
package struct SQL: Sendable, ExpressibleByStringLiteral {
    /// What makes two values the same statement; it carries the text.
    package final class Identity: Sendable {
        package let text: String
        package let parameterCount: Int
        /// Whether it adds one row of nothing but values, so that several of it can be one statement.
        package let isPlainInsert: Bool

        init(_ text: String) {
            self.text = text
            parameterCount = SQLScanner.parameterCount(text)
            isPlainInsert = SQLScanner.rowOfPlainInsert(text) != nil
        }
    }

    package let identity: Identity

    package init(_ text: String) { identity = Identity(text) }
    package init(stringLiteral text: String) { identity = Identity(text) }

    package var text: String { identity.text }
    package var parameterCount: Int { identity.parameterCount }
    package var key: ObjectIdentifier { ObjectIdentifier(identity) }

    /// The same insertion for several rows at once; `nil` when it is no plain one.
    package func inserting(rows: Int) -> SQL? {
        guard let row = SQLScanner.rowOfPlainInsert(text) else { return nil }
        return SQL(text + String(repeating: ", " + row, count: rows - 1))
    }

    /// The text with `$1`, `$2` … in place of `?`, as PostgreSQL wants it.
    package var numbered: String { SQLScanner.numbered(text) }

    /// `count` placeholders between commas, for lists: `IN (\(SQL.placeholders(3)))`.
    package static func placeholders(_ count: Int) -> String {
        Array(repeating: "?", count: count).joined(separator: ", ")
    }

    /// A name between double quotes, safe to put into a statement's text.
    package static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
