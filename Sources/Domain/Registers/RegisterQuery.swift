package import Cryptography
package import Storage

/// A prepared question to one register: which fields to show, by which fields to find.
package struct RegisterQuery: Sendable {
    package let table: RegisterTable
    /// The fields shown, in order.
    package let fields: [String]
    /// The fields searched by, in order.
    package let keys: [String]
    private let shown: [(field: RegisterField, index: Int)]
    private let searched: [RegisterField]
    private let single: SQL
    private let head: String

    /// Why a question cannot be put.
    package enum Failure: Error, Sendable, Hashable {
        case unknownField(String)
        case notSearchable(String)
    }

    package init(_ table: RegisterTable, fields: [String], keys: [String]) throws(Failure) {
        self.table = table
        self.fields = fields
        self.keys = keys
        var shown: [(RegisterField, Int)] = []
        for name in fields {
            guard let index = table.descriptor.fields.firstIndex(where: { $0.name == name }) else {
                throw .unknownField(name)
            }
            shown.append((table.descriptor.fields[index], index))
        }
        var searched: [RegisterField] = []
        for name in keys {
            guard let field = table.descriptor.field(name) else { throw .unknownField(name) }
            guard field.lookupColumn != nil else { throw .notSearchable(name) }
            searched.append(field)
        }
        self.shown = shown
        self.searched = searched
        let columns = shown.map { ($0.0.clearColumn ?? $0.0.sealedColumn).map { SQL.quoted($0.name) } ?? "NULL" }
        let selected = (["sys_id", "sys_version", "sys_recorded_at", "sys_rung"] + columns).joined(separator: ", ")
        head = "SELECT \(selected) FROM \(table.descriptor.tableName) WHERE "
        single = SQL(RegisterQuery.text(head, searched, counts: searched.map { _ in 1 }))
    }

    private static func text(_ head: String, _ searched: [RegisterField], counts: [Int]) -> String {
        let conditions = zip(searched, counts).map { field, count in
            let column = field.lookupColumn.map { SQL.quoted($0.name) } ?? ""
            return count == 1
                ? "\(column) = ?" : "\(column) IN (\(Array(repeating: "?", count: count).joined(separator: ", ")))"
        }
        return head + conditions.joined(separator: " AND ") + " ORDER BY sys_id"
    }

    /// The rows whose every key equals one of its values, at most `limit`.
    package func rows(
        _ values: [[FieldValue]], limit: Int, reader: any SnapshotReader, keyring: Keyring
    ) throws -> [RegisterRow] {
        var bound: [SQLValue] = []
        for (field, candidates) in zip(searched, values) {
            for value in candidates { bound.append(table.lookupValue(value, field: field, keyring: keyring)) }
        }
        let isSingle = values.allSatisfy { $0.count == 1 }
        let sql = isSingle ? single : SQL(RegisterQuery.text(head, searched, counts: values.map(\.count)))
        return try reader.rows(sql, bound, limit: limit) { row in
            let id = try row.integer(0)
            var decoded: [FieldValue] = []
            decoded.reserveCapacity(shown.count)
            for (offset, entry) in shown.enumerated() {
                decoded.append(
                    try table.decoded(
                        entry.field, fieldIndex: entry.index, row: row, at: offset + 4, id: id, keyring: keyring))
            }
            return RegisterRow(
                id: id, version: try row.integer(1), recordedAt: try row.integer(2),
                rung: Rung(rawValue: try row.text(3)) ?? .typed, values: decoded)
        }
    }
}
