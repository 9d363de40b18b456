import Foundation
import PostgresStorage
import SQLiteStorage
import Storage
import Testing

extension StorageTests {
    @Suite struct Kills {
        /// What a killed process leaves: each acknowledged number on a line of its own, written without a buffer.
        private static func acknowledged(_ path: String) throws -> [Int] {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            // The last line may have been cut by the kill.
            return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { Int($0) }
        }

        private static func check(
            _ database: TestDatabase, _ acknowledgements: String, atLeast count: Int
        ) async throws {
            let numbers = try acknowledged(acknowledgements)
            #expect(numbers.count >= count)
            let storage = try await database.open()
            let stored = Set(try await storage.query("SELECT id FROM thing", limit: .max) { try $0.int(0) })
            #expect(numbers.allSatisfy { stored.contains($0) && stored.contains(-$0) })
            // A write set has both its rows or none.
            #expect(stored.allSatisfy { stored.contains(-$0) })
            try await storage.commit([Thing.inserting(0, "after")])
            await storage.close()
        }

        @Test(arguments: [200, 333, 1_000])
        func `SQLite keeps every acknowledged write set of a killed process`(_ acknowledged: Int) async throws {
            try await withDatabase(.sqlite) { database in
                let path = database.sqlitePath
                let acknowledgements = database.folder + "/acknowledged"
                await #expect(processExitsWith: .signal(SIGKILL)) {
                    [
                        path = path as String, acknowledgements = acknowledgements as String,
                        acknowledged = acknowledged as Int
                    ] in
                    let storage = try SQLiteStorage.open(SQLiteConfiguration(path: path))
                    try await KillTestWriter.commit(to: storage, acknowledgements, untilKilledAt: acknowledged)
                }
                try await Self.check(database, acknowledgements, atLeast: acknowledged - 1)
            }
        }

        @Test(.enabled(if: Backend.conninfo != nil))
        func `PostgreSQL keeps every acknowledged write set of a killed process`() async throws {
            try await withDatabase(.postgres) { database in
                let conninfo = database.conninfo
                let acknowledgements = database.folder + "/acknowledged"
                await #expect(processExitsWith: .signal(SIGKILL)) {
                    [conninfo = conninfo as String, acknowledgements = acknowledgements as String] in
                    let storage = try await PostgresStorage.open(PostgresConfiguration(conninfo: conninfo))
                    try await KillTestWriter.commit(to: storage, acknowledgements, untilKilledAt: 400)
                }
                try await Self.check(database, acknowledgements, atLeast: 399)
            }
        }
    }
}

enum KillTestWriter {
    /// Commits from 32 tasks and writes down what was acknowledged, until the process kills itself in the middle of it.
    static func commit(
        to storage: any Storage, _ acknowledgements: String, untilKilledAt last: Int
    ) async throws {
        try await storage.alter(Thing.definition)
        let file = open(acknowledgements, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        let count = Shared(0)
        let next = Shared(0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...32 {
                group.addTask {
                    while true {
                        let number = next.withLock { next in
                            next += 1
                            return next
                        }
                        do throws(StorageError) {
                            try await storage.commit([
                                Thing.inserting(Int64(number), "n\(number)"),
                                Thing.inserting(-Int64(number), "m\(number)"),
                            ])
                        } catch {
                            abort()
                        }
                        let line = Array("\(number)\n".utf8)
                        write(file, line, line.count)
                        let isEnough = count.withLock { count in
                            count += 1
                            return count == last
                        }
                        if isEnough { kill(getpid(), SIGKILL) }
                    }
                }
            }
        }
    }
}
