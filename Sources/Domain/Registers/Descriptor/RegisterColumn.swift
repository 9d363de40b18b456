/// One column of a register's table.
package struct RegisterColumn: Sendable, Hashable {
    /// What the column holds of its field.
    package enum Role: Sendable, Hashable {
        /// The value in clear.
        case value
        /// The value sealed.
        case sealed
        /// A keyed digest of the value, equal for equal values.
        case blindIndex
        /// A coarser form in clear.
        case generalised(RegisterField.Generalisation)
    }

    /// The column's name.
    package let name: String
    /// How it is stored.
    package let storage: ColumnStorage
    /// What it holds.
    package let role: Role

    /// Makes a column.
    package init(name: String, storage: ColumnStorage, role: Role) {
        self.name = name
        self.storage = storage
        self.role = role
    }
}
