package import Cryptography
package import Directory
import JSONTree
package import Storage
package import Tabular

/// Imports as they are kept: their records, files and rejected rows.
package struct ImportStore: Sendable {
    /// The largest file that comes through a page.
    package static let maximumUpload = 64_000_000
    private static let partSize = 256 << 10
    private static let partSeal = SealContext("register_import_part.body")
    private static let rowSeal = SealContext("register_import_row.cells")

    package let storage: any Storage
    package let keyring: Keyring
    package let identifiers: IdentifierSource

    private static let insert: SQL = """
        INSERT INTO register_import (id, request_key, register, department, official, file_name, file_hash, file_size,
          rung, sheet, chosen, mode, state, step, rows_read, rejected, passed, added, changed, unchanged, permille,
          was_empty, failure, created_at, started_at, finished_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '{}', ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, ?, 0, NULL)
        """
    private static let insertPart: SQL =
        "INSERT INTO register_import_part (id, import_id, number, body) VALUES (?, ?, ?, ?)"
    private static let byRequest = SQL("SELECT \(ImportRecord.columns) FROM register_import WHERE request_key = ?")
    private static let byID = SQL("SELECT \(ImportRecord.columns) FROM register_import WHERE id = ?")
    private static let byDepartment = SQL(
        "SELECT \(ImportRecord.columns) FROM register_import WHERE department = ? ORDER BY id DESC")
    private static let byFile = SQL(
        "SELECT \(ImportRecord.columns) FROM register_import WHERE register = ? AND file_hash = ? AND official = ? ORDER BY id DESC"
    )
    private static let parts: SQL = "SELECT id, body FROM register_import_part WHERE import_id = ? ORDER BY number"
    static let deleteParts: SQL = "DELETE FROM register_import_part WHERE import_id = ?"
    static let deleteRows: SQL = "DELETE FROM register_import_row WHERE import_id = ?"
    private static let rejectedRows: SQL = """
        SELECT id, number, cells, problems FROM register_import_row WHERE import_id = ? AND number > ? ORDER BY number
        """

    /// Keeps a file. The same request key twice gives the same import: a button pressed twice uploads once.
    func create(
        requestKey: String, register: String, department: String, official: String, fileName: String, hash: [UInt8],
        size: Int, body: [UInt8]?, rung: Rung, now: Int64
    ) async throws -> ImportRecord {
        let id = identifiers.next()
        var writes = WriteSet([
            Statement(
                Self.insert,
                [
                    .integer(id), .text(requestKey), .text(register), .text(department), .text(official),
                    .text(fileName), .bytes(hash), SQLValue(size), .text(rung.rawValue),
                    .text(ImportMode.allOrNothing.rawValue), .text(ImportState.uploaded.rawValue), .integer(now),
                ], expect: .rows(1))
        ])
        if let body {
            for (number, start) in stride(from: 0, to: body.count, by: Self.partSize).enumerated() {
                let part = identifiers.next()
                let piece = Array(body[start..<min(start + Self.partSize, body.count)])
                writes.append(
                    Statement(
                        Self.insertPart,
                        [
                            .integer(part), .integer(id), SQLValue(number),
                            .bytes(try keyring.seal(piece, in: Self.partSeal, row: part)),
                        ]))
            }
        }
        do {
            try await storage.commit(writes)
        } catch {
            guard error.isConflict("register_import_request") else { throw error }
            let first = try await storage.point(Self.byRequest, [.text(requestKey)]) { try ImportRecord($0) }
            guard let first, first.department == department, first.register == register else {
                throw ImportError(.notFound)
            }
            return first
        }
        return try await record(id)
    }

    /// An import, whoever asks: for the program's own work.
    func record(_ id: Int64) async throws -> ImportRecord {
        guard let record = try await storage.point(Self.byID, [.integer(id)], { try ImportRecord($0) }) else {
            throw ImportError(.notFound)
        }
        return record
    }

    /// The newest import of a file into a register by the same hand.
    func latest(register: String, hash: [UInt8], official: String) async throws -> ImportRecord? {
        try await storage.point(Self.byFile, [.text(register), .bytes(hash), .text(official)]) { try ImportRecord($0) }
    }

    /// An import of the viewer's department.
    package func find(_ id: Int64, in scope: AccessScope) async throws -> ImportRecord {
        let record = try await record(id)
        guard ImportStore.mayImport(record.department, scope) else { throw ImportError(.notFound) }
        return record
    }

    /// The newest imports of the viewer's department.
    package func recent(in scope: AccessScope, limit: Int = 30) async throws -> [ImportRecord] {
        guard case .official(_, _, let department) = scope.viewer, scope.may(.importRegisters) else { return [] }
        return try await storage.query(Self.byDepartment, [.text(department)], limit: limit) { try ImportRecord($0) }
    }

    /// Whether a viewer may import into a department's registers.
    package static func mayImport(_ department: String, _ scope: AccessScope) -> Bool {
        guard scope.may(.importRegisters) else { return false }
        return switch scope.viewer {
        case .official(_, _, let own): own == department
        case .program: true
        case .citizen: false
        }
    }

    /// The uploaded file.
    package func source(_ record: ImportRecord) async throws -> any ByteSource {
        let pieces = try await storage.query(
            Self.parts, [.integer(record.id)], limit: .max, timeLimit: .seconds(60)
        ) { [keyring] row in
            try keyring.open(try row.bytes(1), in: Self.partSeal, row: try row.integer(0))
        }
        guard !pieces.isEmpty || record.fileSize == 0 else { throw ImportError(.fileGone) }
        return MemorySource(Array(pieces.joined()))
    }

    static let rowColumns = ["id", "import_id", "number", "cells", "problems"]

    /// One rejected row as it is kept: its cells sealed, its problems in codes.
    func rejectedRow(_ record: ImportRecord, number: Int, cells: [String], problems: [ImportProblem]) throws
        -> [SQLValue]
    {
        let id = identifiers.next()
        let body = JSON.array(cells.map { JSON.string($0) }).bytes
        let codes = problems.map { problem -> JSON in
            let detail: JSON = problem.detail.map { JSON.integer($0) } ?? .null
            let entry: [JSON] = [.string(problem.code.rawValue), .string(problem.field ?? ""), detail]
            return JSON.array(entry)
        }
        return [
            .integer(id), .integer(record.id), SQLValue(number),
            .bytes(try keyring.seal(body, in: Self.rowSeal, row: id)), .text(JSON.array(codes).text),
        ]
    }

    /// A rejected row; row 0 holds the header.
    package struct RejectedRow: Sendable {
        package let number: Int
        package let cells: [String]
        package let problems: [ImportProblem]
    }

    /// The rejected rows behind a row number, in order; from -1 the header comes first.
    package func rejected(_ record: ImportRecord, after number: Int, limit: Int) async throws -> [RejectedRow] {
        try await storage.query(
            Self.rejectedRows, [.integer(record.id), SQLValue(number)], limit: limit, timeLimit: .seconds(30)
        ) { [keyring] row in
            let cells = try JSON(parsing: keyring.open(try row.bytes(2), in: Self.rowSeal, row: try row.integer(0)))
            let problems = try JSON(parsing: try row.text(3))
            return RejectedRow(
                number: try row.int(1), cells: cells.elements.map { $0.string ?? "" },
                problems: problems.elements.compactMap { entry in
                    guard let code = ImportProblem.Code(rawValue: entry[0]?.string ?? "") else { return nil }
                    let field = entry[1]?.string ?? ""
                    return ImportProblem(code, field: field.isEmpty ? nil : field, detail: entry[2]?.integer)
                })
        }
    }

    private static let lastDone: SQL =
        "SELECT COALESCE(MAX(finished_at), 0) FROM register_import WHERE state = 'done'"

    /// When the last import was completed (UTC microseconds), 0 if none was: what is kept of registers in memory is
    /// older or younger.
    package func lastCompleted() async throws -> Int64 {
        try await storage.point(Self.lastDone, []) { try $0.integer(0) } ?? 0
    }

    /// Forgets the files and rejected rows of imports made before a moment; what was done stays in the journal.
    package func purge(before moment: Int64) -> WriteSet {
        let old = "SELECT id FROM register_import WHERE created_at < ?"
        return WriteSet([
            Statement(SQL("DELETE FROM register_import_part WHERE import_id IN (\(old))"), [.integer(moment)]),
            Statement(SQL("DELETE FROM register_import_row WHERE import_id IN (\(old))"), [.integer(moment)]),
            Statement(
                "DELETE FROM register_import WHERE created_at < ? AND state NOT IN ('waiting', 'checking', 'writing')",
                [.integer(moment)]),
        ])
    }
}
