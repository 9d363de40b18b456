import Cryptography
import Registers
import Storage
import TestSupport
import Testing

@Suite struct SealingTests {
    private static let number = TestPeople.number("19580314", 12)
    private static let name = "欧阳朝暮植"

    @Test(arguments: Backend.available, SealSuite.allCases)
    func `sealed fields leave no plaintext in the database's bytes, nor in the history`(
        backend: Backend, suite: SealSuite
    ) async throws {
        try await withDatabase(backend) { database in
            let storage = try await database.open()
            let world = try RegisterWorld(storage: storage, suite: suite)
            _ = try await world.store.migrate()
            try await world.store.load(
                "test.person", rows: [RegisterWorld.person(Self.number, Self.name, household: "H-CLEAR")],
                origin: RegisterWorld.origin())
            let row = try #require(
                try await world.find(["id_number": [.text(Self.number)]], fields: world.fieldNames).first)
            var values = row.values
            values[1] = .text(Self.name + "改")
            try await storage.commit(
                WriteSet(
                    try world.store.changing(
                        id: row.id, version: row.version, to: values, in: "test.person", origin: RegisterWorld.origin())
                ))
            let bytes = try await database.storedBytes(
                tables: ["reg_test_person", "reg_test_person_history"], storage: storage)
            #expect(Bytes.contain("H-CLEAR", in: bytes), "the search itself works")
            for planted in [Self.number, TestPeople.oldForm(Self.number), Self.name, "1958-03-14"] {
                #expect(!Bytes.contain(planted, in: bytes), "a planted value lies in clear")
            }
            await storage.close()
        }
    }

    @Test(arguments: Backend.available)
    func `a declared generalisation is in clear, the value itself is not`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person(Self.number, Self.name))
            #expect(try await world.count("SELECT birth_date_year FROM reg_test_person") == 1958)
        }
    }

    @Test(arguments: Backend.available)
    func `a sealed value moved to another row or column does not open`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person(Self.number, Self.name))
            try await world.add(RegisterWorld.person(TestPeople.number("19600101", 3), "王二"))
            try await world.storage.commit([
                Statement(
                    """
                    UPDATE reg_test_person SET name_sealed = (
                        SELECT name_sealed FROM reg_test_person AS other WHERE other.sys_id <> reg_test_person.sys_id)
                    """, [], expect: .rows(2))
            ])
            await #expect(throws: CryptoError.self) {
                _ = try await world.find(["id_number": [.text(Self.number)]], fields: ["name"])
            }
        }
    }

    @Test(arguments: Backend.available)
    func `an old number of fifteen digits is found by its eighteen and the other way round`(
        backend: Backend
    ) async throws {
        try await withRegisters(backend) { world in
            let other = TestPeople.number("19600101", 3)
            try await world.add(RegisterWorld.person(TestPeople.oldForm(Self.number), "甲"))
            try await world.add(RegisterWorld.person(other, "乙"))
            let byNew = try await world.find(["id_number": [.text(Self.number)]], fields: ["name", "id_number"])
            #expect(byNew.map(\.values) == [[.text("甲"), .text(TestPeople.oldForm(Self.number))]])
            let byOld = try await world.find(["id_number": [.text(TestPeople.oldForm(other))]], fields: ["name"])
            #expect(byOld.map(\.values) == [[.text("乙")]])
            let small = try await world.find(["id_number": [.text(other.lowercased())]], fields: ["name"])
            #expect(small.count == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `a number that is not one is found as it was written, and joins nothing else`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person("无证", "甲"))
            try await world.add(RegisterWorld.person(Self.number, "乙"))
            #expect(try await world.find(["id_number": [.text("无证")]], fields: ["name"]).count == 1)
            #expect(
                try await world.find(["id_number": [.text(TestPeople.broken(Self.number))]], fields: ["name"]).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `all fields with identity numbers share one index, whatever their names`(backend: Backend) async throws {
        try await withRegisters(backend, [RegisterFixture.person, RegisterFixture.guardianship]) { world in
            let child = TestPeople.number("20190504", 5)
            try await world.add(RegisterWorld.person(Self.number, "甲"))
            try await world.add(
                [.text(child), .text(Self.number), .text("father"), .null], to: "test.guardianship")
            let joined = try await world.count(
                """
                SELECT COUNT(*) FROM reg_test_guardianship g JOIN reg_test_person p
                ON p.id_number_bidx = g.guardian_id_number_bidx
                """)
            #expect(joined == 1)
        }
    }

    @Test func `two rows with one value are sealed differently`() async throws {
        try await withRegisters(.sqlite) { world in
            try await world.add(RegisterWorld.person(Self.number, "同名"))
            try await world.add(RegisterWorld.person(TestPeople.number("19600101", 3), "同名"))
            #expect(try await world.count("SELECT COUNT(DISTINCT name_sealed) FROM reg_test_person") == 2)
        }
    }
}

extension RegisterWorld {
    var fieldNames: [String] { RegisterFixture.person.fields.map(\.name) }
}
