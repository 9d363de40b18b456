import Registers
import Storage
import TestSupport
import Testing

@Suite struct RegisterMigrationTests {
    private static let number = TestPeople.number("19580314", 12)

    /// The person register with its fields changed.
    private func changed(_ change: (inout [RegisterField]) -> Void) -> RegisterDescriptor {
        let person = RegisterFixture.person
        var fields = person.fields
        change(&fields)
        return RegisterFixture.register("person", key: person.key, territory: person.territory, fields)
    }

    private func fields(_ storage: any Storage, of table: String) async throws -> Set<String> {
        Set(try await storage.describe(table: table)?.columns.map(\.name) ?? [])
    }

    @Test(arguments: Backend.available)
    func `a second start finds nothing to do`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            let ddl = try await world.store.migrate()
            #expect(ddl == [])
        }
    }

    @Test(arguments: Backend.available)
    func `a new field becomes a nullable column in the register and its history, a new look-up an index`(
        backend: Backend
    ) async throws {
        try await withStorage(backend, []) { storage in
            let old = try RegisterWorld(storage: storage)
            _ = try await old.store.migrate()
            try await old.add(RegisterWorld.person(Self.number, "甲"))
            let wanted = changed {
                $0.append(RegisterFixture.field("phone", .phone, level: 3))
                $0.append(RegisterFixture.field("permit_no", lookup: .exact))
            }
            let new = try RegisterWorld(storage: storage, [wanted])
            let ddl = try await new.store.migrate()
            #expect(!ddl.isEmpty)
            #expect(try await fields(storage, of: "reg_test_person").isSuperset(of: ["phone_sealed", "permit_no"]))
            #expect(
                try await fields(storage, of: "reg_test_person_history").isSuperset(of: ["phone_sealed", "permit_no"]))
            let indexes = try await storage.describe(table: "reg_test_person")?.indexes.map(\.columns) ?? []
            #expect(indexes.contains(["permit_no"]))
            let rows = try await new.find(["id_number": [.text(Self.number)]], fields: ["name", "phone", "permit_no"])
            #expect(rows.map(\.values) == [[.text("甲"), .null, .null]])
            // The row can now be changed with its new fields, and the old version goes into the wider history.
            try await storage.commit(
                WriteSet(
                    try new.store.changing(
                        id: rows[0].id, version: 1,
                        to: RegisterWorld.person(Self.number, "甲") + [.text("19900000001"), .text("P-1")],
                        in: "test.person", origin: RegisterWorld.origin())))
            #expect(try await new.find(["permit_no": [.text("P-1")]], fields: ["phone"]).count == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `another type is refused and nothing is changed, not even another register's new column`(
        backend: Backend
    ) async throws {
        try await withStorage(backend, []) { storage in
            let aside = RegisterFixture.register(
                "aside", key: ["no"], [RegisterFixture.field("no", lookup: .exact)])
            _ = try await RegisterWorld(storage: storage, [aside, RegisterFixture.person]).store.migrate()
            let wider = RegisterFixture.register(
                "aside", key: ["no"], [RegisterFixture.field("no", lookup: .exact), RegisterFixture.field("more")])
            let wrong = changed { fields in
                fields[3] = RegisterFixture.field("household_no", .text, level: 3)
                fields[4] = RegisterFixture.field("registered_division", .integer)
            }
            let world = try RegisterWorld(storage: storage, [wider, wrong])
            do {
                _ = try await world.store.migrate()
                Issue.record("a change of type was taken")
            } catch let refused as RegisterStore.MigrationRefused {
                #expect(refused.register == "test.person")
                #expect(!refused.reasons.isEmpty)
            }
            #expect(try await !fields(storage, of: "reg_test_aside").contains("more"))
        }
    }

    @Test(arguments: Backend.available)
    func `dirty rows stay readable: nulls, rare characters, long texts`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            let rare = "𠮷㐂" + String(repeating: "长", count: 3000)
            try await world.add([.text(Self.number), .text(rare), .null, .null, .null])
            let rows = try await world.find(["id_number": [.text(Self.number)]], fields: world.fieldNames)
            #expect(rows.map(\.values) == [[.text(Self.number), .text(rare), .null, .null, .null]])
            #expect(try await world.find(["household_no": [.text("H1")]], fields: ["name"]).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `several values of several keys are all looked for`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            let numbers = (1...4).map { TestPeople.number("19600101", $0) }
            for (index, number) in numbers.enumerated() {
                try await world.add(RegisterWorld.person(number, "名\(index)", household: "H\(index % 2)"))
            }
            let found = try await world.find(
                ["id_number": numbers.prefix(3).map { .text($0) }, "household_no": [.text("H0")]], fields: ["name"])
            #expect(found.map(\.values) == [[.text("名0")], [.text("名2")]])
        }
    }
}
