package import Diagnostics
import JSONTree
import Storage
import Tabular

/// One import: what was asked, and how far it is.
package struct ImportRecord: Sendable, Hashable {
    package let id: Int64
    package let register: String
    package let department: String
    /// The official's id, or the program's word.
    package let official: String
    package let fileName: String
    package let fileHash: [UInt8]
    package let fileSize: Int
    package let rung: Rung
    package internal(set) var sheet: String
    /// What a person said about columns.
    package internal(set) var chosen: [String: String]
    package internal(set) var mode: ImportMode
    package internal(set) var state: ImportState
    /// Counts each saved step, so that two workers never save the same one.
    package internal(set) var step: Int64
    package internal(set) var rowsRead: Int
    package internal(set) var rejected: Int
    /// How many rows of the file the writing has passed.
    package internal(set) var passed: Int
    package internal(set) var added: Int
    package internal(set) var changed: Int
    package internal(set) var unchanged: Int
    /// How much of the present step is done, in thousandths.
    package internal(set) var permille: Int
    package internal(set) var wasEmpty: Bool
    /// The stable code of what stopped it.
    package internal(set) var failure: String?
    package let createdAt: Int64
    package internal(set) var startedAt: Int64
    package internal(set) var finishedAt: Int64?

    /// The rows that came into the register or changed there.
    package var imported: Int { added + changed }

    static let columns = """
        id, register, department, official, file_name, file_hash, file_size, rung, sheet, chosen, mode, state, step, \
        rows_read, rejected, passed, added, changed, unchanged, permille, was_empty, failure, created_at, started_at, \
        finished_at
        """

    init(_ row: Row) throws {
        id = try row.integer(0)
        register = try row.text(1)
        department = try row.text(2)
        official = try row.text(3)
        fileName = try row.text(4)
        fileHash = try row.bytes(5)
        fileSize = try row.int(6)
        rung = Rung(rawValue: try row.text(7)) ?? .file
        sheet = try row.text(8)
        let json = try JSON(parsing: try row.text(9))
        chosen = Dictionary(json.members.map { ($0.name, $0.value.string ?? "") }) { _, last in last }
        mode = ImportMode(rawValue: try row.text(10)) ?? .allOrNothing
        state = ImportState(rawValue: try row.text(11)) ?? .failed
        step = try row.integer(12)
        rowsRead = try row.int(13)
        rejected = try row.int(14)
        passed = try row.int(15)
        added = try row.int(16)
        changed = try row.int(17)
        unchanged = try row.int(18)
        permille = try row.int(19)
        wasEmpty = try row.bool(20)
        failure = try row.optionalText(21)
        createdAt = try row.integer(22)
        startedAt = try row.integer(23)
        finishedAt = try row.optionalInteger(24)
    }

    private static let save: SQL = """
        UPDATE register_import SET sheet = ?, chosen = ?, mode = ?, state = ?, step = ?, rows_read = ?, rejected = ?,
          passed = ?, added = ?, changed = ?, unchanged = ?, permille = ?, was_empty = ?, failure = ?, started_at = ?,
          finished_at = ? WHERE id = ? AND step = ?
        """

    /// The statement that saves this step, unless somebody saved it first.
    mutating func saving() -> Statement {
        step += 1
        return Statement(
            Self.save,
            [
                .text(sheet), .text(Self.json(chosen)), .text(mode.rawValue), .text(state.rawValue), .integer(step),
                SQLValue(rowsRead), SQLValue(rejected), SQLValue(passed), SQLValue(added), SQLValue(changed),
                SQLValue(unchanged), SQLValue(permille), SQLValue(wasEmpty), SQLValue(failure), .integer(startedAt),
                SQLValue(finishedAt), .integer(id), .integer(step - 1),
            ], expect: .rows(1), otherwise: ImportError.Code.movedOn.rawValue)
    }

    static func json(_ chosen: [String: String]) -> String {
        JSON.object(chosen.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }).text
    }
}

extension ImportRecord {
    /// Why it was not completed, in words.
    package var failureMessage: Text? {
        guard let failure else { return nil }
        if let code = TabularError.Code(rawValue: failure) { return TabularError(code).message }
        if let code = ImportError.Code(rawValue: failure) { return ImportError(code).message }
        return Text(verbatim: failure)
    }
}
