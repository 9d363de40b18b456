import Dispatch
import Storage
import Testing

extension StorageTests {
    @Suite struct Snapshots {
        @Test(arguments: Backend.available)
        func `a snapshot doesn't see what is committed meanwhile`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one")])
                let hasRead = AsyncStream<Void>.makeStream()
                let mayGoOn = DispatchSemaphore(value: 0)
                async let counts = storage.snapshot(timeLimit: .seconds(60)) { reader in
                    let before = try reader.point(Thing.count) { try $0.int(0) }
                    hasRead.continuation.yield()
                    mayGoOn.wait()
                    return [before, try reader.point(Thing.count) { try $0.int(0) }]
                }
                for await _ in hasRead.stream { break }
                try await storage.commit([Thing.inserting(2, "two")])
                #expect(try await Thing.count(in: storage) == 2)
                mayGoOn.signal()
                #expect(try await counts == [1, 1])
                #expect(try await storage.snapshot { try $0.point(Thing.count) { try $0.int(0) } } == 2)
            }
        }

        @Test(arguments: Backend.available)
        func `reads may run inside each other, with the same statement too`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit(WriteSet((1...4).map { Thing.inserting($0, "n\($0)") }))
                let above: SQL = "SELECT id FROM thing WHERE id > ? ORDER BY id"
                let pairs = try await storage.snapshot { reader in
                    try reader.rows(above, [0]) { outer in
                        let id = try outer.int(0)
                        return [id] + (try reader.rows(above, [SQLValue(id)]) { try $0.int(0) })
                    }
                }
                #expect(pairs == [[1, 2, 3, 4], [2, 3, 4], [3, 4], [4]])
            }
        }

        @Test(arguments: Backend.available)
        func `a long snapshot reads row by row and may stop`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                var batch = RowBatch(columns: 2)
                for number in 1...20_000 { batch.append([SQLValue(number), .text("n\(number)")]) }
                try await storage.bulk(into: "thing", columns: ["id", "name"], batch)
                let (sum, stoppedAt) = try await storage.snapshot(timeLimit: .seconds(60)) { reader in
                    var sum = 0
                    try reader.each("SELECT id FROM thing", []) { row in
                        sum += try row.int(0)
                        return true
                    }
                    var seen = 0
                    try reader.each("SELECT id FROM thing ORDER BY id", []) { _ in
                        seen += 1
                        return seen < 10
                    }
                    return (sum, seen)
                }
                #expect(sum == 200_010_000)
                #expect(stoppedAt == 10)
            }
        }

        @Test(arguments: Backend.available)
        func `a snapshot only reads`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let error = await failure {
                    try await storage.snapshot { reader in
                        try reader.each("INSERT INTO thing (id, name) VALUES (1, 'x')", []) { _ in true }
                    }
                }
                #expect(error != nil)
                let count = try await Thing.count(in: storage)
                #expect(count == 0)
            }
        }

        @Test(arguments: Backend.available)
        func `a snapshot runs into its time limit between and within reads`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let error = await failure {
                    try await storage.snapshot(timeLimit: .milliseconds(30)) { reader in
                        try reader.each(
                            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT (i + 1) % 1000000 FROM n) SELECT COUNT(*) FROM n",
                            []
                        ) { _ in true }
                    }
                }
                #expect(error == .timedOut)
                let count = try await storage.snapshot { try $0.point(Thing.count) { try $0.int(0) } }
                #expect(count == 0)
            }
        }
    }
}
