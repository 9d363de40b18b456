/// Where a sealed value lives. A value opened anywhere else is not authentic, so rows and columns cannot be swapped.
package struct SealContext: Sendable {
    let bytes: [UInt8]

    /// The place of a column, for all rows: `table.column`.
    package init(_ column: String) { bytes = Array(column.utf8) }

    /// The additional data of one row: the column's name, a zero byte, the row's id in eight bytes.
    func additionalData(row: Int64) -> [UInt8] {
        var data = bytes
        data.reserveCapacity(bytes.count + 9)
        data.append(0)
        for shift in stride(from: 56, through: 0, by: -8) {
            data.append(UInt8(truncatingIfNeeded: row >> Int64(shift)))
        }
        return data
    }
}
