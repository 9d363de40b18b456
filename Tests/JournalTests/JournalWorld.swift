import Journal
import Storage
import TestSupport

/// A journal in a database, with what tests do to it.
struct JournalWorld {
    let storage: any Storage
    let journal = Journal(identifiers: IdentifierSource(clock: TestClock()))
    var sequencer: Sequencer { Sequencer(storage: storage) }

    static func person(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: 16) }

    /// Records a look-up of a person's data.
    func record(person number: UInt8, times: Int = 1) async throws {
        for _ in 0..<times {
            try await commit([
                JournalEvent(
                    .lookedUp, department: "education", subject: JournalWorld.person(number), caseID: Int64(number),
                    ["case": "2026-0000-000\(number % 10)", "contract": "enrolment.guardians", "result": "found"])
            ])
        }
    }

    func commit(_ events: [JournalEvent]) async throws {
        var attempt = 0
        while true {
            attempt += 1
            let writes = try await storage.snapshot { [journal] reader in
                var writes = WriteSet()
                try journal.record(events, at: TestClock.start, to: &writes, reader: reader)
                return writes
            }
            do {
                try await storage.commit(writes)
                return
            } catch {
                guard error.code == Journal.subjectMoved, attempt < 200 else { throw error }
            }
        }
    }

    /// Changes the database behind the journal's back.
    func tamper(_ sql: SQL, _ values: [SQLValue] = [], rows: Int = 1) async throws {
        try await storage.commit(WriteSet([Statement(sql, values, expect: .rows(rows), otherwise: "tamper")]))
    }

    func number(_ sql: SQL, _ values: [SQLValue] = []) async throws -> Int64 {
        try await storage.point(sql, values) { try $0.integer(0) } ?? -1
    }

    /// The codes that a verification finds, in order.
    func findings() async throws -> [String] {
        try await JournalVerifier(storage: storage).verify().findings.map(\.code).sorted()
    }
}

/// Runs `body` with ten numbered leaves: six of person 1, three of person 2, one of nobody.
func withJournal(_ backend: Backend, _ body: (JournalWorld) async throws -> Void) async throws {
    try await withStorage(backend, [Journal.migrations]) { storage in
        let world = JournalWorld(storage: storage)
        try await world.record(person: 1, times: 5)
        try await world.record(person: 2, times: 3)
        try await world.commit([JournalEvent(.officialSignedIn, department: "education", ["official": "7"])])
        _ = try await world.sequencer.sequenceAll(now: 1)
        try await world.record(person: 1)
        _ = try await world.sequencer.sequenceAll(now: 2)
        try await body(world)
    }
}
