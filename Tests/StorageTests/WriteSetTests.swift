import Storage
import Testing

extension StorageTests {
    @Suite struct WriteSets {
        @Test(arguments: Backend.available)
        func `a write set is stored whole or not at all`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one"), Thing.inserting(2, "two")])
                #expect(try await Thing.count(in: storage) == 2)
                let error = await failure {
                    try await storage.commit([Thing.inserting(3, "three"), Thing.inserting(4, "two")])
                }
                #expect(error == .conflict(constraint: "thing_name"))
                #expect(try await Thing.count(in: storage) == 2)
            }
        }

        @Test(arguments: Backend.available)
        func `a failed guard names its code and its place, and nothing is stored`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "one", amount: 5)])
                let take = Statement(
                    "UPDATE thing SET amount = amount - 1, version = version + 1 WHERE id = ? AND version = ?",
                    [1, 7], expect: .rows(1), otherwise: "thing.version")
                let error = await failure {
                    try await storage.commit([Thing.inserting(2, "two"), take, Thing.inserting(3, "three")])
                }
                #expect(error == .guardFailed(code: "thing.version", index: 1))
                #expect(error?.code == "thing.version")
                #expect(try await Thing.count(in: storage) == 1)
                #expect(try await storage.point(Thing.amount, [1]) { row in try row.int(0) } == 5)
            }
        }

        @Test(arguments: Backend.available)
        func `a SELECT guards by the rows it finds`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let exists = Statement(
                    "SELECT 1 FROM thing WHERE id = ?", [1], expect: .atLeastOne, otherwise: "thing.missing")
                let absent = Statement(
                    "SELECT 1 FROM thing WHERE id = ?", [1], expect: .rows(0), otherwise: "thing.there")
                let first = await failure { try await storage.commit([exists, Thing.inserting(2, "two")]) }
                #expect(first == .guardFailed(code: "thing.missing", index: 0))
                let outcome = try await storage.commit([absent, Thing.inserting(1, "one"), exists])
                #expect(outcome.changes == [0, 1, 1])
            }
        }

        @Test(arguments: Backend.available)
        func `a failed write set doesn't disturb the others of its group`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1_000, "taken")])
                let errors = Shared<[Int: StorageError]>([:])
                await withTaskGroup(of: Void.self) { group in
                    for number in 1...210 {
                        group.addTask {
                            var writeSet: WriteSet = [Thing.inserting(Int64(number), "n\(number)")]
                            switch number % 7 {
                            case 0: writeSet.append(Thing.inserting(Int64(number) + 2_000, "taken"))
                            case 1:
                                writeSet.append(
                                    Statement(
                                        "DELETE FROM thing WHERE id = -1", [], expect: .rows(1), otherwise: "gone"))
                            case 2: writeSet.append(Statement("SELECT nonsense FROM nowhere"))
                            case 3: writeSet.append(Thing.inserting(Int64(number) + 3_000, "m\(number)", amount: -1))
                            default: break
                            }
                            do throws(StorageError) {
                                try await storage.commit(writeSet)
                            } catch {
                                errors.withLock { $0[number] = error }
                            }
                        }
                    }
                }
                let stored = try await storage.query("SELECT id FROM thing WHERE id < 1000 ORDER BY id") { row in
                    try row.int(0)
                }
                #expect(stored == (1...210).filter { $0 % 7 > 3 })
                #expect(try await Thing.count(in: storage) == 91)
                for (number, error) in errors.withLock({ $0 }) {
                    switch number % 7 {
                    case 0: #expect(error == .conflict(constraint: "thing_name"))
                    case 1: #expect(error == .guardFailed(code: "gone", index: 1))
                    case 2: #expect(error.code == "storage.statement-invalid")
                    case 3: #expect(error == .constraint(.check, name: "thing_amount"))
                    default: Issue.record("\(number) failed with \(error)")
                    }
                }
            }
        }

        @Test(arguments: Backend.available)
        func `write sets of several shapes that share commits keep their order and get their own outcomes`(
            _ backend: Backend
        ) async throws {
            let raise: SQL = "UPDATE thing SET amount = amount + 10 WHERE id = ? AND amount = ?"
            let withdraw: SQL = "DELETE FROM thing WHERE id = ?"
            let ask: SQL = "SELECT id, amount FROM thing WHERE id BETWEEN ? AND ? ORDER BY id"
            try await withStorage(backend) { storage in
                let before = storage.statistics
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...120 {
                        group.addTask {
                            let first = Int64(number) * 100
                            let rows = number % 5 + 1
                            var writeSet = WriteSet()
                            for row in 0..<rows {
                                writeSet.append(Thing.inserting(first + Int64(row), "n\(number)-\(row)", amount: 1))
                            }
                            // A row is changed after it came, one taken out again, and one put in its place.
                            writeSet.append(Statement(raise, [.integer(first), 1], expect: .rows(1)))
                            if number.isMultiple(of: 2) {
                                writeSet.append(Statement(withdraw, [.integer(first)], expect: .rows(1)))
                                writeSet.append(Thing.inserting(first, "again \(number)", amount: 3))
                            }
                            writeSet.append(
                                Statement(
                                    ask, [.integer(first), .integer(first + 99)], expect: .rows(rows), returning: true))
                            if number.isMultiple(of: 3) {
                                writeSet.append(Thing.inserting(first + 50, "last \(number)"))
                            }
                            let outcome = try await storage.commit(writeSet)
                            let changed = number.isMultiple(of: 2) ? [1, 1, 1] : [1]
                            #expect(
                                outcome.changes == Array(repeating: 1, count: rows) + changed + [rows]
                                    + (number.isMultiple(of: 3) ? [1] : []))
                            let found = outcome.rows(of: rows + changed.count)
                            #expect(found.map { $0[0] } == (0..<rows).map { .integer(first + Int64($0)) })
                            #expect(found.first?[1] == (number.isMultiple(of: 2) ? 3 : 11))
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await Thing.count(in: storage) == (1...120).reduce(0) { $0 + $1 % 5 + 1 } + 40)
                let after = storage.statistics
                #expect(after.committed - before.committed == 120 && after.groups - before.groups < 120)
            }
        }

        @Test(arguments: Backend.available)
        func `RETURNING gives its rows to those who ask`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let outcome = try await storage.commit([
                    Statement(Thing.insert, [1, "one", 3, nil]),
                    Statement(
                        "INSERT INTO thing (id, name, amount) VALUES (?, ?, ?), (?, ?, ?) RETURNING id, name, data",
                        [2, "two", 4, 3, "three", nil], expect: .rows(2), returning: true),
                ])
                #expect(outcome.changes == [1, 2])
                #expect(outcome.rows(of: 0).isEmpty)
                #expect(outcome.rows(of: 1) == [[2, "two", nil], [3, "three", nil]])
            }
        }

        @Test(arguments: Backend.available)
        func `a row that is there already is found by ON CONFLICT`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let sql: SQL = """
                    INSERT INTO thing (id, name, amount) VALUES (?, ?, 1)
                    ON CONFLICT (name) DO UPDATE SET amount = thing.amount + 1 RETURNING amount
                    """
                for expected in 1...3 {
                    let outcome = try await storage.commit([
                        Statement(sql, [SQLValue(expected), "same"], expect: .rows(1), returning: true)
                    ])
                    #expect(outcome.rows(of: 0) == [[SQLValue(expected)]])
                }
                let ignored = try await storage.commit([
                    Statement("INSERT INTO thing (id, name) VALUES (9, 'same') ON CONFLICT DO NOTHING")
                ])
                #expect(ignored.changes == [0])
            }
        }

        @Test(arguments: Backend.available)
        func `64 tasks that count under a version guard lose no count`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.commit([Thing.inserting(1, "counter")])
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 1...64 {
                        group.addTask {
                            var replans = 0
                            for _ in 1...5 {
                                while true {
                                    let version = try await storage.point("SELECT version FROM thing WHERE id = 1") {
                                        try $0.integer(0)
                                    }
                                    let count = Statement(
                                        "UPDATE thing SET amount = amount + 1, version = version + 1 WHERE id = 1 AND version = ?",
                                        [SQLValue(version)], expect: .rows(1), otherwise: "stale")
                                    do throws(StorageError) {
                                        try await storage.commit([count])
                                        break
                                    } catch {
                                        #expect(error == .guardFailed(code: "stale", index: 0))
                                        replans += 1
                                    }
                                }
                            }
                            return replans
                        }
                    }
                    var replans = 0
                    for try await count in group { replans += count }
                    #expect(replans > 0, "nothing was contended")
                }
                #expect(try await storage.point(Thing.amount, [1]) { row in try row.int(0) } == 320)
            }
        }

        /// PostgreSQL gets rows of one table that follow one another as one statement; nothing else may be different.
        @Test(arguments: Backend.available)
        func `many rows in a row are stored as each by itself would be`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                for rows in [2, 16, 17, 40] {
                    try await storage.commit([Statement("DELETE FROM thing")])
                    let outcome = try await storage.commit(
                        WriteSet(
                            (1...rows).map { number -> Statement in
                                let amount: Int64? = number % 3 == 0 ? nil : Int64(number)
                                let data: [UInt8]? = number % 2 == 0 ? nil : [0, UInt8(number)]
                                return Thing.inserting(Int64(number), "名\(number)", amount: amount, data: data)
                            }))
                    #expect(outcome.changes == Array(repeating: 1, count: rows))
                    let stored = try await storage.query("SELECT id, name, amount, data FROM thing ORDER BY id") {
                        try $0.values
                    }
                    #expect(stored.count == rows)
                    for (index, row) in stored.enumerated() {
                        let number = index + 1
                        let amount: SQLValue = number % 3 == 0 ? .null : .integer(Int64(number))
                        let data: SQLValue = number % 2 == 0 ? .null : .bytes([0, UInt8(number)])
                        let expected: [SQLValue] = [.integer(Int64(number)), .text("名\(number)"), amount, data]
                        #expect(row == expected)
                    }
                }
                // A guard after a run still names its own place; a conflict inside a run stores none of it.
                let late = Statement(
                    "UPDATE thing SET amount = 1 WHERE id = ?", [9_999], expect: .rows(1), otherwise: "thing.version")
                let run = (100...110).map { Thing.inserting(Int64($0), "n\($0)") }
                let guarded = await failure { try await storage.commit(WriteSet(run + [late] + [run[0]])) }
                #expect(guarded == .guardFailed(code: "thing.version", index: 11))
                let twice = await failure {
                    try await storage.commit(WriteSet(run + [Thing.inserting(111, "n105")]))
                }
                #expect(twice == .conflict(constraint: "thing_name"))
                #expect(try await Thing.count(in: storage) == 40)
            }
        }

        @Test func `only an insertion of nothing but values is one of many rows`() {
            func rows(_ text: String) -> String? { SQL(text).inserting(rows: 3)?.text }
            #expect(
                rows("INSERT INTO t (a, b) VALUES (?, ?)") == "INSERT INTO t (a, b) VALUES (?, ?), (?, ?), (?, ?)")
            #expect(rows("INSERT INTO t (a)\nVALUES (?)") == "INSERT INTO t (a)\nVALUES (?), (?), (?)")
            for text in [
                "INSERT INTO t (a, b) VALUES (?, 'x')", "INSERT INTO t (a) VALUES (?) ON CONFLICT DO NOTHING",
                "INSERT INTO t (a) SELECT ? WHERE EXISTS (?)", "UPDATE t SET a = (?)", "SELECT * FROM t WHERE a IN (?)",
                "INSERT INTO t (a) VALUES (CAST(? AS BIGINT))", "INSERT INTO t (a) VALUES (?), (?)", "",
            ] { #expect(rows(text) == nil, "\(text)") }
        }

        @Test(arguments: Backend.available)
        func `an empty write set commits nothing`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let outcome = try await storage.commit(WriteSet())
                #expect(outcome.changes.isEmpty)
            }
        }

        @Test(arguments: Backend.available)
        func `after closing, nothing is accepted and what was is there`(_ backend: Backend) async throws {
            try await withDatabase(backend) { database in
                let storage = try await database.open()
                try await storage.alter(Thing.definition)
                async let first = storage.commit([Thing.inserting(1, "one")])
                _ = try await first
                await storage.close()
                let writing = await failure { try await storage.commit([Thing.inserting(2, "two")]) }
                #expect(writing == .closed)
                let reading = await failure { _ = try await Thing.count(in: storage) }
                #expect(reading == .closed)
                let querying = await failure { _ = try await storage.query(Thing.count) { try $0.int(0) } }
                #expect(querying == .closed)
                let again = try await database.open()
                #expect(try await Thing.count(in: again) == 1)
                await again.close()
            }
        }
    }
}
