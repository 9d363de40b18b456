/// A row as it was found, with where it came from.
package struct RegisterRow: Sendable, Hashable {
    package let id: Int64
    package let version: Int64
    /// Microseconds since 1970, UTC.
    package let recordedAt: Int64
    package let rung: Rung
    /// The asked fields' values in the asked order.
    package let values: [FieldValue]
}
