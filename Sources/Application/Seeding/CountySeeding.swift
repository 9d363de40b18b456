import Cryptography
package import DemoCounty
package import Diagnostics
import Directory
import Foundation
import Registers
import Services
import Storage
import WorkCalendar

/// Fills an empty database with the invented county: territory, offices, people, registers, and last year's enrolment.
package struct CountySeeding: Sendable {
    /// What a seed has to be told.
    package struct Plan: Sendable, Hashable {
        package var people: Int
        package var seed: UInt64
        /// Whether last year's pupils are enrolled by the engines.
        package var enrolsLastYear = true
        /// Whether a few of this year's pupils are registered already, so that the desk has work.
        package var enrolsThisYear = true
        /// Whether the city's hotline has sent orders down.
        package var sendsOrders = true

        package init(people: Int, seed: UInt64) {
            self.people = people
            self.seed = seed
        }
    }

    /// What was made.
    package struct Report: Sendable {
        package var rows: [(register: String, count: Int)] = []
        package var digest = ""
        package var enrolled = 0
        package var orders = 0
        package var decided: [String: Int] = [:]
        package var accounts: [(account: String, name: Text, post: String, password: String)] = []
        package var stories: [DemoStory] = []
    }

    private let system: CountySystem
    private let plan: Plan
    private let progress: @Sendable (String) -> Void

    package init(system: CountySystem, plan: Plan, progress: @escaping @Sendable (String) -> Void) {
        self.system = system
        self.plan = plan
        self.progress = progress
    }

    /// Why a seed is refused.
    package struct NotEmpty: Error, Sendable {}

    /// Seeds.
    ///
    /// - Throws: `NotEmpty` when the registers hold rows already: real data are never overwritten.
    package func run() async throws -> Report {
        if try await system.registers.count("base.person") > 0 { throw NotEmpty() }
        var report = Report()
        let kept = KeptPlan(seed: plan.seed, people: plan.people, today: system.today)
        let demo = kept.county(of: system.profile)
        try await seedDirectory(demo, report: &report)
        try await seedRegisters(demo, report: &report)
        try await system.refreshFacts()
        try await system.setPlaces(seasons: [system.today, system.today.adding(years: -1)])
        report.stories = demo.stories
        try await system.storage.commit(WriteSet(DemoStories.keeping(demo.stories) + [kept.keeping]))
        if plan.enrolsLastYear {
            let enrolment = try await PupilEnrolment(system: system, progress: progress)
            try await enrolment.lastYear(demo.lastYearPupils, report: &report)
        }
        if plan.enrolsThisYear {
            let enrolment = try await PupilEnrolment(system: system, progress: progress)
            // The families with a story are left to whoever tries the demonstration.
            let told = Set(demo.stories.flatMap { [$0.child] + $0.others })
            try await enrolment.thisYear(demo.thisYearPupils.filter { !told.contains($0.child) })
        }
        if plan.sendsOrders {
            report.orders = try await OrderSeeding(system: system, progress: progress).run(
                people: plan.people, seed: plan.seed)
        }
        // What the steps left for later is done now: whoever opens the county finds it at rest.
        progress("notices and timers")
        try await system.settle()
        return report
    }

    private func seedDirectory(_ demo: DemoCounty, report: inout Report) async throws {
        progress("directory")
        let divisions = demo.divisions().map { row in
            Directory.DivisionRow(
                code: row.code, name: Text(zh: row.name, en: row.english), level: row.level.rawValue,
                parent: row.parent,
                validFrom: row.validFrom?.iso, validTo: row.validTo?.iso, successors: row.successors)
        }
        try await system.directory.install(divisions: divisions)
        try await OrganisationSeeding(system: system).run(report: &report)
    }

    private func seedRegisters(_ demo: DemoCounty, report: inout Report) async throws {
        let now = system.clock.now()
        let origin = RowOrigin(
            from: system.today, recordedAt: now, recordedBy: "seed", reason: "invented county", rung: .file)
        var digest: [UInt8] = []
        var counts: [(String, Int)] = []
        let loader = RegisterLoading(system: system, origin: origin)
        for try await batch in loader.batches(of: demo) {
            if counts.last?.0 != batch.register {
                progress(batch.register)
                counts.append((batch.register, 0))
            }
            counts[counts.count - 1].1 += batch.rows.count
            digest = Digest.sha256.hash(digest + batch.digest)
            try await system.registers.load("base.\(batch.register)", rows: batch.rows, origin: origin)
        }
        report.rows = counts.map { (register: $0.0, count: $0.1) }
        report.digest = Hexadecimal.encoded(digest)
    }
}
