import Storage
import Testing

extension StorageTests {
    @Suite struct Bulk {
        @Test(arguments: Backend.available)
        func `many rows of all kinds arrive as they were`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                for start in stride(from: 0, to: 30_000, by: 10_000) {
                    var batch = RowBatch(columns: 4, capacity: 10_000)
                    for number in start..<start + 10_000 {
                        batch.append(
                            SQLValue(number), .text("名字\(number)"), number % 3 == 0 ? nil : SQLValue(number * 7),
                            number % 2 == 0 ? nil : .bytes([UInt8(truncatingIfNeeded: number), 0]))
                    }
                    try await storage.bulk(into: "thing", columns: ["id", "name", "amount", "data"], batch)
                }
                #expect(try await Thing.count(in: storage) == 30_000)
                let row = try await storage.point("SELECT name, amount, data, version FROM thing WHERE id = 20_003".sql)
                {
                    try $0.values
                }
                #expect(row == ["名字20003", 140_021, .bytes([35, 0]), 1])
                let nulls = try await storage.point("SELECT COUNT(*) FROM thing WHERE amount IS NULL") { try $0.int(0) }
                #expect(nulls == 10_000)
            }
        }

        @Test(arguments: Backend.available)
        func `a batch with one bad row leaves none`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "taken")])
                var batch = RowBatch(columns: 2)
                for number in 2...1_000 { batch.append([SQLValue(number), .text("n\(number)")]) }
                batch.append(2_000, "taken")
                let rows = batch
                let error = await failure { try await storage.bulk(into: "thing", columns: ["id", "name"], rows) }
                #expect(error == .conflict(constraint: "thing_name"))
                #expect(try await Thing.count(in: storage) == 1)
                let narrow = await failure { try await storage.bulk(into: "thing", columns: ["id"], rows) }
                #expect(narrow?.code == "storage.statement-invalid")
                let nowhere = await failure { try await storage.bulk(into: "nowhere", columns: ["id", "name"], rows) }
                #expect(nowhere?.code == "storage.statement-invalid")
                try await storage.commit([Thing.inserting(2, "two")])
            }
        }
    }
}

extension String {
    /// The text without the separators that make long numbers readable here.
    fileprivate var sql: SQL { SQL(replacing("_", with: "")) }
}
