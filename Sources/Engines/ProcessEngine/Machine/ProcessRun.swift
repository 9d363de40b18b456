import JSONTree

/// The handling of one event: moves tokens until all of them wait.
///
/// Tokens are taken in the order in which they became ready. Nodes that throw signals wait until all others rest, so
/// that a branch that catches is listening when its sibling throws; inclusive joins are looked at last, since they
/// have to know where every token is.
struct ProcessRun {
    let definition: ProcessDefinition
    var state: ProcessState
    var actions: [ProcessAction] = []
    var trace: [TraceEntry] = []
    var wasAwaited = true
    var variablesChanged = false
    /// Whether a parallel loop may have passes that have not begun.
    var hasPassesToBegin = false
    private var ready: [Int] = []
    private var head = 0
    private var throwing: [Int] = []
    private var throwingHead = 0
    private var budget: Int

    init(definition: ProcessDefinition, budget: Int, state: ProcessState = ProcessState()) {
        self.definition = definition
        self.state = state
        self.budget = budget
    }

    var isRunning: Bool { state.instance.status == .running }

    mutating func newID() -> Int {
        let id = state.instance.nextID
        state.instance.nextID += 1
        state.isInstanceChanged = true
        return id
    }

    func node(_ index: Int) -> FlowNode { definition.nodes[index] }

    mutating func enqueue(_ token: Int) { ready.append(token) }

    mutating func note(_ node: Int, _ phase: TraceEntry.Phase) { trace.append(TraceEntry(node: node, phase: phase)) }

    // MARK: Events

    mutating func begin(_ event: ProcessEvent) throws(ProcessError) {
        if case .start(let variables, let reason) = event {
            guard state.instance.status == .created else { throw ProcessError(.alreadyStarted) }
            try start(variables, reason)
            return
        }
        guard isRunning else { throw ProcessError(.notRunning) }
        // Tokens that an earlier budget left ready go on with whatever comes next.
        if state.isUnfinished {
            for token in state.tokenTable.all(where: { $0.state == .ready }) { ready.append(token.id) }
            hasPassesToBegin = true
            variablesChanged = true
        }
        switch event {
        case .start: return
        case .completed(let activation, let result):
            let token = try waiting(activation)
            finishActivity(token, result: result)
        case .failed(let activation, let code):
            let token = try waiting(activation)
            if !throwError(code, at: token) { stop(token, .failed(code)) }
        case .escalated(let activation, let code):
            let token = try waiting(activation)
            throwEscalation(code, atActivity: token)
        case .message(let name, let correlation, let payload):
            wasAwaited = deliverMessage(name, correlation, payload)
        case .signal(let name, let payload): wasAwaited = deliverSignal(name, payload)
        case .timerDue(let timer): try fireTimer(timer)
        case .set(let variables):
            for (name, value) in variables { set(name, to: value, from: 1) }
        case .act(let activation, let act): try self.act(act, on: activation)
        case .takeBack(let step): try takeBack(step)
        case .retry(let id):
            guard let token = state.tokenTable[id], token.state == .incident else { throw ProcessError(.noIncident) }
            disarm(token.id)
            update(id) {
                $0.state = .ready
                $0.incident = nil
            }
            // An activity that is done is not done again because its way on was not known.
            let wasLeaving = token.incident.map {
                [IncidentCode.noFlow, .unknownCondition].map(\.description).contains($0)
            }
            if wasLeaving == true, node(token.node).isActivity {
                leave(token)
            } else {
                enqueue(id)
            }
        case .resume: return
        case .cancel: endInstance(.cancelled)
        }
    }

    private func waiting(_ activation: Int) throws(ProcessError) -> TokenRow {
        if let task = state.taskTable[activation] {
            guard task.state == .open else { throw ProcessError(.taskNotOpen) }
            guard !task.isSuspended else { throw ProcessError(.taskSuspended) }
        }
        guard let token = state.activations[activation].flatMap({ state.tokenTable[$0] }), token.state == .waiting
        else { throw ProcessError(.unknownActivation) }
        return token
    }

