import Cryptography
import Registers
import Storage
import TestSupport
import WorkCalendar

/// Registers in a database.
struct RegisterWorld {
    let storage: any Storage
    let keyring: Keyring
    let store: RegisterStore

    init(
        storage: any Storage, _ registers: [RegisterDescriptor] = [RegisterFixture.person],
        suite: SealSuite = .aes256GCM
    ) throws {
        self.storage = storage
        keyring = try TestKeys.keyring(suite)
        store = RegisterStore(
            storage: storage, keyring: keyring, identifiers: IdentifierSource(clock: TestClock()), registers: registers)
    }

    static func origin(_ recordedAt: Int64 = TestClock.start, reason: String = "load", rung: Rung = .file) -> RowOrigin
    {
        RowOrigin(
            from: CivilDate(unixSeconds: recordedAt / 1_000_000), recordedAt: recordedAt, recordedBy: "test",
            reason: reason, rung: rung)
    }

    /// A row of `RegisterFixture.person`.
    static func person(
        _ number: String, _ name: String, household: String? = "H1", division: String = "990121101201",
        birth: String = "1958-03-14"
    ) -> [FieldValue] {
        [
            .text(number), .text(name), CivilDate(iso: birth).map { .date($0) } ?? .null,
            household.map { .text($0) } ?? .null, .text(division),
        ]
    }

    func add(_ values: [FieldValue], to register: String = "test.person", rung: Rung = .file) async throws {
        try await storage.commit(
            WriteSet(try store.adding(values, to: register, origin: RegisterWorld.origin(rung: rung))))
    }

    func find(
        _ keys: [String: [FieldValue]], fields: [String], in register: String = "test.person"
    ) async throws -> [RegisterRow] {
        guard let table = store.tables[register] else { throw RegisterError(.unknownRegister) }
        let names = keys.keys.sorted()
        let query = try RegisterQuery(table, fields: fields, keys: names)
        return try await storage.snapshot { [keyring] reader in
            try query.rows(names.map { keys[$0] ?? [] }, limit: 100, reader: reader, keyring: keyring)
        }
    }

    func count(_ sql: SQL) async throws -> Int { try await storage.point(sql) { try $0.int(0) } ?? -1 }
}

func withRegisters(
    _ backend: Backend, _ registers: [RegisterDescriptor] = [RegisterFixture.person],
    _ body: (RegisterWorld) async throws -> Void
) async throws {
    try await withStorage(backend, []) { storage in
        let world = try RegisterWorld(storage: storage, registers)
        _ = try await world.store.migrate()
        try await body(world)
    }
}
