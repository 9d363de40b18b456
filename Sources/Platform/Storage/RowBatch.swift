/// Rows for the bulk lane, kept as one flat list of values.
package struct RowBatch: Sendable {
    package let columns: Int
    package private(set) var values: [SQLValue]

    package init(columns: Int, capacity: Int = 0) {
        self.columns = max(columns, 1)
        values = []
        values.reserveCapacity(capacity * self.columns)
    }

    package var count: Int { values.count / columns }
    package var isEmpty: Bool { values.isEmpty }

    /// Appends a row; one that is too short is filled up with nulls, one too long is cut.
    package mutating func append(_ row: [SQLValue]) {
        if row.count == columns {
            values.append(contentsOf: row)
        } else {
            values.append(contentsOf: row.prefix(columns))
            for _ in 0..<max(0, columns - row.count) { values.append(.null) }
        }
    }

    package mutating func append(_ row: SQLValue...) { append(row) }
    package mutating func removeAll(keepingCapacity: Bool = true) { values.removeAll(keepingCapacity: keepingCapacity) }
}
