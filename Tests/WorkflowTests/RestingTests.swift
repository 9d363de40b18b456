import JSONTree
import ProcessEngine
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// 挂起 as it is stored: the task leaves the list until its day, and its timers keep what was left of them.
@Suite struct `Tasks that rest` {
    private let clerk = TaskStore.Holder(official: 1, post: "clerk", department: "education")
    private static let hour: Int64 = 3600
    private static let day = 24 * hour

    private func act(_ world: ProcessWorld, _ act: TaskAct) async throws {
        let task = try #require(try await world.tasks.tasks(of: world.matter).first { $0.isUnderWay })
        try await world.deliver(.act(activation: task.activation, act))
    }

    private func rings(_ world: ProcessWorld) async throws -> Int64? {
        try await world.storage.point("SELECT due_at FROM job WHERE state = 0 AND kind = 'process.timer'") {
            try $0.integer(0)
        }
    }

    private func withDesk(
        _ backend: Backend, timer: String, rests: Bool = true, _ body: (ProcessWorld, Int64) async throws -> Void
    ) async throws {
        try await withStorage(backend, [JobQueue.migrations, WorkflowTables.migrations]) { storage in
            let world = try ProcessWorld(storage: storage, model: Models.desk(timer: timer, rests: rests))
            try await body(world, try await world.start())
        }
    }

    @Test(arguments: Backend.available)
    func `what rests is in nobody's list but its own, and comes back`(backend: Backend) async throws {
        try await withDesk(backend, timer: "PT10H") { world, _ in
            try await act(world, .suspend)
            #expect(try await world.tasks.list(.mine, of: clerk).isEmpty)
            #expect(try await world.tasks.list(.office, of: clerk).isEmpty)
            let resting = try await world.tasks.list(.resting, of: clerk)
            #expect(resting.map(\.state) == [.suspended])
            let counts = try await world.tasks.counts(of: clerk, dueBy: .latest)
            #expect([counts.mine, counts.office, counts.resting] as [Int] == [0, 0, 1])
            await #expect(throws: ProcessError(.taskSuspended)) {
                try await world.deliver(.completed(activation: resting[0].activation))
            }
            try await act(world, .unsuspend)
            #expect(try await world.tasks.list(.mine, of: clerk).map(\.state) == [.open])
            #expect(try await world.tasks.list(.resting, of: clerk).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `a timer keeps what was left of it`(backend: Backend) async throws {
        try await withDesk(backend, timer: "PT10H") { world, _ in
            let first = try #require(try await rings(world))
            world.clock.advance(seconds: 4 * Self.hour)
            try await act(world, .suspend)
            #expect(try await rings(world) == nil)
            world.clock.advance(seconds: 30 * Self.hour)
            try await act(world, .unsuspend)
            #expect(try await rings(world) == first + 30 * Self.hour * 1_000_000)
            // Twice is once more.
            try await act(world, .suspend)
            world.clock.advance(seconds: Self.hour)
            try await act(world, .unsuspend)
            #expect(try await rings(world) == first + 31 * Self.hour * 1_000_000)
        }
    }

    @Test func `of working days those are left that were left`() async throws {
        try await withDesk(.sqlite, timer: "5wd") { world, _ in
            let due = world.runner.due
            let started = due.minute(at: world.clock.now()).date
            world.clock.advance(seconds: Self.day)
            try await act(world, .suspend)
            let paused = due.minute(at: world.clock.now()).date
            world.clock.advance(seconds: 9 * Self.day)
            try await act(world, .unsuspend)
            let gone = due.calendar.workingDays(after: started, through: paused)
            let left = due.calendar.addingWorkingDays(5 - gone, to: due.minute(at: world.clock.now()).date).date
            #expect(try await rings(world) == due.instant(of: CivilMinute(date: left.adding(days: 1), minute: 0)))
        }
    }

    @Test func `of working hours those are left that were left`() async throws {
        try await withDesk(.sqlite, timer: "20wh") { world, _ in
            let due = world.runner.due
            let hours = due.hours.of(nil)
            let started = due.minute(at: world.clock.now())
            world.clock.advance(seconds: 27 * Self.hour)
            try await act(world, .suspend)
            let paused = due.minute(at: world.clock.now())
            world.clock.advance(seconds: 100 * Self.hour)
            try await act(world, .unsuspend)
            let gone = due.calendar.workingMinutes(from: started, to: paused, hours: hours)
            let end = due.calendar.adding(
                workingMinutes: 1200 - gone, to: due.minute(at: world.clock.now()), hours: hours
            ).minute
            #expect(try await rings(world) == due.instant(of: end))
        }
    }

    @Test func `a date stays a date`() async throws {
        try await withDesk(.sqlite, timer: "2026-09-20") { world, _ in
            let first = try await rings(world)
            #expect(first != nil)
            try await act(world, .suspend)
            world.clock.advance(seconds: Self.hour)
            try await act(world, .unsuspend)
            #expect(try await rings(world) == first)
        }
    }

