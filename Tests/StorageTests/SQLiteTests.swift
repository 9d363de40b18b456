import Foundation
import SQLiteStorage
import Storage
import Testing

extension StorageTests {
    @Suite struct SQLiteOnly {
        @Test func `a full disk fails all waiters, and space makes the writer go on`() async throws {
            try await withDatabase(.sqlite) { database in
                var configuration = SQLiteConfiguration(path: database.sqlitePath)
                configuration.maximumPages = 200
                let storage = try SQLiteStorage.open(configuration)
                try await storage.alter(Thing.definition)
                let errors = Shared<[StorageError]>([])
                let stored = Shared<[Int64]>([])
                await withTaskGroup(of: Void.self) { group in
                    for number in 1...400 {
                        group.addTask {
                            do throws(StorageError) {
                                try await storage.commit([
                                    Thing.inserting(
                                        Int64(number), "n\(number)", data: Array(repeating: 1, count: 4_000))
                                ])
                                stored.withLock { $0.append(Int64(number)) }
                            } catch {
                                errors.withLock { $0.append(error) }
                            }
                        }
                    }
                }
                #expect(Set(errors.withLock { $0 }) == [.full])
                let kept = try await storage.query("SELECT id FROM thing ORDER BY id") { try $0.integer(0) }
                #expect(kept == stored.withLock { $0.sorted() })
                try await storage.commit([Statement("DELETE FROM thing")])
                try await storage.commit([Thing.inserting(1_000, "again", data: Array(repeating: 1, count: 4_000))])
                #expect(try await Thing.count(in: storage) == 1)
                await storage.close()
            }
        }

        @Test func `a disk error fails all waiters, and the writer recovers`() async throws {
            try await withDatabase(.sqlite) { database in
                let path = database.sqlitePath
                // A limit on the size of files makes writing fail; it holds for the whole process, hence another one.
                await #expect(processExitsWith: .success) { [path = path as String] in
                    signal(SIGXFSZ, SIG_IGN)
                    let storage = try SQLiteStorage.open(SQLiteConfiguration(path: path))
                    try await storage.alter(Thing.definition)
                    try await storage.commit([Thing.inserting(1, "one")])
                    var limit = rlimit()
                    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                    let before = limit
                    limit.rlim_cur = 65_536
                    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                    let failures = await withTaskGroup(of: StorageError?.self) { group in
                        for number in 2...40 {
                            group.addTask {
                                await failure {
                                    try await storage.commit([
                                        Thing.inserting(
                                            Int64(number), "n\(number)", data: Array(repeating: 2, count: 100_000))
                                    ])
                                }
                            }
                        }
                        return await group.reduce(into: [StorageError]()) { if let error = $1 { $0.append(error) } }
                    }
                    var restored = before
                    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &restored)
                    let allFailed = failures.count == 39 && failures.allSatisfy(\.isTransient)
                    try await storage.commit([Thing.inserting(100, "after")])
                    let count = try await Thing.count(in: storage)
                    exit(allFailed && count == 2 ? 0 : 1)
                }
            }
        }

        @Test func `a file that is no database is refused with a clear error`() async throws {
            try await withDatabase(.sqlite) { database in
                try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: database.sqlitePath))
                #expect(throws: StorageError.damaged("the file is not an intact SQLite database")) {
                    _ = try SQLiteStorage.open(SQLiteConfiguration(path: database.sqlitePath))
                }
                #expect(throws: StorageError.self) {
                    _ = try SQLiteStorage.open(SQLiteConfiguration(path: database.folder + "/no/such/folder"))
                }
            }
        }

        @Test func `pages that were overwritten are found, in the file and in what is copied of it`() async throws {
            try await withDatabase(.sqlite) { database in
                let storage = try await database.open()
                try await storage.alter(Thing.definition)
                try await storage.commit(
                    WriteSet((1...100).map { Thing.inserting($0, "n\($0)", data: Array(repeating: 1, count: 3_000)) }))
                let copy = database.folder + "/copy.sqlite"
                _ = try SQLiteBackup.copy(database.sqlitePath, to: copy)
                await storage.close()
                #expect(try SQLiteInspection.check(copy, limit: .seconds(60)))
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: copy))
                try file.seek(toOffset: 4 * 4_096)
                try file.write(contentsOf: Data(repeating: 0xFF, count: 2 * 4_096))
                try file.close()
                let found = await failure { _ = try SQLiteInspection.check(copy, limit: .seconds(60)) }
                #expect(found?.code == "storage.damaged")
                let copied = await failure { _ = try SQLiteBackup.copy(copy, to: database.folder + "/again.sqlite") }
                #expect(copied?.code == "storage.damaged")
            }
        }

        @Test func `who writes is set up to lose nothing, and that can be looked at`() async throws {
            try await withDatabase(.sqlite) { database in
                let storage = try await database.open()
                try await storage.alter(Thing.definition)
                let settings = Dictionary(
                    try SQLiteInspection.settings(database.sqlitePath).map { ($0.name, $0.value) },
                    uniquingKeysWith: { first, _ in first })
                #expect(settings["journal_mode"] == "wal")
                #expect(settings["synchronous"] == "2")
                #expect(settings["foreign_keys"] == "1")
                #expect(settings.values.allSatisfy { !$0.isEmpty })
                await storage.close()
            }
        }

        @Test func `only its owner may read the file`() async throws {
            try await withDatabase(.sqlite) { database in
                let storage = try await database.open()
                try await storage.alter(Thing.definition)
                for file in [database.sqlitePath, database.sqlitePath + "-wal"] {
                    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
                    #expect(mode == 0o600)
                }
                await storage.close()
            }
        }
    }
}
