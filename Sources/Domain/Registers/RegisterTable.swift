package import Cryptography
import NationalCodes
package import Storage
import WorkCalendar

/// A register as a table: how its rows are written, sealed, found and opened.
package struct RegisterTable: Sendable {
    package let descriptor: RegisterDescriptor
    private let seals: [SealContext?]
    /// The columns that the platform keeps beside the fields, in order.
    package static let systemColumns = [
        "sys_id", "sys_version", "sys_from", "sys_recorded_at", "sys_recorded_by", "sys_reason", "sys_rung",
    ]
    let insertSQL: SQL
    let historySQL: SQL

    package init(_ descriptor: RegisterDescriptor) {
        self.descriptor = descriptor
        let table = descriptor.tableName
        seals = descriptor.fields.map { $0.isSealed ? SealContext("\(table).\($0.name)") : nil }
        let columns = (RegisterTable.systemColumns + descriptor.columns.map(\.name)).map(SQL.quoted)
        let list = columns.joined(separator: ", ")
        insertSQL = SQL(
            "INSERT INTO \(table) (\(list)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))")
        historySQL = SQL(
            """
            INSERT INTO \(table)_history (\(list), sys_until)
            SELECT \(list), CAST(? AS BIGINT) FROM \(table) WHERE sys_id = ? AND sys_version = ?
            """)
    }

    /// All columns in the order of inserts.
    package var columns: [String] { RegisterTable.systemColumns + descriptor.columns.map(\.name) }

    /// The table and its history as they have to be.
    package var descriptions: [TableDescription] {
        let table = descriptor.tableName
        var columns = [
            ColumnDescription(name: "sys_id", kind: .integer, isKey: true),
            ColumnDescription(name: "sys_version", kind: .integer, isNullable: false),
            ColumnDescription(name: "sys_from", kind: .text, isNullable: false),
            ColumnDescription(name: "sys_recorded_at", kind: .integer, isNullable: false),
            ColumnDescription(name: "sys_recorded_by", kind: .text, isNullable: false),
            ColumnDescription(name: "sys_reason", kind: .text, isNullable: false),
            ColumnDescription(name: "sys_rung", kind: .text, isNullable: false),
        ]
        columns += descriptor.columns.map { ColumnDescription(name: $0.name, kind: $0.storage.kind) }
        var indexes: [IndexDescription] = []
        let keyColumns = descriptor.key.compactMap { descriptor.field($0)?.lookupColumn?.name }
        if keyColumns.count == descriptor.key.count {
            indexes.append(IndexDescription(name: "\(table)_key", columns: keyColumns, isUnique: true))
        }
        for field in descriptor.fields {
            guard let column = field.lookupColumn?.name, keyColumns.first != column else { continue }
            indexes.append(IndexDescription(name: "\(table)_\(column)", columns: [column]))
        }
        if let territory = descriptor.territory, let column = descriptor.field(territory)?.clearColumn?.name,
            !indexes.contains(where: { $0.columns.first == column })
        {
            indexes.append(IndexDescription(name: "\(table)_territory", columns: [column]))
        }
        var history = columns.map {
            ColumnDescription(
                name: $0.name, kind: $0.kind, isNullable: $0.isNullable,
                isKey: $0.name == "sys_id" || $0.name == "sys_version")
        }
        history.append(ColumnDescription(name: "sys_until", kind: .integer, isNullable: false))
        return [
            TableDescription(name: table, columns: columns, indexes: indexes),
            TableDescription(name: "\(table)_history", columns: history),
        ]
    }

    /// The values of one row in the order of `columns`.
    ///
    /// - Parameter values: a value for each field in the descriptor's order.
    package func encoded(
        _ values: [FieldValue], id: Int64, version: Int64, origin: RowOrigin, keyring: Keyring
    ) throws(CryptoError) -> [SQLValue] {
        var row: [SQLValue] = [
            .integer(id), .integer(version), .text(origin.from.iso), .integer(origin.recordedAt),
            .text(origin.recordedBy), .text(origin.reason), .text(origin.rung.rawValue),
        ]
        row.reserveCapacity(7 + descriptor.fields.count * 2)
        for (index, field) in descriptor.fields.enumerated() {
            let value = values[index]
            if let seal = seals[index] {
                if let text = value.canonicalText {
                    row.append(.bytes(try keyring.seal(Array(text.utf8), in: seal, row: id)))
                    if field.lookup == .exact {
                        row.append(RegisterTable.indexValue(text, field: field, keyring: keyring))
                    }
                } else {
                    row.append(.null)
                    if field.lookup == .exact { row.append(.null) }
                }
            } else {
                row.append(RegisterTable.clearValue(value))
            }
            if let generalise = field.generalise {
                row.append(RegisterTable.clearValue(generalise.value(of: value) ?? .null))
            }
        }
        return row
    }

    /// The value to compare a lookup column with.
    package func lookupValue(_ value: FieldValue, field: RegisterField, keyring: Keyring) -> SQLValue {
        guard field.isSealed else { return RegisterTable.clearValue(value) }
        guard let text = value.canonicalText else { return .null }
        return RegisterTable.indexValue(text, field: field, keyring: keyring)
    }

    /// Reads one field from a row whose columns were selected with `selection(of:)`.
    func decoded(_ field: RegisterField, fieldIndex: Int, row: Row, at column: Int, id: Int64, keyring: Keyring)
        throws -> FieldValue
    {
        if row.isNull(column) { return .null }
        guard let seal = seals[fieldIndex] else {
            switch field.type.storage {
            case .integer:
                let number = try row.integer(column)
                return field.type == .boolean
                    ? .boolean(number != 0) : field.type == .instant ? .instant(number) : .integer(Int(number))
            default: return FieldValue(canonicalText: try row.text(column), type: field.type)
            }
        }
        let opened = try keyring.open(try row.bytes(column), in: seal, row: id)
        return FieldValue(canonicalText: String(decoding: opened, as: UTF8.self), type: field.type)
    }

    /// The columns of all fields, in the order of the descriptor, for a `SELECT` behind the four of the platform.
    var selection: String {
        descriptor.fields.map { ($0.clearColumn ?? $0.sealedColumn).map { SQL.quoted($0.name) } ?? "NULL" }
            .joined(separator: ", ")
    }

    /// Reads a row selected so.
    func row(_ row: Row, keyring: Keyring) throws -> RegisterRow {
        let id = try row.integer(0)
        return RegisterRow(
            id: id, version: try row.integer(1), recordedAt: try row.integer(2),
            rung: Rung(rawValue: try row.text(3)) ?? .typed,
            values: try descriptor.fields.enumerated().map { index, field in
                try decoded(field, fieldIndex: index, row: row, at: index + 4, id: id, keyring: keyring)
            })
    }

    private static func clearValue(_ value: FieldValue) -> SQLValue {
        switch value {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(Int64(number))
        case .decimal(let digits): .text(digits)
        case .boolean(let flag): .integer(flag ? 1 : 0)
        case .date(let date): .text(date.iso)
        case .instant(let moment): .integer(moment)
        }
    }

    /// The blind index of a value. Identity numbers of 15 digits are indexed as the 18 they stand for, and all fields
    /// that hold identity numbers share one domain, so that registers join.
    private static func indexValue(_ text: String, field: RegisterField, keyring: Keyring) -> SQLValue {
        if field.type == .idNumber {
            return .bytes(keyring.blindIndex(CitizenID.normalised(text) ?? text, domain: "id_number"))
        }
        return .bytes(keyring.blindIndex(text, domain: field.element.name))
    }
}

extension ColumnStorage {
    fileprivate var kind: ColumnDescription.Kind {
        switch self {
        case .text: .text
        case .integer: .integer
        case .blob: .bytes
        }
    }
}
