import Storage
import Testing

extension StorageTests {
    @Suite struct TableDescriptions {
        private static let before = TableDescription(
            name: "reg_base_person",
            columns: [
                ColumnDescription(name: "id_number", kind: .text, isKey: true),
                ColumnDescription(name: "row_no", kind: .integer, isNullable: false),
                ColumnDescription(name: "grade", kind: .integer),
                ColumnDescription(name: "sealed", kind: .bytes),
            ],
            indexes: [
                IndexDescription(name: "reg_base_person_grade", columns: ["grade", "row_no"]),
                IndexDescription(
                    name: "reg_base_person_row", columns: ["row_no"], isUnique: true, predicate: "grade > 0"),
            ])

        private func apply(_ changes: [TableChange], to storage: any Storage) async throws {
            try await storage.alter(changes.flatMap { $0.ddl(storage.dialect) })
        }

        @Test(arguments: Backend.available)
        func `a table made from a description is described the same`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                #expect(try await storage.describe(table: "reg_base_person") == nil)
                try await apply(Self.before.creation, to: storage)
                let described = try #require(try await storage.describe(table: "reg_base_person"))
                #expect(described.columns == Self.before.columns)
                #expect(described.indexes.map(\.name) == Self.before.indexes.map(\.name))
                #expect(described.indexes.map(\.columns) == Self.before.indexes.map(\.columns))
                #expect(described.indexes.map { $0.predicate != nil } == [false, true])
                #expect(described.changes(toward: Self.before).isEmpty)
            }
        }

        @Test(arguments: Backend.available)
        func `columns, indexes and wider types are added and the rows stay`(_ backend: Backend) async throws {
            try await withStorage(backend) { storage in
                try await apply(Self.before.creation, to: storage)
                try await storage.commit([
                    Statement("INSERT INTO reg_base_person (id_number, row_no, grade) VALUES ('x', 1, 42)")
                ])
                var wanted = Self.before
                wanted.columns[2].kind = .text
                wanted.columns.append(ColumnDescription(name: "nickname", kind: .text))
                wanted.indexes.append(IndexDescription(name: "reg_base_person_nick", columns: ["nickname"]))
                wanted.indexes[1].predicate = nil
                wanted.indexes[1].isUnique = false
                let existing = try #require(try await storage.describe(table: "reg_base_person"))
                try await apply(existing.changes(toward: wanted), to: storage)

                let now = try #require(try await storage.describe(table: "reg_base_person"))
                #expect(now.changes(toward: wanted).isEmpty)
                let row = try await storage.point("SELECT grade, nickname, row_no FROM reg_base_person") {
                    try $0.values
                }
                #expect(row == ["42", nil, 1])
            }
        }

        @Test func `what can't be undone is refused`() {
            func refusals(_ change: (inout TableDescription) -> Void) -> Int {
                var wanted = Self.before
                change(&wanted)
                return Self.before.changes(toward: wanted).filter { if case .refused = $0 { true } else { false } }
                    .count
            }
            #expect(refusals { _ in } == 0)
            #expect(refusals { $0.columns[2].kind = .bytes } == 1)
            #expect(refusals { $0.columns[0].kind = .integer } == 1)
            #expect(refusals { $0.columns[1].isNullable = true } == 1)
            #expect(refusals { $0.columns[2].isNullable = false } == 1)
            #expect(refusals { $0.columns[0].isKey = false } == 1)
            #expect(refusals { $0.columns.append(ColumnDescription(name: "n", kind: .text, isNullable: false)) } == 1)
            #expect(refusals { $0.columns.remove(at: 1) } == 1)
            #expect(refusals { $0.columns.remove(at: 3) } == 0)
        }
    }
}
