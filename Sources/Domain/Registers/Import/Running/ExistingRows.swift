import Cryptography
import Storage

/// A row that a register has already.
struct ExistingRow: Sendable {
    let id: Int64
    let version: Int64
    let reason: String
    let values: [FieldValue]
}

/// Finds the rows of a register by their keys, many at a time.
struct ExistingRows: Sendable {
    let table: RegisterTable
    let storage: any Storage
    let keyring: Keyring
    private let keys: [RegisterField]
    private let keyPlaces: [Int]
    private let head: String

    init(_ table: RegisterTable, storage: any Storage, keyring: Keyring) {
        self.table = table
        self.storage = storage
        self.keyring = keyring
        keys = table.descriptor.key.compactMap { table.descriptor.field($0) }
        keyPlaces = table.descriptor.key.compactMap { name in
            table.descriptor.fields.firstIndex { $0.name == name }
        }
        let columns = table.descriptor.fields.map {
            ($0.clearColumn ?? $0.sealedColumn).map { SQL.quoted($0.name) } ?? "NULL"
        }
        head =
            "SELECT sys_id, sys_version, sys_reason, \(columns.joined(separator: ", ")) FROM \(table.descriptor.tableName)"
    }

    private static func lookUp(_ field: RegisterField) -> String {
        field.lookupColumn.map { SQL.quoted($0.name) } ?? "NULL"
    }

    /// Whether rows can be found by key in the database, and the database keeps keys apart.
    var isSearchable: Bool { !keys.isEmpty && keys.allSatisfy { $0.lookupColumn != nil } }

    /// The rows whose keys these rows have.
    func find(_ rows: [CheckedRow], index: [RowKey: [Int64]]?) async throws -> [RowKey: [ExistingRow]] {
        var found: [RowKey: [ExistingRow]] = [:]
        let chunk = max(1, 400 / max(1, keys.count))
        var start = 0
        while start < rows.count {
            let some = rows[start..<min(start + chunk, rows.count)]
            start += chunk
            let batch: [(RowKey, ExistingRow)]
            if let index {
                let ids = some.compactMap(\.key).flatMap { index[$0] ?? [] }
                if ids.isEmpty { continue }
                batch = try await self.rows("sys_id IN (\(SQL.placeholders(ids.count)))", ids.map(SQLValue.integer))
            } else {
                let pairs = keys.map { "\(Self.lookUp($0)) = ?" }
                let one = "(\(pairs.joined(separator: " AND ")))"
                let condition =
                    keys.count == 1
                    ? "\(Self.lookUp(keys[0])) IN (\(SQL.placeholders(some.count)))"
                    : Array(repeating: one, count: some.count).joined(separator: " OR ")
                let values = some.flatMap { row in
                    zip(keys, keyPlaces).map { table.lookupValue(row.values[$1], field: $0, keyring: keyring) }
                }
                batch = try await self.rows(condition, values)
            }
            for (key, row) in batch { found[key, default: []].append(row) }
        }
        return found
    }

    /// The ids of all rows by key: for registers whose key cannot be looked up.
    func index() async throws -> [RowKey: [Int64]] {
        var index: [RowKey: [Int64]] = [:]
        for (key, row) in try await rows("1 = 1", []) { index[key, default: []].append(row.id) }
        return index
    }

    private func rows(_ condition: String, _ values: [SQLValue]) async throws -> [(RowKey, ExistingRow)] {
        let types = keys.map(\.type)
        return try await storage.query(
            SQL("\(head) WHERE \(condition)"), values, limit: .max, timeLimit: .seconds(120)
        ) { [table, keyring, keyPlaces] row -> (RowKey, ExistingRow)? in
            let id = try row.integer(0)
            var decoded: [FieldValue] = []
            decoded.reserveCapacity(table.descriptor.fields.count)
            for (index, field) in table.descriptor.fields.enumerated() {
                decoded.append(
                    try table.decoded(field, fieldIndex: index, row: row, at: index + 3, id: id, keyring: keyring))
            }
            guard let key = RowKey(keyPlaces.map { decoded[$0] }, types: types) else { return nil }
            return (key, ExistingRow(id: id, version: try row.integer(1), reason: try row.text(2), values: decoded))
        }.compactMap(\.self)
    }
}
