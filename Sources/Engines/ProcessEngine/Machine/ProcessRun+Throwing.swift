import JSONTree

extension ProcessRun {
    /// Does what a throwing or end event says, then goes on or ends there.
    mutating func carryOut(_ throwing: ArraySlice<EventThrow>, _ token: TokenRow, _ node: FlowNode) {
        for act in throwing {
            switch act {
            case .message(let message):
                makeFinal(before: token)
                if send(message, token, node) { return }
            case .signal(let name):
                makeFinal(before: token)
                let payload = inputs(of: node, in: token.scope)
                actions.append(.broadcastSignal(name: name, payload: payload))
                _ = deliverSignal(name, payload)
            case .escalation(let code): throwEscalation(code, atActivity: token)
            case .error(let code):
                note(node.index, .completed)
                if !throwError(code, at: token) { endInstance(.failed(code: code)) }
                return
            case .compensation(let activity):
                if compensate(token, activity: activity) { return }
            case .cancel: return cancelTransaction(token)
            case .terminate:
                note(node.index, .completed)
                return terminate(token)
            case .link(let target):
                note(node.index, .completed)
                update(token.id) { $0.node = target }
                note(target, .entered)
                if let token = state.tokenTable[token.id] { leave(token) }
                return
            }
            // What was thrown may have withdrawn the thrower.
            guard isRunning, state.tokenTable[token.id]?.node == node.index else { return }
        }
        finishThrow(token, node)
    }

    mutating func finishThrow(_ token: TokenRow, _ node: FlowNode) {
        guard case .end = node.kind else { return leave(token) }
        note(node.index, .completed)
        consume(token)
    }

    /// A terminate end event ends its scope with all that goes on in it (BPMN 2.0, §13.5.6).
    private mutating func terminate(_ token: TokenRow) {
        closeScopes([token.scope], keepingRoots: true, .cancelled)
        if let scope = state.scopeTable[token.scope] { scopeEmptied(scope) }
    }

    // MARK: Errors and escalations

    /// Looks for what catches an error, from the inside out: boundary events of the activity, event sub-processes of
    /// its scope, then the same for the activity that the scope belongs to.
    ///
    /// - Returns: Whether something caught it.
    mutating func throwError(_ code: String, at token: TokenRow) -> Bool {
        switch catcher(from: token, matching: { $0.matches(error: code) }) {
        case .boundary(let node, let token): fireBoundary(node, on: token, .string(code), interrupting: true)
        case .start(let node, let scope): fireEventSubProcess(start: node, scope: scope, .string(code))
        case nil: return false
        }
        return true
    }

    mutating func throwEscalation(_ code: String, atActivity token: TokenRow) {
        switch catcher(from: token, matching: { $0.matches(escalation: code) }) {
        case .boundary(let node, let token): fireBoundary(node, on: token, .string(code))
        case .start(let node, let scope): fireEventSubProcess(start: node, scope: scope, .string(code))
        case nil: actions.append(.escalation(code: code))
        }
    }

    private enum Catcher {
        case boundary(FlowNode, TokenRow)
        case start(FlowNode, scope: Int)
    }

    /// How well a trigger fits: a code of its own goes before one that catches all.
    enum Match: Int {
        case no
        case any
        case exact
    }

    private func catcher(from token: TokenRow, matching: (EventTrigger) -> Match) -> Catcher? {
        var place = token
        while true {
            if !isPassBody(place), let boundary = best(node(place.node).boundary, matching) {
                return .boundary(boundary, place)
            }
            guard let scope = state.scopeTable[place.scope] else { return nil }
            var isInEventSubProcess = false
            if case .subProcess(.event, _) = node(place.node).kind { isInEventSubProcess = true }
            // What goes wrong in an event sub-process is not caught by its own scope's event sub-processes.
            if !isInEventSubProcess, scope.kind != .pass {
                let starts = members(of: scope).eventSubProcesses.compactMap { index -> Int? in
                    guard case .subProcess(_, let inner) = node(index).kind else { return nil }
                    return inner.triggered.first
                }
                if let start = best(starts, matching) { return .start(start, scope: scope.id) }
            }
            let holder = scope.kind == .pass ? state.scopeTable[scope.parent] : scope
            guard let owner = holder.flatMap({ state.tokenTable[$0.owner] }) else { return nil }
            place = owner
        }
    }

    private func best(_ nodes: [Int], _ matching: (EventTrigger) -> Match) -> FlowNode? {
        var found: FlowNode?
        for index in nodes {
            let node = node(index)
            for trigger in node.triggers {
                switch matching(trigger) {
                case .exact: return node
                case .any: found = found ?? node
                case .no: continue
                }
            }
        }
        return found
    }
}

extension EventTrigger {
    func matches(error code: String) -> ProcessRun.Match {
        guard case .error(let own) = self else { return .no }
        return own == nil ? .any : own == code ? .exact : .no
    }

    func matches(escalation code: String) -> ProcessRun.Match {
        guard case .escalation(let own) = self else { return .no }
        return own == nil ? .any : own == code ? .exact : .no
    }
}
