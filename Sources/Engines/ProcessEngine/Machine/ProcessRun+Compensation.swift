import JSONTree

extension ProcessRun {
    /// The start event of a scope's compensation event sub-process, if it has one.
    private func compensationStart(of scope: ScopeRow) -> FlowNode? {
        for index in members(of: scope).eventSubProcesses {
            guard case .subProcess(_, let inner) = node(index).kind, let start = inner.triggered.first else { continue }
            for case .compensation in node(start).triggers { return node(start) }
        }
        return nil
    }

    func canBeCompensated(_ scope: ScopeRow) -> Bool {
        compensationStart(of: scope) != nil || state.compensationTable.first { $0.scope == scope.id } != nil
    }

    /// Begins the compensation that a throwing token asks for (BPMN 2.0, §13.5.5).
    ///
    /// - Returns: Whether there is something to compensate, so that the token waits.
    mutating func compensate(_ token: TokenRow, activity: Int?) -> Bool {
        guard var scope = state.scopeTable[token.scope] else { return false }
        // In an event sub-process what is compensated is what was done around it.
        if scope.kind == .eventSubProcess, let around = state.scopeTable[scope.parent] { scope = around }
        let rows = state.compensationTable.all {
            $0.scope == scope.id && $0.claimedBy == 0 && (activity == nil || $0.node == activity)
        }
        guard !rows.isEmpty else { return false }
        for row in rows { state.compensationTable.update(row.id) { $0.claimedBy = token.id } }
        wait(token, activated: false)
        compensateNext(token.id)
        return true
    }

    private func latestClaim(_ thrower: Int) -> CompensationRow? {
        state.compensationTable.all { $0.claimedBy == thrower }.last
    }

    /// The activity completed last goes first.
    mutating func compensateNext(_ thrower: Int) {
        while let row = latestClaim(thrower) {
            let activity = node(row.node)
            if let handler = activity.compensationHandler {
                spawn(at: handler, scope: row.scope, compensates: thrower)
                return
            }
            guard let inner = state.scopeTable[row.retained] else {
                state.compensationTable.remove(row.id)
                continue
            }
            if let start = compensationStart(of: inner) {
                fireEventSubProcess(start: start, scope: inner.id, .null, compensating: thrower)
                return
            }
            // Without a way of its own a sub-process is compensated by what was done in it.
            for row in state.compensationTable.all(where: { $0.scope == inner.id && $0.claimedBy == 0 }) {
                state.compensationTable.update(row.id) { $0.claimedBy = thrower }
            }
            state.compensationTable.remove(row.id)
        }
        finishCompensation(thrower)
    }

    /// One handler has done its work.
    mutating func compensationDone(_ token: TokenRow) {
        let thrower = token.compensates
        consume(token)
        if let row = latestClaim(thrower) {
            state.compensationTable.remove(row.id)
            if row.retained != 0 { closeScopes([row.retained], keepingRoots: false, .done) }
        }
        compensateNext(thrower)
    }

    private mutating func finishCompensation(_ thrower: Int) {
        // Inside out: what is around a scope that is needed is needed, too.
        var needed = Set<Int>()
        for scope in state.scopeTable.all(where: { $0.isRetained }).reversed() {
            let isNeeded =
                needed.contains(scope.id)
                || state.compensationTable.first { $0.scope == scope.id || $0.retained == scope.id } != nil
            if isNeeded { needed.insert(scope.parent) } else { closeScopes([scope.id], keepingRoots: false, .done) }
        }
        guard let token = state.tokenTable[thrower] else { return }
        let node = node(token.node)
        if case .end(let throwing) = node.kind {
            for case .cancel in throwing { return leaveCancelled(token) }
        }
        update(token.id) { $0.state = .ready }
        switch node.kind {
        case .intermediateThrow, .end: finishThrow(token, node)
        // What came after an earlier step is undone: that step begins anew.
        default: enqueue(token.id)
        }
    }

    // MARK: Transactions

    /// A cancel end event withdraws what goes on in the transaction and compensates what was done (BPMN 2.0, §13.5.7).
    mutating func cancelTransaction(_ token: TokenRow) {
        note(token.node, .completed)
        closeScopes([token.scope], keepingRoots: true, .cancelled, except: token.id)
        if compensate(token, activity: nil) { return }
        leaveCancelled(token)
    }

    private mutating func leaveCancelled(_ token: TokenRow) {
        guard let scope = state.scopeTable[token.scope], let owner = state.tokenTable[scope.owner] else { return }
        for index in node(owner.node).boundary {
            let boundary = node(index)
            for case .cancel in boundary.triggers {
                return fireBoundary(boundary, on: owner, .null, interrupting: true)
            }
        }
        // Without a boundary event the transaction just ends.
        consume(token)
    }
}
