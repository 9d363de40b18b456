import Application
import CountySupport
import Diagnostics
import Directory
import ProcessEngine
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// The law's clock of a case: what stops it, what lengthens it, and who may.
@Suite struct `Clocks of a case` {
    private func clock(_ county: County, _ found: Case) async throws -> CaseClock {
        try #require(try await county.system.desk.clocks(of: found, now: county.now).first)
    }

    private func act(
        _ county: County, _ found: Case, _ account: String, _ element: String, _ result: String
    ) async throws -> Case {
        let tasks = try await TaskStore(storage: county.system.storage).tasks(of: Matter(kind: "case", id: found.id))
        let task = try #require(tasks.first { $0.isOpen && $0.element == element })
        return try await county.system.desk.complete(
            task, of: found.number, by: try await county.official(account), result: result, now: county.now)
    }

    @Test(arguments: Backend.available)
    func `it stands still while the family is waited for, and runs on when papers come`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village-no-statement", in: county)
            var found = try await family.register()
            let first = try await clock(county, found)
            #expect(first.mark == .green && first.due?.date == found.dueOn && first.declared.id == "statutory")
            county.clock.advance(seconds: 86_400)
            found = try await act(county, found, "songjiao01", "settle", "on-site")
            #expect(found.dueOn == nil)
            let paused = try await clock(county, found)
            #expect(paused.mark == .paused && paused.pause?.zh == "等家长到现场" && paused.left != nil)
            let timeline = try await county.system.cases.timeline(of: found)
            #expect(timeline.map(\.code).contains(.limitPaused))
            county.clock.advance(seconds: 20 * 86_400)
            found = try await act(county, found, "songjiao02", "on-site", "absent")
            #expect(found.dueOn == nil)
            county.clock.advance(seconds: 86_400)
            found = try await act(county, found, "songjiao02", "on-site", "elsewhere")
            // Nothing but the clock says when it is due, so that no calendar reckons it without the pause.
            let from = try await county.system.storage.point(
                "SELECT due_from FROM service_case WHERE id = ?", [.integer(found.id)]
            ) { try $0.optionalText(0) }
            #expect(from == .some(nil))
            let running = try await clock(county, found)
            #expect(running.due != nil && running.lines.contains { $0.zh.contains("等家长到现场") })
        }
    }

    @Test(arguments: Backend.available)
    func `a promise that was not kept brings the case back to a person, with its clock, and nothing stands still`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village-no-statement", in: county)
            let first = try await family.register()
            var found = try await county.system.desk.promise(
                "village-house-statement", in: first.number, by: family.agent, now: county.now)
            #expect(found.state == .decided && found.dueOn == nil)
            county.clock.advance(seconds: 86_400)
            found = try await act(county, found, "songjiao01", "check-promise", "not-kept")
            #expect(found.state == .inReview && found.dueOn == nil)
            let clocks = try await county.system.desk.clocks(of: found, now: county.now)
            #expect(clocks.map(\.mark) == [.kept, .paused])
            #expect(try await IncidentStore(storage: county.system.storage).count() == 0)
            found = try await act(county, found, "songjiao02", "on-site", "elsewhere")
            let after = try await county.system.desk.clocks(of: found, now: county.now)
            #expect(after.map(\.mark) == [.kept, .kept])
        }
    }

    @Test(arguments: Backend.available)
    func `more time is asked for once, in time, approved by the head, and told to the family`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let desk = county.system.desk
            let family = try await Family("village-no-statement", in: county)
            var found = try await family.register()
            let lin = try await county.official("songjiao01")
            let zhou = try await county.official("songjiao02")
            #expect(try await desk.offers(of: found, to: zhou).isEmpty)
            #expect(try await desk.offers(of: found, to: lin).map(\.element) == ["ask-more-time"])
            #expect(
                await refusal {
                    try await desk.begin("ask-more-time", of: found.number, by: zhou, reason: "x", now: county.now)
                } == "case.not-offered")
            #expect(
                await refusal {
                    try await desk.begin("ask-more-time", of: found.number, by: lin, reason: " ", now: county.now)
                } == "task.reason-missing")
            try await desk.begin("ask-more-time", of: found.number, by: lin, reason: "要等村里核实", now: county.now)
            // While it is asked it is not offered again.
            #expect(try await desk.offers(of: found, to: lin).isEmpty)
            let before = try #require(found.dueOn)
            found = try await act(county, found, "songjiao04", "approve-more-time", "approved")
            let after = try #require(found.dueOn)
            let calendar = try WorkingCalendar(county.system.profile.calendars)
            #expect(calendar.workingDays(after: before, through: after) == 10)
            let extended = try await clock(county, found)
            #expect(extended.due?.date == after && extended.lines.contains { $0.zh.contains("延长10 个工作日") })
            let records = try await TaskStore(storage: county.system.storage).acts(
                of: Matter(kind: "case", id: found.id))
            #expect(records.filter { $0.kind == .offer }.map(\.target) == ["ask-more-time"])
            #expect(
                await refusal {
                    try await desk.begin("ask-more-time", of: found.number, by: lin, reason: "再要", now: county.now)
                } == "clock.extension-refused")
            let notices = try await county.system.storage.query(
                "SELECT message_key FROM outbox ORDER BY id", limit: 1_000
            ) {
                try $0.text(0)
            }
            #expect(notices.contains { $0.contains("/more-time/") })
        }
    }

    @Test func `what the head refuses changes nothing, and after the end nobody may ask`() async throws {
        try await withCounty { county in
            let desk = county.system.desk
            let family = try await Family("village-no-statement", in: county)
            var found = try await family.register()
            let lin = try await county.official("songjiao01")
            try await desk.begin("ask-more-time", of: found.number, by: lin, reason: "要等村里核实", now: county.now)
            let before = found.dueOn
            found = try await act(county, found, "songjiao04", "approve-more-time", "refused")
            #expect(found.dueOn == before)
            county.clock.advance(seconds: 60 * 86_400)
            #expect(try await clock(county, found).mark == .red)
            #expect(
                await refusal {
                    try await desk.begin("ask-more-time", of: found.number, by: lin, reason: "晚了", now: county.now)
                } == "clock.extension-refused")
        }
    }

    @Test func `a case that is answered at once leaves no clock behind`() async throws {
        try await withCounty { county in
            let found = try await Family("village", in: county).register()
            #expect(found.state == .decided)
            #expect(try await county.system.desk.clocks(of: found, now: county.now).isEmpty)
        }
    }

    private func refusal(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as ServiceError {
            return error.code.rawValue
        } catch let error as WorkflowError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }
}
