import JSONTree
import Localisation
import ProcessEngine
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

@Suite struct TaskTests {
    @Test(arguments: Backend.available)
    func `a task belongs to its post, with its day and place`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            _ = try await world.start()
            let task = try await world.task("settle")
            #expect(task.post == "reviewer")
            #expect(task.title == "人工核对")
            #expect(task.form == "finding")
            #expect(task.department == "education")
            #expect(task.division == "990121101000")
            #expect(task.matter == world.matter)
            // Monday 3 August and five working days; no calendar is loaded, so the day is provisional.
            #expect(task.dueOn == CivilDate(iso: "2026-08-10"))
            #expect(task.isDueProvisional)
            #expect(
                try await world.tasks.list(.mine, of: .init(official: 1, post: "reviewer", department: "education"))
                    .map(\.id) == [task.id])
            #expect(
                try await world.tasks.list(.mine, of: .init(official: 1, post: "reviewer", department: "office-a"))
                    .isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func `the most urgent task is first, one without a day last`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            for (id, due) in [(1, nil), (2, "2026-08-09"), (3, "2026-08-01"), (4, nil)] as [(Int64, String?)] {
                try await world.storage.commit([
                    Statement(
                        """
                        INSERT INTO workflow_task (id, instance, activation, matter_kind, matter, element, title, post,
                            department, division, due_on, due_is_provisional, state, created_at)
                        VALUES (?, ?, 1, 'case', 1, 'e', 't', 'p', 'd', '', ?, 0, 'open', 0)
                        """, [.integer(id), .integer(id), SQLValue(due)], expect: .rows(1))
                ])
            }
            #expect(
                try await world.tasks.list(.mine, of: .init(official: 1, post: "p", department: "d")).map(\.id) == [
                    3, 2, 1, 4,
                ])
            #expect(
                try await world.tasks.list(.mine, of: .init(official: 1, post: "p", department: "d"), page: 2, size: 3)
                    .map(\.id) == [4])
        }
    }

    @Test(arguments: Backend.available)
    func `a task is finished once`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            _ = try await world.start()
            let task = try await world.task("settle")
            func finish() async throws {
                let (writes, _) = try await world.delivering(.completed(activation: task.activation))
                try await world.storage.commit(
                    WriteSet([world.tasks.finishing(task, by: 5, result: "found", now: 9)] + writes.statements))
            }
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do {
                            try await finish()
                            return "done"
                        } catch let error as StorageError {
                            return error.code
                        } catch {
                            return "other"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == "done" } == 1, "\(outcomes)")
            #expect(
                try await world.count("SELECT COUNT(*) FROM workflow_task WHERE element = 'settle' AND state = 'done'")
                    == 1)
            #expect(try await world.count("SELECT COUNT(*) FROM workflow_task WHERE element = 'sign-a'") == 1)
            do {
                try await world.storage.commit([world.tasks.finishing(task, by: 6, result: "again", now: 10)])
                Issue.record("a finished task was finished again")
            } catch let error as StorageError {
                #expect(error.code == WorkflowError.Code.taskGone.rawValue)
            }
            let kept = try await world.storage.point("SELECT ended_by, result FROM workflow_task WHERE state = 'done'")
            {
                (try $0.int(0), try $0.text(1))
            }
            #expect(kept?.0 == 5 && kept?.1 == "found")
        }
    }

    @Test(arguments: Backend.available)
    func `of two deliveries planned on one state one is committed and the other is told to plan again`(
        backend: Backend
    ) async throws {
        try await withProcesses(backend) { world in
            let id = try await world.start()
            let event = ProcessEvent.message(name: "evidence", correlation: "N-1", payload: .null)
            let (first, _) = try await world.delivering(event, decision: "yes")
            let (second, _) = try await world.delivering(event, decision: "unknown")
            let outcomes = await withTaskGroup(of: String.self) { group in
                for writes in [first, second] {
                    group.addTask {
                        do {
                            try await world.storage.commit(writes)
                            return "done"
                        } catch {
                            return (error as? StorageError)?.code ?? "other"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.sorted() == ["done", ProcessRunner.movedOn])
            let state = try await world.stored(id)
            // Either the two signatures or the reviewer's task: never both.
            let elements = try await world.openTasks().map(\.element).sorted()
            #expect(elements == ["settle"] || elements == ["sign-a", "sign-b"], "\(elements)")
            #expect(state.tasks.count == elements.count)
        }
    }
}

@Suite struct TimerTests {
    @Test(arguments: Backend.available)
    func `a timer becomes a job for its day and delivers when it is due`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            let id = try await world.start()
            let fired = Shared<[String]>([])
            let runner = JobRunner(storage: world.storage, queue: world.jobs, clock: world.clock)
            runner.register(ProcessRunner.timerJob) { job in
                let parts = String(decoding: job.payload, as: UTF8.self).split(separator: " ").map(String.init)
                fired.change { $0.append(parts[0]) }
                let (writes, wasAwaited) = try await world.delivering(.timerDue(timer: Int(parts[1]) ?? 0))
                #expect(wasAwaited)
                return writes
            }
            #expect(try await runner.runDue() == 0)
            // P5D counts whole days: the end of Saturday 8 August in China.
            world.clock.set(1_786_204_800_000_000 - 1)
            #expect(try await runner.runDue() == 0)
            world.clock.set(1_786_204_800_000_000)
            #expect(try await runner.runDue() == 1)
            #expect(fired.value == [String(id)])
            // The late reviewer was noted once; the task is still open.
            let log = try await world.storage.few("SELECT step FROM process_log ORDER BY id") { try $0.text(0) }
            #expect(log.last?.contains("+escalate") == true)
            #expect(try await world.openTasks().map(\.element) == ["settle"])
            #expect(try await runner.runDue() == 0)
        }
    }

    @Test(arguments: Backend.available)
    func `a timer whose task is done in the meantime moves nothing`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            let id = try await world.start()
            let timer = try #require(
                try await world.storage.point("SELECT id FROM process_row WHERE kind = 'timer'") { try $0.int(0) })
            try await world.deliver(.completed(activation: try await world.task("settle").activation))
            let before = try await world.stored(id)
            do {
                try await world.deliver(.timerDue(timer: timer))
            } catch let error as ProcessError {
                #expect(error.code == .unknownTimer)
            }
            #expect(try await world.stored(id) == before)
        }
    }
}

