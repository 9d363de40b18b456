import Diagnostics
import Storage
import Testing

extension StorageTests {
    @Suite struct Constraints {
        private static let definition = [
            "CREATE TABLE parent (id BIGINT NOT NULL PRIMARY KEY)",
            """
            CREATE TABLE child (scope TEXT NOT NULL, number BIGINT NOT NULL, parent BIGINT REFERENCES parent (id),
              code TEXT UNIQUE, grade BIGINT, state BIGINT, PRIMARY KEY (scope, number),
              CONSTRAINT child_state CHECK (state IN (0, 1)))
            """,
            "CREATE UNIQUE INDEX child_open_grade ON child (scope, grade) WHERE state = 0",
        ]

        private static let insert: SQL =
            "INSERT INTO child (scope, number, parent, code, grade, state) VALUES (?, ?, ?, ?, ?, ?)"

        @Test(arguments: Backend.available)
        func `each broken rule has its own error, with one name on both databases`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.alter(Self.definition)
                try await storage.commit([
                    Statement("INSERT INTO parent (id) VALUES (1)"),
                    Statement(Self.insert, ["a", 1, 1, "c", 3, 0]),
                ])
                let cases: [([SQLValue], StorageError)] = [
                    (["a", 1, 1, "d", 4, 0], .conflict(constraint: "child_pkey")),
                    (["a", 2, 1, "c", 4, 0], .conflict(constraint: "child_code_key")),
                    (["a", 2, 1, "d", 3, 0], .conflict(constraint: "child_open_grade")),
                    (["a", nil, 1, "d", 4, 0], .constraint(.notNull, name: "child.number")),
                    (["a", 2, 1, "d", 4, 5], .constraint(.check, name: "child_state")),
                ]
                for (values, expected) in cases {
                    let error = await failure { try await storage.commit([Statement(Self.insert, values)]) }
                    #expect(error == expected)
                }
                try await storage.commit([Statement(Self.insert, ["a", 2, 1, "d", 3, 1])])

                let orphan = await failure {
                    try await storage.commit([Statement(Self.insert, ["b", 1, 9, "e", 1, 0])])
                }
                guard case .constraint(.foreignKey, _) = orphan else {
                    Issue.record("\(String(describing: orphan))")
                    return
                }
                let duplicateParent = await failure {
                    try await storage.commit([Statement("INSERT INTO parent (id) VALUES (?)", [1])])
                }
                #expect(duplicateParent == .conflict(constraint: "parent_pkey"))
                let wrongType = await failure {
                    try await storage.commit([Statement(Self.insert, ["b", "x", 1, "e", 1, 0])])
                }
                guard case .constraint(.type, _) = wrongType else {
                    Issue.record("\(String(describing: wrongType))")
                    return
                }
            }
        }

        @Test(arguments: Backend.available)
        func `an error never carries a value`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await storage.alter(Self.definition)
                try await storage.commit([Statement(Self.insert, ["秘密", 1, nil, "secret", 3, 0])])
                for values in [
                    ["秘密", 1, nil, "x", 1, 0], ["b", 1, nil, "secret", 1, 0], ["b", "secret", nil, "x", 1, 0],
                    ["secret", 2, 99, "x", 1, 0], ["secret", 2, nil, "x", 1, 77], ["secret\0", 2, nil, "x", 1, 1],
                ] as [[SQLValue]] {
                    let error = await failure { try await storage.commit([Statement(Self.insert, values)]) }
                    let text = String(describing: error) + (error?.message.zh ?? "") + (error?.message.en ?? "")
                    #expect(error != nil)
                    #expect(!text.contains("secret") && !text.contains("秘密") && !text.contains("77"))
                }
            }
        }

        @Test(arguments: Backend.available)
        func `NUL in a text is refused everywhere`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                let writing = await failure { try await storage.commit([Thing.inserting(1, "a\0b")]) }
                let reading = await failure {
                    _ = try await storage.point("SELECT id FROM thing WHERE name = ?", ["a\0b"]) { try $0.int(0) }
                }
                var batch = RowBatch(columns: 2)
                batch.append(1, "a\0b")
                let rows = batch
                let loading = await failure { try await storage.bulk(into: "thing", columns: ["id", "name"], rows) }
                for error in [writing, reading, loading] {
                    guard case .constraint(.type, _) = error else {
                        Issue.record("\(String(describing: error))")
                        continue
                    }
                }
                try await storage.commit([Thing.inserting(1, "still works")])
            }
        }

        @Test(arguments: Backend.available)
        func `a mistake in a statement is said, and the next one runs`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                for statement in [
                    Statement("SELEC 1"), Statement("SELECT 1 FROM nowhere"), Statement(Thing.insert, [1]),
                    Statement("DELETE FROM thing; DELETE FROM thing"),
                ] {
                    let error = await failure { try await storage.commit([Thing.inserting(1, "one"), statement]) }
                    #expect(error?.code == "storage.statement-invalid")
                    let reading = await failure {
                        _ = try await storage.point(statement.sql, statement.values) { try $0.int(0) }
                    }
                    #expect(reading?.code == "storage.statement-invalid")
                }
                let count = try await Thing.count(in: storage)
                #expect(count == 0)
            }
        }
    }
}
