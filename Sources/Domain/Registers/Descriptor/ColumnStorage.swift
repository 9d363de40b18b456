/// The storage class of a column, one that SQLite and PostgreSQL both have.
package enum ColumnStorage: String, Sendable, Hashable {
    /// UTF-8 text; civil dates as ISO 8601.
    case text
    /// 64-bit integer; instants as microseconds since 1970 UTC, booleans as 0 and 1.
    case integer
    /// Bytes: sealed values and blind indexes.
    case blob
}
