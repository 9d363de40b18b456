package import Cryptography
package import Storage

/// The registers of the published packages, as tables that can be filled and changed.
package final class RegisterStore: Sendable {
    package let storage: any Storage
    package let keyring: Keyring
    package let identifiers: IdentifierSource
    /// The tables by `package.register`.
    package let tables: [String: RegisterTable]

    package init(
        storage: any Storage, keyring: Keyring, identifiers: IdentifierSource, registers: [RegisterDescriptor]
    ) {
        self.storage = storage
        self.keyring = keyring
        self.identifiers = identifiers
        tables = Dictionary(
            registers.map { ($0.qualifiedID, RegisterTable($0)) }, uniquingKeysWith: { _, last in last })
    }

    /// What stands in the way of a register's new form.
    package struct MigrationRefused: Error, Sendable, Hashable {
        package let register: String
        package let reasons: [String]

        package init(register: String, reasons: [String]) {
            self.register = register
            self.reasons = reasons
        }
    }

    /// Brings the database's tables to what the registers declare: new tables, nullable columns, indexes and wider
    /// types by themselves; anything else is refused and nothing is changed.
    ///
    /// - Returns: the statements that were run.
    package func migrate() async throws -> [String] {
        var ddl: [String] = []
        for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
            for wanted in table.descriptions {
                let changes =
                    try await storage.describe(table: wanted.name)?.changes(toward: wanted) ?? wanted.creation
                let refusals = changes.compactMap { change in
                    if case .refused(let reason) = change { reason } else { nil }
                }
                if !refusals.isEmpty { throw MigrationRefused(register: name, reasons: refusals) }
                ddl += changes.flatMap { $0.ddl(storage.dialect) }
            }
        }
        if !ddl.isEmpty { try await storage.alter(ddl) }
        return ddl
    }

    /// Fills a register in one transaction, without history: for a first load.
    package func load(
        _ register: String, rows: some Collection<[FieldValue]> & Sendable, origin: RowOrigin
    ) async throws {
        guard let table = tables[register] else { throw RegisterError(.unknownRegister) }
        var batch = RowBatch(columns: table.columns.count, capacity: rows.count)
        for values in rows {
            batch.append(
                try table.encoded(values, id: identifiers.next(), version: 1, origin: origin, keyring: keyring))
        }
        try await storage.bulk(into: table.descriptor.tableName, columns: table.columns, batch)
    }

    /// The statements that add a row.
    package func adding(_ values: [FieldValue], to register: String, origin: RowOrigin) throws -> [Statement] {
        guard let table = tables[register] else { throw RegisterError(.unknownRegister) }
        let row = try table.encoded(values, id: identifiers.next(), version: 1, origin: origin, keyring: keyring)
        return [Statement(table.insertSQL, row, expect: .rows(1))]
    }

    /// The statements that change a row: the old version goes into the history, and the guard fails when somebody
    /// else changed it first.
    package func changing(
        id: Int64, version: Int64, to values: [FieldValue], in register: String, origin: RowOrigin
    ) throws -> [Statement] {
        guard let table = tables[register] else { throw RegisterError(.unknownRegister) }
        let name = table.descriptor.tableName
        let row = try table.encoded(values, id: id, version: version + 1, origin: origin, keyring: keyring)
        return [
            Statement(
                table.historySQL, [.integer(origin.recordedAt), .integer(id), .integer(version)], expect: .rows(1),
                otherwise: RegisterError.Code.changedElsewhere.rawValue),
            Statement(
                SQL("DELETE FROM \(name) WHERE sys_id = ? AND sys_version = ?"), [.integer(id), .integer(version)],
                expect: .rows(1), otherwise: RegisterError.Code.changedElsewhere.rawValue),
            Statement(table.insertSQL, row, expect: .rows(1)),
        ]
    }

    private static let chunk = 400

    /// All fields of rows, by their ids.
    package func rows(_ table: RegisterTable, ids: [Int64]) async throws -> [Int64: RegisterRow] {
        var rows: [Int64: RegisterRow] = [:]
        var start = 0
        while start < ids.count {
            let some = ids[start..<min(start + Self.chunk, ids.count)]
            start += some.count
            let sql = SQL(
                """
                SELECT sys_id, sys_version, sys_recorded_at, sys_rung, \(table.selection)
                FROM \(table.descriptor.tableName) WHERE sys_id IN (\(SQL.placeholders(some.count)))
                """)
            let found = try await storage.query(sql, some.map { .integer($0) }, limit: some.count) {
                [keyring] row in try table.row(row, keyring: keyring)
            }
            for row in found { rows[row.id] = row }
        }
        return rows
    }

    /// All fields of one row.
    package func row(_ table: RegisterTable, id: Int64, reader: any SnapshotReader) throws -> RegisterRow? {
        let sql = SQL(
            """
            SELECT sys_id, sys_version, sys_recorded_at, sys_rung, \(table.selection)
            FROM \(table.descriptor.tableName) WHERE sys_id = ?
            """)
        return try reader.point(sql, [.integer(id)]) { try table.row($0, keyring: keyring) }
    }

    /// The id and version of every row: what somebody who follows a register compares with what they have seen.
    package func versions(of table: RegisterTable) async throws -> [(id: Int64, version: Int64)] {
        try await storage.query(
            SQL("SELECT sys_id, sys_version FROM \(table.descriptor.tableName) ORDER BY sys_id"), limit: .max,
            timeLimit: .seconds(60)
        ) { (id: try $0.integer(0), version: try $0.integer(1)) }
    }

    /// How many rows a register has.
    package func count(_ register: String) async throws -> Int {
        guard let table = tables[register] else { throw RegisterError(.unknownRegister) }
        return try await storage.query(
            SQL("SELECT COUNT(*) FROM \(table.descriptor.tableName)"), timeLimit: .seconds(60)
        ) { try $0.int(0) }.first ?? 0
    }
}
