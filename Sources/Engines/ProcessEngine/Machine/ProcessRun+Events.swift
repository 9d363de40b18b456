import JSONTree

extension ProcessRun {
    // MARK: Waiting

    mutating func awaitEvents(_ token: TokenRow, _ node: FlowNode) {
        guard case .intermediateCatch(let catching) = node.kind else { return }
        if case .link? = catching.triggers.first { return leave(token) }
        wait(token, activated: false)
        for (place, trigger) in catching.triggers.enumerated() {
            arm(trigger, place: place, node: node, token: token.id, scope: token.scope)
            guard isStillWaiting(token) else { return }
        }
    }

    /// An event-based gateway: the first of the events behind it decides (BPMN 2.0, §13.4.4).
    mutating func awaitFirst(_ token: TokenRow, _ node: FlowNode) {
        wait(token, activated: false)
        for flow in node.outgoing {
            let next = self.node(definition.flows[flow].target)
            switch next.kind {
            case .intermediateCatch(let catching):
                for (place, trigger) in catching.triggers.enumerated() {
                    arm(trigger, place: place, node: next, token: token.id, scope: token.scope)
                    guard isStillWaiting(token) else { return }
                }
            case .receive(let trigger): arm(trigger, place: 0, node: next, token: token.id, scope: token.scope)
            default: continue
            }
        }
    }

    private func isStillWaiting(_ token: TokenRow) -> Bool {
        state.tokenTable[token.id].map { $0.state == .waiting && $0.node == token.node } ?? false
    }

    mutating func armBoundary(_ token: TokenRow, _ node: FlowNode) {
        for index in node.boundary {
            let boundary = self.node(index)
            guard case .boundary(let catching, _, _) = boundary.kind else { continue }
            for (place, trigger) in catching.triggers.enumerated() where trigger.needsRow {
                arm(trigger, place: place, node: boundary, token: token.id, scope: token.scope)
                guard isStillWaiting(token) else { return }
            }
        }
    }

    mutating func armEventSubProcesses(of members: FlowNode.Members, scope: Int) {
        for index in members.eventSubProcesses {
            guard case .subProcess(_, let inner) = node(index).kind, let start = inner.triggered.first,
                case .start(let catching, let interrupting) = node(start).kind
            else { continue }
            for (place, trigger) in catching.triggers.enumerated() where trigger.needsRow {
                arm(trigger, place: place, node: node(start), token: 0, scope: scope)
            }
            // A condition that held already has interrupted the scope, and nothing else can any more.
            let isWaiting = state.subscriptionTable.first { $0.node == start && $0.scope == scope } != nil
            let isConditional = catching.triggers.contains { if case .conditional = $0 { true } else { false } }
            if interrupting, isConditional, !isWaiting { return }
        }
    }

    /// Makes the row for one trigger of an event; a condition that holds already fires at once.
    mutating func arm(_ trigger: EventTrigger, place: Int, node: FlowNode, token: Int, scope: Int) {
        switch trigger {
        case .message(let name, let correlation):
            let key = text(correlation, in: scope)
            if correlation != nil, key == nil { return cannotArm(node, token) }
            subscribe(.message, name, key, place, node, token, scope)
        case .signal(let name): subscribe(.signal, name, nil, place, node, token, scope)
        case .conditional(let condition):
            let id = subscribe(.condition, "", nil, place, node, token, scope)
            guard evaluate(condition, in: scope).bool == true else { return }
            state.subscriptionTable.update(id) { $0.isSatisfied = true }
            if let row = state.subscriptionTable[id] { fire(row, payload: .null) }
        case .timer(let timer):
            guard let text = text(timer.text, in: scope), !text.isEmpty else { return cannotArm(node, token) }
            var remaining = 1
            if timer.kind == .cycle {
                guard let repetition = ISORepetition(text), repetition.count != 0 else { return cannotArm(node, token) }
                remaining = repetition.count ?? -1
            }
            let row = TimerRow(
                id: newID(), token: token, scope: scope, node: node.index, kind: timer.kind, text: text,
                calendar: timer.calendar, remaining: remaining)
            state.timerTable.append(row)
            if token > 0 { update(token) { $0.isArmed = true } }
            actions.append(.setTimer(row))
        case .error, .escalation, .compensation, .cancel, .link: return
        }
    }

    private mutating func cannotArm(_ node: FlowNode, _ token: Int) {
        if let token = state.tokenTable[token] {
            stop(token, .unusableValue)
        } else {
            actions.append(.incident(token: 0, element: node.id, code: .unusableValue))
        }
    }

