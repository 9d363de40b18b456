import Diagnostics
import Foundation
import Storage
import Testing

@Suite struct IdentifierSources {
    @Test func `identifiers only grow, also when the clock steps back or stands`() {
        let clock = ManualClock()
        let source = IdentifierSource(node: 3, clock: clock)
        var last: Int64 = 0
        for step in 1...50_000 {
            if step == 20_000 { clock.advance(by: .seconds(-60)) }
            let next = source.next()
            #expect(next > last)
            last = next
        }
        #expect(last & 0xFF == 3)
        clock.advance(by: .seconds(120))
        #expect(source.next() > last)
        let later = IdentifierSource(node: 4, clock: clock, after: .max >> 1)
        #expect(later.next() > .max >> 1)
    }

    @Test func `identifiers from many tasks are all different`() async {
        let source = IdentifierSource()
        let all = await withTaskGroup(of: [Int64].self) { group in
            for _ in 1...8 { group.addTask { (1...5_000).map { _ in source.next() } } }
            return await group.reduce(into: Set<Int64>()) { $0.formUnion($1) }
        }
        #expect(all.count == 40_000)
    }
}

@Suite struct StatementTexts {
    @Test func `placeholders are numbered outside of quotes and comments only`() {
        let sql: SQL = "SELECT '?', \"a?\" /* ? */, ? -- ?\n FROM t WHERE a = ? AND b = 'it''s ?' AND c = ?"
        #expect(sql.parameterCount == 3)
        #expect(
            sql.numbered
                == "SELECT '?', \"a?\" /* ? */, $1 -- ?\n FROM t WHERE a = $2 AND b = 'it''s ?' AND c = $3")
    }

    @Test func `broken quotes end with the text`() {
        #expect(SQL("SELECT '? FROM t").parameterCount == 0)
        #expect(SQL("SELECT /* ? FROM t").parameterCount == 0)
        #expect(SQL("").parameterCount == 0)
        #expect(SQL("?/").parameterCount == 1)
        #expect(SQL("-").numbered == "-")
    }

    @Test func `names are quoted so that they stay names`() {
        #expect(SQL.quoted("a\"b; DROP TABLE c") == "\"a\"\"b; DROP TABLE c\"")
    }

    @Test func `every error has a code and both wordings`() {
        let errors: [StorageError] = [
            .conflict(constraint: "c"), .constraint(.check, name: "n"), .guardFailed(code: "g", index: 0), .full,
            .unavailable("r"), .outcomeUnknown, .timedOut, .cancelled, .invalidStatement("s"), .malformedRow("r"),
            .migrationRefused("m"), .misconfigured("m"), .damaged("d"), .closed,
        ]
        for error in errors {
            #expect(!error.code.isEmpty)
            #expect(error.message.zh.unicodeScalars.contains { $0.value > 0x4E00 })
            #expect(!error.message.en.unicodeScalars.contains { $0.value > 0x4E00 })
        }
    }
}

@Suite struct StorageErrors {
    @Test func `for somebody outside, what the database itself has said is left out`() {
        let unreachable = StorageError.unavailable(
            "cannot connect to PostgreSQL: connection to server at \"10.1.2.3\" failed: no role \"li\"")
        #expect(unreachable.withoutReason == .unavailable("cannot connect to PostgreSQL"))
        #expect(unreachable.withoutReason.code == unreachable.code)
        let refused = StorageError.invalidStatement("PostgreSQL 42P01 relation \"x\" does not exist")
        #expect(!refused.withoutReason.message.en.contains("42P01"))
        #expect(StorageError.damaged("page 5").withoutReason == .damaged("page 5"))
    }

    @Test func `a damaged file is the database's fault, and is not tried again at once`() {
        let error = StorageError.damaged("page 5")
        #expect(error.code == "storage.damaged")
        #expect(error.isPassing && !error.isTransient)
        #expect(error.message.zh.contains("备份") && error.message.en.contains("backup"))
    }
}

@Suite struct LockFiles {
    private let path = FileManager.default.temporaryDirectory.path + "/yw-lock-" + UUID().uuidString

    @Test func `a second taker is told who has the lock`() throws {
        defer { unlink(path) }
        let lock = try LockFile.acquire(at: path, purpose: "serve", now: 1_000)
        let holder = LockFile.holder(of: path)
        #expect(holder?.process == getpid())
        #expect(holder?.purpose == "serve")
        #expect(holder?.since == 1_000)
        #expect(throws: LockFile.Failure.held(by: holder)) {
            try LockFile.acquire(at: path, purpose: "seed", now: 2_000)
        }
        lock.release()
        #expect(LockFile.holder(of: path) == nil)
        let second = try LockFile.acquire(at: path, purpose: "seed", now: 3_000)
        #expect(LockFile.holder(of: path)?.purpose == "seed")
        withExtendedLifetime(second) {}
    }

    @Test func `a lock goes with the object that holds it`() throws {
        defer { unlink(path) }
        _ = try LockFile.acquire(at: path, purpose: "serve", now: 0)
        #expect(LockFile.holder(of: path) == nil)
    }

    @Test func `a folder that isn't there is said`() {
        #expect(throws: LockFile.Failure.unreadable(path: "/nowhere/lock", errno: ENOENT)) {
            try LockFile.acquire(at: "/nowhere/lock", purpose: "serve", now: 0)
        }
    }
}
