import Foundation
import Storage

/// Reads the shape of tables out of SQLite's own tables.
enum SQLiteSchema {
    private static let columns: SQL = "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid"
    private static let indexList: SQL = """
        SELECT l.name, l."unique", l.origin, l.partial, m.sql FROM pragma_index_list(?) AS l
        LEFT JOIN sqlite_schema AS m ON m.type = 'index' AND m.name = l.name ORDER BY l.name
        """
    private static let indexColumns: SQL = "SELECT COALESCE(name, '') FROM pragma_index_info(?) ORDER BY seqno"

    static func describe(_ table: String, on connection: SQLiteConnection) throws(StorageError) -> TableDescription? {
        do {
            var description = TableDescription(name: table, columns: [])
            try connection.read(columns, [.text(table)]) { row in
                let isKey = try row.integer(3) > 0
                let isRequired = try row.bool(2)
                description.columns.append(
                    ColumnDescription(
                        name: try row.text(0), kind: kind(try row.text(1)), isNullable: !isRequired && !isKey,
                        isKey: isKey))
                return true
            }
            if description.columns.isEmpty { return nil }
            description.indexes = try indexes(of: table, on: connection)
            return description
        } catch {
            throw StorageError.wrapping(error)
        }
    }

    /// The indexes that were created by name; those of keys and of inline UNIQUE aren't among them.
    static func indexes(of table: String, on connection: SQLiteConnection) throws(StorageError) -> [IndexDescription] {
        do {
            var indexes: [IndexDescription] = []
            try connection.read(indexList, [.text(table)]) { row in
                guard try row.text(2) == "c" else { return true }
                let isPartial = try row.bool(3)
                let predicate = isPartial ? try row.optionalText(4).map(condition) : nil
                var index = IndexDescription(
                    name: try row.text(0), columns: [], isUnique: try row.bool(1), predicate: predicate)
                try connection.read(indexColumns, [.text(index.name)]) { column in
                    index.columns.append(try column.text(0))
                    return true
                }
                indexes.append(index)
                return true
            }
            return indexes
        } catch {
            throw StorageError.wrapping(error)
        }
    }

    private static func kind(_ declared: String) -> ColumnDescription.Kind {
        switch declared.uppercased() {
        case "INTEGER", "INT": .integer
        case "BLOB": .bytes
        default: .text
        }
    }

    private static func condition(_ definition: String) -> String {
        definition.range(of: " WHERE ", options: [.caseInsensitive, .backwards])
            .map { String(definition[$0.upperBound...]) } ?? definition
    }
}
