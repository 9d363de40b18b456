import JSONTree
import ProcessEngine
import Storage
import WorkCalendar

/// What follows from an event within one plan: in the process itself, in those that it calls, and in the one that called
/// it.
final class ProcessAdvance {
    typealias Running = ProcessRunner.Running

    private let runner: ProcessRunner
    private let handling: any StepHandling
    private let reader: (any SnapshotReader)?
    private let now: Int64
    private(set) var writes = WriteSet()
    /// The processes whose writes are prepared: in the snapshot they stand as they were.
    private var stored: Set<Int64> = []
    /// Processes that call one another without ever waiting would never end.
    private static let deepest = 20

    private var jobs: JobQueue { runner.jobs }

    init(runner: ProcessRunner, handling: any StepHandling, reader: (any SnapshotReader)?, now: Int64) {
        self.runner = runner
        self.handling = handling
        self.reader = reader
        self.now = now
    }

    /// A process while it moves, and what it leaves to be written.
    private struct Moving {
        var running: Running
        var trace: [TraceEntry] = []
        var timers: [TimerRow] = []
        var incidents: [(token: Int, element: String, code: IncidentCode)] = []
        /// Those that it has called just now and that go on, by the activation that waits for them.
        var called: [Int: Moving] = [:]
        /// What whoever called it has to know.
        var forCaller: [ProcessEvent] = []

        init(_ running: Running) { self.running = running }
    }

    /// Delivers events to a process and prepares the writes of all that follows.
    ///
    /// - Returns: whether the first event was waited for.
    @discardableResult
    func run(_ running: Running, _ events: [ProcessEvent], isTolerant: Bool = false) throws -> Bool {
        var moving = Moving(running)
        let wasAwaited = try step(&moving, events, isTolerant: isTolerant, depth: 0)
        store(moving)
        if let caller = running.caller, !moving.forCaller.isEmpty, let reader,
            let waiting = try runner.load(caller.instance, reader: reader), waiting.isRunning
        {
            // What the caller has ended meanwhile it does not hear of any more.
            try run(waiting, moving.forCaller, isTolerant: true)
        }
        return wasAwaited
    }

    /// - Parameter isTolerant: whether an event may come too late.
    private func step(
        _ moving: inout Moving, _ events: [ProcessEvent], isTolerant: Bool, depth: Int
    ) throws -> Bool {
        var pending = events
        var wasAwaited = false
        var next = 0
        while next < pending.count {
            let step: ProcessStep
            do throws(ProcessError) {
                step = try moving.running.instance.handle(pending[next])
            } catch {
                // What this very step has ended does not wait for its own answer any more.
                guard isTolerant || next > 0, error.code == .unknownActivation || error.code == .notRunning else {
                    throw error
                }
                next += 1
                continue
            }
            if next == 0 { wasAwaited = step.wasAwaited }
            next += 1
            moving.trace += step.trace
            for action in step.actions {
                if let answer = try carryOut(action, &moving, depth: depth) { pending += answer }
            }
        }
        return wasAwaited
    }

    /// - Returns: what the process hears of it at once.
    private func carryOut(_ action: ProcessAction, _ moving: inout Moving, depth: Int) throws -> [ProcessEvent]? {
        let id = moving.running.id
        switch action {
        case .invoke(let call) where handling.isExternal(call.handler):
            try handling.note(asking: call.handler, element: call.element, inputs: call.inputs)
            writes.append(ExternalCall.asking(call, instance: id, jobs: jobs, now: now))
        case .invoke(let call):
            return [
                try ProcessAdvance.answer(call) {
                    try handling.invoke(call.handler, element: call.element, inputs: call.inputs)
                }
            ]
        case .decide(let call):
            return [try ProcessAdvance.answer(call) { try handling.decide(call.handler, inputs: call.inputs) }]
        case .call(let call): return try self.call(call, &moving, depth: depth)
        case .cancelInvocation(let activation):
            writes.append(jobs.cancel(key: ExternalCall.key(instance: id, activation: activation)))
            try cancelCalled(activation, &moving, depth: depth)
        case .setTimer(let timer):
            // A clock that nobody can read would never ring, and the case would wait for ever.
            guard runner.due.due(timer.text, from: now) != nil else {
                let element = moving.running.instance.definition.element(node: timer.node)?.id
                throw WorkflowError(.incident, element: element)
            }
            moving.timers.append(timer)
        case .pauseTimer(let timer): writes.append(runner.timers(of: id).rest(timer, now: now))
        case .resumeTimer(let timer):
            guard let reader else { break }
            writes.append(contentsOf: try runner.timers(of: id).goOn(timer, now: now, reader: reader))
        case .cancelTimer(let timer): writes.append(contentsOf: runner.timers(of: id).cancel(timer))
        case .incident(let token, let element, let code):
            moving.incidents.append((token, element, code))
            // Tried again it begins anew; what was done already stays done.
            let definition = moving.running.instance.definition
            if let node = definition.node(of: element),
                !ProcessAdvance.wasLeaving(code, definition.element(node: node))
            {
                moving.trace.append(TraceEntry(node: node, phase: .cancelled))
            }
        case .continue:
            writes.append(
                jobs.enqueue(kind: ProcessRunner.resumeJob, payload: Array(String(id).utf8), dueAt: now, now: now))
        case .sendMessage(let name, let correlation, let payload):
            try handling.send(message: name, correlation: correlation, payload: payload)
        case .broadcastSignal(let name, let payload):
            writes.append(
                SignalBroadcast(name: name, payload: payload, from: id).next(after: 0, jobs: jobs, now: now))
        case .escalation(let code):
            if let caller = moving.running.caller {
                moving.forCaller.append(.escalated(activation: caller.activation, code: code))
            }
        case .ended(let outcome): noteEnd(outcome, &moving)
        case .createTask, .cancelTask: break
        }
        return nil
    }

