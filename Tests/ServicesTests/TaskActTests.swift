import Application
import CountySupport
import Diagnostics
import Directory
import JSONTree
import ProcessEngine
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// What reviewers do with a task of a case besides doing it.
@Suite struct `Acts on the tasks of a case` {
    private struct Review {
        let county: County
        let found: Case
        let agent: Agent
        let lin: Official
        let jiang: Official
        var desk: CaseDesk { county.system.desk }

        func tasks() async throws -> [WorkflowTask] {
            try await TaskStore(storage: county.system.storage).tasks(of: Matter(kind: "case", id: found.id))
        }

        func open() async throws -> WorkflowTask { try #require(try await tasks().first(where: \.isOpen)) }

        func act(_ request: TaskRequest, by official: Official, _ reason: String = "今天外出核查") async throws {
            try await desk.act(
                request, on: try await open(), of: found.number, by: official, reason: reason, now: county.now)
        }

        func code(_ body: () async throws -> Void) async -> String? {
            do {
                try await body()
                return nil
            } catch let error as WorkflowError {
                return error.code.rawValue
            } catch let error as ProcessError {
                return error.code.rawValue
            } catch let error as ServiceError {
                return error.code.rawValue
            } catch {
                return "\(error)"
            }
        }

        /// Leaves of acts on tasks.
        func leaves() async throws -> Int {
            try await county.system.storage.query("SELECT body FROM journal_leaf ORDER BY id", limit: 100_000) {
                String(decoding: try $0.bytes(0), as: UTF8.self)
            }.count { $0.contains("task.acted") }
        }
    }

