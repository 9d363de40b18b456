import JSONTree

/// 退回 and 撤回: a step is done again.
///
/// What has arisen from the step since — tokens, gathered tokens, completed activities — is known from the steps that
/// each of them names as the last on its way. All of it in the step's scope is withdrawn, what the model can compensate
/// is compensated, and one token stands at the step again. Other branches stay as they are: a join that had used up
/// their tokens counts them as arrived.
extension ProcessRun {
    mutating func sendBack(_ token: TokenRow, to target: ReturnTarget) throws(ProcessError) {
        guard let found = resolve(target, from: token) else { throw ProcessError(.noReturnTarget) }
        guard let step = found.step else { return try move(token, to: found) }
        try undo(step, at: found.node, in: found.scope)
    }

    mutating func takeBack(_ id: Int) throws(ProcessError) {
        guard let step = state.stepTable[id] else { throw ProcessError(.noReturnTarget) }
        guard case .user(let task) = node(step.node).kind, task.operations.contains(.takeBack) else {
            throw ProcessError(.operationNotAllowed)
        }
        guard isUntouched(after: step) else { throw ProcessError(.alreadyTouched) }
        try undo(step, at: step.node, in: step.scope)
    }

    // MARK: Where to

    /// The places that the task of an activation may be sent back to, the latest first.
    func returnOptions(_ activation: Int) -> [ReturnOption] {
        guard let task = state.taskTable[activation], let token = state.tokenTable[task.token],
            case .user(let user) = node(task.node).kind, user.operations.contains(.sendBack)
        else { return [] }
        let levels = levels(of: token)
        var options = state.stepTable.all { step in
            levels.contains { $0.scope == step.scope && state.isAfter($0.steps, step.id) }
        }.map { ReturnOption(step: $0.id, element: node($0.node).id, activation: $0.activation) }
        if let allowed = user.returnSteps { options.removeAll { !allowed.contains($0.element) } }
        options.reverse()
        for element in user.returnTargets where !options.contains(where: { $0.element == element }) {
            guard resolve(.element(element), from: token) != nil else { continue }
            options.append(ReturnOption(step: nil, element: element, activation: 0))
        }
        return options
    }

    private struct Place {
        let step: StepRow?
        let node: Int
        let scope: Int
    }

    private func resolve(_ target: ReturnTarget, from token: TokenRow) -> Place? {
        let levels = levels(of: token)
        var allowed: [String]?
        if case .user(let task) = node(token.node).kind { allowed = task.returnSteps }
        func place(_ step: StepRow) -> Place? {
            if let allowed, !allowed.contains(node(step.node).id) { return nil }
            let isOnTheWay = levels.contains { $0.scope == step.scope && state.isAfter($0.steps, step.id) }
            return isOnTheWay ? Place(step: step, node: step.node, scope: step.scope) : nil
        }
        switch target {
        case .previous:
            for level in levels {
                if let last = level.steps.max(), let step = state.stepTable[last] { return place(step) }
            }
            return nil
        case .step(let id): return state.stepTable[id].flatMap(place)
        case .element(let id):
            guard let index = definition.numbers[id] else { return nil }
            let done = state.stepTable.all { $0.node == index }.last { place($0) != nil }
            if let done { return place(done) }
            guard case .user(let task) = node(token.node).kind, task.returnTargets.contains(id) else { return nil }
            let container = node(index).container
            guard let level = levels.first(where: { node($0.node).container == container }) else { return nil }
            return Place(step: nil, node: index, scope: level.scope)
        }
    }

    /// The token itself and those that wait around it, from the inside outwards; passes of a loop are one with it.
    func levels(of token: TokenRow) -> [TokenRow] {
        var found: [TokenRow] = []
        var current: TokenRow? = token
        while let token = current {
            guard let scope = state.scopeTable[token.scope] else { break }
            if scope.kind == .pass {
                current = state.scopeTable[scope.parent].flatMap { state.tokenTable[$0.owner] }
                continue
            }
            found.append(token)
            current = state.tokenTable[scope.owner]
        }
        return found
    }

    // MARK: Untouched

    private func isUntouched(after step: StepRow) -> Bool {
        let tokens = state.tokenTable.all { $0.scope == step.scope && state.isAfter($0.steps, step.id) }
        let joins = state.joinTable.all { $0.scope == step.scope && state.isAfter($0.steps, step.id) }
        let later = state.stepTable.first {
            $0.scope == step.scope && $0.id != step.id && state.isAfter([$0.id], step.id)
        }
        return later == nil && !step.isFinal && !(tokens.isEmpty && joins.isEmpty) && tokens.allSatisfy(isUntouched)
    }

