import Application
import CountySupport
import Directory
import FoundationEssentials
import JSONTree
import ProcessEngine
import Services
import Storage
import Synchronization
import TestSupport
import Testing
import Workflow

/// What a process calls outside, what happens when that fails, and who lets it go on.
@Suite struct `What stands still` {
    /// Another system, which answers as it is told.
    private final class Other: ExternalHandler {
        private let plan = Mutex<[Result<JSON, JobFailure>]>([])
        private let seen = Mutex<[(key: String, inputs: JSON)]>([])

        func next(_ answers: Result<JSON, JobFailure>...) { plan.withLock { $0 += answers } }
        var keys: [String] { seen.withLock { $0.map(\.key) } }
        var inputs: [JSON] { seen.withLock { $0.map(\.inputs) } }

        func call(_ inputs: JSON, key: String) async throws(JobFailure) -> JSON {
            seen.withLock { $0.append((key, inputs)) }
            let answer = plan.withLock { $0.isEmpty ? .success(.null) : $0.removeFirst() }
            return try answer.get()
        }
    }

    /// A county whose families are told by another system what was not found.
    private func withOther(
        _ backend: Backend, _ body: @escaping @Sendable (County, Other) async throws -> Void
    ) async throws {
        try await withChangedShare(
            "Scenarios/new-pupil-enrolment/processes/enrolment.bpmn",
            "<sendTask id=\"tell-unknown\" name=\"告知查不到什么、有哪几种办法\" yw:name-en=\"Say what was not found, and what can be done\" implementation=\"services.tell\">",
            "<sendTask id=\"tell-unknown\" name=\"告知查不到什么、有哪几种办法\" yw:name-en=\"Say what was not found, and what can be done\" implementation=\"connector.other\" yw:retry=\"R2\">"
        ) { share in
            try await withCounty(backend, flags: ["share": share.path]) { county in
                let other = Other()
                county.system.external.register("connector.other", other)
                try await body(county, other)
            }
        }
    }

    private func settle(_ county: County) async throws { try await county.system.settle() }

    private func open(_ county: County, _ found: Case) async throws -> [String] {
        try await TaskStore(storage: county.system.storage).tasks(of: Matter(kind: "case", id: found.id))
            .filter(\.isOpen).map(\.element)
    }

    @Test(arguments: Backend.available)
    func `a call is made after the commit, again after a failure with the same key, and its answer moves the case on`(
        backend: Backend
    ) async throws {
        try await withOther(backend) { county, other in
            let found = try await Family("village-no-statement", in: county).register()
            #expect(other.keys.isEmpty)
            #expect(try await open(county, found).isEmpty)
            other.next(.failure(JobFailure(code: "connector.unreachable")), .success(["told": true]))
            try await settle(county)
            #expect(other.keys.count == 1)
            #expect(try await open(county, found).isEmpty)
            county.clock.advance(seconds: 5)
            try await settle(county)
            #expect(other.keys.count == 2 && Set(other.keys).count == 1)
            #expect(other.inputs.allSatisfy { $0["event"]?.string == "decided-unknown" })
            #expect(try await open(county, found) == ["settle"])
            #expect(try await IncidentStore(storage: county.system.storage).count() == 0)
            // Nothing is left to be done again.
            county.clock.advance(seconds: 3_600)
            try await settle(county)
            #expect(other.keys.count == 2)
        }
    }

