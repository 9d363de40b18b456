import Diagnostics
import Localisation
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

@Suite struct `Clocks that are kept` {
    private let matter = Matter(kind: "order", id: 5)

    private func rule(_ days: [String]) throws -> DueRule {
        let holiday = Text(zh: "放假", en: "holiday")
        let entries = days.compactMap { CivilDate(iso: $0) }.map { CalendarEntry(date: $0, name: holiday) }
        return DueRule(
            calendar: try WorkingCalendar([
                CalendarDescription(
                    id: "2026", from: CivilDate(iso: "2026-01-01") ?? .earliest,
                    through: CivilDate(iso: "2026-12-31") ?? .latest, holidays: entries, makeUpDays: [], source: "test")
            ]), hours: try ProcessWorld.hours(), clock: .china)
    }

    @Test(arguments: Backend.available)
    func `a clock comes back as it was, is marked by the hour, and moves with the calendar`(
        backend: Backend
    ) async throws {
        try await withStorage(backend, [JobQueue.migrations, WorkflowTables.migrations]) { storage in
            let clock = TestClock()
            let identifiers = IdentifierSource(clock: clock)
            let store = ClockStore(identifiers: identifiers, due: try rule([]))
            var urgent = Clock(period: try #require(ClockPeriod("4wh")), from: store.due.minute(at: TestClock.start))
            let started = store.starting("answer", of: matter, urgent, post: "duty", warning: ClockPeriod("1wh"))
            let long = Clock(period: try #require(ClockPeriod("5wd")), from: store.due.minute(at: TestClock.start))
            let second = store.starting("decision", of: matter, long, post: nil, warning: ClockPeriod("2wd"))
            #expect(started.dueOn == CivilDate(iso: "2026-08-03") && second.dueOn == CivilDate(iso: "2026-08-10"))
            try await storage.commit([started.statement, second.statement])
            var kept = try await store.clocks(of: matter, in: storage)
            #expect(kept.map(\.name) == ["answer", "decision"] && kept[0].clock == urgent && kept[0].post == "duty")
            let hour: Int64 = 3_600_000_000
            let marks = [0, 3, 4].map { kept[0].mark(at: TestClock.start + Int64($0) * hour + 1) }
            #expect(marks == [.green, .yellow, .red])

            // Two plans from one reading: the second is refused.
            try urgent.pause("hearing", reason: Text(zh: "听证", en: "hearing"), at: store.due.minute(at: clock.now()))
            let pausing = store.keeping(kept[0], as: urgent)
            try await storage.commit([pausing.statement])
            await #expect(throws: StorageError.self) { try await storage.commit([pausing.statement]) }
            kept = try await store.clocks(of: matter, in: storage)
            #expect(kept[0].clock == urgent && kept[0].mark(at: .max) == .paused && kept[0].dueAt == nil)

            // Another calendar: what runs moves, with its warning; what stands still stays.
            let later = ClockStore(identifiers: identifiers, due: try rule(["2026-08-05", "2026-08-06"]))
            let recalculation = DueRecalculation(
                storage: storage, clocks: later, jobs: JobQueue(identifiers: identifiers))
            #expect(try await recalculation.run() == 1)
            kept = try await store.clocks(of: matter, in: storage)
            #expect(kept[1].dueOn == CivilDate(iso: "2026-08-12"))
            #expect(try await recalculation.run() == 0)

            var ended = kept[1].clock
            try ended.end(at: try #require(CivilMinute("2026-08-13 08:00")))
            try await storage.commit([later.keeping(kept[1], as: ended).statement])
            kept = try await store.clocks(of: matter, in: storage)
            #expect(kept[1].isLate && kept[1].mark(at: 0) == .missed)
            #expect(try await recalculation.run() == 0)
        }
    }
}
