/// One step from the table that is to the table that should be.
package enum TableChange: Sendable, Hashable {
    case createTable(TableDescription)
    case addColumn(table: String, ColumnDescription)
    case addIndex(table: String, IndexDescription)
    case dropIndex(name: String)
    /// An integer column becomes text; its values stay.
    case widen(table: String, column: String)
    /// What isn't done by itself; it needs a migration written by a person.
    case refused(String)
}

extension TableDescription {
    /// What a table that doesn't exist yet needs.
    package var creation: [TableChange] {
        [.createTable(self)] + indexes.map { .addIndex(table: name, $0) }
    }

    /// The steps from this table, as it is, to `wanted`: nullable columns, indexes and wider types are added; everything
    /// else is refused. Columns that nobody wants any more stay (expand, then contract).
    package func changes(toward wanted: TableDescription) -> [TableChange] {
        var changes: [TableChange] = []
        var widened: Set<String> = []
        for column in wanted.columns {
            guard let existing = self.column(column.name) else {
                changes.append(
                    column.isNullable
                        ? .addColumn(table: name, column)
                        : .refused("\(name).\(column.name): a new column has to be nullable"))
                continue
            }
            if existing.isKey != column.isKey {
                changes.append(.refused("\(name).\(column.name): the key cannot change"))
            } else if existing.kind != column.kind {
                if existing.kind == .integer, column.kind == .text, !existing.isKey, existing.isNullable {
                    widened.insert(column.name)
                    changes.append(.widen(table: name, column: column.name))
                } else {
                    changes.append(
                        .refused(
                            "\(name).\(column.name): \(existing.kind.rawValue) cannot become \(column.kind.rawValue)"))
                }
            } else if existing.isNullable, !column.isNullable {
                changes.append(.refused("\(name).\(column.name): a nullable column cannot become required"))
            } else if !existing.isNullable, column.isNullable {
                changes.append(.refused("\(name).\(column.name): a required column cannot become nullable by itself"))
            }
        }
        for existing in columns where !existing.isNullable && wanted.column(existing.name) == nil {
            changes.append(.refused("\(name).\(existing.name): a required column is no longer declared"))
        }
        return indexChanges(toward: wanted, widened: widened, around: changes)
    }

    private func indexChanges(
        toward wanted: TableDescription, widened: Set<String>, around changes: [TableChange]
    ) -> [TableChange] {
        var drops: [TableChange] = []
        var additions: [TableChange] = []
        for index in wanted.indexes {
            let existing = indexes.first { $0.name == index.name }
            let isSame =
                existing.map {
                    $0.columns == index.columns && $0.isUnique == index.isUnique
                        && ($0.predicate == nil) == (index.predicate == nil)
                } ?? false
            if isSame, widened.isDisjoint(with: index.columns) { continue }
            if existing != nil { drops.append(.dropIndex(name: index.name)) }
            additions.append(.addIndex(table: name, index))
        }
        for existing in indexes where !wanted.indexes.contains(where: { $0.name == existing.name }) {
            drops.append(.dropIndex(name: existing.name))
        }
        return drops + changes + additions
    }
}

extension TableChange {
    /// The statements of this step, for `Storage.alter`; none for a refusal.
    package func ddl(_ dialect: Dialect) -> [String] {
        switch self {
        case .createTable(let table):
            var parts = table.columns.map { column in
                "\(SQL.quoted(column.name)) \(Self.portableName(column.kind))\(column.isNullable ? "" : " NOT NULL")"
            }
            let key = table.columns.filter(\.isKey).map { SQL.quoted($0.name) }
            if !key.isEmpty { parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
            return ["CREATE TABLE \(SQL.quoted(table.name)) (\(parts.joined(separator: ", ")))"]
        case .addColumn(let table, let column):
            return [
                "ALTER TABLE \(SQL.quoted(table)) ADD COLUMN \(SQL.quoted(column.name)) \(Self.portableName(column.kind))"
            ]
        case .addIndex(let table, let index):
            let columns = index.columns.map(SQL.quoted).joined(separator: ", ")
            let condition = index.predicate.map { " WHERE \($0)" } ?? ""
            let unique = index.isUnique ? "UNIQUE " : ""
            return [
                "CREATE \(unique)INDEX \(SQL.quoted(index.name)) ON \(SQL.quoted(table)) (\(columns))\(condition)"
            ]
        case .dropIndex(let name): return ["DROP INDEX \(SQL.quoted(name))"]
        case .widen(let table, let column): return Self.widening(table, column, dialect)
        case .refused: return []
        }
    }

    private static func portableName(_ kind: ColumnDescription.Kind) -> String {
        switch kind {
        case .integer: "BIGINT"
        case .text: "TEXT"
        case .bytes: "BYTES"
        }
    }

    private static func widening(_ table: String, _ column: String, _ dialect: Dialect) -> [String] {
        let quotedTable = SQL.quoted(table)
        let quotedColumn = SQL.quoted(column)
        switch dialect {
        case .postgres:
            return ["ALTER TABLE \(quotedTable) ALTER COLUMN \(quotedColumn) TYPE TEXT"]
        case .sqlite:
            let wider = SQL.quoted(column + "_wider")
            return [
                "ALTER TABLE \(quotedTable) ADD COLUMN \(wider) TEXT",
                "UPDATE \(quotedTable) SET \(wider) = CAST(\(quotedColumn) AS TEXT)",
                "ALTER TABLE \(quotedTable) DROP COLUMN \(quotedColumn)",
                "ALTER TABLE \(quotedTable) RENAME COLUMN \(wider) TO \(quotedColumn)",
            ]
        }
    }
}
