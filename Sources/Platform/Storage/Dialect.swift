/// Which database it is, for the few places where the common language doesn't reach.
package enum Dialect: String, Sendable, Hashable, CaseIterable {
    case sqlite
    case postgres

    /// The larger of several values in one row.
    package var scalarMax: String { self == .sqlite ? "MAX" : "GREATEST" }

    /// The smaller of several values in one row.
    package var scalarMin: String { self == .sqlite ? "MIN" : "LEAST" }

    /// Ends the inner SELECT of a claim, so that two claimers don't wait for each other.
    package var skipLocked: String { self == .sqlite ? "" : " FOR UPDATE SKIP LOCKED" }

    /// The text that bytes of UTF-8 in a column are.
    package func text(ofBytes column: String) -> String {
        self == .sqlite ? "CAST(\(column) AS TEXT)" : "convert_from(\(column), 'UTF8')"
    }

    /// How a portable type is written.
    package func name(of type: ColumnDescription.Kind) -> String {
        switch (type, self) {
        case (.integer, .sqlite): "INTEGER"
        case (.integer, .postgres): "BIGINT"
        case (.text, .sqlite): "TEXT"
        case (.text, .postgres): "TEXT COLLATE \"C\""
        case (.bytes, .sqlite): "BLOB"
        case (.bytes, .postgres): "BYTEA"
        }
    }
}
