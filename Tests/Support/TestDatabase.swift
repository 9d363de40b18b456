package import Foundation
import PostgresStorage
import SQLiteStorage
package import Storage

/// An empty database of its own for one test; it can be closed and opened again.
package struct TestDatabase: Sendable {
    package let backend: Backend
    /// A folder of its own, for SQLite's file and whatever else the test writes.
    package let folder: URL
    /// Its schema in the server's own database, or its own database where it was copied.
    private let name: String
    private let isCopy: Bool

    /// Why a database that a test needs is not there.
    package struct Missing: Error, CustomStringConvertible {
        package var description: String { "YIWANG_TEST_POSTGRES is not set" }
    }

    /// - Parameter template: a PostgreSQL database to copy, that nobody is connected to.
    package static func make(_ backend: Backend, copying template: TestDatabase? = nil) async throws -> TestDatabase {
        let unique = UUID().uuidString.replacing("-", with: "").lowercased()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "yw-test-\(unique)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = TestDatabase(
            backend: backend, folder: folder, name: "t_\(unique)", isCopy: backend == .postgres && template != nil)
        if let template, database.isCopy {
            try PostgresServer.run("CREATE DATABASE \(database.name) TEMPLATE \(template.name)")
        } else if backend == .postgres {
            try await database.administer("CREATE SCHEMA \(database.name)")
        }
        return database
    }

    /// A PostgreSQL database to be filled once and copied by many; it goes when the tests end.
    package static func makeTemplate() throws -> TestDatabase {
        let unique = UUID().uuidString.replacing("-", with: "").lowercased()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "yw-test-\(unique)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = TestDatabase(backend: .postgres, folder: folder, name: "t_\(unique)", isCopy: true)
        try PostgresServer.run("CREATE DATABASE \(database.name)")
        PostgresServer.removeAtExit(database.name)
        return database
    }

    /// SQLite's file.
    package var file: URL { folder.appendingPathComponent("yiwang.db") }

    /// The connection string of this test's own schema or database.
    package var conninfo: String { conninfo(options: []) }

    private func conninfo(options: [String]) -> String {
        let server = Backend.conninfo ?? ""
        let settings = (isCopy ? [] : ["search_path=\(name)"]) + options
        let own = isCopy ? "\(server) dbname=\(name)" : server
        return settings.isEmpty ? own : "\(own) options='\(settings.map { "-c \($0)" }.joined(separator: " "))'"
    }

    /// What `database.url` has to be in a configuration.
    package var url: String { backend == .sqlite ? "sqlite" : conninfo }

    package func open() async throws -> any Storage {
        switch backend {
        case .sqlite: return try SQLiteStorage.open(SQLiteConfiguration(path: file.path))
        case .postgres:
            guard Backend.conninfo != nil else { throw Missing() }
            var configuration = PostgresConfiguration(conninfo: conninfo)
            configuration.writers = 3
            configuration.pointConnections = 1
            configuration.queryConnections = 2
            return try await PostgresStorage.open(configuration)
        }
    }

    /// The database as it plans when it has an index for everything that can have one: PostgreSQL would read the small
    /// tables of a test whole, SQLite plans so anyway.
    package func openForPlans(_ opened: any Storage) async throws -> any Storage {
        if backend == .sqlite { return opened }
        var configuration = PostgresConfiguration(
            conninfo: conninfo(options: ["enable_seqscan=off", "plan_cache_mode=force_generic_plan"]))
        configuration.writers = 1
        configuration.pointConnections = 1
        configuration.queryConnections = 1
        return try await PostgresStorage.open(configuration)
    }

    /// Every byte that the database has written for its tables, for tests that look for what must not be there.
    package func storedBytes(tables: [String], storage: any Storage) async throws -> [UInt8] {
        switch backend {
        case .sqlite:
            return try ["", "-wal"].reduce(into: []) { bytes, suffix in
                let path = file.path + suffix
                if FileManager.default.fileExists(atPath: path) {
                    bytes += try Data(contentsOf: URL(fileURLWithPath: path))
                }
            }
        case .postgres:
            // What a dump would contain: every value of every row, byte strings by their own bytes.
            var bytes: [UInt8] = []
            for table in tables {
                let rows = try await storage.query(SQL("SELECT * FROM \(table)"), limit: 100_000) { row in
                    try row.values.flatMap { value -> [UInt8] in
                        switch value {
                        case .null: []
                        case .integer(let number): Array(String(number).utf8) + [0]
                        case .text(let text): Array(text.utf8) + [0]
                        case .bytes(let data): data + [0]
                        }
                    }
                }
                for row in rows { bytes += row }
            }
            return bytes
        }
    }

    package func remove() async throws {
        try FileManager.default.removeItem(at: folder)
        if isCopy {
            try PostgresServer.run("DROP DATABASE \(name) WITH (FORCE)")
        } else if backend == .postgres {
            try await administer("DROP SCHEMA \(name) CASCADE")
        }
    }

    private func administer(_ text: String) async throws {
        guard let conninfo = Backend.conninfo else { throw Missing() }
        var configuration = PostgresConfiguration(conninfo: conninfo)
        configuration.writers = 1
        configuration.pointConnections = 1
        configuration.queryConnections = 1
        let storage = try await PostgresStorage.open(configuration)
        do {
            try await storage.alter([text])
        } catch {
            await storage.close()
            throw error
        }
        await storage.close()
    }
}

/// Runs `body` with an empty database, and removes it afterwards.
package func withDatabase<Result: Sendable>(
    _ backend: Backend, copying template: TestDatabase? = nil, _ body: (TestDatabase) async throws -> Result
) async throws -> Result {
    await DatabaseGate.shared.enter()
    do {
        let database = try await TestDatabase.make(backend, copying: template)
        let result: Result
        do {
            result = try await body(database)
        } catch {
            try? await database.remove()
            throw error
        }
        try await database.remove()
        await DatabaseGate.shared.leave()
        return result
    } catch {
        await DatabaseGate.shared.leave()
        throw error
    }
}

/// Runs `body` with a database that has the tables of these modules.
package func withStorage<Result: Sendable>(
    _ backend: Backend, _ modules: [ModuleMigrations], _ body: (any Storage) async throws -> Result
) async throws -> Result {
    try await withDatabase(backend) { database in
        let storage = try await database.open()
        do {
            try await Migrations(modules).apply(to: storage, now: 0)
            let result = try await body(storage)
            await storage.close()
            return result
        } catch {
            await storage.close()
            throw error
        }
    }
}

/// Lets a few tests at a time have a database, so that a server with few connections suffices.
actor DatabaseGate {
    static let shared = DatabaseGate()

    private var free = 6
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