    @discardableResult
    private mutating func subscribe(
        _ kind: SubscriptionRow.Kind, _ name: String, _ correlation: String?, _ place: Int, _ node: FlowNode,
        _ token: Int, _ scope: Int
    ) -> Int {
        let row = SubscriptionRow(
            id: newID(), token: token, scope: scope, node: node.index, trigger: place, kind: kind, name: name,
            correlation: correlation)
        state.subscriptionTable.append(row)
        if token > 0 { update(token) { $0.isArmed = true } }
        return row.id
    }

    /// Removes the timers and subscriptions that hang on a token.
    mutating func disarm(_ token: Int) {
        for timer in state.timerTable.all(where: { $0.token == token }) {
            state.timerTable.remove(timer.id, .cancelled)
            actions.append(.cancelTimer(timer))
        }
        for row in state.subscriptionTable.all(where: { $0.token == token }) {
            state.subscriptionTable.remove(row.id, .cancelled)
        }
        update(token) { $0.isArmed = false }
    }

    // MARK: Coming

    /// A message goes to one subscription: the innermost that fits, so that no enclosing event takes what a place
    /// inside waits for; at one depth to a waiting place before an event sub-process, to one that the message ends
    /// before one that goes on listening, and to the oldest.
    mutating func deliverMessage(_ name: String, _ correlation: String?, _ payload: JSON) -> Bool {
        let rows = state.subscriptionTable.all {
            $0.kind == .message && $0.name == name && !$0.isSatisfied
                && ($0.correlation == nil || $0.correlation == correlation)
        }
        let best = rows.count < 2 ? rows.first : rows.min { precedence($0) < precedence($1) }
        guard let best else { return false }
        fire(best, payload: payload)
        return true
    }

    private func precedence(_ row: SubscriptionRow) -> (Int, Int, Int, Int) {
        var depth = 0
        var scope = state.scopeTable[row.scope]
        while let current = scope {
            depth += 1
            scope = state.scopeTable[current.parent]
        }
        var goesOn = false
        switch node(row.node).kind {
        case .boundary(_, _, let interrupting), .start(_, let interrupting): goesOn = !interrupting
        default: break
        }
        return (-depth, row.token > 0 ? 0 : 1, goesOn ? 1 : 0, row.id)
    }

    /// A signal goes to all that wait for it.
    mutating func deliverSignal(_ name: String, _ payload: JSON) -> Bool {
        let rows = state.subscriptionTable.all { $0.kind == .signal && $0.name == name }
        for row in rows {
            guard let now = state.subscriptionTable[row.id], !now.isSatisfied else { continue }
            fire(now, payload: payload)
        }
        return !rows.isEmpty
    }

    /// Variables changed: conditions that begin to hold fire.
    mutating func lookAtConditions() {
        for row in state.subscriptionTable.all(where: { $0.kind == .condition }) {
            guard let now = state.subscriptionTable[row.id], let condition = condition(of: now) else { continue }
            let holds = evaluate(condition, in: now.scope).bool == true
            guard holds != now.isSatisfied else { continue }
            state.subscriptionTable.update(now.id) { $0.isSatisfied = holds }
            if holds { fire(now, payload: .null) }
        }
    }

    private func condition(of row: SubscriptionRow) -> (any ProcessExpression)? {
        let triggers = node(row.node).triggers
        guard triggers.indices.contains(row.trigger), case .conditional(let condition) = triggers[row.trigger] else {
            return nil
        }
        return condition
    }

    mutating func fireTimer(_ id: Int) throws(ProcessError) {
        guard let timer = state.timerTable[id] else { throw ProcessError(.unknownTimer) }
        if definition.rests(timer), let token = state.tokenTable[timer.token],
            state.taskTable[token.activation]?.isSuspended == true
        {
            throw ProcessError(.taskSuspended)
        }
        let node = node(timer.node)
        let isLast = timer.remaining == 1
        if isLast {
            state.timerTable.remove(id)
        } else {
            state.timerTable.update(id) {
                $0.fired += 1
                if $0.remaining > 0 { $0.remaining -= 1 }
            }
            if let again = state.timerTable[id] { actions.append(.setTimer(again)) }
        }
        if case .intermediateCatch = node.kind, !isLast, let token = state.tokenTable[timer.token],
            token.node == timer.node
        {
            // A repetition lets one token go on each time and keeps the waiting one.
            let copy = spawn(at: token.node, scope: token.scope, steps: token.steps, queued: false)
            leave(copy)
            return
        }
        if node.needsAllTriggers, !haveAllCome(node.index, token: timer.token, scope: timer.scope) { return }
        fire(node: node, token: timer.token, scope: timer.scope, payload: .null)
    }

