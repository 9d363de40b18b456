import Foundation
import JSONTree
import ProcessEngine
import Storage
import TestSupport
import Testing
import Workflow

/// Processes that call others and wait for them, and signals that all hear.
@Suite struct `Processes that call others` {
    private func withCaller(
        _ backend: Backend = .sqlite, model: String = Models.caller(), others: [String] = [Models.visit],
        _ body: (ProcessWorld, Int64) async throws -> Void
    ) async throws {
        try await withStorage(backend, [JobQueue.migrations, WorkflowTables.migrations]) { storage in
            let world = try ProcessWorld(storage: storage, model: model, others: others)
            try await body(world, try await world.start())
        }
    }

    private func does(_ world: ProcessWorld, _ element: String, _ result: JSON = .null) async throws {
        let task = try await world.task(element)
        try await world.deliver(.completed(activation: task.activation, result: result), toInstance: task.instance)
    }

    private func open(_ world: ProcessWorld) async throws -> [String] {
        try await world.openTasks().map(\.element).sorted()
    }

    private func statuses(_ world: ProcessWorld) async throws -> [InstanceRow.Status] {
        try await ProcessStore(storage: world.storage).instances(of: world.matter).map(\.status)
    }

    private func variable(_ name: String, _ world: ProcessWorld, _ id: Int64) async throws -> JSON? {
        try await world.storage.snapshot { reader in
            try world.runner.variables(of: id, reader: reader).first { $0.name == name }?.value
        }
    }

    @Test(arguments: Backend.available)
    func `the caller waits, hears on the way, and goes on with what came of it`(backend: Backend) async throws {
        try await withCaller(backend) { world, id in
            #expect(try await open(world) == ["first"])
            let called = try await world.task("first").instance
            #expect(called != id)
            #expect(try await variable("place", world, called) == .string("厨房"))
            #expect(try await variable("case_number", world, called) == nil)
            try await does(world, "first", .string("clean"))
            // The second is asked, and the caller hears that it is late.
            #expect(try await open(world) == ["second", "urge"])
            #expect(try await world.task("urge").instance == id)
            try await does(world, "second")
            #expect(try await open(world) == ["decide", "urge"])
            let found = try await variable("found", world, id)
            #expect(found?["seen"] == .string("clean"))
            try await does(world, "decide")
            try await does(world, "urge")
            #expect(try await statuses(world) == [.completed, .completed])
        }
    }

    @Test(arguments: Backend.available)
    func `an error of the called one is the caller's to catch`(backend: Backend) async throws {
        try await withCaller(backend) { world, _ in
            try await does(world, "first", .string("closed"))
            #expect(try await open(world) == ["explain"])
            #expect(try await statuses(world) == [.running, .failed])
        }
    }

