import Foundation
import PostgresStorage
import SQLiteStorage
import Storage
import Testing

/// All tests that use a database; one after another, so that a server with few connections suffices.
@Suite(.serialized) enum StorageTests {}

/// The databases that every test runs on: SQLite always, PostgreSQL where `YIWANG_TEST_POSTGRES` says how to connect.
enum Backend: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite
    case postgres

    static let conninfo = ProcessInfo.processInfo.environment["YIWANG_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    static let available: [Backend] = conninfo == nil ? [.sqlite] : [.sqlite, .postgres]

    var testDescription: String { rawValue }
}

extension StorageTests {
    @Suite struct Backends {
        @Test func `under CI no database is left out`() {
            let isCI = ProcessInfo.processInfo.environment["CI"] == "true"
            #expect(!isCI || Backend.conninfo != nil, "YIWANG_TEST_POSTGRES is not set")
        }
    }
}

/// A database of its own for one test; it can be closed and opened again.
struct TestDatabase: Sendable {
    let backend: Backend
    let folder: String
    let schema: String

    var sqlitePath: String { folder + "/test.sqlite" }
    var conninfo: String { "\(Backend.conninfo ?? "") options='-c search_path=\(schema)'" }

    func open() async throws -> any Storage {
        switch backend {
        case .sqlite: return try SQLiteStorage.open(SQLiteConfiguration(path: sqlitePath))
        case .postgres:
            var configuration = PostgresConfiguration(conninfo: conninfo)
            configuration.writers = 4
            configuration.pointConnections = 2
            configuration.queryConnections = 2
            return try await PostgresStorage.open(configuration)
        }
    }

    static func make(_ backend: Backend) async throws -> TestDatabase {
        let unique = UUID().uuidString.replacing("-", with: "").lowercased()
        let folder = FileManager.default.temporaryDirectory.path + "/yw-storage-" + unique
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = TestDatabase(backend: backend, folder: folder, schema: "t_" + unique)
        if backend == .postgres { try await database.administer("CREATE SCHEMA \(database.schema)") }
        return database
    }

    func remove() async throws {
        try FileManager.default.removeItem(atPath: folder)
        if backend == .postgres { try await administer("DROP SCHEMA \(schema) CASCADE") }
    }

    func administer(_ text: String) async throws {
        var configuration = PostgresConfiguration(conninfo: Backend.conninfo ?? "")
        configuration.writers = 1
        let storage = try await PostgresStorage.open(configuration)
        try await storage.alter([text])
        await storage.close()
    }
}

/// Runs `body` with an empty database.
func withDatabase(_ backend: Backend, _ body: (TestDatabase) async throws -> Void) async throws {
    let database = try await TestDatabase.make(backend)
    do {
        try await body(database)
    } catch {
        try? await database.remove()
        throw error
    }
    try await database.remove()
}

/// Runs `body` with an open, empty database that has the table `thing`.
func withStorage(_ backend: Backend, _ body: (any Storage) async throws -> Void) async throws {
    try await withDatabase(backend) { database in
        let storage = try await database.open()
        try await storage.alter(Thing.definition)
        do {
            try await body(storage)
        } catch {
            await storage.close()
            throw error
        }
        await storage.close()
    }
}

/// The table that most tests use.
enum Thing {
    static let definition = [
        """
        CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, amount BIGINT, data BYTES,
          version BIGINT NOT NULL DEFAULT 1, CONSTRAINT thing_amount CHECK (amount >= 0))
        """,
        "CREATE UNIQUE INDEX thing_name ON thing (name)",
    ]
    static let insert: SQL = "INSERT INTO thing (id, name, amount, data) VALUES (?, ?, ?, ?)"
    static let count: SQL = "SELECT COUNT(*) FROM thing"
    static let amount: SQL = "SELECT amount FROM thing WHERE id = ?"

    static func inserting(_ id: Int64, _ name: String, amount: Int64? = 0, data: [UInt8]? = nil) -> Statement {
        Statement(insert, [.integer(id), .text(name), SQLValue(amount), SQLValue(data)], expect: .rows(1))
    }

    static func count(in storage: any Storage) async throws -> Int {
        try await storage.point(count) { row in try row.int(0) } ?? -1
    }
}

/// What an async throwing expression fails with.
func failure(_ body: () async throws -> Void) async -> StorageError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? StorageError
    }
}