    // MARK: Calling

    /// Starts a process that another one waits for.
    private func call(_ call: Invocation, _ moving: inout Moving, depth: Int) throws -> [ProcessEvent] {
        guard let hash = runner.catalogue.called(call.handler, by: moving.running.hash) else {
            return [.failed(activation: call.activation, code: WorkflowError.Code.unknownDefinition.rawValue)]
        }
        guard depth < ProcessAdvance.deepest else {
            return [.failed(activation: call.activation, code: WorkflowError.Code.callsTooDeep.rawValue)]
        }
        var called = Moving(
            Running(
                id: runner.identifiers.next(), hash: hash, matter: moving.running.matter, version: 0, isNew: true,
                caller: ProcessRunner.Caller(instance: moving.running.id, activation: call.activation),
                instance: ProcessInstance(try runner.catalogue.definition(hash))))
        let variables = call.inputs.members.map { ($0.name, $0.value) }
        _ = try step(&called, [.start(variables: variables)], isTolerant: false, depth: depth + 1)
        let heard = called.forCaller
        called.forCaller = []
        if called.running.isRunning { moving.called[call.activation] = called } else { store(called) }
        return heard
    }

    /// A called process is not waited for any more.
    private func cancelCalled(_ activation: Int, _ moving: inout Moving, depth: Int) throws {
        if var called = moving.called.removeValue(forKey: activation) {
            _ = try step(&called, [.cancel], isTolerant: true, depth: depth + 1)
            return store(called)
        }
        guard let reader, moving.running.instance.definition.callsOthers else { return }
        let caller = ProcessRunner.Caller(instance: moving.running.id, activation: activation)
        guard let running = try runner.called(by: caller, reader: reader), !stored.contains(running.id) else { return }
        var called = Moving(running)
        _ = try step(&called, [.cancel], isTolerant: true, depth: depth + 1)
        store(called)
    }

    private func noteEnd(_ outcome: ProcessOutcome, _ moving: inout Moving) {
        guard let caller = moving.running.caller else { return }
        switch outcome {
        case .completed:
            let state = moving.running.instance.state
            let root = state.scopes.first { $0.kind == .process }?.id
            let variables = state.variables.filter { $0.scope == root }.map { ($0.name, $0.value) }
            moving.forCaller.append(.completed(activation: caller.activation, result: .object(variables)))
        case .failed(let code): moving.forCaller.append(.failed(activation: caller.activation, code: code))
        case .cancelled: break
        }
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

    /// What a handler answers. That the program or the model is at fault stops this place of the process and nothing
    /// else; what a person is told, such as that no place is left, goes to the person.
    private static func answer(_ call: Invocation, _ body: () throws -> JSON) throws -> ProcessEvent {
        do {
            return .completed(activation: call.activation, result: try body())
        } catch let error as WorkflowError where error.code == .incident || error.code == .unknownHandler {
            return .failed(activation: call.activation, code: error.code.rawValue)
        }
    }

    // MARK: Writing

    /// Writes down where the process stands still now, and what goes on again.
    private func keep(_ raised: [(token: Int, element: String, code: IncidentCode)], of running: Running) {
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
                    id: runner.identifiers.next(), instance: running.id, token: incident.token,
                    element: incident.element,
                    code: incident.code.description, now: now))
        }
    }

    private func store(_ moving: Moving) {
        var running = moving.running
        stored.insert(running.id)
        keep(moving.incidents, of: running)
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
                        .integer(1), .integer(now), ended, SQLValue(running.caller?.instance),
                        SQLValue(running.caller?.activation),
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
        let steps = moving.trace.map { entry in
            let mark = entry.phase == .entered ? "+" : entry.phase == .completed ? "-" : "x"
            return mark + (definition.element(node: entry.node)?.id ?? String(entry.node))
        }
        writes.append(
            Statement(
                ProcessStatements.insertLog,
                [
                    .integer(runner.identifiers.next()), .integer(running.id), .integer(now),
                    .text(steps.joined(separator: " ")),
                ]))
        for change in changes {
            ProcessStatements.append(change, instance: running.id, isEnded: isEnded, to: &writes)
            appendTask(change, running: running)
        }
        let clocks = runner.timers(of: running.id)
        for timer in moving.timers where running.instance.state.timers.contains(where: { $0.id == timer.id }) {
            if let statement = clocks.set(timer, now: now) { writes.append(statement) }
        }
        for called in moving.called.values { store(called) }
    }

    private func appendTask(_ change: ProcessChange, running: Running) {
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
                        .integer(runner.identifiers.next()), .integer(Int64(row.id)), .text(row.state.rawValue),
                        .integer(now),
                        SQLValue(row.holder.flatMap { Int64($0) }), .text(row.role.rawValue), .integer(running.id),
                        .integer(Int64(row.serves)),
                    ], expect: .rows(1), otherwise: WorkflowError.Code.taskGone.rawValue))
        case .task(let row):
            guard let element = running.instance.definition.element(node: row.node) else { return }
            let context = handling.describe(task: element.id)
            let due = row.due.flatMap { runner.due.due($0, from: now, post: row.post) }
            writes.append(
                Statement(
                    ProcessStatements.insertTask,
                    [
                        .integer(runner.identifiers.next()), .integer(running.id), .integer(Int64(row.id)),
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
