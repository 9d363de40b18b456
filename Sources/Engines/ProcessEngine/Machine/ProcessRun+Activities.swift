import JSONTree

extension ProcessRun {
    /// Whether a token does one pass of a loop; boundary events then hang on the loop's own token.
    func isPassBody(_ token: TokenRow) -> Bool {
        guard let scope = state.scopeTable[token.scope] else { return false }
        return scope.kind == .pass && scope.node == token.node
    }

    mutating func beginActivity(_ token: TokenRow, _ node: FlowNode) {
        if let loop = node.loop, !isPassBody(token) {
            beginLoop(token, node, loop)
        } else {
            beginBody(token, node)
        }
        guard !node.boundary.isEmpty, let now = state.tokenTable[token.id], now.state == .waiting,
            now.node == node.index, !isPassBody(now)
        else { return }
        armBoundary(now, node)
    }

    /// Begins what is to be done once: at once, or until somebody answers.
    private mutating func beginBody(_ token: TokenRow, _ node: FlowNode) {
        switch node.kind {
        case .passing: finishActivity(token, result: .null)
        case .script(let expression): finishActivity(token, result: evaluate(expression, in: token.scope))
        case .user(let task): createTask(task, token, node)
        case .invoke(let handler, let retry, let script): invoke(handler, retry, script, token, node)
        case .decide(let decision, let retry):
            guard let name = text(decision, in: token.scope) else { return stop(token, .unusableValue) }
            let activation = wait(token)
            actions.append(.decide(invocation(activation, name, retry, token, node)))
        case .call(let process):
            guard let name = text(process, in: token.scope) else { return stop(token, .unusableValue) }
            let activation = wait(token)
            actions.append(.call(invocation(activation, name, nil, token, node)))
        case .send(let message):
            guard !send(message, token, node) else { return }
            finishActivity(token, result: .null)
        case .receive(let trigger):
            wait(token, activated: false)
            arm(trigger, place: 0, node: node, token: token.id, scope: token.scope)
        case .subProcess(let kind, let members): openSubProcess(kind, members, token, node)
        default: leave(token)
        }
    }

    /// Makes a token wait; gives the number of its activation.
    @discardableResult
    mutating func wait(_ token: TokenRow, activated: Bool = true) -> Int {
        let activation = activated ? newID() : 0
        update(token.id) {
            $0.state = .waiting
            $0.activation = activation
        }
        return activation
    }

    private func invocation(
        _ activation: Int, _ handler: String, _ retry: String?, _ token: TokenRow, _ node: FlowNode
    ) -> Invocation {
        Invocation(
            activation: activation, element: node.id, handler: handler, inputs: inputs(of: node, in: token.scope),
            retry: retry)
    }

    private mutating func invoke(
        _ handler: ProcessText, _ retry: String?, _ script: String?, _ token: TokenRow, _ node: FlowNode
    ) {
        guard let name = text(handler, in: token.scope) else { return stop(token, .unusableValue) }
        var inputs = inputs(of: node, in: token.scope)
        if let script { inputs = inputs.setting("script", to: .string(script)) }
        let activation = wait(token)
        actions.append(
            .invoke(
                Invocation(activation: activation, element: node.id, handler: name, inputs: inputs, retry: retry)))
    }

    private mutating func createTask(_ task: FlowNode.UserTask, _ token: TokenRow, _ node: FlowNode) {
        let activation = wait(token)
        let row = TaskRow(
            id: activation, token: token.id, node: node.index, post: text(task.post, in: token.scope),
            assignee: text(task.assignee, in: token.scope), form: task.form, due: text(task.due, in: token.scope),
            inputs: inputs(of: node, in: token.scope), holder: text(task.holder, in: token.scope))
        state.taskTable.append(row)
        actions.append(.createTask(row))
    }

    /// Sends a message. With a handler the token waits for its answer, which the result says.
    mutating func send(_ message: MessageThrow, _ token: TokenRow, _ node: FlowNode) -> Bool {
        if let handler = message.handler {
            let activation = wait(token)
            actions.append(.invoke(invocation(activation, handler, message.retry, token, node)))
            return true
        }
        actions.append(
            .sendMessage(
                name: message.name, correlation: text(message.correlation, in: token.scope),
                payload: inputs(of: node, in: token.scope)))
        return false
    }

