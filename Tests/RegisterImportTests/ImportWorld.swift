import Cryptography
import Diagnostics
import Directory
import Foundation
import Journal
import Registers
import Storage
import Tabular
import TestSupport
import Testing

/// A database with registers to import into, and somebody who may.
struct ImportWorld: Sendable {
    let storage: any Storage
    let registers: RegisterStore
    let journal: Journal
    let clock: TestClock
    let folder: URL

    static let steward = scope(department: "education", [.importRegisters])

    static func scope(department: String, _ permissions: Set<Permission>, id: Int64 = 7) -> AccessScope {
        AccessScope(
            viewer: .official(id: id, post: "steward", department: department), reach: .county, permissions: permissions
        )
    }

    /// A new importer, as after a start of the program.
    func importer() -> RegisterImporter { RegisterImporter(registers: registers, journal: journal, clock: clock) }

    static func run(_ backend: Backend, _ body: (ImportWorld) async throws -> Void) async throws {
        let database = try await TestDatabase.make(backend)
        let storage = try await database.open()
        do {
            let clock = TestClock()
            let identifiers = IdentifierSource(clock: clock)
            _ = try await Migrations([JobQueue.migrations, Journal.migrations, ImportTables.migrations])
                .apply(to: storage, now: clock.now())
            let registers = RegisterStore(
                storage: storage, keyring: try TestKeys.keyring(), identifiers: identifiers,
                registers: [Samples.pupil, Samples.marriage])
            _ = try await registers.migrate()
            try await body(
                ImportWorld(
                    storage: storage, registers: registers, journal: Journal(identifiers: identifiers), clock: clock,
                    folder: database.folder))
        } catch {
            await storage.close()
            try? await database.remove()
            throw error
        }
        await storage.close()
        try await database.remove()
    }

    /// Imports bytes to the end with one importer.
    @discardableResult
    func load(
        _ bytes: [UInt8], into register: String = "test.pupil", mode: ImportMode = .goodRows,
        key: String = UUID().uuidString
    ) async throws -> ImportRecord {
        let importer = importer()
        let record = try await importer.upload(
            bytes, name: "名单.xlsx", to: register, requestKey: key, scope: Self.steward, now: clock.now())
        _ = try await importer.start(record.id, mode: mode, scope: Self.steward, now: clock.now())
        return try await importer.advance(record.id, for: .seconds(600))
    }

    /// A pupil as the register has it.
    func pupil(_ id: String) async throws -> RegisterRow? {
        let table = try #require(registers.tables["test.pupil"])
        let query = try RegisterQuery(table, fields: Samples.pupil.fields.map(\.name), keys: ["id_number"])
        return try await storage.snapshot { [registers] reader in
            try query.rows([[.text(id)]], limit: 2, reader: reader, keyring: registers.keyring).first
        }
    }

    func count(_ table: String) async throws -> Int {
        try await storage.point(SQL("SELECT COUNT(*) FROM \(table)")) { try $0.int(0) } ?? -1
    }

    /// The rows of a rejected-rows file.
    func rejected(_ record: ImportRecord, _ format: RejectedRowsFile.Format = .workbook) async throws -> [[String]] {
        let descriptor = try #require(registers.tables[record.register]).descriptor
        let bytes = try await RejectedRowsFile.make(
            record, format: format, store: importer().store, descriptor: descriptor)
        return try Samples.read(bytes)
    }
}
