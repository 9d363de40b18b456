import Application
import CountySupport
import DemoCounty
import Directory
import Foundation
import Localisation
import Services
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

@Suite struct CalendarTests {
    private func openTask(of found: Case, in system: CountySystem) async throws -> WorkflowTask {
        let tasks = try await TaskStore(storage: system.storage).tasks(of: Matter(kind: "case", id: found.id))
        return try #require(tasks.first { $0.isOpen })
    }

    @Test(arguments: Backend.available)
    func `days past the last calendar are provisional and are reckoned again when the next one is loaded`(
        backend: Backend
    ) async throws {
        // A county that has not got this year's calendar yet.
        try await withChangedShare("Counties/songhe/county.yaml", ", cn-2026", "") { share in
            try await withCounty(backend, flags: ["share": share.path]) { county in
                try await reckonedAgain(county)
            }
        }
    }

    private func reckonedAgain(_ county: County) async throws {
        // Shortly before the October holidays, of which this county knows nothing yet.
        let eve = Int64(CivilDate(iso: "2026-09-29")!.dayNumber) * 86_400_000_000 + 7_200_000_000
        county.clock.advance(seconds: (eve - county.now) / 1_000_000)
        let family = try await Family("no-guardianship", in: county)
        let first = try await family.register()
        let before = try await openTask(of: first, in: county.system)
        #expect(before.isDueProvisional)
        #expect(before.dueOn == CivilDate(iso: "2026-10-06"))
        let dueOn = try #require(first.dueOn)
        #expect(county.system.desk.isProvisional(dueOn))
        let number = try await county.system.desk.askCorrection(
            in: first.number, contract: "\(first.package).guardians-of-child", field: "", statement: "是我的孩子",
            by: family.agent, now: county.now)
        func timer(_ system: CountySystem) async throws -> [Int64] {
            try await system.jobs.waiting(kind: ProcessRunner.timerJob, after: 0, limit: 100, in: system.storage)
                .map(\.dueAt)
        }
        let timersBefore = try await timer(county.system)
        await county.system.storage.close()
        let later = try await CountySystem.open(
            try County.configuration(county.database), clock: county.clock)
        #expect(try await later.desk.recalculateDueDates() > 0)
        let after = try await openTask(of: first, in: later)
        #expect(!after.isDueProvisional)
        let holidays = try WorkingCalendar(later.profile.calendars)
        let from = later.zone.date(microseconds: county.now)
        #expect(after.dueOn == holidays.addingWorkingDays(5, to: from).date)
        #expect(after.dueOn != before.dueOn)
        let found = try await later.cases.find(number: first.number, in: family.agent.scope)
        #expect(found.dueOn == holidays.addingWorkingDays(20, to: from).date)
        #expect(found.dueOn != first.dueOn)
        let police = try await county.official("gongan01", in: later)
        let correction = try await later.desk.correction(number, for: police)
        #expect(correction.dueOn == holidays.addingWorkingDays(5, to: from).date)
        let timersAfter = try await timer(later)
        #expect(timersAfter.count == timersBefore.count && timersAfter != timersBefore)
        // A second start with the same calendar moves nothing.
        #expect(try await later.desk.recalculateDueDates() == 0)
        await later.storage.close()
    }
}
