import Foundation
package import JSONTree
import Localisation
import ProcessEngine
package import Storage
import Synchronization
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

    /// Waits for two seconds.
    private static let waiting = """
        <startEvent id="s"/><intermediateCatchEvent id="w"><timerEventDefinition>\
        <timeDuration xsi:type="tFormalExpression">PT2S</timeDuration></timerEventDefinition></intermediateCatchEvent>\
        <endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="w"/>\
        <sequenceFlow id="g" sourceRef="w" targetRef="e"/>
        """

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
        for (hash, inside) in [("one", Self.tasks(1)), ("ten", Self.tasks(10)), ("timer", Self.waiting)]
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
    ///
    /// - Parameters:
    ///   - instances: with one task; a tenth of them with ten.
    ///   - timers: how many wait for another year while others become due.
    package func run(instances: Int, timers: Int) async throws -> JSON {
        let one = try await measure("one", tasks: 1, instances: instances)
        let ten = try await measure("ten", tasks: 10, instances: max(1, instances / 10))
        var many: [(String, JSON)] = []
        for count in Self.manyCounts { many.append((String(count), .integer(Int(try await repeated(count) * 1_000)))) }
        return [
            "one_task_per_second": .integer(Int(one)), "ten_tasks_per_second": .integer(Int(ten)),
            "repeated_milliseconds": .object(many), "timers": try await measureTimers(waiting: timers),
        ]
    }

    /// What waiting timers cost, and how late those are that become due: a thousand among so many others.
    private func measureTimers(waiting: Int) async throws -> JSON {
        let (jobs, due) = (JobQueue(identifiers: identifiers), 1_000)
        let columns = ["id", "kind", "payload", "due_at", "attempts", "maximum_attempts", "state", "created_at"]
        let year: Int64 = 365 * 86_400_000_000
        var left = waiting
        while left > 0 {
            var batch = RowBatch(columns: columns.count, capacity: min(left, 50_000))
            for number in 0..<min(left, 50_000) {
                batch.append(
                    .integer(identifiers.next()), .text(ProcessRunner.timerJob), .bytes(Array("0 \(number)".utf8)),
                    .integer(clock.now() + year + Int64(number)), .integer(0), .integer(8), .integer(0), .integer(0))
            }
            try await storage.bulk(into: "job", columns: columns, batch)
            left -= batch.count
        }
        let fired = Counter()
        let worker = JobRunner(storage: storage, queue: jobs, clock: clock)
        worker.register(ProcessRunner.timerJob) { [self] job in
            let parts = String(decoding: job.payload, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
            guard parts.count == 2 else { return WriteSet() }
            fired.add()
            return try await storage.snapshot { reader in
                var writes = WriteSet()
                try runner.deliver(
                    .timerDue(timer: parts[1]), toInstance: Int64(parts[0]), handling: Handling(), reader: reader,
                    now: clock.now(), writes: &writes)
                return writes
            }
        }
        let rounds = 200
        let start = ContinuousClock.now
        for _ in 0..<rounds { try await worker.runDue() }
        let idle = (ContinuousClock.now - start) / .microseconds(1) / Double(rounds)
        for number in 0..<due {
            try await planned { [runner, clock] _, writes in
                try runner.start(
                    "timer", matter: Matter(kind: "bench", id: Int64(number)), variables: [], handling: Handling(),
                    now: clock.now(), writes: &writes)
            }
        }
        let running = Task { await worker.run() }
        defer { running.cancel() }
        let open: SQL = "SELECT COUNT(*) FROM process_instance WHERE definition = 'timer' AND status = 'running'"
        let end = ContinuousClock.now.advanced(by: .seconds(60))
        while try await storage.point(open, [], { try $0.int(0) }) != 0 {
            guard ContinuousClock.now < end else { throw Miscounted(what: "timers") }
            try await Task.sleep(for: .milliseconds(50))
        }
        let slowest = try await storage.point(
            "SELECT MAX(ended_at - started_at) FROM process_instance WHERE definition = 'timer'"
        ) { try $0.integer(0) }
        guard fired.count == due else { throw Miscounted(what: "timers fired") }
        return [
            "waiting": .integer(waiting), "idle_round_microseconds": .integer(Int(idle)), "due": .integer(due),
            "latest_milliseconds": .integer(Int((slowest ?? 0) / 1_000 - 2_000)),
        ]
    }

    /// How often something happened, on whatever thread.
    private final class Counter: Sendable {
        private let value = Mutex(0)
        func add() { value.withLock { $0 += 1 } }
        var count: Int { value.withLock { $0 } }
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