    private func isUntouched(_ token: TokenRow) -> Bool {
        guard token.state == .waiting else { return false }
        if token.activation > 0 {
            // A handler that is under way has begun; of tasks their holders say so.
            guard state.taskTable.contains(token.activation) else { return false }
            return !token.isExtended && state.taskTable[token.activation]?.isTouched == false
        }
        for scope in state.scopeTable.all(where: { $0.owner == token.id }) {
            guard isUntouched(scope) else { return false }
        }
        return true
    }

    private func isUntouched(_ scope: ScopeRow) -> Bool {
        guard scope.finished == 0, scope.removed == 0, state.stepTable.first(where: { $0.scope == scope.id }) == nil,
            state.joinTable.first(where: { $0.scope == scope.id }) == nil
        else { return false }
        return state.tokenTable.all { $0.scope == scope.id }.allSatisfy(isUntouched)
            && state.scopeTable.all { $0.parent == scope.id && $0.kind == .pass }.allSatisfy(isUntouched)
    }

    // MARK: Undoing

    /// To a place that was not done yet nothing before is undone: the token itself goes there, with all that it waits for
    /// withdrawn and what was done inside undone, and other branches go on.
    private mutating func move(_ token: TokenRow, to place: Place) throws(ProcessError) {
        guard let own = levels(of: token).first(where: { $0.scope == place.scope }) else {
            throw ProcessError(.noReturnTarget)
        }
        let inner = scopesUnderWay(in: [own.id])
        guard own.compensates == 0, node(place.node).startQuantity == 1,
            state.compensationTable.first(where: { row in
                row.claimedBy == own.id || (inner.contains(row.scope) && row.claimedBy != 0)
            }) == nil
        else { throw ProcessError(.compensating) }
        let done = keepInnerWork(of: inner)
        let back = spawn(at: place.node, scope: place.scope, steps: own.steps, queued: false)
        if own.state == .waiting { note(own.node, .cancelled) }
        withdrawWork(of: own)
        state.removeToken(own.id, .cancelled)
        state.scopeTable.update(place.scope) { $0.live -= 1 }
        goOn(back, undoing: done)
    }

    private mutating func undo(_ step: StepRow, at target: Int, in scope: Int) throws(ProcessError) {
        func isAfter(_ steps: [Int]) -> Bool { state.isAfter(steps, step.id) }
        let tokens = state.tokenTable.all { $0.scope == scope && isAfter($0.steps) }
        let ids = Set(tokens.map(\.id))
        let inner = scopesUnderWay(in: ids)
        let isCompensating =
            tokens.contains { $0.compensates != 0 }
            || state.compensationTable.first {
                ids.contains($0.claimedBy) || (inner.contains($0.scope) && $0.claimedBy != 0)
            } != nil
        guard !isCompensating else { throw ProcessError(.compensating) }
        // How many tokens a starting quantity has used up is not known any more.
        guard node(target).startQuantity == 1 else { throw ProcessError(.noReturnTarget) }
        let joins = state.joinTable.all { $0.scope == scope && isAfter($0.steps) }
        let before = state.compensationTable.all { $0.scope == scope && $0.claimedBy == 0 && isAfter($0.steps) }
        let undone = state.stepTable.all { $0.scope == scope && isAfter([$0.id]) }
        // What other branches had brought to joins was done by somebody: it stays known there.
        let others = Set(tokens.flatMap(\.steps) + joins.flatMap(\.steps)).filter { !isAfter([$0]) }.sorted()

        // The new token comes first, so that the scope is never empty.
        let token = spawn(at: target, scope: scope, steps: step.before, queued: false)
        // Of what is under way, what is done inside is undone as well.
        let done = keepInnerWork(of: inner) + before
        for gone in tokens {
            if gone.state == .waiting { note(gone.node, .cancelled) }
            withdrawWork(of: gone)
            state.removeToken(gone.id, .cancelled)
            state.scopeTable.update(scope) { $0.live -= 1 }
        }
        for join in joins {
            state.joinTable.remove(join.id, .cancelled)
            state.joinNumbers[ProcessState.JoinKey(scope: scope, node: join.node)] = nil
            state.scopeTable.update(scope) { $0.live -= join.arrived.reduce(0, +) }
        }
        for step in undone { state.stepTable.remove(step.id, .cancelled) }
        refillJoins(of: scope, others)
        goOn(token, undoing: done)
    }

    /// A token goes on when what was done has been undone, the latest first.
    private mutating func goOn(_ token: TokenRow, undoing done: [CompensationRow]) {
        guard !done.isEmpty else { return enqueue(token.id) }
        for row in done { state.compensationTable.update(row.id) { $0.claimedBy = token.id } }
        wait(token, activated: false)
        compensateNext(token.id)
    }

