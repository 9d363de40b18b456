/// What a backend shows of the row it stands on; `Row` puts the typed face on it.
package protocol RowCursor: AnyObject {
    var columnCount: Int { get }
    func kind(at index: Int) -> RowValueKind
    /// Only for a column of kind `.integer`.
    func integer(at index: Int) -> Int64
    /// Only for a column of kind `.integer` or `.real`.
    func double(at index: Int) -> Double
    /// Only for a column of kind `.text` or `.bytes`; good until the cursor moves.
    func bytes(at index: Int) -> UnsafeRawBufferPointer
}

/// The kind of one value in a row.
package enum RowValueKind: Sendable {
    case null
    case integer
    case real
    case text
    case bytes
    /// A type that portable SQL doesn't have.
    case foreign
}
