import JSONTree
import Journal
import Storage
import TestSupport
import Testing

@Suite struct SequencerTests {
    @Test(arguments: Backend.available)
    func `two sequencers and eight writers at once number every leaf once`(backend: Backend) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            let isWriting = Shared(true)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        var numbered = 0
                        var rest = 3
                        while rest > 0 {
                            numbered += try await world.sequencer.sequenceAll(now: 1)
                            if !isWriting.value { rest -= 1 }
                            await Task.yield()
                        }
                        return numbered
                    }
                }
                try await withThrowingTaskGroup(of: Void.self) { writers in
                    for writer in 0..<8 {
                        writers.addTask {
                            for _ in 0..<25 { try await world.record(person: UInt8(writer % 3 + 1)) }
                        }
                    }
                    try await writers.waitForAll()
                }
                isWriting.change { $0 = false }
                let numbered = try await group.reduce(0, +)
                #expect(numbered == 200)
            }
            // Whatever a collision left is numbered by the next run.
            _ = try await world.sequencer.sequenceAll(now: 2)
            #expect(try await world.number("SELECT COUNT(*) FROM journal_leaf WHERE position IS NULL") == 0)
            #expect(try await world.number("SELECT COUNT(DISTINCT position) FROM journal_leaf") == 200)
            #expect(try await world.number("SELECT MAX(position) FROM journal_leaf") == 199)
            let report = try await JournalVerifier(storage: storage).verify()
            #expect(report.isIntact, "\(report.findings)")
            #expect(report.receipts == 200)
        }
    }

    @Test(arguments: Backend.available)
    func `a leaf that commits late with a small id is numbered after those before it`(backend: Backend) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            // The id is drawn with the plan; this plan waits while others go by.
            let late = try await storage.snapshot { reader in
                var writes = WriteSet()
                try world.journal.record(
                    [JournalEvent(.officialSignedIn, department: "education", ["official": "1"])], at: 1, to: &writes,
                    reader: reader)
                return writes
            }
            try await world.record(person: 1, times: 3)
            #expect(try await world.sequencer.sequenceAll(now: 1) == 3)
            try await storage.commit(late)
            #expect(try await world.sequencer.sequenceAll(now: 2) == 1)
            let position = try await world.number(
                "SELECT position FROM journal_leaf WHERE id = (SELECT MIN(id) FROM journal_leaf)")
            #expect(position == 3)
            #expect(try await world.findings() == [])
        }
    }

    @Test(arguments: Backend.available)
    func `a journal in which nothing waits is left alone`(backend: Backend) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            let numbered = try await world.sequencer.sequenceAll(now: 1)
            #expect(numbered == 0)
            #expect(try await world.number("SELECT COUNT(*) FROM journal_tree") == 0)
        }
    }
}
