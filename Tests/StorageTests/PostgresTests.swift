import Foundation
import PostgresStorage
import Storage
import Testing

extension StorageTests {
    @Suite(.enabled(if: Backend.conninfo != nil)) struct PostgresOnly {
        @Test func `connections that the server ends are made anew`() async throws {
            try await withDatabase(.postgres) { database in
                var configuration = PostgresConfiguration(conninfo: database.conninfo)
                configuration.writers = 1
                configuration.pointConnections = 1
                configuration.queryConnections = 1
                let storage = try await PostgresStorage.open(configuration)
                try await storage.alter(Thing.definition)
                try await storage.commit([Thing.inserting(1, "one")])
                let pid: SQL = "SELECT pg_backend_pid()"
                for round in 2...4 {
                    let point = try #require(try await storage.point(pid) { try $0.int(0) })
                    let query = try #require(try await storage.query(pid) { try $0.int(0) }.first)
                    let writing = try await storage.commit([Statement(pid, [], returning: true)]).rows(of: 0)[0][0]
                        .integer!
                    let administrator = try await PostgresStorage.open(
                        PostgresConfiguration(conninfo: Backend.conninfo ?? ""))
                    for process in [Int64(point), Int64(query), writing] {
                        let isEnded = try await administrator.point(
                            "SELECT CASE WHEN pg_terminate_backend(CAST(? AS INTEGER), 5000) THEN 1 ELSE 0 END",
                            [.integer(process)]
                        ) { try $0.bool(0) }
                        #expect(isEnded == true)
                    }
                    await administrator.close()
                    try await storage.commit([Thing.inserting(Int64(round), "n\(round)")])
                    #expect(try await Thing.count(in: storage) == round)
                    #expect(try await storage.query(Thing.count) { try $0.int(0) } == [round])
                }
                await storage.close()
            }
        }

        @Test func `a transaction that a statement left open isn't met by the next`() async throws {
            try await withStorage(.postgres) { storage in
                for number in 1...6 {
                    _ = try? await storage.point("BEGIN") { _ in }
                    _ = try? await storage.point("ROLLBACK AND CHAIN") { _ in }
                    try await storage.commit([Thing.inserting(Int64(number), "n\(number)")])
                    let count = try await Thing.count(in: storage)
                    #expect(count == number)
                }
            }
        }

        @Test func `a server that isn't there is said at once`() async {
            let error = await failure {
                _ = try await PostgresStorage.open(PostgresConfiguration(conninfo: "host=/nowhere user=nobody"))
            }
            #expect(error?.code == "storage.unavailable")
            #expect(error?.withoutReason == .unavailable("cannot connect to PostgreSQL"))
        }

        @Test func `a session that isn't durable is refused`() async throws {
            let conninfo = "\(Backend.conninfo ?? "") options='-c synchronous_commit=off'"
            let error = await failure { _ = try await PostgresStorage.open(PostgresConfiguration(conninfo: conninfo)) }
            #expect(error == .misconfigured("synchronous_commit is off, it has to be on or remote_apply"))
        }

        @Test func `after much was loaded the server knows how much there is`() async throws {
            try await withStorage(.postgres) { storage in
                try await storage.commit(WriteSet((1...500).map { Thing.inserting($0, "n\($0)") }))
                let known: SQL = """
                    SELECT CAST(reltuples AS BIGINT) FROM pg_class
                    WHERE relname = 'thing' AND relnamespace = CAST(current_schema() AS regnamespace)
                    """
                #expect(try await storage.point(known) { try $0.int(0) } == -1)
                try await storage.settle()
                #expect(try await storage.point(known) { try $0.int(0) } == 500)
                #expect(try await Thing.count(in: storage) == 500)
            }
        }

        @Test(.timeLimit(.minutes(1)))
        func `write sets of one program never wait for each other in a circle`() async throws {
            try await withDatabase(.postgres) { database in
                // A circle would last longer than a statement may take, and fail.
                let conninfo = database.conninfo.replacing(
                    "-c search_path", with: "-c deadlock_timeout=120000 -c search_path")
                var configuration = PostgresConfiguration(conninfo: conninfo)
                configuration.statementTimeout = .seconds(10)
                let storage = try await PostgresStorage.open(configuration)
                try await storage.alter(Thing.definition)
                try await storage.commit(WriteSet((1...6).map { Thing.inserting($0, "n\($0)") }))
                let add: SQL = "UPDATE thing SET amount = amount + 1 WHERE id = ?"
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<48 {
                        group.addTask {
                            for round in 0..<5 {
                                let first = Int64((task + round) % 6)
                                let order = (0..<6).map { 1 + (task % 2 == 0 ? first + $0 : first + 6 - $0) % 6 }
                                try await storage.commit(
                                    WriteSet(order.map { Statement(add, [.integer($0)], expect: .rows(1)) }))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let amounts = try await storage.query("SELECT amount FROM thing") { try $0.int(0) }
                #expect(amounts == Array(repeating: 240, count: 6))
                await storage.close()
            }
        }

        @Test func `transactions that lock each other all get through`() async throws {
            try await withDatabase(.postgres) { database in
                // By default the server waits a second before it looks for a deadlock.
                let conninfo = database.conninfo.replacing(
                    "-c search_path", with: "-c deadlock_timeout=10 -c search_path")
                // Two programs on one database: what one of them commits together it does in a turn of its own.
                let storage = try await PostgresStorage.open(PostgresConfiguration(conninfo: conninfo))
                let other = try await PostgresStorage.open(PostgresConfiguration(conninfo: conninfo))
                try await storage.alter(Thing.definition)
                try await storage.commit([Thing.inserting(1, "one"), Thing.inserting(2, "two")])
                let add: SQL = "UPDATE thing SET amount = amount + 1 WHERE id = ?"
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<4 {
                        group.addTask {
                            for _ in 1...10 {
                                let order: [SQLValue] = task % 2 == 0 ? [1, 2] : [2, 1]
                                try await (task < 2 ? storage : other).commit(
                                    WriteSet(order.map { Statement(add, [$0], expect: .rows(1)) }))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let amounts = try await storage.query("SELECT amount FROM thing ORDER BY id") { try $0.int(0) }
                #expect(amounts == [40, 40])
                await other.close()
                await storage.close()
            }
        }
    }
}
