import Registers
import Storage
import TestSupport
import Testing

@Suite struct ChangingTests {
    private static let number = TestPeople.number("19580314", 12)

    private func row(_ world: RegisterWorld) async throws -> RegisterRow {
        try #require(try await world.find(["id_number": [.text(Self.number)]], fields: world.fieldNames).first)
    }

    private func change(_ row: RegisterRow, name: String, in world: RegisterWorld, at now: Int64) throws -> WriteSet {
        var values = row.values
        values[1] = .text(name)
        return WriteSet(
            try world.store.changing(
                id: row.id, version: row.version, to: values, in: "test.person",
                origin: RegisterWorld.origin(now, reason: "correction X", rung: .typed)))
    }

    @Test(arguments: Backend.available)
    func `a change keeps the old version with its span, its origin and its seal`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person(Self.number, "旧名"))
            let before = try await row(world)
            #expect(before.version == 1)
            #expect(before.rung == .file)
            let now = TestClock.start + 86_400_000_000
            try await world.storage.commit(try change(before, name: "新名", in: world, at: now))
            let after = try await row(world)
            #expect(after.values[1] == .text("新名"))
            #expect(after.version == 2)
            #expect(after.id == before.id)
            #expect(after.rung == .typed)
            #expect(after.recordedAt == now)
            let history = try await world.storage.few(
                "SELECT sys_version, sys_until, sys_reason, sys_recorded_by, sys_from FROM reg_test_person_history"
            ) { (try $0.int(0), try $0.integer(1), try $0.text(2), try $0.text(3), try $0.text(4)) }
            #expect(history.count == 1)
            #expect(history[0] == (1, now, "load", "test", "2026-08-03"))
            #expect(try await world.count("SELECT COUNT(*) FROM reg_test_person") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `a change planned on an older version is refused and changes nothing`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person(Self.number, "甲"))
            let seen = try await row(world)
            let late = try change(seen, name: "丙", in: world, at: TestClock.start)
            try await world.storage.commit(try change(seen, name: "乙", in: world, at: TestClock.start))
            do {
                try await world.storage.commit(late)
                Issue.record("a stale change was taken")
            } catch let error as StorageError {
                #expect(error.code == RegisterError.Code.changedElsewhere.rawValue)
            }
            #expect(try await row(world).values[1] == .text("乙"))
            #expect(try await world.count("SELECT COUNT(*) FROM reg_test_person_history") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `of many changes of one version at once one is taken`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person(Self.number, "甲"))
            let seen = try await row(world)
            let taken = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<6 {
                    group.addTask {
                        guard let writes = try? change(seen, name: "名\(index)", in: world, at: TestClock.start) else {
                            return false
                        }
                        return (try? await world.storage.commit(writes)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
            #expect(try await world.count("SELECT COUNT(*) FROM reg_test_person_history") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `a second row with the same key is refused`(backend: Backend) async throws {
        try await withRegisters(backend) { world in
            try await world.add(RegisterWorld.person(Self.number, "甲"))
            await #expect(throws: StorageError.self) { try await world.add(RegisterWorld.person(Self.number, "乙")) }
            await #expect(throws: StorageError.self) {
                try await world.store.load(
                    "test.person",
                    rows: [
                        RegisterWorld.person(TestPeople.number("19600101", 3), "丙"),
                        RegisterWorld.person(TestPeople.oldForm(Self.number), "丁"),
                    ], origin: RegisterWorld.origin())
            }
            #expect(try await world.store.count("test.person") == 1)
        }
    }

    @Test func `an unknown register is told by its code`() async throws {
        try await withRegisters(.sqlite) { world in
            await #expect(throws: RegisterError(.unknownRegister)) { _ = try await world.store.count("test.none") }
        }
    }

    @Test func `a question about unknown or unsearchable fields cannot be put`() throws {
        let table = RegisterTable(RegisterFixture.person)
        #expect(throws: RegisterQuery.Failure.unknownField("x")) {
            _ = try RegisterQuery(table, fields: ["x"], keys: ["id_number"])
        }
        #expect(throws: RegisterQuery.Failure.notSearchable("name")) {
            _ = try RegisterQuery(table, fields: ["id_number"], keys: ["name"])
        }
    }
}
