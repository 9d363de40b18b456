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
    private var writes = WriteSet()
    /// Processes that call one another without ever waiting would never end.
    private static let deepest = 20
    /// Events of one process in one plan; one that answers itself without end is stopped.
    private static let longest = 20_000

    private var jobs: JobQueue { runner.jobs }

    init(runner: ProcessRunner, handling: any StepHandling, reader: (any SnapshotReader)?, now: Int64) {
        self.runner = runner
        self.handling = handling
        self.reader = reader
        self.now = now
    }

    /// A process while it moves, and what it leaves to be written.
    private final class Moving {
        var running: Running
        var trace: [TraceEntry] = []
        var timers: [TimerRow] = []
        var incidents: [(token: Int, element: String, code: IncidentCode)] = []
        /// What whoever called it has to know.
        var forCaller: [ProcessEvent] = []
        /// Whether something was written that holds only while it stands as it does.
        var isGuarded = false

        init(_ running: Running) { self.running = running }
    }

    /// The processes that have moved, by their ids: each is written once, when all is done.
    private var moving: [Int64: Moving] = [:]
    private var order: [Int64] = []

    /// Begins a process.
    func start(_ running: Running, variables: [(String, JSON)]) throws {
        put(Moving(running))
        _ = try step(running.id, [.start(variables: variables)], isTolerant: false, depth: 0)
    }

    /// A process as it stands by now: as it has moved, or as it is stored.
    private func find(_ id: Int64) throws -> Moving? {
        if let one = moving[id] { return one }
        guard let reader, let running = try runner.load(id, reader: reader) else { return nil }
        let one = Moving(running)
        put(one)
        return one
    }

    /// Delivers an event to a process; whoever called it hears what it has to.
    ///
    /// - Parameter mending: set in its variables before.
    /// - Returns: whether the event was waited for.
    func deliver(_ event: ProcessEvent, to id: Int64, mending: [(String, JSON)] = []) throws -> Bool {
        // Nothing of its state is copied: that would double the work of each change.
        guard let one = try find(id), one.running.isRunning else { return false }
        if !mending.isEmpty { _ = try step(id, [.set(variables: mending)], isTolerant: false, depth: 0) }
        if case .timerDue(let timer) = event, let resting = one.running.instance.resting(timer) {
            // Guarded by the process: it may go on at this moment.
            writes.append(runner.timers(of: id).layDown(resting, now: now))
            one.isGuarded = true
            return true
        }
        let wasAwaited = try step(id, [event], isTolerant: false, depth: 0)
        try tellCaller(of: id)
        return wasAwaited
    }

    /// The plan's writes: of each process once, in the order in which they began to move.
    func finished() -> WriteSet {
        for id in order { if let moving = moving[id] { store(moving) } }
        order = []
        moving = [:]
        return writes
    }

    private func put(_ one: Moving) {
        if moving.updateValue(one, forKey: one.running.id) == nil { order.append(one.running.id) }
    }

    /// What a called process leaves for whoever waits for it.
    private func tellCaller(of id: Int64) throws {
        guard let one = moving[id], let caller = one.running.caller, !one.forCaller.isEmpty else { return }
        let heard = one.forCaller
        one.forCaller = []
        guard try find(caller.instance)?.running.isRunning == true else { return }
        // What the caller has ended meanwhile it does not hear of any more.
        _ = try step(caller.instance, heard, isTolerant: true, depth: 0)
        try tellCaller(of: caller.instance)
    }

    /// - Parameter isTolerant: whether an event may come too late.
    private func step(_ id: Int64, _ events: [ProcessEvent], isTolerant: Bool, depth: Int) throws -> Bool {
        guard let one = moving[id] else { return false }
        var pending = events
        var wasAwaited = false
        var next = 0
        while next < pending.count {
            guard next < ProcessAdvance.longest else {
                throw WorkflowError(.callsTooDeep, element: one.running.instance.definition.id)
            }
            let event = pending[next]
            let step: ProcessStep
            do throws(ProcessError) {
                step = try one.running.instance.handle(event)
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
            if !step.trace.isEmpty { one.trace += step.trace }
            for action in step.actions {
                if let answer = try carryOut(action, of: one, depth: depth) { pending += answer }
            }
        }
        return wasAwaited
    }

    /// - Returns: what the process hears of it at once.
    private func carryOut(_ action: ProcessAction, of one: Moving, depth: Int) throws -> [ProcessEvent]? {
        let id = one.running.id
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
        case .call(let call): return try self.call(call, from: id, depth: depth)
        case .cancelInvocation(let activation):
            writes.append(jobs.cancel(key: ExternalCall.key(instance: id, activation: activation)))
            try cancelCalled(activation, of: id, depth: depth)
        case .setTimer(let timer):
            // A clock that nobody can read would never ring, and the case would wait for ever.
            guard runner.due.due(timer.text, from: now) != nil else {
                let element = one.running.instance.definition.element(node: timer.node)?.id
                throw WorkflowError(.incident, element: element)
            }
            one.timers.append(timer)
        case .pauseTimer(let timer): writes.append(runner.timers(of: id).rest(timer, now: now))
        case .resumeTimer(let timer):
            guard let reader else { break }
            writes.append(contentsOf: try runner.timers(of: id).goOn(timer, now: now, reader: reader))
        case .cancelTimer(let timer): writes.append(contentsOf: runner.timers(of: id).cancel(timer))
        case .incident(let token, let element, let code):
            one.incidents.append((token, element, code))
            // Tried again it begins anew; what was done already stays done.
            let definition = one.running.instance.definition
            if let node = definition.node(of: element),
                !ProcessAdvance.wasLeaving(code, definition.element(node: node))
            {
                one.trace.append(TraceEntry(node: node, phase: .cancelled))
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
            if let caller = one.running.caller {
                one.forCaller.append(.escalated(activation: caller.activation, code: code))
            }
        case .ended(let outcome): noteEnd(outcome, of: id)
        case .createTask, .cancelTask: break
        }
        return nil
    }

    // MARK: Calling

    /// Starts a process that another one waits for.
    private func call(_ call: Invocation, from id: Int64, depth: Int) throws -> [ProcessEvent] {
        guard let caller = moving[id]?.running, let hash = runner.catalogue.called(call.handler, by: caller.hash) else {
            return [.failed(activation: call.activation, code: WorkflowError.Code.unknownDefinition.rawValue)]
        }
        guard depth < ProcessAdvance.deepest else {
            return [.failed(activation: call.activation, code: WorkflowError.Code.callsTooDeep.rawValue)]
        }
        let called = Running(
            id: runner.identifiers.next(), hash: hash, matter: caller.matter, version: 0, isNew: true,
            caller: ProcessRunner.Caller(instance: id, activation: call.activation),
            instance: ProcessInstance(try runner.catalogue.definition(hash)))
        put(Moving(called))
        let variables = call.inputs.members.map { ($0.name, $0.value) }
        _ = try step(called.id, [.start(variables: variables)], isTolerant: false, depth: depth + 1)
        let heard = moving[called.id]?.forCaller ?? []
        moving[called.id]?.forCaller = []
        return heard
    }

    /// A called process is not waited for any more.
    private func cancelCalled(_ activation: Int, of id: Int64, depth: Int) throws {
        guard moving[id]?.running.instance.definition.callsOthers == true else { return }
        let here = moving.values.first {
            $0.running.caller?.instance == id && $0.running.caller?.activation == activation
        }
        let caller = ProcessRunner.Caller(instance: id, activation: activation)
        guard let called = try here?.running ?? reader.flatMap({ try runner.called(by: caller, reader: $0) }) else {
            return
        }
        if here == nil { put(Moving(called)) }
        _ = try step(called.id, [.cancel], isTolerant: true, depth: depth + 1)
    }

    private func noteEnd(_ outcome: ProcessOutcome, of id: Int64) {
        guard let one = moving[id], let caller = one.running.caller else { return }
        switch outcome {
        case .completed:
            let state = one.running.instance.state
            let root = state.scopes.first { $0.kind == .process }?.id
            let variables = state.variables.filter { $0.scope == root }.map { ($0.name, $0.value) }
            moving[id]?.forCaller.append(.completed(activation: caller.activation, result: .object(variables)))
        case .failed(let code): moving[id]?.forCaller.append(.failed(activation: caller.activation, code: code))
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
        let changes = moving.running.instance.drainChanges()
        let running = moving.running
        // What was only asked and has nothing to do with it stays as it is.
        guard
            running.isNew || moving.isGuarded || !changes.isEmpty || !moving.trace.isEmpty || !moving.incidents.isEmpty
        else { return }
        keep(moving.incidents, of: running)
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
            ProcessStatements.append(
                change, instance: running.id, isNew: running.isNew, isEnded: isEnded, to: &writes)
            appendTask(change, running: running)
        }
        let clocks = runner.timers(of: running.id)
        for timer in moving.timers where running.instance.state.timers.contains(where: { $0.id == timer.id }) {
            if let statement = clocks.set(timer, now: now) { writes.append(statement) }
        }
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
