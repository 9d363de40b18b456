import JSONTree
import Journal
import Storage
import TestSupport
import Testing

@Suite struct RecordingTests {
    @Test(arguments: Backend.available)
    func `events about one person in one step continue one chain`(backend: Backend) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            let event = JournalEvent(
                .caseViewed, department: "education", subject: JournalWorld.person(1), ["case": "x"])
            let other = JournalEvent(
                .caseViewed, department: "education", subject: JournalWorld.person(2), ["case": "x"])
            try await world.commit([event, other, event])
            try await world.commit([event])
            let chain = try await storage.few(
                "SELECT sequence FROM receipt WHERE subject = ? ORDER BY leaf_id", [.bytes(JournalWorld.person(1))]
            ) { try $0.int(0) }
            #expect(chain == [1, 2, 3])
            #expect(
                try await world.number(
                    "SELECT sequence FROM journal_subject WHERE subject = ?", [.bytes(JournalWorld.person(2))]) == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `a step planned before another about the same person is refused and leaves nothing`(
        backend: Backend
    ) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            let event = JournalEvent(
                .caseViewed, department: "education", subject: JournalWorld.person(1), ["case": "x"])
            let early = try await storage.snapshot { reader in
                var writes = WriteSet()
                try world.journal.record([event], at: 1, to: &writes, reader: reader)
                return writes
            }
            try await world.commit([event])
            await #expect(throws: StorageError.self) { try await storage.commit(early) }
            #expect(try await world.number("SELECT COUNT(*) FROM receipt") == 1)
            #expect(try await world.number("SELECT COUNT(*) FROM journal_leaf") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `many steps about one person at once make one chain without a gap`(backend: Backend) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { try await world.record(person: 1, times: 8) } }
                try await group.waitForAll()
            }
            let chain = try await storage.few("SELECT sequence FROM receipt ORDER BY sequence") { try $0.int(0) }
            #expect(chain == Array(1...48))
        }
    }

    @Test func `a receipt reads back what was recorded`() async throws {
        try await withStorage(.sqlite, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            try await world.record(person: 4)
            let receipt = try #require(
                try await storage.point(SQL("SELECT \(Receipt.columns) FROM receipt")) { try Receipt($0) })
            #expect(receipt.type == EventType.lookedUp.name)
            #expect(receipt.department == "education")
            #expect(receipt.subject == JournalWorld.person(4))
            #expect(receipt.caseID == 4)
            #expect(receipt["contract"] == "enrolment.guardians")
            #expect(receipt["rung"] == "")
            #expect(receipt.recordedAt == TestClock.start)
        }
    }
}
