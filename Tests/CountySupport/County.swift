package import Application
package import DemoCounty
package import Directory
import Foundation
import Services
package import Storage
package import TestSupport

/// Songhe, small, in a database of its own, on a clock that the test moves.
package struct County: Sendable {
    package let system: CountySystem
    package let clock: TestClock
    package let database: TestDatabase
    package let report: CountySeeding.Report

    /// The service that the county runs.
    package static let service = "new-pupil-enrolment"
    package static let seed: UInt64 = 7

    package var now: Int64 { clock.now() }
    package var stories: [DemoStory] { report.stories }

    /// A family by the name of its story.
    package func story(_ id: String) throws -> DemoStory {
        guard let story = stories.first(where: { $0.id == id }) else { throw NoSuchStory(id: id) }
        return story
    }

    package struct NoSuchStory: Error { let id: String }

    /// What the configuration file would say.
    package static func configuration(
        _ database: TestDatabase, demo: Bool = true, flags: [String: String] = [:]
    ) throws -> Configuration {
        var all = [
            "data": database.folder.appendingPathComponent("data").path, "share": Repository.root.path,
            "database.url": database.url, "demo": demo ? "true" : "false",
        ]
        all.merge(flags) { _, new in new }
        let empty = database.folder.appendingPathComponent("yiwang.yaml")
        if !FileManager.default.fileExists(atPath: empty.path) { try Data().write(to: empty) }
        return Configuration.load(file: empty.path, environment: [:], flags: all).configuration
    }

    /// The citizen of a number, signed in as the demo does.
    package func citizen(_ idNumber: String, name: String, phone: String? = "19900000001") async throws -> Citizen {
        try await system.directory.admit(
            VerifiedPerson(idNumber: idNumber, name: name, phone: phone, assurance: .verified), provider: "test",
            now: now)
    }

    /// The applicant of a story.
    package func applicant(_ story: DemoStory) async throws -> Citizen {
        try await citizen(story.applicant, name: story.applicantName)
    }

    /// Runs every job that is due.
    package func runJobs() async throws {
        let runner = JobRunner(storage: system.storage, queue: system.jobs, clock: clock)
        system.registerJobs(on: runner)
        while try await runner.runDue() > 0 {}
    }

    /// Days go by, and what becomes due in them is done.
    package func passes(days: Int64) async throws {
        clock.advance(seconds: days * 86_400)
        try await runJobs()
    }

    /// An official of the demo by account.
    package func official(_ account: String, in system: CountySystem? = nil) async throws -> Official {
        let all = try await (system ?? self.system).directory.officials(in: .program("test"))
        guard let official = all.first(where: { $0.account == account }) else { throw NoSuchStory(id: account) }
        return official
    }
}

/// Runs `body` with a seeded county, and removes it afterwards.
package func withCounty<Result: Sendable>(
    _ backend: Backend = .sqlite, demo: Bool = true, flags: [String: String] = [:],
    instrument: (any Storage) -> any Storage = { $0 }, _ body: (County) async throws -> Result
) async throws -> Result {
    // Seeded once, then copied: a test's county costs a copy of files, or of a database.
    let template = try await CountyTemplate.shared.made(backend)
    return try await withDatabase(backend, copying: template.database) { database in
        let clock = TestClock()
        let report = template.report
        try FileManager.default.copyItem(
            at: template.folder, to: database.folder.appendingPathComponent("data", isDirectory: true))
        // Row ids follow the clock: what is opened later has to begin later.
        clock.advance(seconds: 3600)
        let system = try await CountySystem.open(
            try County.configuration(database, demo: demo, flags: flags), clock: clock, instrument: instrument)
        do {
            let result = try await body(
                County(system: system, clock: clock, database: database, report: report))
            await system.storage.close()
            return result
        } catch {
            await system.storage.close()
            throw error
        }
    }
}

extension CountySeeding.Plan {
    /// Two thousand people.
    package static func small(enrolsLastYear: Bool = true) -> CountySeeding.Plan {
        var plan = CountySeeding.Plan(people: 2000, seed: County.seed)
        plan.enrolsLastYear = enrolsLastYear
        plan.enrolsThisYear = false
        plan.sendsOrders = false
        return plan
    }
}

/// The counties that tests copy; each made by the first that asks.
actor CountyTemplate {
    static let shared = CountyTemplate()

    struct Made: Sendable {
        let database: TestDatabase
        /// Its files, the keys among them.
        let folder: URL
        let report: CountySeeding.Report
    }

    private var making: [Backend: Task<Made, any Error>] = [:]

    func made(_ backend: Backend) async throws -> Made {
        if let making = making[backend] { return try await making.value }
        let task = Task { try await CountyTemplate.make(backend) }
        making[backend] = task
        return try await task.value
    }

    private static func make(_ backend: Backend) async throws -> Made {
        let database =
            backend == .sqlite ? try await TestDatabase.make(.sqlite) : try TestDatabase.makeTemplate()
        let system = try await CountySystem.open(try County.configuration(database), clock: TestClock())
        let plan = CountySeeding.Plan.small(enrolsLastYear: backend == .sqlite)
        let report = try await CountySeeding(system: system, plan: plan) { _ in }.run()
        await system.storage.close()
        return Made(database: database, folder: database.folder.appendingPathComponent("data"), report: report)
    }
}
