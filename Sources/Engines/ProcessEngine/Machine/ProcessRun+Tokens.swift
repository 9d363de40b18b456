import JSONTree

extension ProcessRun {
    mutating func update(_ token: Int, _ change: (inout TokenRow) -> Void) { state.updateToken(token, change) }

    @discardableResult
    mutating func spawn(
        at node: Int, scope: Int, compensates: Int = 0, steps: [Int] = [], queued: Bool = true
    ) -> TokenRow {
        let token = TokenRow(id: newID(), scope: scope, node: node, compensates: compensates, steps: steps)
        state.tokenTable.append(token)
        state.scopeTable.update(scope) { $0.live += 1 }
        if queued { enqueue(token.id) }
        return token
    }

    /// Uses a token up; a scope that has none left is complete.
    mutating func consume(_ token: TokenRow, _ reason: RemovalReason = .done) {
        state.removeToken(token.id, reason)
        release(token.scope)
    }

    /// One token less in a scope.
    mutating func release(_ scope: Int, by count: Int = 1) {
        state.scopeTable.update(scope) { $0.live -= count }
        guard let row = state.scopeTable[scope] else { return }
        if row.live == 0 {
            scopeEmptied(row)
        } else if row.kind == .adHoc {
            lookAtAdHoc(row)
        }
    }

    /// A token stops until somebody mends the cause.
    mutating func stop(_ token: TokenRow, _ code: IncidentCode) {
        withdrawWork(of: token)
        update(token.id) {
            $0.state = .incident
            $0.activation = 0
            $0.incident = code.description
        }
        actions.append(.incident(token: token.id, element: node(token.node).id, code: code))
    }

    // MARK: Leaving

    /// A token goes on from a node whose work is done, over all outgoing flows whose conditions hold.
    mutating func leave(_ token: TokenRow) {
        let node = node(token.node)
        guard node.outgoing.count != 1 || definition.flows[node.outgoing[0]].condition != nil else {
            note(node.index, .completed)
            move(token, over: node.outgoing[0])
            return
        }
        if node.outgoing.isEmpty {
            note(node.index, .completed)
            consume(token)
            return
        }
        guard let flows = holding(token, node, conditional: node.kind.heedsConditions) else { return }
        note(node.index, .completed)
        move(token, over: flows)
    }

    /// The outgoing flows to take; stops the token where that is not to be known.
    ///
    /// The default flow is taken when no condition holds; at an activity, flows without conditions are taken beside it.
    mutating func holding(_ token: TokenRow, _ node: FlowNode, conditional: Bool) -> [Int]? {
        var taken: [Int] = []
        var anyHolds = false
        for flow in node.outgoing where flow != node.defaultFlow {
            guard conditional, let condition = definition.flows[flow].condition else {
                taken.append(flow)
                if !node.isActivity { anyHolds = true }
                continue
            }
            guard let holds = evaluate(condition, in: token.scope).bool else {
                stop(token, .unknownCondition)
                return nil
            }
            if holds {
                taken.append(flow)
                anyHolds = true
            }
        }
        if !anyHolds, let flow = node.defaultFlow { taken.append(flow) }
        if taken.isEmpty {
            stop(token, .noFlow)
            return nil
        }
        return taken
    }

    /// Sends a token over several flows: it goes over the first itself, new ones over the others.
    mutating func move(_ token: TokenRow, over flows: [Int]) {
        guard let first = flows.first else { return consume(token) }
        var others: [TokenRow] = []
        for _ in flows.dropFirst() {
            others.append(spawn(at: token.node, scope: token.scope, steps: token.steps, queued: false))
        }
        move(token, over: first)
        for (other, flow) in zip(others, flows.dropFirst()) { move(other, over: flow) }
    }

    /// Moves a token over a flow to its target, or into the join that gathers there.
    mutating func move(_ token: TokenRow, over flow: Int) {
        let flow = definition.flows[flow]
        let target = node(flow.target)
        if gathers(target) {
            gather(token, flow, target)
            return
        }
        update(token.id) {
            $0.node = flow.target
            $0.state = .ready
            $0.activation = 0
        }
        enqueue(token.id)
    }

    // MARK: Gateways

    mutating func chooseOne(_ token: TokenRow, _ node: FlowNode) {
        if node.outgoing.count == 1 {
            leave(token)
            return
        }
        for flow in node.outgoing where flow != node.defaultFlow {
            guard let condition = definition.flows[flow].condition else {
                // A flow without a condition holds.
                note(node.index, .completed)
                return move(token, over: flow)
            }
            guard let holds = evaluate(condition, in: token.scope).bool else { return stop(token, .unknownCondition) }
            if holds {
                note(node.index, .completed)
                return move(token, over: flow)
            }
        }
        guard let flow = node.defaultFlow else { return stop(token, .noFlow) }
        note(node.index, .completed)
        move(token, over: flow)
    }

    mutating func chooseMany(_ token: TokenRow, _ node: FlowNode) { leave(token) }
}

extension FlowNode.Kind {
    /// Whether conditions on outgoing flows count; a parallel gateway takes all of them (BPMN 2.0, §13.4.1).
    var heedsConditions: Bool {
        if case .parallel = self { return false }
        return true
    }
}
