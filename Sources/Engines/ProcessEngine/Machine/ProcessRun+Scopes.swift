import JSONTree

extension ProcessRun {
    func members(of scope: ScopeRow) -> FlowNode.Members {
        guard scope.node >= 0 else { return definition.members }
        if case .subProcess(_, let members) = node(scope.node).kind { return members }
        return FlowNode.Members()
    }

    mutating func openScope(_ kind: ScopeRow.Kind, node: Int, parent: Int, owner: Int, total: Int = 0) -> ScopeRow {
        let scope = ScopeRow(id: newID(), parent: parent, node: node, owner: owner, kind: kind, total: total)
        state.scopeTable.append(scope)
        return scope
    }

    mutating func openSubProcess(
        _ kind: FlowNode.SubProcess, _ members: FlowNode.Members, _ token: TokenRow, _ node: FlowNode
    ) {
        wait(token, activated: false)
        let scopeKind: ScopeRow.Kind
        var starts = members.starts
        var total = 0
        switch kind {
        case .embedded: scopeKind = .subProcess
        case .transaction: scopeKind = .transaction
        case .event: scopeKind = .eventSubProcess
        case .adHoc(let sequential, _, _):
            scopeKind = .adHoc
            total = starts.count
            if sequential { starts = Array(starts.prefix(1)) }
        }
        let scope = openScope(scopeKind, node: node.index, parent: token.scope, owner: token.id, total: total)
        if total > 0 { state.scopeTable.update(scope.id) { $0.started = starts.count } }
        for input in node.inputs { define(input.name, evaluate(input.value, in: token.scope), in: scope.id) }
        for start in starts { spawn(at: start, scope: scope.id) }
        // After the starts, so that what interrupts at once interrupts them.
        armEventSubProcesses(of: members, scope: scope.id)
        if starts.isEmpty, state.scopeTable[scope.id]?.live == 0 { scopeEmptied(scope) }
    }

    /// The last token of a scope is used up.
    mutating func scopeEmptied(_ scope: ScopeRow) {
        guard !scope.isRetained else { return }
        switch scope.kind {
        case .process: endInstance(.completed)
        case .adHoc:
            if startNextAdHoc(scope) { return }
            finishSubProcess(scope)
        case .subProcess, .transaction: finishSubProcess(scope)
        case .eventSubProcess:
            closeScopes([scope.id], keepingRoots: false, .done)
            guard let owner = state.tokenTable[scope.owner] else { return }
            note(scope.node, .completed)
            if owner.compensates != 0 { compensationDone(owner) } else { consume(owner) }
        case .loop, .pass: return
        }
    }

    private mutating func finishSubProcess(_ scope: ScopeRow) {
        let node = node(scope.node)
        for output in node.outputs { set(output.name, to: evaluate(output.value, in: scope.id), from: scope.parent) }
        guard let owner = state.tokenTable[scope.owner] else { return }
        let hasSteps = state.scopeTable[scope.id]?.hasSteps ?? false
        let isCompensable = node.compensationHandler == nil && !isPassBody(owner) && canBeCompensated(scope)
        if isCompensable {
            closeScopes([scope.id], keepingRoots: true, .done)
            state.scopeTable.update(scope.id) { $0.isRetained = true }
        } else {
            closeScopes([scope.id], keepingRoots: false, .done)
        }
        completeActivity(owner, node, isStep: hasSteps, retained: isCompensable ? scope.id : 0)
    }

    // MARK: Ad hoc

    /// Starts the next activity of a sequential ad-hoc sub-process, unless it is complete.
    private mutating func startNextAdHoc(_ scope: ScopeRow) -> Bool {
        guard scope.started < scope.total, !isAdHocComplete(scope) else { return false }
        state.scopeTable.update(scope.id) { $0.started += 1 }
        spawn(at: members(of: scope).starts[scope.started], scope: scope.id)
        return true
    }

    private func isAdHocComplete(_ scope: ScopeRow) -> Bool {
        guard case .subProcess(.adHoc(_, let completion?, _), _) = node(scope.node).kind else { return false }
        return evaluate(completion, in: scope.id).bool == true
    }

    /// An activity of an ad-hoc sub-process ended while others go on: they may be needed no more.
    mutating func lookAtAdHoc(_ scope: ScopeRow) {
        guard case .subProcess(.adHoc(_, _, true), _) = node(scope.node).kind, isAdHocComplete(scope) else { return }
        closeScopes([scope.id], keepingRoots: true, .cancelled)
        if let emptied = state.scopeTable[scope.id] { finishSubProcess(emptied) }
    }

    // MARK: Closing

    /// Closes scopes with all that is in them, in one pass over the rows.
    ///
    /// - Parameter keepingRoots: Whether the named scopes themselves stay, empty, with their variables and with what
    ///   can be compensated in them.
    mutating func closeScopes(_ roots: Set<Int>, keepingRoots: Bool, _ reason: RemovalReason, except: Int = 0) {
        var doomed = roots
        for scope in state.scopeTable.rows where doomed.contains(scope.parent) {
            // What is kept for compensation outlives its parent's running tokens, but not the parent itself.
            if keepingRoots && scope.isRetained && roots.contains(scope.parent) { continue }
            doomed.insert(scope.id)
        }
        for token in state.tokenTable.all(where: { doomed.contains($0.scope) && $0.id != except }) {
            if token.state == .waiting {
                note(token.node, .cancelled)
                if !removeTasks(of: token, reason), token.activation > 0 {
                    actions.append(.cancelInvocation(activation: token.activation))
                }
            }
            state.removeToken(token.id, reason)
        }
        for timer in state.timerTable.all(where: { doomed.contains($0.scope) && ($0.token != except || except == 0) }) {
            state.timerTable.remove(timer.id, reason)
            actions.append(.cancelTimer(timer))
        }
        for row in state.subscriptionTable.all(where: {
            doomed.contains($0.scope) && ($0.token != except || except == 0)
        }) {
            state.subscriptionTable.remove(row.id, reason)
        }
        for join in state.joinTable.all(where: { doomed.contains($0.scope) }) {
            state.joinTable.remove(join.id, reason)
            state.joinNumbers[ProcessState.JoinKey(scope: join.scope, node: join.node)] = nil
        }
        if !state.stepTable.isEmpty {
            for step in state.stepTable.all(where: { doomed.contains($0.scope) }) {
                state.stepTable.remove(step.id, reason)
            }
        }
        let gone = keepingRoots ? doomed.subtracting(roots) : doomed
        for row in state.compensationTable.all(where: { gone.contains($0.scope) }) {
            state.compensationTable.remove(row.id, reason)
        }
        if !gone.isEmpty { removeVariables(of: gone) }
        for id in gone { state.scopeTable.remove(id, reason) }
        if keepingRoots {
            let kept = state.tokenTable[except]?.scope
            for id in roots { state.scopeTable.update(id) { $0.live = id == kept ? 1 : 0 } }
        }
    }

    /// Ends the instance: nothing is left but its own scope with its variables.
    mutating func endInstance(_ outcome: ProcessOutcome) {
        closeScopes([1], keepingRoots: true, outcome == .completed ? .done : .cancelled)
        let retained = state.scopeTable.all { $0.id != 1 }
        if !retained.isEmpty { closeScopes(Set(retained.map(\.id)), keepingRoots: false, .done) }
        for row in state.compensationTable.rows { state.compensationTable.remove(row.id) }
        state.isInstanceChanged = true
        switch outcome {
        case .completed: state.instance.status = .completed
        case .failed: state.instance.status = .failed
        case .cancelled: state.instance.status = .cancelled
        }
        actions.append(.ended(outcome))
    }
}
