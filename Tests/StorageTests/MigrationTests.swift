import Storage
import Testing

extension StorageTests {
    @Suite struct MigrationLists {
        private static func module(_ name: String, _ statements: [String]...) -> ModuleMigrations {
            ModuleMigrations(
                module: name,
                statements.enumerated().map { index, texts in
                    Migration(number: index + 1, name: "step \(index + 1)") { _ in texts }
                })
        }

        private static let base = module(
            "base", ["CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, name TEXT)"], ["CREATE INDEX a_name ON a (name)"])
        private static let upper = module(
            "upper", ["CREATE TABLE b (id BIGINT NOT NULL PRIMARY KEY, a BIGINT REFERENCES a (id))"])

        @Test(arguments: Backend.available)
        func `each step is applied once, in order`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let first = try await Migrations([Self.base]).apply(to: storage, now: 1)
                #expect(first == ["base 1 step 1", "base 2 step 2"])
                let second = try await Migrations([Self.base, Self.upper]).apply(to: storage, now: 2)
                #expect(second == ["upper 1 step 1"])
                #expect(try await Migrations([Self.base, Self.upper]).apply(to: storage, now: 3).isEmpty)
                let times = try await storage.query("SELECT applied_at FROM schema_migration ORDER BY module, number") {
                    try $0.int(0)
                }
                #expect(times == [1, 1, 2])
            }
        }

        @Test(arguments: Backend.available)
        func `a changed step is refused before anything happens`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await Migrations([Self.base]).apply(to: storage, now: 1)
                let changed = Self.module("base", ["CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, title TEXT)"])
                let error = await failure { try await Migrations([Self.upper, changed]).apply(to: storage, now: 2) }
                #expect(error == .migrationRefused("base 1 step 1 was changed"))
                #expect(try await storage.describe(table: "b") == nil)
            }
        }

        @Test(arguments: Backend.available)
        func `a database from the future is refused`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await Migrations([Self.base]).apply(to: storage, now: 1)
                let older = ModuleMigrations(module: "base", Array(Self.base.migrations.prefix(1)))
                let error = await failure { try await Migrations([older]).apply(to: storage, now: 2) }
                #expect(error == .migrationRefused("base 2 is not known to this program"))
            }
        }

        @Test(arguments: Backend.available)
        func `what would be applied or refused is known before anything is`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                #expect(try await Migrations([Self.base, Self.upper]).pending(in: storage) == 3)
                #expect(try await storage.describe(table: "schema_migration") == nil)
                try await Migrations([Self.base]).apply(to: storage, now: 1)
                #expect(try await Migrations([Self.base, Self.upper]).pending(in: storage) == 1)
                #expect(try await storage.describe(table: "b") == nil)
                let older = ModuleMigrations(module: "base", Array(Self.base.migrations.prefix(1)))
                let error = await failure { _ = try await Migrations([older]).pending(in: storage) }
                #expect(error == .migrationRefused("base 2 is not known to this program"))
            }
        }

        @Test(arguments: Backend.available)
        func `a step that fails leaves nothing of itself`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let broken = Self.module(
                    "base", ["CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY)"],
                    ["CREATE TABLE c (id BIGINT NOT NULL PRIMARY KEY)", "INSERT INTO nowhere (id) VALUES (1)"])
                let error = await failure { try await Migrations([broken]).apply(to: storage, now: 1) }
                #expect(error?.code == "storage.statement-invalid")
                #expect(try await storage.describe(table: "a") != nil)
                #expect(try await storage.describe(table: "c") == nil)
                let count = try await storage.point("SELECT COUNT(*) FROM schema_migration") { try $0.int(0) }
                #expect(count == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `nodes that start together apply each step once`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 1...4 {
                        group.addTask { try await Migrations([Self.base, Self.upper]).apply(to: storage, now: 1) }
                    }
                    try await group.waitForAll()
                }
                let count = try await storage.point("SELECT COUNT(*) FROM schema_migration") { try $0.int(0) }
                #expect(count == 3)
            }
        }

        @Test func `numbers that don't grow and modules listed twice are refused`() async throws {
            try await withStorage(.sqlite) { storage in
                let twice = ModuleMigrations(module: "m", [Self.base.migrations[0], Self.base.migrations[0]])
                let first = await failure { try await Migrations([twice]).apply(to: storage, now: 1) }
                #expect(first == .migrationRefused("m 1 is out of order"))
                let second = await failure { try await Migrations([Self.base, Self.base]).apply(to: storage, now: 1) }
                #expect(second == .migrationRefused("module base is listed twice"))
            }
        }

        @Test func `what would endanger other write sets is refused in a definition`() {
            #expect(throws: StorageError.self) {
                try Dialect.sqlite.definition(
                    "CREATE TABLE x (a BIGINT REFERENCES y (b) DEFERRABLE INITIALLY DEFERRED)")
            }
            #expect(throws: StorageError.self) { try Dialect.postgres.definition("CREATE TABLE x (a SERIAL)") }
        }

        @Test func `portable definitions become the database's own`() throws {
            let text = "CREATE TABLE \"TEXT\" (a BIGINT, b TEXT DEFAULT 'TEXT', c BYTES, d BOOLEAN) WITHOUT ROWID"
            #expect(
                try Dialect.sqlite.definition(text)
                    == "CREATE TABLE \"TEXT\" (a INTEGER, b TEXT DEFAULT 'TEXT', c BLOB, d INTEGER) STRICT, WITHOUT ROWID"
            )
            #expect(
                try Dialect.postgres.definition(text)
                    == "CREATE TABLE \"TEXT\" (a BIGINT, b TEXT COLLATE \"C\" DEFAULT 'TEXT', c BYTEA, d BIGINT)")
            #expect(try Dialect.sqlite.definition("UPDATE x SET BYTES = 1") == "UPDATE x SET BYTES = 1")
        }
    }
}
