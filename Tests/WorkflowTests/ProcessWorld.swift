import JSONTree
import Localisation
import ProcessEngine
import Storage
import TestSupport
import Testing
import WorkCalendar
import Workflow

/// What handlers are asked and answer in these tests.
final class Handling: StepHandling {
    var decision: String
    var invoked: [String] = []

    init(decision: String) { self.decision = decision }

    func invoke(_ handler: String, element: String, inputs: JSON) throws -> JSON {
        invoked.append(handler)
        return ["by": .string(handler)]
    }

    func decide(_ decision: String, inputs: JSON) throws -> JSON {
        invoked.append(decision)
        return .string(self.decision)
    }

    func describe(task element: String) -> TaskContext {
        TaskContext(department: "education", division: "990121101000")
    }
}

/// Processes in a database, and beside each step the same step on an instance in memory.
struct ProcessWorld {
    let storage: any Storage
    let clock: TestClock
    let jobs: JobQueue
    let runner: ProcessRunner
    let tasks: TaskStore
    let definition: ProcessDefinition
    let matter = Matter(kind: "case", id: 77)

    /// - Parameter others: models of the same package that the first may call.
    init(storage: any Storage, model: String = Models.review, others: [String] = []) throws {
        self.storage = storage
        let clock = TestClock()
        self.clock = clock
        let identifiers = IdentifierSource(clock: clock)
        jobs = JobQueue(identifiers: identifiers)
        definition = try Models.read(model)
        var catalogue = ProcessCatalogue()
        catalogue.insert(definition, hash: "h1", package: "p")
        catalogue.putInForce("h1", package: "p")
        for (index, other) in others.enumerated() {
            let hash = "h\(index + 2)"
            catalogue.insert(try Models.read(other), hash: hash, package: "p")
            catalogue.putInForce(hash, package: "p")
        }
        runner = ProcessRunner(
            identifiers: identifiers, catalogue: catalogue,
            due: DueRule(calendar: try WorkingCalendar([]), hours: try ProcessWorld.hours(), clock: .china), jobs: jobs)
        tasks = TaskStore(storage: storage)
    }

    /// From half past eight to twelve and from half past two to six; the duty post works day and night.
    static func hours() throws -> OfficeHours {
        OfficeHours(
            ordinary: try WorkingHours(windows: [.init(start: 510, end: 720), .init(start: 870, end: 1080)]),
            posts: ["duty": try WorkingHours(windows: [.init(start: 0, end: 1440)])])
    }

    /// Starts a process and commits; gives its id and what the handlers were asked.
    func start(decision: String = "unknown") async throws -> Int64 {
        let (writes, id) = try await plan { world, handling, _, writes in
            try world.runner.start(
                "h1", matter: world.matter, variables: ProcessWorld.variables, handling: handling,
                now: world.clock.now(), writes: &writes)
        }(decision)
        try await storage.commit(writes)
        return id
    }

    static let variables: [(String, JSON)] = [("case_number", .string("N-1"))]

    /// Starts a process of another version, beside the first.
    func start(_ hash: String, variables: [(String, JSON)] = []) async throws -> Int64 {
        let (writes, id) = try await plan { world, handling, _, writes in
            try world.runner.start(
                hash, matter: world.matter, variables: variables, handling: handling, now: world.clock.now(),
                writes: &writes)
        }("unknown")
        try await storage.commit(writes)
        return id
    }

    /// Delivers an event to one process.
    @discardableResult
    func deliver(_ event: ProcessEvent, toInstance id: Int64) async throws -> Bool {
        let (writes, wasAwaited) = try await plan { world, handling, reader, writes in
            try world.runner.deliver(
                event, toInstance: id, handling: handling, reader: reader, now: world.clock.now(), writes: &writes)
        }("unknown")
        try await storage.commit(writes)
        return wasAwaited
    }

    /// A plan for a step, not committed.
    func plan<Result: Sendable>(
        _ body: @escaping @Sendable (ProcessWorld, Handling, any SnapshotReader, inout WriteSet) throws -> Result
    ) -> (String) async throws -> (WriteSet, Result) {
        { decision in
            try await storage.snapshot { reader in
                var writes = WriteSet()
                let handling = Handling(decision: decision)
                let result = try body(self, handling, reader, &writes)
                return (writes, result)
            }
        }
    }

    /// The plan that delivers an event.
    func delivering(_ event: ProcessEvent, decision: String = "unknown") async throws -> (WriteSet, Bool) {
        try await plan { world, handling, reader, writes in
            try world.runner.deliver(
                event, to: world.matter, handling: handling, reader: reader, now: world.clock.now(), writes: &writes)
        }(decision)
    }

    @discardableResult
    func deliver(_ event: ProcessEvent, decision: String = "unknown") async throws -> Bool {
        let (writes, wasAwaited) = try await delivering(event, decision: decision)
        try await storage.commit(writes)
        return wasAwaited
    }

    /// The state as it stands in the database.
    func stored(_ id: Int64) async throws -> ProcessState {
        try await storage.snapshot { reader in
            var rows = StoredProcessRows()
            try reader.each("SELECT kind, id, body FROM process_row WHERE instance = ?", [.integer(id)]) { row in
                try rows.append(kind: try row.text(0), id: try row.int(1), body: try JSON(parsing: try row.text(2)))
                return true
            }
            let head = try reader.point("SELECT status, next_id FROM process_instance WHERE id = ?", [.integer(id)]) {
                (try $0.text(0), try $0.int(1))
            }
            let status = InstanceRow.Status(rawValue: head?.0 ?? "") ?? .created
            return rows.state(InstanceRow(status: status, nextID: head?.1 ?? 0))
        }
    }

    /// The same event on an instance in memory, with everything that follows from it.
    func advance(_ instance: inout ProcessInstance, _ event: ProcessEvent, decision: String) throws {
        var pending = [event]
        let handling = Handling(decision: decision)
        while !pending.isEmpty {
            for action in try instance.handle(pending.removeFirst()).actions {
                switch action {
                case .invoke(let call):
                    let result = try handling.invoke(call.handler, element: call.element, inputs: call.inputs)
                    pending.append(.completed(activation: call.activation, result: result))
                case .decide(let call):
                    let result = try handling.decide(call.handler, inputs: call.inputs)
                    pending.append(.completed(activation: call.activation, result: result))
                default: break
                }
            }
        }
        _ = instance.drainChanges()
    }

    func openTasks() async throws -> [WorkflowTask] {
        try await tasks.tasks(of: matter).filter(\.isOpen)
    }

    func task(_ element: String) async throws -> WorkflowTask {
        try #require(try await openTasks().first { $0.element == element })
    }

    func count(_ sql: SQL) async throws -> Int { try await storage.point(sql) { try $0.int(0) } ?? -1 }
}

func withProcesses(
    _ backend: Backend, model: String = Models.review, _ body: (ProcessWorld) async throws -> Void
) async throws {
    try await withStorage(backend, [JobQueue.migrations, WorkflowTables.migrations]) { storage in
        try await body(try ProcessWorld(storage: storage, model: model))
    }
}
