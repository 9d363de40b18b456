import JSONTree
import ProcessEngine
import Storage
import TestSupport
import Testing
import Workflow

@Suite struct ReloadTests {
    /// Runs events on the database and in memory; at every wait the stored rows have to be the state.
    private func compare(
        _ world: ProcessWorld, decision: String = "unknown",
        _ events: [(ProcessWorld) async throws -> (ProcessEvent, String)]
    ) async throws -> ProcessInstance {
        var instance = ProcessInstance(world.definition)
        try world.advance(&instance, .start(variables: ProcessWorld.variables), decision: decision)
        let id = try await world.start(decision: decision)
        #expect(try await world.stored(id) == instance.state, "after the start")
        for (number, event) in events.enumerated() {
            let (event, decision) = try await event(world)
            try world.advance(&instance, event, decision: decision)
            #expect(try await world.deliver(event, decision: decision), "event \(number) was not awaited")
            #expect(try await world.stored(id) == instance.state, "after event \(number)")
        }
        return instance
    }

    private func done(_ element: String, _ result: JSON = .null) -> (ProcessWorld) async throws -> (
        ProcessEvent, String
    ) {
        { world in (.completed(activation: try await world.task(element).activation, result: result), "unknown") }
    }

    private func message(_ name: String, decision: String) -> (ProcessWorld) async throws -> (ProcessEvent, String) {
        { _ in (.message(name: name, correlation: "N-1", payload: .null), decision) }
    }

    @Test(arguments: Backend.available)
    func `what is stored is the state at every wait, through evidence, lateness and two signatures`(
        backend: Backend
    ) async throws {
        try await withProcesses(backend) { world in
            let instance = try await compare(
                world,
                [
                    message("evidence", decision: "unknown"), message("evidence", decision: "unknown"),
                    { world in
                        let timer = try await world.storage.point("SELECT id FROM process_row WHERE kind = 'timer'") {
                            try $0.int(0)
                        }
                        return (.timerDue(timer: try #require(timer)), "unknown")
                    },
                    done("settle", ["result": "found"]), done("sign-b"), done("sign-a"),
                ])
            #expect(instance.state.instance.status == .completed)
            #expect(try await world.openTasks().isEmpty)
            #expect(
                try await world.count("SELECT COUNT(*) FROM process_row WHERE kind <> 'variable' AND kind <> 'scope'")
                    == 0)
            #expect(try await world.count("SELECT COUNT(*) FROM process_subscription") == 0)
            #expect(try await world.count("SELECT COUNT(*) FROM process_instance WHERE ended_at IS NOT NULL") == 1)
        }
    }

    @Test(arguments: Backend.available)
    func `a withdrawal ends whatever is open`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            let instance = try await compare(
                world, decision: "yes", [done("sign-a"), message("withdraw", decision: "yes")])
            #expect(instance.state.instance.status == .completed)
            #expect(try await world.openTasks().isEmpty)
            #expect(
                try await world.count(
                    "SELECT COUNT(*) FROM workflow_task WHERE state = 'cancelled' AND element = 'sign-b'")
                    == 1)
            // Nothing is awaited any more.
            #expect(try await !world.deliver(.message(name: "withdraw", correlation: "N-1", payload: .null)))
        }
    }

    @Test(arguments: Backend.available)
    func `a message for another case moves nothing`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            let id = try await world.start()
            let before = try await world.stored(id)
            #expect(
                try await !world.deliver(
                    .message(name: "evidence", correlation: "N-2", payload: .null), decision: "yes"))
            #expect(try await world.stored(id) == before)
        }
    }

    @Test(arguments: Backend.available)
    func `an instance keeps the version it began with`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            _ = try await world.start()
            try await world.storage.commit([
                Statement("UPDATE process_instance SET definition = 'h2'", [], expect: .rows(1))
            ])
            await #expect(throws: WorkflowError(.unknownDefinition)) {
                try await world.deliver(.message(name: "evidence", correlation: "N-1", payload: .null))
            }
        }
    }

    @Test(arguments: Backend.available)
    func `the log says which steps were taken, in order, without a datum`(backend: Backend) async throws {
        try await withProcesses(backend) { world in
            _ = try await world.start()
            let log = try await world.storage.few("SELECT step FROM process_log ORDER BY id") { try $0.text(0) }
            #expect(log.count == 1)
            #expect(log[0].hasPrefix("+start"))
            #expect(log[0].contains("+look") && log[0].contains("-decide") && log[0].hasSuffix("+settle"))
            #expect(!log[0].contains("N-1"))
        }
    }
}
