package import JSONTree
package import ProcessEngine
package import Storage
import WorkCalendar

/// Runs processes: loads the rows, lets the engine say what is next, lets the domain do it, and writes what changed.
package final class ProcessRunner: Sendable {
    let identifiers: IdentifierSource
    package let catalogue: ProcessCatalogue
    package let due: DueRule
    let jobs: JobQueue

    package static let timerJob = "process.timer"
    package static let resumeJob = "process.resume"
    /// The guard that fails when another step of the same process was committed first; plan again.
    package static let movedOn = "process.moved-on"

    package init(identifiers: IdentifierSource, catalogue: ProcessCatalogue, due: DueRule, jobs: JobQueue) {
        self.identifiers = identifiers
        self.catalogue = catalogue
        self.due = due
        self.jobs = jobs
    }

    /// The process that called another, and the activation that waits.
    struct Caller {
        let instance: Int64
        let activation: Int
    }

    struct Running {
        let id: Int64
        let hash: String
        let matter: Matter
        let version: Int64
        let isNew: Bool
        /// Who called it and waits for it.
        var caller: Caller?
        /// The tasks that were there before.
        var known: Set<Int> = []
        /// The tokens that stood still before.
        var stopped: Set<Int> = []
        var instance: ProcessInstance

        var isRunning: Bool { instance.state.instance.status == .running }
    }

    private static let head: SQL = """
        SELECT id, definition, matter_kind, matter, status, next_id, version, caller, caller_activation
        FROM process_instance WHERE id = ?
        """
    private static let ofMatter: SQL = """
        SELECT id FROM process_instance WHERE matter = ? AND matter_kind = ? AND caller IS NULL ORDER BY id DESC LIMIT 1
        """
    private static let called: SQL =
        "SELECT id FROM process_instance WHERE caller = ? AND status = 'running' ORDER BY id"
    private static let calledBy: SQL = """
        SELECT id FROM process_instance WHERE caller = ? AND caller_activation = ? AND status = 'running'
        """
    private static let rows: SQL = "SELECT kind, id, body FROM process_row WHERE instance = ?"

    /// Starts a process in the plan that `writes` is.
    ///
    /// - Returns: the instance's id.
    @discardableResult
    package func start(
        _ hash: String, matter: Matter, variables: [(String, JSON)], handling: any StepHandling, now: Int64,
        writes: inout WriteSet
    ) throws -> Int64 {
        let definition = try catalogue.definition(hash)
        let running = Running(
            id: identifiers.next(), hash: hash, matter: matter, version: 0, isNew: true,
            instance: ProcessInstance(definition))
        let advance = ProcessAdvance(runner: self, handling: handling, reader: nil, now: now)
        try advance.start(running, variables: variables)
        writes.append(contentsOf: advance.finished())
        return running.id
    }

    /// Delivers an event to the newest process of a matter.
    ///
    /// - Parameter mending: what is another now, set in the process's variables before.
    /// - Returns: whether the process was waiting for it.
    @discardableResult
    package func deliver(
        _ event: ProcessEvent, to matter: Matter, mending: [(String, JSON)] = [], handling: any StepHandling,
        reader: any SnapshotReader, now: Int64, writes: inout WriteSet
    ) throws -> Bool {
        let main = try reader.point(ProcessRunner.ofMatter, [.integer(matter.id), .text(matter.kind)]) {
            try $0.integer(0)
        }
        guard let main else { return false }
        // A message is for the process itself, or else for one that it has called; a signal is for all.
        let advance = ProcessAdvance(runner: self, handling: handling, reader: reader, now: now)
        var wasAwaited = try advance.deliver(event, to: main, mending: mending)
        let isMessage = if case .message = event { true } else { false }
        let isSignal = if case .signal = event { true } else { false }
        if isSignal || isMessage && !wasAwaited {
            for id in try called(from: main, reader: reader) {
                let isHeard = try advance.deliver(event, to: id)
                wasAwaited = wasAwaited || isHeard
                if isHeard, isMessage { break }
            }
        }
        writes.append(contentsOf: advance.finished())
        return wasAwaited
    }

    /// The processes that run because another has called them, directly or through others.
    private func called(from main: Int64, reader: any SnapshotReader) throws -> [Int64] {
        var found: [Int64] = []
        var next: Int64? = main
        var index = 0
        while let caller = next, found.count < 1000 {
            // Only what may call others is asked for them.
            if try load(caller, reader: reader)?.instance.definition.callsOthers == true {
                found += try reader.rows(ProcessRunner.called, [.integer(caller)], limit: 1000) { try $0.integer(0) }
            }
            next = index < found.count ? found[index] : nil
            index += 1
        }
        return found
    }

    /// Delivers an event to one process.
    ///
    /// - Parameter mending: what was wrong or missing, set in the process's variables before.
    @discardableResult
    package func deliver(
        _ event: ProcessEvent, toInstance id: Int64, mending: [(String, JSON)] = [], handling: any StepHandling,
        reader: any SnapshotReader, now: Int64, writes: inout WriteSet
    ) throws -> Bool {
        let advance = ProcessAdvance(runner: self, handling: handling, reader: reader, now: now)
        let wasAwaited = try advance.deliver(event, to: id, mending: mending)
        writes.append(contentsOf: advance.finished())
        return wasAwaited
    }

    /// Delivers events to one process, one after the other.
    package func deliver(
        _ events: [ProcessEvent], toInstance id: Int64, handling: any StepHandling, reader: any SnapshotReader,
        now: Int64, writes: inout WriteSet
    ) throws {
        let advance = ProcessAdvance(runner: self, handling: handling, reader: reader, now: now)
        for event in events { _ = try advance.deliver(event, to: id) }
        writes.append(contentsOf: advance.finished())
    }

    /// Whether a process goes on still: what comes for one that has ended means nothing any more.
    package func isRunning(_ instance: Int64, reader: any SnapshotReader) throws -> Bool {
        try reader.point("SELECT status FROM process_instance WHERE id = ?", [.integer(instance)]) {
            try $0.text(0)
        } == InstanceRow.Status.running.rawValue
    }

    /// The variables of a process, by name: what somebody who mends it has to see.
    package func variables(of instance: Int64, reader: any SnapshotReader) throws -> [(name: String, value: JSON)] {
        guard let running = try load(instance, reader: reader) else { return [] }
        let root = running.instance.state.scopes.first { $0.kind == .process }?.id
        return running.instance.state.variables.filter { $0.scope == root }.map { ($0.name, $0.value) }
            .sorted { $0.0 < $1.0 }
    }

    /// What may be done with an open task besides doing it, and where it may be sent back to.
    package func options(
        of task: WorkflowTask, reader: any SnapshotReader
    ) throws -> (operations: Set<TaskOperation>, returns: [ReturnOption]) {
        guard task.isUnderWay, let running = try load(task.instance, reader: reader),
            let node = running.instance.definition.node(of: task.element)
        else { return ([], []) }
        let operations = running.instance.definition.operations(node: node).intersection(ProcessRunner.operations)
        return (operations, running.instance.returnOptions(of: task.activation))
    }

    /// The step that a finished task was, if whoever did it may take it back now.
    package func stepToTakeBack(_ task: WorkflowTask, reader: any SnapshotReader) throws -> Int? {
        guard task.state == .done, let running = try load(task.instance, reader: reader),
            let step = running.instance.state.steps.last(where: { $0.activation == task.activation }),
            running.instance.canTakeBack(step: step.id)
        else { return nil }
        return step.id
    }

    /// What may be begun now in the newest process of a matter, without a task for it.
    package func offers(of matter: Matter, reader: any SnapshotReader) throws -> [ProcessOffer] {
        let main = try reader.point(ProcessRunner.ofMatter, [.integer(matter.id), .text(matter.kind)]) {
            try $0.integer(0)
        }
        guard let main else { return [] }
        return try ([main] + called(from: main, reader: reader)).flatMap { id -> [ProcessOffer] in
            guard let running = try load(id, reader: reader), running.isRunning else { return [] }
            return running.instance.offers
        }
    }

    /// What of the engine's operations this shell carries out; a package that asks for others is refused.
    package static let operations: Set<TaskOperation> = [
        .handOn, .delegate, .addBefore, .addAfter, .remove, .takeBack, .sendBack, .urge, .copy, .addBeside,
        .suspend,
    ]

    func load(_ id: Int64, reader: any SnapshotReader) throws -> Running? {
        let head = try reader.point(ProcessRunner.head, [.integer(id)]) { row in
            (
                hash: try row.text(1), kind: try row.text(2), matter: try row.integer(3), status: try row.text(4),
                next: try row.int(5), version: try row.integer(6),
                caller: try row.optionalInteger(7), activation: try row.optionalInteger(8)
            )
        }
        guard let head else { return nil }
        var stored = StoredProcessRows()
        try reader.each(ProcessRunner.rows, [.integer(id)]) { row in
            try stored.append(kind: try row.text(0), id: try row.int(1), body: try JSON(parsing: try row.text(2)))
            return true
        }
        guard let status = InstanceRow.Status(rawValue: head.status) else { throw WorkflowError(.damagedRow) }
        let state = stored.state(InstanceRow(status: status, nextID: head.next))
        return Running(
            id: id, hash: head.hash, matter: Matter(kind: head.kind, id: head.matter), version: head.version,
            isNew: false,
            caller: head.caller.map { Caller(instance: $0, activation: Int(head.activation ?? 0)) },
            known: Set(stored.tasks.map(\.id)),
            stopped: Set(state.tokens.filter { $0.state == .incident }.map(\.id)),
            instance: ProcessInstance(try catalogue.definition(head.hash), state: state))
    }

    /// Whether a process still waits for an activation's answer.
    package func awaits(activation: Int, of instance: Int64, reader: any SnapshotReader) throws -> Bool {
        guard let running = try load(instance, reader: reader), running.instance.state.instance.status == .running
        else { return false }
        return running.instance.state.tokens.contains { $0.activation == activation && $0.state == .waiting }
    }

    /// The process that an activation of another has called.
    func called(by caller: Caller, reader: any SnapshotReader) throws -> Running? {
        let id = try reader.point(
            ProcessRunner.calledBy, [.integer(caller.instance), SQLValue(caller.activation)]
        ) { try $0.integer(0) }
        return try id.flatMap { try load($0, reader: reader) }
    }
}