    /// What can be compensated in scopes that are under way; they are kept for that, with nothing going on in them.
    private mutating func keepInnerWork(of inner: Set<Int>) -> [CompensationRow] {
        let done = state.compensationTable.all { inner.contains($0.scope) }
        guard !done.isEmpty else { return [] }
        let kept = chains(to: done.map(\.scope), among: inner)
        closeScopes(kept, keepingRoots: true, .cancelled)
        for scope in kept { state.scopeTable.update(scope) { $0.isRetained = true } }
        return done
    }

    /// The scopes that are under way for some tokens, with those inside them. What is kept of completed sub-processes is
    /// none of them: it is compensated through the row of the sub-process.
    private func scopesUnderWay(in tokens: Set<Int>) -> Set<Int> {
        var found = Set<Int>()
        for scope in state.scopeTable.rows
        where !scope.isRetained && (tokens.contains(scope.owner) || found.contains(scope.parent)) {
            found.insert(scope.id)
        }
        return found
    }

    /// Some scopes with those around them.
    private func chains(to scopes: [Int], among known: Set<Int>) -> Set<Int> {
        var found = Set<Int>()
        for scope in scopes {
            var current = scope
            while known.contains(current), found.insert(current).inserted {
                current = state.scopeTable[current]?.parent ?? 0
            }
        }
        return found
    }

    /// Flows into a join over which nothing can come any more have brought their token before: it counts as arrived.
    private mutating func refillJoins(of scope: Int, _ steps: [Int]) {
        guard let row = state.scopeTable[scope] else { return }
        for node in definition.nodes where node.container == row.node && gathers(node) {
            switch node.kind {
            case .parallel, .complex: break
            default: continue
            }
            guard node.incoming.count <= 64 else { continue }
            let key = ProcessState.JoinKey(scope: scope, node: node.index)
            var arrived =
                state.joinNumbers[key].flatMap { state.joinTable[$0] }?.arrived ?? node.incoming.map { _ in 0 }
            let reach = InclusiveReach(gateway: node, nodes: definition.nodes, flows: definition.flows)
            var ways: UInt64 = 0
            for token in state.tokenTable.all(where: { $0.scope == scope }) { ways |= reach.ways(from: token.node) }
            for join in state.joinTable.all(where: { $0.scope == scope && $0.node != node.index }) {
                ways |= reach.ways(from: join.node)
            }
            let isAwaited = ways != 0 || arrived.contains { $0 > 0 }
            let lost = arrived.indices.filter { arrived[$0] == 0 && ways & (1 << UInt64($0)) == 0 }
            guard isAwaited, !lost.isEmpty else { continue }
            if let join = state.joinNumbers[key].flatMap({ state.joinTable[$0] }), join.fired != 0 { continue }
            for place in lost { arrived[place] = 1 }
            let full = arrived
            if let id = state.joinNumbers[key] {
                state.joinTable.update(id) {
                    $0.arrived = full
                    $0.steps = ProcessState.merged($0.steps, steps)
                }
            } else {
                let id = newID()
                state.joinTable.append(JoinRow(id: id, scope: scope, node: node.index, arrived: full, steps: steps))
                state.joinNumbers[key] = id
            }
            state.scopeTable.update(scope) { $0.live += lost.count }
            lookAtJoin(key)
        }
    }

    /// A join that was filled from outside may be complete.
    private mutating func lookAtJoin(_ key: ProcessState.JoinKey) {
        guard let join = state.joinNumbers[key].flatMap({ state.joinTable[$0] }) else { return }
        switch node(join.node).kind {
        case .parallel where join.arrived.allSatisfy({ $0 > 0 }): fire(join, taking: join.arrived.map { _ in 1 })
        case .complex(let activation) where join.fired == 0: fireComplex(join, activation)
        default: return
        }
    }
}

extension ProcessState {
    /// Whether one of some steps is a step or came after it. Numbers only grow, so earlier ones need no look.
    package func isAfter(_ steps: [Int], _ step: Int) -> Bool {
        var open = steps
        var seen = Set<Int>()
        while let id = open.popLast() {
            if id == step { return true }
            guard id > step, seen.insert(id).inserted, let row = stepTable[id] else { continue }
            open += row.before
        }
        return false
    }

    /// Both lists in one, each step once.
    static func merged(_ left: [Int], _ right: [Int]) -> [Int] {
        if left == right || right.isEmpty { return left }
        if left.isEmpty { return right }
        return Set(left + right).sorted()
    }
}
