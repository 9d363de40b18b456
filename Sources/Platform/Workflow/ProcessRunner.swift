package import JSONTree
package import ProcessEngine
package import Storage
import WorkCalendar

/// Runs processes: loads the rows, lets the engine say what is next, lets the domain do it, and writes what changed.
package final class ProcessRunner: Sendable {
    let identifiers: IdentifierSource
    package let catalogue: ProcessCatalogue
    let due: DueRule
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

    struct Running {
        let id: Int64
        let hash: String
        let matter: Matter
        let version: Int64
        let isNew: Bool
        /// The tasks that were there before.
        var known: Set<Int> = []
        /// The tokens that stood still before.
        var stopped: Set<Int> = []
        var instance: ProcessInstance
    }

    private static let head: SQL = """
        SELECT id, definition, matter_kind, matter, status, next_id, version FROM process_instance WHERE id = ?
        """
    private static let ofMatter: SQL = """
        SELECT id FROM process_instance WHERE matter = ? AND matter_kind = ? ORDER BY id DESC LIMIT 1
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
        var running = Running(
            id: identifiers.next(), hash: hash, matter: matter, version: 0, isNew: true,
            instance: ProcessInstance(definition))
        try advance(
            &running, .start(variables: variables), handling: handling, reader: nil, now: now, writes: &writes)
        return running.id
    }

    /// Delivers an event to the newest process of a matter.
    ///
    /// - Returns: whether the process was waiting for it.
    @discardableResult
    package func deliver(
        _ event: ProcessEvent, to matter: Matter, handling: any StepHandling, reader: any SnapshotReader, now: Int64,
        writes: inout WriteSet
    ) throws -> Bool {
        let id = try reader.point(ProcessRunner.ofMatter, [.integer(matter.id), .text(matter.kind)]) {
            try $0.integer(0)
        }
        guard let id else { return false }
        return try deliver(event, toInstance: id, handling: handling, reader: reader, now: now, writes: &writes)
    }

    /// Delivers an event to one process.
    ///
    /// - Parameter mending: what was wrong or missing, set in the process's variables before.
    @discardableResult
    package func deliver(
        _ event: ProcessEvent, toInstance id: Int64, mending: [(String, JSON)] = [], handling: any StepHandling,
        reader: any SnapshotReader, now: Int64, writes: inout WriteSet
    ) throws -> Bool {
        guard var running = try load(id, reader: reader) else { return false }
        guard running.instance.state.instance.status == .running else { return false }
        if !mending.isEmpty { _ = try running.instance.handle(.set(variables: mending)) }
        if case .timerDue(let timer) = event, let resting = running.instance.resting(timer) {
            writes.append(ProcessTimers(jobs: jobs, due: due, instance: id).layDown(resting, now: now))
            return true
        }
        return try advance(&running, event, handling: handling, reader: reader, now: now, writes: &writes)
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
        guard task.isOpen, let running = try load(task.instance, reader: reader),
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
        let id = try reader.point(ProcessRunner.ofMatter, [.integer(matter.id), .text(matter.kind)]) {
            try $0.integer(0)
        }
        guard let id, let running = try load(id, reader: reader), running.instance.state.instance.status == .running
        else { return [] }
        return running.instance.offers
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
                next: try row.int(5), version: try row.integer(6)
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
            isNew: false, known: Set(stored.tasks.map(\.id)),
            stopped: Set(state.tokens.filter { $0.state == .incident }.map(\.id)),
            instance: ProcessInstance(try catalogue.definition(head.hash), state: state))
    }

    /// Handles one event and everything that follows from it without waiting.
    @discardableResult
    private func advance(
        _ running: inout Running, _ event: ProcessEvent, handling: any StepHandling,
        reader: (any SnapshotReader)?, now: Int64, writes: inout WriteSet
    ) throws -> Bool {
        var pending: [ProcessEvent] = [event]
        var trace: [TraceEntry] = []
        var timers: [TimerRow] = []
        var incidents: [(token: Int, element: String, code: IncidentCode)] = []
        var wasAwaited = false
        var next = 0
        let clocks = ProcessTimers(jobs: jobs, due: due, instance: running.id)
        while next < pending.count {
            let step: ProcessStep
            do throws(ProcessError) {
                step = try running.instance.handle(pending[next])
            } catch {
                // What this very step has ended does not wait for its own answer any more.
                guard next > 0, error.code == .unknownActivation || error.code == .notRunning else { throw error }
                next += 1
                continue
            }
            if next == 0 { wasAwaited = step.wasAwaited }
            next += 1
            trace += step.trace
            for action in step.actions {
                switch action {
                case .invoke(let call) where handling.isExternal(call.handler):
                    try handling.note(asking: call.handler, element: call.element, inputs: call.inputs)
                    writes.append(ExternalCall.asking(call, instance: running.id, jobs: jobs, now: now))
                case .invoke(let call):
                    pending.append(
                        try ProcessRunner.answer(call) {
                            try handling.invoke(call.handler, element: call.element, inputs: call.inputs)
                        })
                case .decide(let call):
                    pending.append(
                        try ProcessRunner.answer(call) { try handling.decide(call.handler, inputs: call.inputs) })
                case .cancelInvocation(let activation):
                    writes.append(jobs.cancel(key: ExternalCall.key(instance: running.id, activation: activation)))
                case .setTimer(let timer):
                    // A clock that nobody can read would never ring, and the case would wait for ever.
                    guard due.due(timer.text, from: now) != nil else {
                        let element = running.instance.definition.element(node: timer.node)?.id
                        throw WorkflowError(.incident, element: element)
                    }
                    timers.append(timer)
                case .incident(let token, let element, let code):
                    incidents.append((token, element, code))
                    // Tried again it begins anew; what was done already stays done.
                    if let node = running.instance.definition.node(of: element),
                        !ProcessRunner.wasLeaving(code, running.instance.definition.element(node: node))
                    {
                        trace.append(TraceEntry(node: node, phase: .cancelled))
                    }
                case .continue:
                    writes.append(
                        jobs.enqueue(
                            kind: ProcessRunner.resumeJob, payload: Array(String(running.id).utf8), dueAt: now,
                            now: now))
                case .sendMessage(let name, let correlation, let payload):
                    try handling.send(message: name, correlation: correlation, payload: payload)
                case .call, .broadcastSignal:
                    // Called processes and signals thrown by a model come with the work that needs them.
                    throw WorkflowError(.unknownHandler)
                case .pauseTimer(let timer): writes.append(clocks.rest(timer, now: now))
                case .resumeTimer(let timer):
                    guard let reader else { break }
                    writes.append(contentsOf: try clocks.goOn(timer, now: now, reader: reader))
                case .cancelTimer(let timer): writes.append(contentsOf: clocks.cancel(timer))
                case .createTask, .cancelTask, .escalation, .ended: break
                }
            }
        }
        keep(incidents, of: running, now: now, writes: &writes)
        store(&running, trace: trace, timers: timers, handling: handling, now: now, writes: &writes)
        return wasAwaited
    }

    /// Whether an activity was done and only its way on was not known.
    private static func wasLeaving(_ code: IncidentCode, _ element: ProcessElement?) -> Bool {
        switch code {
        case .noFlow, .unknownCondition:
            ["Task", "ubProcess", "task", "transaction", "callActivity"].contains {
                element?.kind.hasSuffix($0) == true
            }
        default: false
        }
    }

    /// Whether a process still waits for an activation's answer.
    package func awaits(activation: Int, of instance: Int64, reader: any SnapshotReader) throws -> Bool {
        guard let running = try load(instance, reader: reader), running.instance.state.instance.status == .running
        else { return false }
        return running.instance.state.tokens.contains { $0.activation == activation && $0.state == .waiting }
    }

    /// What a handler answers. That the program or the model is at fault stops this place of the process and nothing
    /// else; what a person is told, such as that no place is left, goes to the person.
    private static func answer(_ call: Invocation, _ body: () throws -> JSON) throws -> ProcessEvent {
        do {
            return .completed(activation: call.activation, result: try body())
        } catch let error as WorkflowError where error.code == .incident || error.code == .unknownHandler {
            return .failed(activation: call.activation, code: error.code.rawValue)
        }
    }

    /// Writes down where the process stands still now, and what goes on again.
    private func keep(
        _ raised: [(token: Int, element: String, code: IncidentCode)], of running: Running, now: Int64,
        writes: inout WriteSet
    ) {
        if running.instance.state.instance.status != .running {
            // Those without a token among them: nothing stands still in what has ended.
            for token in running.stopped.union([0]) {
                writes.append(IncidentStore.resolving(instance: running.id, token: token, now: now))
            }
            return
        }
        let standing = Set(running.instance.state.tokens.filter { $0.state == .incident }.map(\.id))
        // What stood still, was tried again and stands still again is a new incident.
        for token in running.stopped where !standing.contains(token) || raised.contains(where: { $0.token == token }) {
            writes.append(IncidentStore.resolving(instance: running.id, token: token, now: now))
        }
        for incident in raised where incident.token == 0 || standing.contains(incident.token) {
            writes.append(
                IncidentStore.raising(
                    id: identifiers.next(), instance: running.id, token: incident.token, element: incident.element,
                    code: incident.code.description, now: now))
        }
    }

    private func store(
        _ running: inout Running, trace: [TraceEntry], timers: [TimerRow], handling: any StepHandling, now: Int64,
        writes: inout WriteSet
    ) {
        let changes = running.instance.drainChanges()
        let state = running.instance.state.instance
        let isEnded = state.status != .running
        let ended: SQLValue = isEnded ? .integer(now) : .null
        if running.isNew {
            writes.append(
                Statement(
                    ProcessStatements.insertInstance,
                    [
                        .integer(running.id), .text(running.hash), .text(running.matter.kind),
                        .integer(running.matter.id), .text(state.status.rawValue), .integer(Int64(state.nextID)),
                        .integer(1), .integer(now), ended,
                    ], expect: .rows(1)))
        } else {
            writes.append(
                Statement(
                    ProcessStatements.updateInstance,
                    [
                        .text(state.status.rawValue), .integer(Int64(state.nextID)), ended, .integer(running.id),
                        .integer(running.version),
                    ], expect: .rows(1), otherwise: ProcessRunner.movedOn))
        }
        let definition = running.instance.definition
        let steps = trace.map { entry in
            let mark = entry.phase == .entered ? "+" : entry.phase == .completed ? "-" : "x"
            return mark + (definition.element(node: entry.node)?.id ?? String(entry.node))
        }
        writes.append(
            Statement(
                ProcessStatements.insertLog,
                [
                    .integer(identifiers.next()), .integer(running.id), .integer(now),
                    .text(steps.joined(separator: " ")),
                ]))
        for change in changes {
            ProcessStatements.append(change, instance: running.id, isEnded: isEnded, to: &writes)
            appendTask(change, running: running, handling: handling, now: now, to: &writes)
        }
        let clocks = ProcessTimers(jobs: jobs, due: due, instance: running.id)
        for timer in timers where running.instance.state.timers.contains(where: { $0.id == timer.id }) {
            if let statement = clocks.set(timer, now: now) { writes.append(statement) }
        }
    }

    private func appendTask(
        _ change: ProcessChange, running: Running, handling: any StepHandling, now: Int64, to writes: inout WriteSet
    ) {
        switch change {
        case .task(let row) where running.known.contains(row.id):
            // A task that is there already was handed on, touched, or waits or goes on.
            writes.append(
                Statement(
                    ProcessStatements.moveTask,
                    [
                        .text(row.isSuspended ? WorkflowTask.State.suspended.rawValue : row.state.rawValue),
                        SQLValue(row.holder.flatMap { Int64($0) }), .integer(row.isSuspended ? 1 : 0),
                        .integer(row.isTouched ? 1 : 0), .integer(now), .integer(running.id), .integer(Int64(row.id)),
                    ], expect: .rows(1), otherwise: WorkflowError.Code.taskGone.rawValue))
        case .task(let row) where row.role != .main:
            writes.append(
                Statement(
                    ProcessStatements.insertAddedTask,
                    [
                        .integer(identifiers.next()), .integer(Int64(row.id)), .text(row.state.rawValue), .integer(now),
                        SQLValue(row.holder.flatMap { Int64($0) }), .text(row.role.rawValue), .integer(running.id),
                        .integer(Int64(row.serves)),
                    ], expect: .rows(1), otherwise: WorkflowError.Code.taskGone.rawValue))
        case .task(let row):
            guard let element = running.instance.definition.element(node: row.node) else { return }
            let context = handling.describe(task: element.id)
            let due = row.due.flatMap { self.due.due($0, from: now, post: row.post) }
            writes.append(
                Statement(
                    ProcessStatements.insertTask,
                    [
                        .integer(identifiers.next()), .integer(running.id), .integer(Int64(row.id)),
                        .text(running.matter.kind), .integer(running.matter.id), .text(element.id),
                        .text(element.name ?? element.id), SQLValue(element.englishName), SQLValue(row.form),
                        .text(row.post ?? ""),
                        // A model may name the department that has to do it; the domain knows it otherwise.
                        .text(row.assignee ?? context.department), .text(context.division), SQLValue(due?.date.iso),
                        .integer(due?.isProvisional == true ? 1 : 0), .integer(now),
                        SQLValue(row.holder.flatMap { Int64($0) }),
                    ]))
        case .taskRemoved(let row, .done):
            writes.append(
                Statement(
                    ProcessStatements.closeTask, [.integer(now), .integer(running.id), .integer(Int64(row.id))]))
        case .taskRemoved(let row, .cancelled):
            writes.append(
                Statement(
                    ProcessStatements.cancelTask, [.integer(now), .integer(running.id), .integer(Int64(row.id))]))
        default: break
        }
    }
}
