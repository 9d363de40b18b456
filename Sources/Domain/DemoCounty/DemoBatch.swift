/// Some rows of one register, in order.
package struct DemoBatch: Sendable {
    /// The register's name.
    package let register: String
    /// The names of the columns.
    package let columns: [String]
    /// The values row by row; `columns.count` each.
    package let values: [DemoValue]

    /// How many rows.
    package var rowCount: Int { columns.isEmpty ? 0 : values.count / columns.count }

    /// The values of one row.
    package subscript(row: Int) -> ArraySlice<DemoValue> {
        values[row * columns.count..<(row + 1) * columns.count]
    }
}
