import Application
import CountySupport
import JSONTree
import Storage
import TestSupport
import Testing

@Suite struct `The city for load` {
    @Test(arguments: Backend.available)
    func `is decided by the city's five situations, and at rest when it is made`(backend: Backend) async throws {
        try await withDatabase(backend) { database in
            let system = try await CountySystem.open(
                try County.configuration(database, flags: ["county": "songhe-city"]), clock: TestClock())
            let report = try await CountySeeding(
                system: system, plan: CountySeeding.Plan(people: 6_000, seed: system.profile.seed)
            ) { _ in }.run()
            let decided = ["eligible", "ineligible", "unknown"].map { report.decided[$0] ?? 0 }
            #expect(report.enrolled > 40)
            // Every form was filled in to its end, and the rules decide for a good part of them.
            #expect(decided.reduce(0, +) == report.enrolled, "\(report.decided)")
            #expect(decided[0] * 5 > report.enrolled * 2, "\(report.decided)")
            #expect(decided[2] > 0)
            let categories = try await system.storage.query(
                "SELECT DISTINCT category FROM service_case WHERE outcome = 'eligible'"
            ) { try $0.text(0) }
            #expect(
                Set(categories).isSuperset(of: ["home-household", "home-differs", "original-villager"]), "\(categories)"
            )
            func count(_ sql: SQL) async throws -> Int {
                try await system.storage.query(sql, [.integer(system.clock.now())]) { try $0.int(0) }.first ?? -1
            }
            #expect(try await count("SELECT COUNT(*) FROM outbox WHERE due_at <= ?") == 0)
            #expect(try await count("SELECT COUNT(*) FROM job WHERE state = 0 AND due_at <= ?") == 0)
            #expect(try await count("SELECT COUNT(*) FROM journal_leaf WHERE position IS NULL AND id <> ?") == 0)
            #expect(try await count("SELECT COUNT(*) FROM case_document WHERE number IS NULL AND id <> ?") == 0)
            // The bench enrols this season's children of the very same people.
            let bench = try await EnrolmentBench(system: system, children: 12).run()
            #expect(bench.json["applications"]?.integer == 12)
            #expect(bench.json["counts_agree"]?.bool == true)
            await system.storage.close()
        }
    }
}