    @Test(arguments: Backend.available)
    func `what rings at that very moment waits, and rings when the task goes on`(backend: Backend) async throws {
        try await withDesk(backend, timer: "PT10H") { world, id in
            let timer = try #require(try await world.stored(id).timers.first)
            // A worker has claimed it, and has not delivered it yet when the task is suspended.
            world.clock.advance(seconds: 11 * Self.hour)
            let jobs = try await world.jobs.claim(
                kinds: [ProcessRunner.timerJob], limit: 1, now: world.clock.now(),
                leaseEnd: world.clock.now() + Self.hour * 1_000_000, from: world.storage)
            try await act(world, .suspend)
            var (writes, _) = try await world.delivering(.timerDue(timer: timer.id))
            writes.append(world.jobs.complete(try #require(jobs.first)))
            try await world.storage.commit(writes)
            #expect(try await world.stored(id).timers.count == 1)
            #expect(try await rings(world) == nil)
            #expect(try await world.jobs.statistics(world.storage).map(\.dead) == [0])
            try await act(world, .unsuspend)
            let again = try #require(try await rings(world))
            #expect(again <= world.clock.now())
            try await world.deliver(.timerDue(timer: timer.id))
            #expect(try await world.tasks.tasks(of: world.matter).allSatisfy { !$0.isUnderWay })
        }
    }

    @Test(arguments: Backend.available)
    func `a limit that goes on rings while its task rests`(backend: Backend) async throws {
        try await withDesk(backend, timer: "PT10H", rests: false) { world, id in
            let first = try await rings(world)
            try await act(world, .suspend)
            #expect(try await rings(world) == first)
            let timer = try #require(try await world.stored(id).timers.first)
            try await world.deliver(.timerDue(timer: timer.id))
            #expect(try await world.stored(id).instance.status == .completed)
            #expect(try await world.tasks.tasks(of: world.matter).map(\.state) == [.cancelled])
        }
    }

    @Test(arguments: Backend.available)
    func `the verifier finds nothing wrong with what rests`(backend: Backend) async throws {
        try await withDesk(backend, timer: "PT10H") { world, _ in
            let task = try #require(try await world.openTasks().first)
            try await act(world, .suspend)
            #expect(try await ProcessVerifier(storage: world.storage).verify().findings.map(\.kind) == [.restLost])
            let day = world.runner.due.minute(at: world.clock.now()).date.adding(days: 2)
            try await world.storage.commit(world.runner.waking(task, on: day, now: world.clock.now()))
            let report = try await ProcessVerifier(storage: world.storage).verify()
            #expect(report.findings.isEmpty && report.tasks == 1 && report.timers == 1)
            // A timer that rests although its task does not will never ring.
            try await act(world, .unsuspend)
            try await world.storage.commit([Statement("UPDATE job SET state = 2 WHERE kind = 'process.timer'", [])])
            #expect(try await ProcessVerifier(storage: world.storage).verify().findings.map(\.kind) == [.timerLost])
        }
    }

    @Test(arguments: Backend.available)
    func `timers of before get the key by which they can rest`(backend: Backend) async throws {
        let older = ModuleMigrations(
            module: WorkflowTables.migrations.module, Array(WorkflowTables.migrations.migrations.prefix(8)))
        try await withStorage(backend, [JobQueue.migrations, older]) { storage in
            let jobs = JobQueue(identifiers: IdentifierSource(clock: TestClock()))
            try await storage.commit([
                jobs.enqueue(kind: ProcessRunner.timerJob, payload: Array("71 5".utf8), dueAt: 9, now: 1),
                jobs.enqueue(kind: "other", payload: Array("71 5".utf8), dueAt: 9, now: 1),
            ])
            try await Migrations([JobQueue.migrations, WorkflowTables.migrations]).apply(to: storage, now: 0)
            let keys = try await storage.few("SELECT job_key FROM job ORDER BY id") { try $0.optionalText(0) }
            #expect(keys == ["timer:71:5:0", nil])
        }
    }

    @Test func `what ends takes the resting timer with it`() async throws {
        try await withDesk(.sqlite, timer: "PT10H") { world, id in
            try await act(world, .suspend)
            #expect(try await world.count("SELECT COUNT(*) FROM job WHERE state = 2") == 1)
            try await world.deliver(.message(name: "withdraw", correlation: nil, payload: .null))
            #expect(try await world.stored(id).instance.status != .running)
            #expect(try await world.count("SELECT COUNT(*) FROM job") == 0)
            #expect(try await world.tasks.tasks(of: world.matter).map(\.state) == [.cancelled])
        }
    }

    @Test func `the days until which a task may rest end when it is due`() async throws {
        try await withDesk(.sqlite, timer: "PT10H") { world, _ in
            let task = try #require(try await world.openTasks().first)
            let due = try #require(task.dueOn)
            let before = due.adding(days: -2)
            #expect(ProcessRunner.restDays(of: task, today: before) == before.adding(days: 1)...due)
            #expect(ProcessRunner.restDays(of: task, today: due) == nil)
        }
    }
}