    /// A case that waits for a person.
    private func withReview(
        _ backend: Backend = .sqlite, _ body: @escaping @Sendable (Review) async throws -> Void
    ) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village-no-statement", in: county)
            let found = try await family.register()
            #expect(found.state == .inReview)
            try await body(
                Review(
                    county: county, found: found, agent: family.agent, lin: try await county.official("songjiao01"),
                    jiang: try await county.official("songjiao03")))
        }
    }

    @Test(arguments: Backend.available)
    func `a task rests until a day, and comes back by itself`(backend: Backend) async throws {
        try await withReview(backend) { review in
            let county = review.county
            let task = try await review.open()
            let due = try #require(task.dueOn)
            let today = review.desk.today(county.now)
            for day in [today, due.adding(days: 1)] {
                #expect(
                    await review.code { try await review.act(.suspend(until: day), by: review.lin) } == "task.rest-day")
            }
            #expect(
                await review.code { try await review.act(.suspend(until: due), by: review.lin, "") }
                    == "task.reason-missing")
            let day = today.adding(days: 2)
            try await review.act(.suspend(until: day), by: review.lin, "等村委会的证明")
            let resting = try #require(try await review.tasks().first { $0.id == task.id })
            #expect(resting.state == .suspended && resting.resumesOn == day && resting.dueOn == due)
            #expect(
                await review.code {
                    _ = try await review.desk.complete(
                        resting, of: review.found.number, by: review.lin, result: "refuse", values: [:],
                        findings: [], now: county.now)
                } != nil)
            // Nothing wakes it before its day.
            try await county.passes(days: 1)
            #expect(try await review.tasks().first { $0.id == task.id }?.state == .suspended)
            try await county.passes(days: 1)
            let awake = try #require(try await review.tasks().first { $0.id == task.id })
            #expect(awake.state == .open && awake.resumesOn == nil && awake.dueOn == due)
            let records = try await TaskStore(storage: county.system.storage).acts(of: task.matter)
            #expect(
                records.map(\.kind) == [.act(.suspend), .resumed] && records.map(\.official) == [review.lin.id, 0])
            #expect(try review.desk.reason(of: records[0]) == "等村委会的证明")
            #expect(try await review.leaves() == 2)
        }
    }

    @Test func `whoever has it goes on earlier, and the day means nothing any more`() async throws {
        try await withReview { review in
            let county = review.county
            let day = review.desk.today(county.now).adding(days: 2)
            try await review.act(.suspend(until: day), by: review.lin)
            let task = try #require(try await review.tasks().first { $0.state == .suspended })
            let other = try await county.official("xianzhang")
            #expect(
                await review.code {
                    try await review.desk.act(
                        .resume, on: task, of: review.found.number, by: other, reason: "", now: county.now)
                } != nil)
            try await review.desk.act(
                .resume, on: task, of: review.found.number, by: review.lin, reason: "", now: county.now)
            #expect(try await review.open().id == task.id)
            #expect(
                await review.code {
                    try await review.desk.act(
                        .resume, on: task, of: review.found.number, by: review.lin, reason: "", now: county.now)
                } == "task.gone")
            // It may rest again, until another day.
            try await review.act(.suspend(until: day.adding(days: 1)), by: review.lin)
            try await county.passes(days: 2)
            #expect(try await review.tasks().first { $0.id == task.id }?.state == .suspended)
            try await county.passes(days: 1)
            #expect(try await review.tasks().first { $0.id == task.id }?.state == .open)
        }
    }

    @Test func `the day means nothing for a case that has ended meanwhile`() async throws {
        try await withReview { review in
            let county = review.county
            let day = review.desk.today(county.now).adding(days: 2)
            try await review.act(.suspend(until: day), by: review.lin)
            let task = try #require(try await review.tasks().first { $0.state == .suspended })
            _ = try await review.desk.withdraw(review.found.number, by: review.agent, now: county.now)
            let before = try await county.system.cases.find(id: review.found.id, in: .program("test"))
            #expect(before.state == .withdrawn)
            #expect(try await review.tasks().allSatisfy { $0.state != .suspended })
            try await county.passes(days: 3)
            let after = try await county.system.cases.find(id: review.found.id, in: .program("test"))
            #expect(after.version == before.version && after.closedAt == before.closedAt)
            let records = try await TaskStore(storage: county.system.storage).acts(of: task.matter)
            #expect(records.map(\.kind) == [.act(.suspend)])
        }
    }

    @Test func `while it rests a colleague may go on with it, and who waits may urge`() async throws {
        try await withReview { review in
            try await review.act(.take, by: review.lin)
            try await review.act(.suspend(until: review.desk.today(review.county.now).adding(days: 2)), by: review.lin)
            let task = try #require(try await review.tasks().first { $0.state == .suspended })
            let colleague = review.jiang
            #expect(try await review.desk.mayUrge(task))
            try await review.desk.act(
                .urge, on: task, of: review.found.number, by: review.jiang, reason: "家长在等", now: review.county.now)
            if try await review.desk.mayTakeOver(task, by: colleague) {
                try await review.desk.act(
                    .takeOver, on: task, of: review.found.number, by: colleague, reason: "她病了",
                    now: review.county.now)
                let taken = try #require(try await review.tasks().first { $0.id == task.id })
                #expect(taken.holder == colleague.id && taken.state == .suspended)
                try await review.desk.act(
                    .resume, on: taken, of: review.found.number, by: colleague, reason: "", now: review.county.now)
            } else {
                Issue.record("a colleague of the post may not take it over")
            }
            #expect(try await review.open().urged == 1)
        }
    }

    @Test func `what was urged says so in the list`() async throws {
        try await withReview { review in
            let task = try await review.open()
            try await review.desk.act(
                .urge, on: task, of: review.found.number, by: review.jiang, reason: "家长在等", now: review.county.now)
            #expect(try await review.open().urged == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `handed on, only the colleague may do it, and the reason is sealed`(backend: Backend) async throws {
        try await withReview(backend) { review in
            #expect(
                await review.code { try await review.act(.handOn(to: review.jiang.id), by: review.lin, " ") }
                    == "task.reason-missing")
            try await review.act(.handOn(to: review.jiang.id), by: review.lin)
            let task = try await review.open()
            #expect(task.holder == review.jiang.id)
            #expect(
                await review.code {
                    _ = try await review.desk.complete(
                        task, of: review.found.number, by: review.lin, result: "on-site", now: review.county.now)
                } == "task.not-yours")
            let acts = try await TaskStore(storage: review.county.system.storage).acts(of: task.matter)
            #expect(acts.map(\.act) == [.handOn] && acts[0].target == String(review.jiang.id))
            #expect(try review.desk.reason(of: acts[0]) == "今天外出核查")
            #expect(!String(decoding: acts[0].reason, as: UTF8.self).contains("外出"))
            let details = try await review.county.system.storage.query(
                "SELECT details FROM receipt ORDER BY leaf_id", limit: 100_000
            ) { try $0.text(0) }
            #expect(details.contains { $0.contains("hand-on") } && !details.contains { $0.contains("外出") })
            _ = try await review.desk.complete(
                task, of: review.found.number, by: review.jiang, result: "on-site", now: review.county.now)
            #expect(try await review.open().element == "on-site")
        }
    }

    @Test func `it goes to nobody outside the department, to nobody who may not see the case, and not to oneself`()
        async throws
    {
        try await withReview { review in
            for account in ["chuang01", "school101", "guanli01", "songjiao01", "songjiao02"] {
                let other = try await review.county.official(account)
                #expect(
                    await review.code { try await review.act(.handOn(to: other.id), by: review.lin) }
                        == "task.colleague",
                    "\(account)")
            }
            #expect(await review.code { try await review.act(.handOn(to: 42), by: review.lin) } == "task.colleague")
            // Who may not see cases may do nothing with them.
            let steward = try await review.county.official("gongan01")
            #expect(
                await review.code { try await review.act(.handOn(to: review.jiang.id), by: steward) }
                    == "task.not-yours")
            #expect(
                await review.code { try await review.act(.addAfter(review.jiang.id), by: review.lin) }
                    == "process.operation-not-allowed")
        }
    }

    @Test func `an opinion is asked, given, and read; meanwhile the asking one waits`() async throws {
        try await withReview { review in
            let main = try await review.open()
            try await review.act(.addBefore(review.jiang.id), by: review.lin, "这处房子是不是您经手的")
            let asked = try await review.open()
            #expect(asked.holder == review.jiang.id && asked.role == .before)
            // Nor does who was asked hand it around, and the same question twice is one.
            #expect(try await review.desk.options(for: asked, of: review.found, by: review.jiang).operations.isEmpty)
            #expect(
                await review.code { try await review.act(.handOn(to: review.lin.id), by: review.jiang) }
                    == "task.not-yours")
            #expect(
                await review.code {
                    _ = try await review.desk.complete(
                        main, of: review.found.number, by: review.lin, result: "on-site", now: review.county.now)
                } != nil)
            // An opinion is not an outcome: the asked one cannot decide the case.
            #expect(
                await review.code {
                    _ = try await review.desk.complete(
                        asked, of: review.found.number, by: review.jiang, result: "on-site", now: review.county.now)
                } == "task.not-yours")
            try await review.desk.giveOpinion(
                on: asked, of: review.found.number, by: review.jiang, agrees: false, opinion: "不是我经手的",
                now: review.county.now)
            #expect(try await review.open().id == main.id)
            let acts = try await TaskStore(storage: review.county.system.storage).acts(of: main.matter)
            #expect(acts.map(\.act) == [.addBefore, nil] && acts[1].target == "disagree")
            #expect(try review.desk.reason(of: acts[1]) == "不是我经手的")
        }
    }

    @Test func `a question is withdrawn by who asked it`() async throws {
        try await withReview { review in
            let main = try await review.open()
            try await review.act(.addBefore(review.jiang.id), by: review.lin)
            let clerk = try await review.county.official("songjiao02")
            #expect(await review.code { try await review.act(.remove, by: clerk) } != nil)
            try await review.act(.remove, by: review.lin)
            #expect(try await review.open().id == main.id)
        }
    }

    @Test(arguments: Backend.available)
    func `sent back to the step before, the family sees that it is checked again`(backend: Backend) async throws {
        try await withReview(backend) { review in
            _ = try await review.desk.complete(
                try await review.open(), of: review.found.number, by: review.lin, result: "on-site",
                now: review.county.now)
            let task = try await review.open()
            let options = try await review.desk.options(for: task, of: review.found, by: review.jiang)
            #expect(options.returns.map(\.option.element) == ["settle"] && options.returns[0].official == review.lin.id)
            #expect(options.colleagues.contains { $0.id == review.lin.id })
            // On its strength the family was asked to come, so it is not just taken back.
            let settled = try #require(try await review.tasks().first { $0.element == "settle" })
            #expect(try await review.desk.canTakeBack(settled, by: review.lin) == false)
            let before = try await review.leaves()
            try await review.act(.sendBack(to: .previous), by: review.jiang, "材料其实已经齐了")
            #expect(try await review.open().element == "settle")
            #expect(try await review.leaves() == before + 1)
            let timeline = try await review.county.system.cases.timeline(of: review.found).map(\.code)
            // The clock, which had stood still for the family, runs on.
            #expect(Array(timeline.suffix(2)) == [.returned, .limitResumed])
        }
    }

    @Test func `what the family did not come for is taken back while nobody has begun`() async throws {
        try await withReview { review in
            for result in ["on-site", "absent"] {
                _ = try await review.desk.complete(
                    try await review.open(), of: review.found.number, by: review.lin, result: result,
                    now: review.county.now)
            }
            let done = try #require(try await review.tasks().last { $0.state == .done })
            #expect(try await review.desk.canTakeBack(done, by: review.lin))
            #expect(
                await review.code {
                    try await review.desk.takeBack(
                        done, of: review.found.number, by: review.jiang, reason: "替人撤回", now: review.county.now)
                } == "task.not-yours")
            try await review.desk.takeBack(
                done, of: review.found.number, by: review.lin, reason: "家长刚到", now: review.county.now)
            #expect(try await review.open().element == "on-site")
            let acts = try await TaskStore(storage: review.county.system.storage).acts(of: done.matter)
            #expect(acts.map(\.act) == [.takeBack])
        }
    }

    @Test func `taken by one of a post, it is theirs`() async throws {
        try await withReview { review in
            try await review.act(.take, by: review.lin, "")
            let task = try await review.open()
            #expect(task.holder == review.lin.id && task.touchedAt != nil)
            #expect(await review.code { try await review.act(.take, by: review.jiang, "") } == "task.not-yours")
            let box = TaskStore(storage: review.county.system.storage)
            #expect(try await box.list(.mine, of: review.jiang.holder).allSatisfy { $0.id != task.id })
        }
    }

    @Test func `what a colleague has who is away is taken over by one of the same post`() async throws {
        try await withReview { review in
            try await review.act(.take, by: review.lin, "")
            let clerk = try await review.county.official("songjiao02")
            #expect(await review.code { try await review.act(.takeOver, by: clerk) } == "task.not-yours")
            #expect(
                await review.code { try await review.act(.takeOver, by: review.jiang, "") } == "task.reason-missing")
            try await review.act(.takeOver, by: review.jiang, "林晓禾今天请假")
            let task = try await review.open()
            #expect(task.holder == review.jiang.id)
            #expect(await review.code { try await review.act(.takeOver, by: review.jiang) } == "task.not-yours")
            _ = try await review.desk.complete(
                task, of: review.found.number, by: review.jiang, result: "on-site", now: review.county.now)
        }
    }

    @Test(arguments: Backend.available)
    func `who leaves hands over everything at once, and is out`(backend: Backend) async throws {
        try await withReview(backend) { review in
            try await review.act(.take, by: review.lin, "")
            let manager = try await review.county.official("guanli01")
            let token = try await review.county.system.sessions.open(.official(review.lin), now: review.county.now)
            let held = try await review.desk.heldTasks(of: review.lin)
            #expect(held.map(\.number) == [review.found.number])
            #expect(held[0].candidates.contains { $0.id == review.jiang.id })
            let task = held[0].task.id
            // Only who manages people may, not for oneself, and not to somebody who may not see the case.
            #expect(
                await review.code {
                    _ = try await review.desk.handOver(
                        review.lin, to: [:], hasLeft: true, by: review.jiang, now: review.county.now)
                } == "task.not-yours")
            #expect(
                await review.code {
                    _ = try await review.desk.handOver(
                        review.lin, to: [task: manager.id], hasLeft: true, by: manager, now: review.county.now)
                } == "task.colleague")
            let sheet = try await review.desk.handOver(
                review.lin, to: [task: review.jiang.id], hasLeft: true, by: manager, now: review.county.now)
            #expect(sheet.items.map(\.to) == [review.jiang.id] && sheet.items[0].number == review.found.number)
            #expect(try await review.desk.handOver(sheet.id, for: manager) == sheet)
            #expect(try await review.desk.handOver(sheet.id, for: review.jiang) == nil)
            #expect(try await review.open().holder == review.jiang.id)
            #expect(try await review.desk.heldTasks(of: review.lin).isEmpty)
            let left = try #require(try await review.county.system.directory.official(id: review.lin.id))
            #expect(!left.isActive)
            // Another process may remember a session for a moment.
            review.county.clock.advance(seconds: 61)
            #expect(try await review.county.system.sessions.session(token: token, now: review.county.now) == nil)
            #expect(
                await review.code { try await review.act(.addBefore(review.lin.id), by: review.jiang) }
                    == "task.colleague")
        }
    }

    @Test func `who is away keeps the account, and what waits for a colleague goes along`() async throws {
        try await withReview { review in
            try await review.act(.take, by: review.lin, "")
            try await review.act(.addBefore(review.jiang.id), by: review.lin)
            let manager = try await review.county.official("guanli01")
            #expect(try await review.desk.heldTasks(of: review.lin).map(\.task.state) == [.held])
            let sheet = try await review.desk.handOver(
                review.lin, to: [:], hasLeft: false, by: manager, now: review.county.now)
            #expect(sheet.items.map(\.to) == [nil])
            let main = try #require(try await review.tasks().first { $0.role == .main })
            #expect(main.state == .held && main.holder == nil)
            #expect(try await review.county.system.directory.official(id: review.lin.id)?.isActive == true)
        }
    }

    @Test func `urging is noted and changes nothing`() async throws {
        try await withReview { review in
            let before = try await review.open()
            try await review.act(.urge, by: review.jiang, "家长又打电话来了")
            let after = try await review.open()
            #expect(after.id == before.id && after.holder == nil && after.touchedAt == nil)
            let acts = try await TaskStore(storage: review.county.system.storage).acts(of: after.matter)
            #expect(acts.map(\.act) == [.urge])
        }
    }
}
