/// One column of a table, in the portable types.
package struct ColumnDescription: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case integer
        case text
        case bytes
    }

    package var name: String
    package var kind: Kind
    package var isNullable: Bool
    package var isKey: Bool

    package init(name: String, kind: Kind, isNullable: Bool = true, isKey: Bool = false) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable && !isKey
        self.isKey = isKey
    }
}

/// One index of a table, other than its key's.
package struct IndexDescription: Sendable, Hashable {
    package var name: String
    package var columns: [String]
    package var isUnique: Bool
    /// The condition of a partial index. What the database gives back may be worded differently.
    package var predicate: String?

    package init(name: String, columns: [String], isUnique: Bool = false, predicate: String? = nil) {
        self.name = name
        self.columns = columns
        self.isUnique = isUnique
        self.predicate = predicate
    }
}

/// A table as it is or as it should be; a register's declaration and a live table both become one.
package struct TableDescription: Sendable, Hashable {
    package var name: String
    package var columns: [ColumnDescription]
    package var indexes: [IndexDescription]

    package init(name: String, columns: [ColumnDescription], indexes: [IndexDescription] = []) {
        self.name = name
        self.columns = columns
        self.indexes = indexes
    }

    package func column(_ name: String) -> ColumnDescription? { columns.first { $0.name == name } }
}
