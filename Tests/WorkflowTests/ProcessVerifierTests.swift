import JSONTree
import ProcessEngine
import Storage
import TestSupport
import Testing
import Workflow

@Suite struct `Verifying running processes` {
    private func kinds(_ world: ProcessWorld) async throws -> [String] {
        try await ProcessVerifier(storage: world.storage).verify().findings.map(\.kind.rawValue)
    }

    @Test(arguments: Backend.available)
    func `what agrees is found to agree, and each thing that does not is named`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            let id = try await world.start()
            let report = try await ProcessVerifier(storage: world.storage).verify()
            #expect(report.findings.isEmpty && report.instances == 1 && report.tasks == 1 && report.timers > 0)
            func after(_ sql: SQL, _ undo: SQL) async throws -> [String] {
                try await world.storage.commit([Statement(sql, [])])
                let found = try await kinds(world)
                try await world.storage.commit([Statement(undo, [])])
                return found
            }
            #expect(
                try await after(
                    "UPDATE workflow_task SET state = 'cancelled'", "UPDATE workflow_task SET state = 'open'")
                    == ["process.task-lost"])
            #expect(
                try await after("UPDATE job SET kind = 'other'", "UPDATE job SET kind = 'process.timer'")
                    == Array(repeating: "process.timer-lost", count: report.timers))
            #expect(
                Set(
                    try await after(
                        "UPDATE process_subscription SET id = id + 1000",
                        "UPDATE process_subscription SET id = id - 1000")) == ["process.subscription"])
            try await world.storage.commit([
                IncidentStore.raising(id: 1, instance: id, token: 999, element: "x", code: "no-flow", now: 1)
            ])
            #expect(try await kinds(world) == ["process.incident-stray"])
            try await world.storage.commit([IncidentStore.resolving(instance: id, token: 999, now: 2)])
            #expect(
                try await after(
                    "UPDATE process_row SET kind = 'gone' WHERE kind = 'task'",
                    "UPDATE process_row SET kind = 'task' WHERE kind = 'gone'") == ["process.task-stray"])
            #expect(try await kinds(world).isEmpty)
            try await world.storage.commit([
                Statement("DELETE FROM process_row WHERE kind <> 'scope'", []),
                Statement("UPDATE workflow_task SET state = 'done'", []),
                Statement("DELETE FROM process_subscription", []),
            ])
            #expect(try await kinds(world) == ["process.standing"])
        }
    }

    @Test func `a token that stands still and is not shown is found`() async throws {
        try await withProcesses(.sqlite) { world in
            let id = try await world.start()
            try await world.storage.commit([
                Statement(
                    "UPDATE process_row SET body = ? WHERE instance = ? AND kind = 'token'",
                    [.text(#"{"scope":1,"node":1,"state":"incident","incident":"no-flow"}"#), .integer(id)])
            ])
            #expect(try await kinds(world).contains("process.incident-lost"))
        }
    }
}
