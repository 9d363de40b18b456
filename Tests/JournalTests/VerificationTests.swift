import Cryptography
import Diagnostics
import JSONTree
import Journal
import Storage
import TestSupport
import Testing

@Suite struct VerificationTests {
    @Test(arguments: Backend.available)
    func `an untouched journal is intact`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.record(person: 3)
            let report = try await JournalVerifier(storage: world.storage).verify()
            #expect(report.isIntact, "\(report.findings)")
            #expect(report.leaves == 10)
            #expect(report.waiting == 1)
            #expect(report.receipts == 11)
            #expect(report.roots == 2)
            #expect(report.root.count == 32)
        }
    }

    @Test(arguments: Backend.available)
    func `an altered leaf is found`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.tamper("UPDATE journal_leaf SET body = ? WHERE position = 4", [.bytes(Array("{}".utf8))])
            let found = try await world.findings()
            #expect(found.contains("journal.leaf.altered"))
            #expect(found.contains("journal.leaf.malformed"))
            #expect(found.contains("journal.root.mismatch"))
            #expect(found.contains("journal.receipt.mismatch"))
        }
    }

    @Test(arguments: Backend.available)
    func `a leaf altered together with its hash and its receipt is still found by the root`(
        backend: Backend
    ) async throws {
        try await withJournal(backend) { world in
            let event = JournalEvent(
                .officialSignedIn, department: "education", ["official": "8", "post": "enrolment-clerk"])
            let salts = [UInt8](repeating: 0, count: 32)
            let leaf = Leaf(event, second: TestClock.start / 1_000_000, sequence: 0, salts: salts)
            let id = try await world.number("SELECT leaf_id FROM receipt WHERE subject IS NULL")
            try await world.tamper(
                "UPDATE journal_leaf SET body = ?, hash = ? WHERE id = ?",
                [.bytes(leaf.body), .bytes(leaf.hash), .integer(id)])
            try await world.tamper(
                "UPDATE receipt SET details = ?, salts = ? WHERE leaf_id = ?",
                [.text(#"{"official":"8","post":"enrolment-clerk"}"#), .bytes(salts), .integer(id)])
            #expect(try await world.findings() == ["journal.root.mismatch", "journal.root.mismatch"])
        }
    }

    @Test(arguments: Backend.available)
    func `a deleted leaf is found`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.tamper("DELETE FROM journal_leaf WHERE position = 3")
            let found = try await world.findings()
            #expect(found.contains("journal.position.gap"))
            #expect(found.contains("journal.receipt.orphan"))
            #expect(found.contains("journal.root.mismatch"))
        }
    }

    @Test(arguments: Backend.available)
    func `an altered receipt is found, whichever part of it was altered`(backend: Backend) async throws {
        let changes: [SQL] = [
            "UPDATE receipt SET details = '{\"case\":\"2026-9999-9999\"}' WHERE leaf_id = ?",
            "UPDATE receipt SET department = 'health' WHERE leaf_id = ?",
            "UPDATE receipt SET type = 'case.viewed' WHERE leaf_id = ?",
            "UPDATE receipt SET subject = NULL WHERE leaf_id = ?",
        ]
        for change in changes {
            try await withJournal(backend) { world in
                let id = try await world.number("SELECT MAX(leaf_id) FROM receipt WHERE sequence = 3")
                try await world.tamper(change, [.integer(id)])
                let report = try await JournalVerifier(storage: world.storage).verify()
                #expect(
                    report.findings.contains { $0.code == "journal.receipt.mismatch" && $0.place == id },
                    "\(report.findings)")
            }
        }
    }

    @Test(arguments: Backend.available)
    func `a receipt given to another person is found`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.tamper(
                "UPDATE receipt SET subject = ? WHERE subject = ? AND sequence = 3",
                [.bytes(JournalWorld.person(9)), .bytes(JournalWorld.person(2))])
            let found = try await world.findings()
            #expect(found.contains("journal.receipt.mismatch"))
        }
    }

    @Test(arguments: Backend.available)
    func `a removed receipt shows as a gap in the person's chain`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.tamper(
                "DELETE FROM receipt WHERE subject = ? AND sequence = 2", [.bytes(JournalWorld.person(1))])
            let found = try await world.findings()
            #expect(found.contains("journal.subject.gap"))
            #expect(!found.contains("journal.subject.cut"))
        }
    }

    @Test(arguments: Backend.available)
    func `the removed last receipt of a person shows as a cut chain`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.tamper(
                "DELETE FROM receipt WHERE subject = ? AND sequence = 3", [.bytes(JournalWorld.person(2))])
            #expect(try await world.findings() == ["journal.subject.cut"])
        }
        try await withJournal(backend) { world in
            try await world.tamper("DELETE FROM receipt WHERE subject = ?", [.bytes(JournalWorld.person(2))], rows: 3)
            #expect(try await world.findings() == ["journal.subject.cut"])
        }
    }

    @Test(arguments: Backend.available)
    func `a rewritten root is found`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            try await world.tamper(
                "UPDATE journal_tree SET root = ? WHERE size = 9", [.bytes(Array(repeating: 0, count: 32))])
            #expect(try await world.findings() == ["journal.root.mismatch"])
        }
    }

    @Test(arguments: Backend.available)
    func `leaves cut off the end are found, also with their receipts gone`(backend: Backend) async throws {
        try await withJournal(backend) { world in
            let id = try await world.number("SELECT id FROM journal_leaf WHERE position = 9")
            try await world.tamper("DELETE FROM journal_leaf WHERE id = ?", [.integer(id)])
            #expect(try await world.findings().contains("journal.root.mismatch"))
            try await world.tamper("DELETE FROM receipt WHERE leaf_id = ?", [.integer(id)])
            let found = try await world.findings()
            #expect(found.contains("journal.root.mismatch"))
            #expect(found.contains("journal.subject.cut"))
        }
    }

    @Test(arguments: Backend.available)
    func `findings are told to a hundred and counted all`(backend: Backend) async throws {
        try await withStorage(backend, [Journal.migrations]) { storage in
            let world = JournalWorld(storage: storage)
            for _ in 0..<15 {
                try await world.commit(
                    (0..<8).map { _ in JournalEvent(.officialSignedIn, department: "education", ["official": "7"]) })
            }
            _ = try await world.sequencer.sequenceAll(now: 1)
            try await world.tamper("UPDATE receipt SET details = '{}'", rows: 120)
            let report = try await JournalVerifier(storage: storage).verify()
            #expect(report.findingCount == 120)
            #expect(report.findings.count == 100)
            #expect(!report.isIntact)
        }
    }

    @Test func `each finding is told in both languages`() async throws {
        try await withJournal(.sqlite) { world in
            try await world.tamper("DELETE FROM journal_leaf WHERE position = 3")
            for finding in try await JournalVerifier(storage: world.storage).verify().findings {
                #expect(!finding.message.zh.isEmpty && !finding.message.en.isEmpty)
                #expect(finding.message.zh != finding.message.en)
            }
        }
    }
}
