import Application
import CountySupport
import DemoCounty
import Directory
import Foundation
import JSONTree
import Services
import Storage
import TestSupport
import Testing
import Workflow

/// Places that are given together, once registration has closed.
@Suite struct AllotmentTests {
    /// A county whose notice says `after-close`, by its own overlay.
    private func withLateAllotment(
        _ backend: Backend, _ body: @escaping @Sendable (County) async throws -> Void
    ) async throws {
        try await withChangedShare(
            "Scenarios/new-pupil-enrolment/parameters/rules.yaml", "value: at-once", "value: after-close"
        ) { share in
            try await withCounty(backend, flags: ["share": share.path], body)
        }
    }

    @Test(arguments: Backend.available)
    func `nobody has a place before, everybody in the published order after, and a second press changes nothing`(
        backend: Backend
    ) async throws {
        try await withLateAllotment(backend) { county in
            let desk = county.system.desk
            // By the time of application the migrant is first; by category last.
            var families: [Family] = []
            for id in ["migrant", "village", "sibling"] {
                let family = try await Family(id, in: county)
                let done = try await family.register()
                #expect(done.outcome == .eligible && done.place == nil, "\(id)")
                families.append(family)
                county.clock.advance(seconds: 60)
            }
            let reviewer = try await county.official("songjiao01")
            let queue = try #require(try await desk.allotmentQueues(for: reviewer, now: county.now).first)
            #expect(queue.total == 3)
            #expect(queue.waiting.map(\.category) == ["sibling", "village", "migrant"])
            let steward = try await county.official("jiaoyu01")
            #expect(await refusal { try await desk.allot(queue.service, by: steward, now: county.now) } == .notOffered)
            try await desk.allot(queue.service, by: reviewer, now: county.now)
            try await desk.allot(queue.service, by: reviewer, now: county.now)
            let runner = JobRunner(storage: county.system.storage, queue: county.system.jobs, clock: county.clock)
            county.system.registerJobs(on: runner)
            while try await runner.runDue() > 0 {}
            for family in families {
                let cases = try await county.system.cases.cases(of: family.citizen.key, in: family.agent.scope)
                #expect(cases.first?.place != nil)
            }
            let placed: [String] = try await county.system.storage.query(
                """
                SELECT c.category FROM case_event e JOIN service_case c ON c.id = e.case_id
                WHERE e.code IN ('placed', 'placed-elsewhere') AND c.season = ? ORDER BY e.id
                """, [.text(queue.season)]
            ) { try $0.text(0) }
            #expect(placed == ["sibling", "village", "migrant"])
            #expect(try await desk.allotmentQueues(for: reviewer, now: county.now).isEmpty)
            #expect(await refusal { try await desk.allot(queue.service, by: reviewer, now: county.now) } == .notOffered)
        }
    }

    @Test(arguments: Backend.available)
    func `a signal that another process raises reaches the cases that wait for it`(backend: Backend) async throws {
        try await withLateAllotment(backend) { county in
            var families: [Family] = []
            for id in ["migrant", "village"] {
                let family = try await Family(id, in: county)
                #expect(try await family.register().place == nil, "\(id)")
                families.append(family)
            }
            // As a process would that throws it: the program finds who waits and tells each in a commit of its own.
            let raised: JSON = ["name": "allotment-opens", "from": "1", "instance": "0", "payload": .null]
            try await county.system.storage.commit([
                county.system.jobs.enqueue(
                    kind: SignalBroadcast.job, payload: raised.bytes, dueAt: county.now, now: county.now)
            ])
            try await county.runJobs()
            for family in families {
                let cases = try await county.system.cases.cases(of: family.citizen.key, in: family.agent.scope)
                #expect(cases.first?.place != nil)
            }
        }
    }
}
