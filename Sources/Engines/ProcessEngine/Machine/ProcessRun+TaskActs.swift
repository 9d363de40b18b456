import JSONTree

extension ProcessRun {
    mutating func act(_ act: TaskAct, on activation: Int) throws(ProcessError) {
        guard let task = state.taskTable[activation], let token = state.tokenTable[task.token] else {
            throw ProcessError(.unknownActivation)
        }
        if case .unsuspend = act {
            guard task.isSuspended else { throw ProcessError(.operationNotAllowed) }
            state.taskTable.update(task.id) { $0.isSuspended = false }
            for timer in timersThatRest(with: token) { actions.append(.resumeTimer(timer)) }
            return
        }
        if case .assign(let holder) = act {
            state.taskTable.update(task.id) { $0.holder = holder }
            return
        }
        guard !task.isSuspended else { throw ProcessError(.taskSuspended) }
        if case .remove = act { return try remove(task, token) }
        guard task.state == .open else { throw ProcessError(.taskNotOpen) }
        switch act {
        case .touch(let holder):
            state.taskTable.update(task.id) {
                $0.isTouched = true
                $0.holder = $0.holder ?? holder
            }
        case .handOn(let holder):
            try need(.handOn, token)
            state.taskTable.update(task.id) { $0.holder = holder }
        case .delegate(let holder):
            try need(.delegate, token)
            putBefore(task, token, holder, .delegated)
        case .addBefore(let holder):
            try need(.addBefore, token)
            putBefore(task, token, holder, .before)
        case .addAfter(let holder):
            try need(.addAfter, token)
            let row = added(to: task, holder, .after, state: .planned)
            state.taskTable.append(row)
            update(token.id) { $0.isExtended = true }
            actions.append(.createTask(row))
        case .addBeside(let item):
            try need(.addBeside, token)
            try addPass(beside: token, item)
        case .suspend:
            try need(.suspend, token)
            state.taskTable.update(task.id) { $0.isSuspended = true }
            for timer in timersThatRest(with: token) { actions.append(.pauseTimer(timer)) }
        case .sendBack(let target):
            try need(.sendBack, token)
            try sendBack(token, to: target)
        case .unsuspend, .remove, .assign: return
        }
    }

    private func timersThatRest(with token: TokenRow) -> [TimerRow] {
        state.timerTable.all { $0.token == token.id }.filter { definition.rests($0) }
    }

    private func need(_ operation: TaskOperation, _ token: TokenRow) throws(ProcessError) {
        guard case .user(let task) = node(token.node).kind, task.operations.contains(operation) else {
            throw ProcessError(.operationNotAllowed)
        }
    }

    // MARK: Adding

    private mutating func added(to task: TaskRow, _ holder: String, _ role: TaskRow.Role, state: TaskRow.State)
        -> TaskRow
    {
        TaskRow(
            id: newID(), token: task.token, node: task.node, post: task.post, assignee: task.assignee,
            form: task.form, due: task.due, inputs: task.inputs, holder: holder, role: role, serves: task.id,
            state: state)
    }

    private mutating func putBefore(_ task: TaskRow, _ token: TokenRow, _ holder: String, _ role: TaskRow.Role) {
        let row = added(to: task, holder, role, state: .open)
        state.taskTable.append(row)
        state.taskTable.update(task.id) {
            $0.state = .held
            $0.isTouched = true
        }
        update(token.id) {
            $0.activation = row.id
            $0.isExtended = true
        }
        actions.append(.createTask(row))
    }

    private mutating func addPass(beside token: TokenRow, _ item: JSON) throws(ProcessError) {
        guard isPassBody(token), let pass = state.scopeTable[token.scope], let loop = state.scopeTable[pass.parent],
            case .multiInstance(let multiple)? = node(token.node).loop, !multiple.isSequential, multiple.item != nil
        else { throw ProcessError(.operationNotAllowed) }
        guard loop.started == loop.total else { throw ProcessError(.taskNotOpen) }
        state.scopeTable.update(loop.id) { $0.total += 1 }
        startPass(loop.id, node(token.node), item: item)
    }

    // MARK: Removing

    private mutating func remove(_ task: TaskRow, _ token: TokenRow) throws(ProcessError) {
        switch task.role {
        case .main:
            try need(.remove, token)
            try removePass(of: token)
        case .before, .delegated:
            guard task.state == .open else { throw ProcessError(.taskNotOpen) }
            withdraw(task)
            giveBack(from: task, token)
        case .after:
            guard task.state != .held else { throw ProcessError(.taskNotOpen) }
            withdraw(task)
            if task.state == .open { openNext(token, node(token.node), main: task.serves) }
        }
    }

    private mutating func removePass(of token: TokenRow) throws(ProcessError) {
        let node = node(token.node)
        guard isPassBody(token), let pass = state.scopeTable[token.scope], let loop = state.scopeTable[pass.parent],
            case .multiInstance(let multiple)? = node.loop, !multiple.isSequential
        else { throw ProcessError(.operationNotAllowed) }
        guard loop.total - loop.removed > 1 else { throw ProcessError(.lastSigner) }
        closeScopes([pass.id], keepingRoots: false, .cancelled)
        state.scopeTable.update(loop.id) { $0.removed += 1 }
        if let loop = state.scopeTable[loop.id] { lookAtPasses(loop, node, multiple) }
    }

    private mutating func withdraw(_ task: TaskRow) {
        state.taskTable.remove(task.id, .cancelled)
        actions.append(.cancelTask(task))
    }

    // MARK: Ending

    /// One of the tasks of an extended activity is done: what comes next there.
    mutating func finishExtended(_ token: TokenRow, _ node: FlowNode, _ result: JSON) {
        guard let task = state.taskTable.remove(token.activation) else { return }
        switch task.role {
        // What was said is for the one who asked; the process does not hear it.
        case .before, .delegated: giveBack(from: task, token)
        case .after: openNext(token, node, main: task.serves)
        case .main:
            keep(result, of: token, node)
            openNext(token, node, main: task.id)
        }
    }

    /// The task that waited for another goes on.
    private mutating func giveBack(from task: TaskRow, _ token: TokenRow) {
        state.taskTable.update(task.serves) { $0.state = .open }
        update(token.id) { $0.activation = task.serves }
    }

    /// The next of those asked afterwards; without one the activity is done.
    private mutating func openNext(_ token: TokenRow, _ node: FlowNode, main: Int) {
        if let next = state.taskTable.first(where: { $0.token == token.id && $0.state == .planned }) {
            state.taskTable.update(next.id) { $0.state = .open }
            update(token.id) { $0.activation = next.id }
            return
        }
        update(token.id) { $0.isExtended = false }
        if let token = state.tokenTable[token.id] { completeActivity(token, node, activation: main) }
    }

    /// Removes the task that a token waits for, and what was added to it.
    ///
    /// - Returns: whether there was one.
    mutating func removeTasks(of token: TokenRow, _ reason: RemovalReason) -> Bool {
        if token.isExtended {
            for task in state.taskTable.all(where: { $0.token == token.id }) {
                state.taskTable.remove(task.id, reason)
                actions.append(.cancelTask(task))
            }
            update(token.id) { $0.isExtended = false }
            return true
        }
        guard let task = state.taskTable.remove(token.activation, reason) else { return false }
        actions.append(.cancelTask(task))
        return true
    }
}
