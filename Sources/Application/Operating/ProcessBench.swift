import Foundation
package import JSONTree
import Localisation
import ProcessEngine
package import Storage
import WorkCalendar
import Workflow

/// Measures processes alone, each step a commit of its own: instances with one task and with ten, and a step that is done
/// ten thousand times. Nothing of a domain is in it; the rows are counted afterwards.
package struct ProcessBench: Sendable {
    private let storage: any Storage
    private let runner: ProcessRunner
    private let tasks: TaskStore
    private let identifiers: IdentifierSource
    private let clock = SystemWallClock()
    /// How many instances are under way at a time.
    private static let concurrency = 64

    package struct NotEmpty: Error {}
    package struct Miscounted: Error { let what: String }

    /// Handlers that answer at once.
    private final class Handling: StepHandling {
        func invoke(_ handler: String, element: String, inputs: JSON) throws -> JSON { .null }
        func decide(_ decision: String, inputs: JSON) throws -> JSON { .null }
        func describe(task element: String) -> TaskContext { TaskContext(department: "bench", division: "") }
    }

    private static func model(_ id: String, _ inside: String) -> String {
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:yw="https://yiwang.org/bpmn/1" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        targetNamespace="urn:bench"><process id="\(id)" isExecutable="true">\(inside)</process></definitions>
        """
    }

    private static func tasks(_ count: Int) -> String {
        let names = ["s"] + (1...count).map { "t\($0)" } + ["e"]
        let flows = zip(names, names.dropFirst()).map {
            "<sequenceFlow id=\"\($0)-\($1)\" sourceRef=\"\($0)\" targetRef=\"\($1)\"/>"
        }
        return "<startEvent id=\"s\"/>" + (1...count).map { "<userTask id=\"t\($0)\" yw:post=\"clerk\"/>" }.joined()
            + "<endEvent id=\"e\"/>" + flows.joined()
    }

    /// A step that a handler does so many times, all at once.
    private static func many(_ count: Int) -> String {
        """
        <startEvent id="s"/><serviceTask id="t" implementation="bench.do"><multiInstanceLoopCharacteristics>\
        <loopCardinality xsi:type="tFormalExpression">\(count)</loopCardinality></multiInstanceLoopCharacteristics></serviceTask><endEvent id="e"/>\
        <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/>
        """
    }

    private static let manyCounts = [2_500, 5_000, 10_000]

    /// Makes the tables in an empty database.
    ///
    /// - Throws: ``NotEmpty`` where something is there already.
    package init(_ storage: any Storage) async throws {
        guard try await storage.describe(table: "schema_migration") == nil else { throw NotEmpty() }
        try await Migrations([JobQueue.migrations, WorkflowTables.migrations]).apply(to: storage, now: 0)
        self.storage = storage
        identifiers = IdentifierSource()
        var catalogue = ProcessCatalogue()
        for (hash, inside) in [("one", Self.tasks(1)), ("ten", Self.tasks(10))]
            + Self.manyCounts.map({ ("many-\($0)", Self.many($0)) })
        {
            for definition in BPMNReading(Array(Self.model(hash, inside).utf8)).definitions {
                catalogue.insert(definition, hash: hash)
            }
        }
        runner = ProcessRunner(
            identifiers: identifiers, catalogue: catalogue,
            due: DueRule(
                calendar: try WorkingCalendar(), hours: OfficeHours(ordinary: .usual), clock: .china),
            jobs: JobQueue(identifiers: identifiers))
        tasks = TaskStore(storage: storage)
    }

    /// Measures everything.
    package func run(instances: Int) async throws -> JSON {
        let one = try await measure("one", tasks: 1, instances: instances)
        let ten = try await measure("ten", tasks: 10, instances: max(1, instances / 10))
        var many: [(String, JSON)] = []
        for count in Self.manyCounts { many.append((String(count), .integer(Int(try await repeated(count) * 1_000)))) }
        return [
            "one_task_per_second": .integer(Int(one)), "ten_tasks_per_second": .integer(Int(ten)),
            "repeated_milliseconds": .object(many),
        ]
    }

    /// Instances a second from start to end, each step committed.
    private func measure(_ hash: String, tasks count: Int, instances: Int) async throws -> Double {
        let first = identifiers.next()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<Self.concurrency {
                group.addTask {
                    for number in stride(from: worker, to: instances, by: Self.concurrency) {
                        try await once(hash, count, Matter(kind: "bench", id: first + Int64(number)))
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let ended = try await storage.point(
            "SELECT COUNT(*) FROM process_instance WHERE definition = ? AND status = 'completed'", [.text(hash)]
        ) { try $0.int(0) }
        let done = try await storage.point(
            """
            SELECT COUNT(*) FROM workflow_task t JOIN process_instance i ON i.id = t.instance
            WHERE i.definition = ? AND t.state = 'done'
            """, [.text(hash)]
        ) { try $0.int(0) }
        guard ended == instances, done == instances * count else { throw Miscounted(what: hash) }
        return Double(instances) / seconds
    }

    private func once(_ hash: String, _ count: Int, _ matter: Matter) async throws {
        let now = clock.now()
        let instance = try await planned { [runner] _, writes in
            try runner.start(hash, matter: matter, variables: [], handling: Handling(), now: now, writes: &writes)
        }
        for _ in 0..<count {
            let now = clock.now()
            try await planned { [runner, tasks] reader, writes in
                // As a person does it: the task is looked up, ended, and the process goes on.
                guard let task = try tasks.open(of: matter, reader: reader).first else {
                    throw Miscounted(what: "task")
                }
                writes.append(tasks.finishing(task, by: 1, result: "done", now: now))
                try runner.deliver(
                    .completed(activation: task.activation), toInstance: instance, handling: Handling(),
                    reader: reader, now: now, writes: &writes)
            }
        }
    }

    /// Seconds until a step was done so many times, in parts, each committed.
    private func repeated(_ count: Int) async throws -> Double {
        let hash = "many-\(count)"
        let matter = Matter(kind: "bench", id: identifiers.next())
        let start = ContinuousClock.now
        let instance = try await planned { [runner, clock] _, writes in
            try runner.start(
                hash, matter: matter, variables: [], handling: Handling(), now: clock.now(), writes: &writes)
        }
        while try await isRunning(instance) {
            try await planned { [runner, clock] reader, writes in
                try runner.deliver(
                    .resume, toInstance: instance, handling: Handling(), reader: reader, now: clock.now(),
                    writes: &writes)
            }
        }
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func isRunning(_ instance: Int64) async throws -> Bool {
        try await storage.point("SELECT status FROM process_instance WHERE id = ?", [.integer(instance)]) {
            try $0.text(0)
        } == "running"
    }

    @discardableResult
    private func planned<Result: Sendable>(
        _ body: @escaping @Sendable (any SnapshotReader, inout WriteSet) throws -> Result
    ) async throws -> Result {
        let (writes, result) = try await storage.snapshot { reader in
            var writes = WriteSet()
            let result = try body(reader, &writes)
            return (writes, result)
        }
        try await storage.commit(writes)
        return result
    }
}