    @Test(arguments: Backend.available)
    func `what fails for good stands still, is kept, and goes on when mended`(backend: Backend) async throws {
        try await withOther(backend) { county, other in
            let found = try await Family("village-no-statement", in: county).register()
            for _ in 0..<3 { other.next(.failure(JobFailure(code: "connector.status-503"))) }
            for _ in 0..<4 {
                try await settle(county)
                county.clock.advance(seconds: 60)
            }
            // Twice more than once, as the model says.
            #expect(other.keys.count == 3)
            let operator_ = try await county.official("guanli01")
            let reviewer = try await county.official("songjiao01")
            let desk = county.system.desk
            #expect(try await desk.incidents(for: reviewer).isEmpty)
            let views = try await desk.incidents(for: operator_)
            let view = try #require(views.first)
            #expect(views.count == 1 && view.number == found.number && view.element?.id == "tell-unknown")
            #expect(view.incident.code == "failed:connector.status-503")
            // Who runs the machines sees what there is, and not what it says.
            let whole = try #require(try await desk.incident(view.incident.id, for: operator_))
            #expect(whole.variables.contains { $0.name == "decision" } && !whole.showsValues)
            #expect(whole.variables.allSatisfy { $0.value == nil })
            #expect(
                await code {
                    try await desk.mend(view.incident.id, setting: nil, by: reviewer, reason: "x", now: county.now)
                } == "task.not-yours")
            #expect(
                await code {
                    try await desk.mend(view.incident.id, setting: nil, by: operator_, reason: "", now: county.now)
                } == "task.reason-missing")
            try await desk.mend(
                view.incident.id, setting: ("note", "checked"), by: operator_, reason: "对方系统恢复了", now: county.now)
            #expect(try await desk.incidents(for: operator_).isEmpty)
            try await settle(county)
            #expect(other.keys.count == 4 && Set(other.keys).count == 2)
            #expect(try await open(county, found) == ["settle"])
            #expect(
                await code {
                    try await desk.mend(view.incident.id, setting: nil, by: operator_, reason: "再来", now: county.now)
                } == "process.no-incident")
            let mended = try await county.system.storage.query(
                "SELECT body FROM journal_leaf ORDER BY id", limit: 100_000
            ) { String(decoding: try $0.bytes(0), as: UTF8.self) }.count { $0.contains("process.mended") }
            #expect(mended == 1)
        }
    }

    @Test func `withdrawn meanwhile, nothing is called any more and an answer that comes late changes nothing`()
        async throws
    {
        try await withOther(.sqlite) { county, other in
            let family = try await Family("village-no-statement", in: county)
            let found = try await family.register()
            _ = try await county.system.desk.withdraw(found.number, by: family.agent, now: county.now)
            try await settle(county)
            #expect(other.keys.isEmpty)
            let late = try #require(
                ExternalCall(payload: Array(#"{"instance":"1","activation":3,"element":"e","handler":"h"}"#.utf8)))
            let before = try await county.system.storage.point("SELECT COUNT(*) FROM process_log") { try $0.int(0) }
            try await county.system.desk.answer(
                late, .completed(activation: 3, result: .null), now: county.now)
            let after = try await county.system.storage.point("SELECT COUNT(*) FROM process_log") { try $0.int(0) }
            #expect(before == after)
            #expect(ExternalCall(payload: Array("{}".utf8)) == nil && ExternalCall(payload: [0xff]) == nil)
        }
    }

    @Test func `a handler that nobody set up stops the case there, and background work that was given up comes back`()
        async throws
    {
        try await withChangedShare(
            "Scenarios/new-pupil-enrolment/processes/enrolment.bpmn",
            "<serviceTask id=\"wait-for-family\" name=\"等家长到现场，期限暂停\" yw:name-en=\"The limit pauses until the parent comes\" implementation=\"clocks.pause\">",
            "<serviceTask id=\"wait-for-family\" name=\"等家长到现场，期限暂停\" yw:name-en=\"The limit pauses until the parent comes\" implementation=\"clocks.freeze\">"
        ) { share in
            try await withCounty(flags: ["share": share.path]) { county in
                let found = try await Family("village-no-statement", in: county).register()
                let desk = county.system.desk
                let reviewer = try await county.official("songjiao01")
                let tasks = try await TaskStore(storage: county.system.storage).tasks(
                    of: Matter(kind: "case", id: found.id))
                let task = try #require(tasks.first { $0.isOpen })
                // The reviewer's work is kept, whatever the model cannot do next.
                _ = try await desk.complete(
                    task, of: found.number, by: reviewer, result: "on-site", now: county.now)
                let operator_ = try await county.official("guanli01")
                let views = try await desk.incidents(for: operator_)
                #expect(views.map(\.incident.code) == ["failed:workflow.handler-unknown"])
                #expect(try await open(county, found).isEmpty)

                try await county.system.storage.commit([
                    county.system.jobs.enqueue(
                        kind: ExternalCall.job, payload: [1], dueAt: 0, now: county.now, maximumAttempts: 0)
                ])
                try await settle(county)
                let dead = try await desk.givenUp(for: operator_)
                #expect(dead.map(\.lastError) == ["job.attempts-used-up"])
                #expect(try await desk.givenUp(for: reviewer).isEmpty)
                try await desk.revive(job: try #require(dead.first).id, by: operator_, now: county.now)
                #expect(try await desk.givenUp(for: operator_).isEmpty)
            }
        }
    }

    private func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as WorkflowError {
            return error.code.rawValue
        } catch let error as ProcessError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }
}