    private mutating func start(_ variables: [(String, JSON)], _ reason: ProcessEvent.StartReason) throws(ProcessError)
    {
        var starts: [Int] = []
        var triggered: Int?
        switch reason {
        case .none: starts = definition.members.starts
        case .message(let name):
            triggered = definition.startTriggers.first { $0.kind == .message && $0.name == name }
                .flatMap { definition.numbers[$0.element] }
        case .signal(let name):
            triggered = definition.startTriggers.first { $0.kind == .signal && $0.name == name }
                .flatMap { definition.numbers[$0.element] }
        case .element(let id):
            let isStart =
                definition.startTriggers.contains { $0.element == id }
                || definition.members.starts.contains { node($0).id == id }
            triggered = isStart ? definition.numbers[id] : nil
        }
        guard triggered != nil || !starts.isEmpty else { throw ProcessError(.noStart) }
        state.instance.status = .running
        state.isInstanceChanged = true
        let root = ScopeRow(id: newID(), parent: 0, node: -1, owner: 0, kind: .process)
        state.scopeTable.append(root)
        for (name, value) in variables { define(name, value, in: root.id) }
        if let triggered {
            let token = spawn(at: triggered, scope: root.id, queued: false)
            note(triggered, .entered)
            armEventSubProcesses(of: definition.members, scope: root.id)
            // The event has happened: what it waits for is not waited for again.
            if state.tokenTable[token.id] != nil { finishCatch(token, payload: .null) }
        } else {
            for start in starts { spawn(at: start, scope: root.id) }
            armEventSubProcesses(of: definition.members, scope: root.id)
        }
    }

    // MARK: The loop

    mutating func runToRest() {
        state.isUnfinished = false
        while isRunning {
            if head < ready.count {
                guard spend() else { return }
                let id = ready[head]
                head += 1
                if head > 64, head * 2 > ready.count {
                    ready.removeFirst(head)
                    head = 0
                }
                guard let token = state.tokenTable[id], token.state == .ready else { continue }
                if throwsSignal(token.node) {
                    throwing.append(id)
                } else {
                    visit(token)
                }
                continue
            }
            if variablesChanged {
                variablesChanged = false
                if definition.hasConditions { lookAtConditions() }
                continue
            }
            if throwingHead < throwing.count {
                guard spend() else { return }
                let id = throwing[throwingHead]
                throwingHead += 1
                if let token = state.tokenTable[id], token.state == .ready { visit(token) }
                continue
            }
            if fireInclusiveJoin() { continue }
            guard startMorePasses() else { return }
        }
    }

    /// Takes one move from the budget; when there is none left, says so and stops.
    mutating func spend() -> Bool {
        budget -= 1
        if budget < 0 {
            if actions.last != .continue { actions.append(.continue) }
            state.isUnfinished = true
            return false
        }
        return true
    }

    private func throwsSignal(_ index: Int) -> Bool {
        switch node(index).kind {
        case .intermediateThrow(let throwing), .end(let throwing):
            return throwing.contains {
                switch $0 {
                case .signal, .message: true
                default: false
                }
            }
        default: return false
        }
    }

    // MARK: Nodes

    /// A token is at a node: what is to be done there.
    mutating func visit(_ token: TokenRow) {
        let node = node(token.node)
        note(node.index, .entered)
        switch node.kind {
        case .start: leave(token)
        case .boundary: leave(token)
        case .intermediateCatch: awaitEvents(token, node)
        case .intermediateThrow(let throwing), .end(let throwing): carryOut(throwing[...], token, node)
        case .exclusive: chooseOne(token, node)
        case .parallel: leave(token)
        case .inclusive, .complex: chooseMany(token, node)
        case .eventBased: awaitFirst(token, node)
        case .passing, .user, .invoke, .decide, .script, .send, .receive, .call, .subProcess:
            beginActivity(token, node)
        }
    }
}