@Suite struct DueRuleTests {
    private func rule() throws -> DueRule {
        DueRule(calendar: try WorkingCalendar([]), hours: try ProcessWorld.hours(), clock: .china)
    }
    /// Monday 3 August 2026, 09:00 in China.
    private let now = TestClock.start
    /// The first moment of 4 August in China.
    private let tomorrow: Int64 = 1_785_772_800_000_000

    @Test func `working days end with the day`() throws {
        let due = try #require(try rule().due("1wd", from: now))
        #expect(due.date == CivilDate(iso: "2026-08-04"))
        #expect(due.instant == tomorrow + 86_400_000_000)
        #expect(due.isProvisional)
    }

    @Test func `days end with the day, hours at their minute, a date begins with its day`() throws {
        let rule = try rule()
        #expect(rule.due("P0D", from: now)?.instant == tomorrow)
        #expect(rule.due("P1W", from: now)?.date == CivilDate(iso: "2026-08-10"))
        #expect(rule.due("PT2H30M", from: now)?.instant == now + 9_000_000_000)
        #expect(rule.due("P1DT1S", from: now)?.instant == now + 86_401_000_000)
        #expect(rule.due("2026-08-04", from: now)?.instant == tomorrow)
        #expect(rule.due("2020-01-01", from: now)?.date == CivilDate(iso: "2020-01-01"))
    }

    @Test func `working hours are those of the post, at their minute`() throws {
        let rule = try rule()
        // Monday at nine: three hours until noon, one from half past two.
        #expect(rule.due("4wh", from: now)?.instant == now + Int64(6 * 60 + 30) * 60_000_000)
        #expect(rule.due("4wh", from: now, post: "duty")?.instant == now + 4 * 3_600_000_000)
        #expect(rule.due("2h", from: now)?.instant == now + 2 * 3_600_000_000)
        #expect(rule.due("30m", from: now)?.instant == now + 1_800_000_000)
        #expect(rule.due("1d", from: now)?.instant == tomorrow + 86_400_000_000)
        #expect(rule.minute(at: now).description == "2026-08-03 09:00")
        #expect(rule.instant(of: rule.minute(at: now)) == now)
    }

    @Test func `a time of day is the county's unless it says where`() throws {
        let rule = try rule()
        let ten = tomorrow + 10 * 3_600_000_000
        #expect(rule.due("2026-08-04T10:00", from: now)?.instant == ten)
        #expect(rule.due("2026-08-04T10:00:30", from: now)?.instant == ten + 30_000_000)
        #expect(rule.due("2026-08-04T10:00:00+08:00", from: now)?.instant == ten)
        #expect(rule.due("2026-08-04T02:00Z", from: now)?.instant == ten)
        #expect(rule.due("2026-08-03T21:00-05:00", from: now)?.date == CivilDate(iso: "2026-08-04"))
    }

    @Test func `what is no due text is none`() throws {
        let rule = try rule()
        for text in [
            "", "wd", "-1wd", "99999wd", "P", "P5", "PD", "P5X", "PT5D", "5", "2026-13-01", "PT", "2026-08-04T24:00",
            "2026-08-04T10", "2026-08-04 10:00", "2026-08-04T10:00x",
            "P99999999999999999999D", "P1000001D",
        ] {
            #expect(rule.due(text, from: now) == nil, "\(text)")
        }
    }
}
