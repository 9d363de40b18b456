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
                #expect(throws: StorageError.misconfigured("the file is not an intact SQLite database")) {
                    _ = try SQLiteStorage.open(SQLiteConfiguration(path: database.sqlitePath))
                }
                #expect(throws: StorageError.self) {
                    _ = try SQLiteStorage.open(SQLiteConfiguration(path: database.folder + "/no/such/folder"))
                }
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