    /// Whether all triggers of an event that needs all of them have come; a non-interrupting one then waits anew.
    private mutating func haveAllCome(_ node: Int, token: Int, scope: Int) -> Bool {
        let rows = state.subscriptionTable.all { $0.node == node && $0.token == token && $0.scope == scope }
        let timer = state.timerTable.first { $0.node == node && $0.token == token && $0.scope == scope }
        guard timer == nil, rows.allSatisfy(\.isSatisfied) else { return false }
        for row in rows { state.subscriptionTable.update(row.id) { $0.isSatisfied = false } }
        return true
    }

    private mutating func fire(_ row: SubscriptionRow, payload: JSON) {
        let node = node(row.node)
        if node.needsAllTriggers {
            state.subscriptionTable.update(row.id) { $0.isSatisfied = true }
            guard haveAllCome(row.node, token: row.token, scope: row.scope) else { return }
        }
        fire(node: node, token: row.token, scope: row.scope, payload: payload)
    }

    private mutating func fire(node: FlowNode, token: Int, scope: Int, payload: JSON) {
        switch node.kind {
        case .boundary: if let token = state.tokenTable[token] { fireBoundary(node, on: token, payload) }
        case .start: fireEventSubProcess(start: node, scope: scope, payload)
        case .receive:
            guard let waiting = state.tokenTable[token] else { return }
            if waiting.node == node.index {
                finishActivity(waiting, result: payload)
            } else if let token = passGateway(waiting, to: node) {
                finishActivity(token, result: payload)
            }
        default:
            guard let waiting = state.tokenTable[token] else { return }
            if waiting.node == node.index {
                finishCatch(waiting, payload: payload)
            } else if let token = passGateway(waiting, to: node) {
                finishCatch(token, payload: payload)
            }
        }
    }

    /// The event behind an event-based gateway came: the token stands there now.
    private mutating func passGateway(_ token: TokenRow, to node: FlowNode) -> TokenRow? {
        note(token.node, .completed)
        disarm(token.id)
        update(token.id) { $0.node = node.index }
        note(node.index, .entered)
        return state.tokenTable[token.id]
    }

    /// A catching event has caught: its data are stored and the token goes on.
    mutating func finishCatch(_ token: TokenRow, payload: JSON) {
        disarm(token.id)
        store(payload, of: node(token.node), in: token.scope)
        leave(token)
    }

    // MARK: Boundary events and event sub-processes

    mutating func fireBoundary(_ boundary: FlowNode, on token: TokenRow, _ payload: JSON, interrupting: Bool? = nil) {
        guard case .boundary(_, _, let isInterrupting) = boundary.kind else { return }
        guard interrupting ?? isInterrupting else {
            let other = spawn(at: boundary.index, scope: token.scope, steps: token.steps, queued: false)
            note(boundary.index, .entered)
            store(payload, of: boundary, in: token.scope)
            return leave(other)
        }
        note(token.node, .cancelled)
        withdrawWork(of: token)
        update(token.id) {
            $0.node = boundary.index
            $0.state = .ready
            $0.activation = 0
        }
        note(boundary.index, .entered)
        store(payload, of: boundary, in: token.scope)
        if let token = state.tokenTable[token.id] { leave(token) }
    }

    mutating func fireEventSubProcess(start: FlowNode, scope: Int, _ payload: JSON, compensating: Int = 0) {
        guard case .start(_, let interrupting) = start.kind else { return }
        let event = node(start.container)
        if interrupting, compensating == 0 { closeScopes([scope], keepingRoots: true, .cancelled) }
        let owner = spawn(at: event.index, scope: scope, compensates: compensating, queued: false)
        wait(owner, activated: false)
        note(event.index, .entered)
        let inner = openScope(.eventSubProcess, node: event.index, parent: scope, owner: owner.id)
        if case .subProcess(_, let members) = event.kind { armEventSubProcesses(of: members, scope: inner.id) }
        let token = spawn(at: start.index, scope: inner.id, queued: false)
        note(start.index, .entered)
        store(payload, of: start, in: inner.id)
        leave(token)
    }
}

extension FlowNode {
    var triggers: [EventTrigger] {
        switch kind {
        case .start(let catching, _), .intermediateCatch(let catching), .boundary(let catching, _, _):
            catching.triggers
        case .receive(let trigger): [trigger]
        default: []
        }
    }

    /// Whether all triggers have to come (`parallelMultiple`).
    var needsAllTriggers: Bool {
        switch kind {
        case .start(let catching, _), .intermediateCatch(let catching), .boundary(let catching, _, _):
            catching.parallel && catching.triggers.count > 1
        default: false
        }
    }
}