    /// Something was done outside the process on the strength of the steps before a token.
    mutating func makeFinal(before token: TokenRow) {
        guard !state.stepTable.isEmpty else { return }
        for level in levels(of: token) {
            for id in level.steps where state.stepTable[id]?.isFinal == false {
                state.stepTable.update(id) { $0.isFinal = true }
            }
        }
    }

    // MARK: Ending

    /// What an activity was waiting for is there.
    mutating func finishActivity(_ token: TokenRow, result: JSON) {
        let node = node(token.node)
        if token.isExtended {
            finishExtended(token, node, result)
            return
        }
        if token.activation > 0 { state.taskTable.remove(token.activation) }
        keep(result, of: token, node)
        completeActivity(token, node)
    }

    /// Puts a result where the model wants it; a signer's answer is counted.
    mutating func keep(_ result: JSON, of token: TokenRow, _ node: FlowNode) {
        if node.signing != nil, isPassBody(token) {
            count(result, from: token)
        } else if !result.isNull || !node.outputs.isEmpty || node.resultVariable != nil {
            store(result, of: node, in: token.scope)
        }
    }

    /// An activity, or one pass of it, is done; its data are stored.
    ///
    /// - Parameters:
    ///   - isStep: whether people had a part in it, if that is not plain from the node.
    ///   - retained: the scope of a sub-process that is kept for its compensation.
    ///   - activation: the model's own task, where the last one was somebody's who was added.
    mutating func completeActivity(
        _ token: TokenRow, _ node: FlowNode, isStep: Bool = false, retained: Int = 0, activation: Int? = nil
    ) {
        if isPassBody(token) {
            if isStep, let pass = state.scopeTable[token.scope] {
                state.scopeTable.update(pass.parent) { $0.hasSteps = true }
            }
            passFinished(token, node)
            return
        }
        if token.isArmed || node.isReceive { disarm(token.id) }
        var token = token
        if node.actsOutside { makeFinal(before: token) }
        if token.compensates == 0, isStep || node.isUserTask {
            let step = StepRow(
                id: newID(), scope: token.scope, node: node.index, activation: activation ?? token.activation,
                before: token.steps)
            state.stepTable.append(step)
            if state.scopeTable[token.scope]?.hasSteps == false {
                state.scopeTable.update(token.scope) { $0.hasSteps = true }
            }
            token.steps = [step.id]
            update(token.id) { $0.steps = [step.id] }
        }
        if retained != 0 || node.compensationHandler != nil {
            state.compensationTable.append(
                CompensationRow(
                    id: newID(), scope: token.scope, node: node.index, retained: retained, steps: token.steps))
        }
        if token.compensates != 0 {
            note(node.index, .completed)
            compensationDone(token)
            return
        }
        var tokens = [token]
        for _ in 1..<max(node.completionQuantity, 1) {
            tokens.append(spawn(at: node.index, scope: token.scope, steps: token.steps, queued: false))
        }
        for token in tokens {
            switch node.kind {
            case .end:
                note(node.index, .completed)
                consume(token)
            default: leave(token)
            }
        }
    }

    /// Withdraws what was begun for a token: task, invocation, child scopes, timers, subscriptions.
    mutating func withdrawWork(of token: TokenRow) {
        guard token.state == .waiting else {
            if token.isArmed { disarm(token.id) }
            return
        }
        if !removeTasks(of: token, .cancelled), token.activation > 0 {
            actions.append(.cancelInvocation(activation: token.activation))
        }
        let inner = state.scopeTable.all { $0.owner == token.id && !$0.isRetained }
        if !inner.isEmpty { closeScopes(Set(inner.map(\.id)), keepingRoots: false, .cancelled) }
        disarm(token.id)
    }
}

extension FlowNode {
    /// Whether somebody outside hears of it when it is done: a handler, a decision, a called process, a message.
    var actsOutside: Bool {
        switch kind {
        case .invoke, .decide, .call, .send: true
        default: false
        }
    }

    var isUserTask: Bool {
        if case .user = kind { return true }
        return false
    }

    var signing: Signing? {
        if case .user(let task) = kind { return task.signing }
        return nil
    }

    var isReceive: Bool {
        if case .receive = kind { return true }
        return false
    }
}
