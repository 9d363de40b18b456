import Foundation
import Storage
import Testing

extension StorageTests {
    @Suite struct Reading {
        private static let endless: SQL = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT (i + 1) % 1000000 FROM n WHERE i >= 0)
            SELECT COUNT(*) FROM n
            """

        @Test(arguments: Backend.available)
        func `values come back as they went in`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let values: [(Int64, String, Int64?, [UInt8]?)] = [
                    (.min, "", 0, []), (.max, "𠮷野家の龘 O'Brien \"quoted\" ?", .max, [0, 255, 1, 0]),
                    (0, String(repeating: "长", count: 5_000), nil, nil),
                    (-1, "e\u{301}", 1, Array(repeating: 7, count: 70_000)),
                    (1, "😀\n\t\\x", 2, [0]),
                ]
                try await storage.commit(
                    WriteSet(values.map { Thing.inserting($0.0, $0.1, amount: $0.2, data: $0.3) }))
                for (id, name, amount, data) in values {
                    let read = try await storage.point(
                        "SELECT id, name, amount, data FROM thing WHERE id = ?", [.integer(id)]
                    ) {
                        row in
                        #expect(try row.values == [.integer(id), .text(name), SQLValue(amount), SQLValue(data)])
                        #expect(row.isNull(2) == (amount == nil))
                        #expect(try row.optionalInteger(2) == amount)
                        #expect(try row.optionalBytes(3) == data)
                        try row.withBytes(1) { #expect(Array($0) == Array(name.utf8)) }
                        return try row.text(1)
                    }
                    #expect(read?.utf8.elementsEqual(name.utf8) == true)
                    let byName = try await storage.point("SELECT id FROM thing WHERE name = ?", [.text(name)]) {
                        try $0.integer(0)
                    }
                    #expect(byName == id)
                }
                #expect(try await storage.point(Thing.amount, [42]) { try $0.int(0) } == nil)
            }
        }

        @Test(arguments: Backend.available)
        func `a value of another kind than asked for is an error`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one", amount: nil)])
                let sql: SQL = "SELECT id, name, amount FROM thing"
                let text = await failure { _ = try await storage.point(sql) { try $0.text(0) } }
                let integer = await failure { _ = try await storage.point(sql) { try $0.integer(1) } }
                let missing = await failure { _ = try await storage.point(sql) { try $0.integer(2) } }
                let outside = await failure { _ = try await storage.point(sql) { try $0.integer(3) } }
                for error in [text, integer, missing, outside] { #expect(error?.code == "storage.row-malformed") }
            }
        }

        @Test(arguments: Backend.available)
        func `sums, averages and texts in order come out alike`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                for (number, name) in ["b", "B", "a", "甲", "乙", "Z", "é"].enumerated() {
                    try await storage.commit([Thing.inserting(Int64(number), name, amount: Int64(number) * 100_000)])
                }
                let names = try await storage.query("SELECT name FROM thing ORDER BY name") { try $0.text(0) }
                #expect(names == ["B", "Z", "a", "b", "é", "乙", "甲"])
                let sums = try await storage.point("SELECT SUM(amount), COUNT(*), AVG(amount), MAX(name) FROM thing") {
                    row in
                    #expect(try row.integer(0) == 2_100_000)
                    #expect(try row.int(1) == 7)
                    #expect(try row.double(2) == 300_000)
                    return try row.text(3)
                }
                #expect(sums == "甲")
                let half = try await storage.point("SELECT AVG(amount) FROM thing WHERE id < 2") { try $0.double(0) }
                #expect(half == 50_000)
                let none = try await storage.point("SELECT SUM(amount) FROM thing WHERE id < 0") { $0.isNull(0) }
                #expect(none == true)
            }
        }

        @Test(arguments: Backend.available)
        func `LIKE tells capitals apart, and two columns may have one name`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "Abc"), Thing.inserting(2, "abd")])
                let names = try await storage.query("SELECT name FROM thing WHERE name LIKE 'ab%'") { try $0.text(0) }
                #expect(names == ["abd"])
                let pairs = try await storage.query(
                    "SELECT a.id, b.id FROM thing AS a JOIN thing AS b ON b.id > a.id -- a note"
                ) { [try $0.int(0), try $0.int(1)] }
                #expect(pairs == [[1, 2]])
            }
        }

        @Test(arguments: Backend.available)
        func `what was written is counted`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one")])
                _ = await failure { try await storage.commit([Thing.inserting(1, "one")]) }
                let statistics = storage.statistics
                #expect(statistics.committed == 1 && statistics.failed == 1 && statistics.groups == 2)
                #expect(statistics.waiting == 0)
            }
        }

        @Test(arguments: Backend.available)
        func `limits hold in every lane`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                var batch = RowBatch(columns: 2)
                for number in 1...2_500 { batch.append([SQLValue(number), .text("n\(number)")]) }
                try await storage.bulk(into: "thing", columns: ["id", "name"], batch)
                let sql: SQL = "SELECT id FROM thing WHERE id > ? ORDER BY id"
                #expect(try await storage.few(sql, [10], limit: 3) { try $0.int(0) } == [11, 12, 13])
                #expect(try await storage.query(sql, [10], limit: 2) { try $0.int(0) } == [11, 12])
                #expect(try await storage.query(sql, [0]) { try $0.int(0) }.count == 1_000)
                #expect(try await storage.query(sql, [0], limit: 9_999) { try $0.int(0) }.count == 2_500)
                #expect(try await storage.query(sql, [0], limit: 0) { try $0.int(0) }.isEmpty)
            }
        }

        @Test(arguments: Backend.available)
        func `a query that runs past its limit is stopped, and the lane goes on`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                for _ in 1...6 {
                    let error = await failure {
                        _ = try await storage.query(Self.endless, timeLimit: .milliseconds(20)) { try $0.int(0) }
                    }
                    #expect(error == .timedOut)
                }
                let count = try await Thing.count(in: storage)
                #expect(count == 0)
                let counts = try await storage.query(Thing.count) { try $0.int(0) }
                #expect(counts == [0])
            }
        }

        @Test(arguments: Backend.available)
        func `a cancelled query ends at once, queued or running`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let tasks = (1...8).map { _ in
                    Task { try await storage.query(Self.endless, timeLimit: .seconds(600)) { try $0.int(0) } }
                }
                // Some are running by the time this has gone round, the others wait for a thread.
                try await storage.commit([Thing.inserting(1, "one")])
                for task in tasks { task.cancel() }
                for task in tasks {
                    let error = await failure { _ = try await task.value }
                    #expect(error == .cancelled)
                }
                #expect(try await storage.query(Thing.count) { try $0.int(0) } == [1])
            }
        }

        @Test(arguments: Backend.available)
        func `what a closure throws comes out unchanged`(_ backend: Backend) async throws {
            struct Mine: Error {}
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one")])
                await #expect(throws: Mine.self) { try await storage.point(Thing.count) { _ in throw Mine() } }
                await #expect(throws: Mine.self) { try await storage.query(Thing.count) { _ in throw Mine() } }
                await #expect(throws: Mine.self) { try await storage.snapshot { _ in throw Mine() } }
                await #expect(throws: Mine.self) {
                    try await storage.snapshot(timeLimit: .seconds(5)) { reader in
                        try reader.point(Thing.count) { _ in throw Mine() }
                    }
                }
                #expect(try await Thing.count(in: storage) == 1)
            }
        }

        @Test(arguments: Backend.available)
        func `statements built anew each time are kept within bounds`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one")])
                for number in 1...700 {
                    let sql = SQL("SELECT id + \(number) FROM thing WHERE id = ?")
                    #expect(try await storage.point(sql, [1]) { try $0.int(0) } == number + 1)
                    let same = SQL("SELECT COUNT(*) FROM thing WHERE id = ?")
                    #expect(try await storage.point(same, [1]) { try $0.int(0) } == 1)
                    if number % 5 == 0 {
                        try await storage.commit([Statement(SQL("UPDATE thing SET amount = \(number) WHERE id = 1"))])
                    }
                }
            }
        }

        @Test(arguments: Backend.available)
        func `a table may change under a kept statement`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let all: SQL = "SELECT * FROM thing"
                let named: SQL = "SELECT name FROM thing WHERE id = ?"
                let update: SQL = "UPDATE thing SET amount = 3 WHERE id = ? RETURNING *"
                try await storage.commit([Thing.inserting(1, "one")])
                for columns in 5...7 {
                    #expect(try await storage.point(all) { $0.count } == columns)
                    #expect(try await storage.query(all) { $0.count } == [columns])
                    #expect(try await storage.snapshot { try $0.rows(all) { $0.count } } == [columns])
                    #expect(try await storage.point(named, [1]) { try $0.text(0) } == "one")
                    let outcome = try await storage.commit([Statement(update, [1], expect: .rows(1), returning: true)])
                    #expect(outcome.rows(of: 0).first?.count == columns)
                    try await storage.alter(["ALTER TABLE thing ADD COLUMN extra\(columns) TEXT"])
                }
            }
        }

        @Test(arguments: Backend.available)
        func `look-ups from many tasks at once each get their own row`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                var batch = RowBatch(columns: 2)
                for number in 1...500 { batch.append([SQLValue(number), .text("n\(number)")]) }
                try await storage.bulk(into: "thing", columns: ["id", "name"], batch)
                let sql: SQL = "SELECT name FROM thing WHERE id = ?"
                let broken: SQL = "SELECT name FROM thing WHERE id = CAST(? AS BIGINT) AND no_such_column = 1"
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<64 {
                        group.addTask {
                            for step in 0..<20 {
                                let id = (task * 37 + step * 11) % 500 + 1
                                let name = try await storage.point(sql, [SQLValue(id)]) { try $0.text(0) }
                                #expect(name == "n\(id)")
                                if task == 13 {
                                    let error = await failure {
                                        _ = try await storage.point(broken, [1]) { try $0.text(0) }
                                    }
                                    #expect(error?.code == "storage.statement-invalid")
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }
}
