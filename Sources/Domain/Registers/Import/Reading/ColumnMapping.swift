package import Diagnostics

/// Which column of a file goes into which field.
package struct ColumnMapping: Sendable, Hashable {
    /// One column of the file.
    package struct Column: Sendable, Hashable {
        /// From 0.
        package let index: Int
        /// The heading as written, both lines of it where there are two.
        package let heading: String
        /// The field's place in the register; `nil` when the column is not imported.
        package let field: Int?
        /// Another column has the same field already.
        package let isRepeated: Bool
        /// What stood in brackets, such as a unit.
        let note: String
    }

    /// The row on which the header ends, from 1.
    package let headerRow: Int
    package let columns: [Column]
    /// The required fields that no column brings.
    package let missing: [Int]
    /// Words of the header, to know it again below.
    let signature: [String]

    /// The columns that are not imported.
    package var unknown: [Column] { columns.filter { $0.field == nil } }

    /// The titles of the missing fields.
    package func missingTitles(_ descriptor: RegisterDescriptor) -> [Text] {
        missing.map { descriptor.fields[$0].title }
    }
}