    @Test(arguments: Backend.available)
    func `when the caller goes another way, the called one ends`(backend: Backend) async throws {
        try await withCaller(backend) { world, _ in
            let isHeard = try await world.deliver(.message(name: "withdraw", correlation: nil, payload: .null))
            #expect(isHeard)
            #expect(try await open(world).isEmpty)
            #expect(try await statuses(world) == [.completed, .cancelled])
            #expect(
                try await world.tasks.tasks(of: world.matter).map(\.state) == [.cancelled])
        }
    }

    @Test(arguments: Backend.available)
    func `an escalation that makes the caller go another way ends the called one`(backend: Backend) async throws {
        let model = Models.caller().replacingOccurrences(of: " cancelActivity=\"false\"", with: "")
        try await withCaller(backend, model: model) { world, _ in
            try await does(world, "first", .string("clean"))
            #expect(try await open(world) == ["urge"])
            #expect(try await statuses(world) == [.running, .cancelled])
        }
    }

    @Test(arguments: Backend.available)
    func `a message reaches a called process, whose end moves its caller`(backend: Backend) async throws {
        try await withCaller(backend, model: Models.caller(of: "wait"), others: [Models.waiting]) { world, id in
            let isHeard = try await world.deliver(.message(name: "evidence", correlation: nil, payload: .null))
            #expect(isHeard)
            #expect(try await open(world) == ["decide"])
            #expect(try await statuses(world) == [.running, .completed])
            #expect(try await world.task("decide").instance == id)
            // What nobody waits for changes nothing.
            let version = try await world.count("SELECT version FROM process_instance WHERE caller IS NULL")
            let isHeardAgain = try await world.deliver(.message(name: "evidence", correlation: nil, payload: .null))
            #expect(!isHeardAgain)
            #expect(try await world.count("SELECT version FROM process_instance WHERE caller IS NULL") == version)
        }
    }

    @Test func `one signal ends two called processes at once`() async throws {
        try await withCaller(model: Models.twoCalls, others: [Models.listening]) { world, _ in
            #expect(try await statuses(world) == [.running, .running, .running])
            try await world.deliver(.signal(name: "bell", payload: .null))
            #expect(try await statuses(world) == [.completed, .completed, .completed])
        }
    }

    @Test func `what never waits is answered in the same step`() async throws {
        try await withCaller(model: Models.caller(of: "brief"), others: [Models.brief]) { world, id in
            #expect(try await open(world) == ["decide"])
            let found = try await variable("found", world, id)
            #expect(found?["said"] == .string("厨房去过了"))
            #expect(try await statuses(world) == [.running, .completed])
        }
    }

    @Test func `what is not there stands still, and goes on when it is`() async throws {
        try await withCaller(others: []) { world, id in
            #expect(try await world.count("SELECT COUNT(*) FROM process_incident WHERE resolved_at IS NULL") == 1)
            let code = try await world.storage.point("SELECT code FROM process_incident") { try $0.text(0) }
            #expect(code?.contains("workflow.definition-unknown") == true)
            let better = try ProcessWorld(storage: world.storage, model: Models.caller(), others: [Models.visit])
            better.clock.advance(seconds: 60)
            let token = try #require(try await better.stored(id).tokens.first { $0.state == .incident })
            try await better.deliver(.retry(token: token.id))
            #expect(try await open(better) == ["first"])
            #expect(try await world.count("SELECT COUNT(*) FROM process_incident WHERE resolved_at IS NULL") == 0)
        }
    }

    @Test func `who calls itself for ever is stopped`() async throws {
        try await withCaller(model: Models.endless, others: []) { world, _ in
            let stopped = try await world.storage.point(
                "SELECT code FROM process_incident WHERE resolved_at IS NULL"
            ) { try $0.text(0) }
            #expect(stopped?.contains("workflow.calls-too-deep") == true)
            #expect(try await statuses(world).count == 21)
        }
    }

    @Test func `a process in force is called in its newest version, a running one stays on its own`() async throws {
        let other = Models.visit.replacingOccurrences(of: "\"first\"", with: "\"look\"")
            .replacingOccurrences(of: "first-may-go-on", with: "look-may-go-on")
            .replacingOccurrences(of: "v-start-first", with: "v-start-look")
        try await withCaller { world, _ in
            let newer = try ProcessWorld(
                storage: world.storage, model: Models.caller(), others: [Models.visit, other])
            newer.clock.advance(seconds: 60)
            #expect(try await open(world) == ["first"])
            _ = try await newer.start("h1")
            #expect(try await open(world) == ["first", "look"])
            try await does(newer, "first", .string("clean"))
            #expect(try await open(newer) == ["look", "second", "urge"])
        }
    }

    @Test(arguments: Backend.available)
    func `a signal is heard by all that wait for it, each once`(backend: Backend) async throws {
        try await withCaller(backend, model: Models.bell, others: [Models.listener]) { world, id in
            for _ in 0..<450 { _ = try await world.start("h2") }
            try await does(world, "pull")
            #expect(try await world.stored(id).instance.status == .completed)
            let runner = JobRunner(storage: world.storage, queue: world.jobs, clock: world.clock)
            runner.register(SignalBroadcast.job) { job in
                guard let (signal, last) = SignalBroadcast.read(job.payload) else { return WriteSet() }
                return try await signal.spreading(
                    after: last, jobs: world.jobs, in: world.storage, now: world.clock.now())
            }
            runner.register(SignalBroadcast.tellingJob) { job in
                guard let (signal, instance) = SignalBroadcast.read(job.payload) else { return WriteSet() }
                return try await world.plan { world, handling, reader, writes in
                    try world.runner.deliver(
                        signal.event, toInstance: instance, handling: handling, reader: reader,
                        now: world.clock.now(), writes: &writes)
                }("unknown").0
            }
            while try await runner.runDue() > 0 {}
            #expect(try await world.count("SELECT COUNT(*) FROM workflow_task WHERE element = 'answer'") == 450)
            #expect(try await world.count("SELECT COUNT(*) FROM process_subscription") == 0)
            #expect(try await world.count("SELECT COUNT(*) FROM job") == 0)
        }
    }
}
