import JSONTree

extension ProcessRun {
    private static let items = "#items"

    mutating func beginLoop(_ token: TokenRow, _ node: FlowNode, _ loop: LoopCharacteristics) {
        wait(token, activated: false)
        switch loop {
        case .standard(let loop):
            let scope = openScope(.loop, node: node.index, parent: token.scope, owner: token.id, total: -1)
            if loop.testBefore {
                switch wantsMore(loop, scope) {
                case nil: stop(token, .unusableValue)
                case false?: finishLoop(scope, node)
                case true?: startPass(scope.id, node, item: nil)
                }
            } else {
                startPass(scope.id, node, item: nil)
            }
        case .multiInstance(let loop):
            var total: Int?
            var items: JSON?
            if let collection = loop.collection {
                let list = evaluate(collection, in: token.scope)
                if list.kind == .array { (total, items) = (list.count, list) }
            } else if let cardinality = loop.cardinality {
                total = evaluate(cardinality, in: token.scope).integer
            }
            guard let total, total >= 0 else { return stop(token, .unusableValue) }
            let scope = openScope(.loop, node: node.index, parent: token.scope, owner: token.id, total: total)
            if let items, loop.item != nil { define(Self.items, items, in: scope.id) }
            if total == 0 {
                finishLoop(scope, node)
            } else if loop.isSequential {
                startPass(scope.id, node, item: item(1, of: scope.id, loop))
            }
            // Parallel passes begin when all else rests, as far as the budget goes.
            if !loop.isSequential { hasPassesToBegin = true }
        }
    }

    private func item(_ number: Int, of scope: Int, _ loop: MultiInstance) -> JSON? {
        guard loop.item != nil else { return nil }
        return lookUp(Self.items, from: scope)?[number - 1]
    }

    /// Begins passes of parallel multi-instance activities that have not begun yet.
    ///
    /// - Returns: Whether there is something to go on with.
    mutating func startMorePasses() -> Bool {
        guard hasPassesToBegin, definition.hasParallelPasses else { return false }
        var hasStarted = false
        for scope in state.scopeTable.all(where: { $0.kind == .loop && $0.started < $0.total }) {
            let node = node(scope.node)
            guard case .multiInstance(let loop)? = node.loop, !loop.isSequential else { continue }
            var items: [JSON] = []
            if loop.item != nil, let list = lookUp(Self.items, from: scope.id) { items = Array(list.elements) }
            for number in (scope.started + 1)...scope.total {
                guard spend() else { return false }
                startPass(scope.id, node, item: items.indices.contains(number - 1) ? items[number - 1] : nil)
                hasStarted = true
            }
        }
        hasPassesToBegin = false
        return hasStarted
    }

    mutating func startPass(_ loop: Int, _ node: FlowNode, item: JSON?) {
        state.scopeTable.update(loop) { $0.started += 1 }
        let number = state.scopeTable[loop]?.started ?? 1
        let pass = ScopeRow(id: newID(), parent: loop, node: node.index, owner: 0, kind: .pass, started: number)
        state.scopeTable.append(pass)
        if case .multiInstance(let characteristics)? = node.loop, let name = characteristics.item, let item {
            define(name, item, in: pass.id)
        }
        spawn(at: node.index, scope: pass.id)
    }

    /// One pass is done: whether that was all, and who is told.
    mutating func passFinished(_ token: TokenRow, _ node: FlowNode) {
        guard let pass = state.scopeTable[token.scope], let before = state.scopeTable[pass.parent] else { return }
        if case .multiInstance(let loop)? = node.loop, loop.outputCollection != nil, let name = loop.outputItem {
            define("#output.\(pass.started)", lookUp(name, from: pass.id) ?? .null, in: before.id)
        }
        closePass(pass, token, node)
        state.scopeTable.update(before.id) {
            $0.finished += 1
            $0.agreed += pass.agreed
            $0.refused += pass.refused
        }
        guard let scope = state.scopeTable[before.id], let owner = state.tokenTable[scope.owner], let loop = node.loop
        else { return }
        switch loop {
        case .standard(let loop):
            switch wantsMore(loop, scope) {
            case nil: stop(owner, .unusableValue)
            case false?: finishLoop(scope, node)
            case true?: startPass(scope.id, node, item: nil)
            }
        case .multiInstance(let loop):
            tellBoundary(loop, scope, owner, node)
            guard state.tokenTable[owner.id]?.state == .waiting, state.scopeTable[scope.id] != nil else { return }
            lookAtPasses(scope, node, loop)
        }
    }

    /// Whether enough passes are done; a sequential loop goes on with the next.
    mutating func lookAtPasses(_ scope: ScopeRow, _ node: FlowNode, _ loop: MultiInstance) {
        let isComplete =
            node.signing.map { isSettled($0, scope) }
            ?? loop.completionCondition.map { evaluate($0, in: scope.id).bool == true } ?? false
        if isComplete || scope.finished >= scope.total - scope.removed {
            finishLoop(scope, node)
        } else if loop.isSequential {
            startPass(scope.id, node, item: item(scope.started + 1, of: scope.id, loop))
        }
    }

    /// Closes a pass whose activity is done: nothing is left in it but its token and its item, so that it costs the
    /// same however many passes there are.
    private mutating func closePass(_ pass: ScopeRow, _ token: TokenRow, _ node: FlowNode) {
        if token.isArmed || node.isReceive { disarm(token.id) }
        state.removeToken(token.id)
        if case .multiInstance(let loop)? = node.loop {
            for name in [loop.item, loop.outputItem].compactMap({ $0 }) {
                guard
                    let id = state.variableNumbers.removeValue(
                        forKey: ProcessState.VariableKey(scope: pass.id, name: name))
                else { continue }
                state.variableTable.remove(id)
            }
        }
        state.scopeTable.remove(pass.id)
    }

    /// `nil` where the condition gives neither true nor false.
    private func wantsMore(_ loop: StandardLoop, _ scope: ScopeRow) -> Bool? {
        if let maximum = loop.maximum, scope.started >= maximum { return false }
        guard let condition = loop.condition else { return true }
        return evaluate(condition, in: scope.id).bool
    }

    private mutating func finishLoop(_ scope: ScopeRow, _ node: FlowNode) {
        if case .multiInstance(let loop)? = node.loop, let name = loop.outputCollection {
            let values = (0..<max(scope.total, 0)).compactMap { number in
                // Who was taken out has no place in the list.
                lookUp("#output.\(number + 1)", from: scope.id) ?? (scope.removed > 0 ? nil : .null)
            }
            set(name, to: .array(values), from: scope.parent)
        }
        if let signing = node.signing, let name = node.resultVariable {
            set(name, to: outcome(signing, scope), from: scope.parent)
        }
        closeScopes([scope.id], keepingRoots: false, .cancelled)
        if let owner = state.tokenTable[scope.owner] { completeActivity(owner, node, isStep: scope.hasSteps) }
    }

    /// Events that the ends of passes throw reach the activity's own boundary, without interrupting it.
    private mutating func tellBoundary(_ loop: MultiInstance, _ scope: ScopeRow, _ owner: TokenRow, _ node: FlowNode) {
        var names: [String] = []
        switch loop.behavior {
        case .all: return
        case .none: names = [loop.behaviorEvent].compactMap { $0 }
        case .one: if scope.finished == 1 { names = [loop.behaviorEvent].compactMap { $0 } }
        case .complex(let cases):
            for (condition, name) in cases where condition.map({ evaluate($0, in: scope.id).bool == true }) ?? true {
                names.append(name)
            }
        }
        for name in names {
            for index in node.boundary {
                let boundary = self.node(index)
                let isTold = boundary.triggers.contains { trigger in
                    switch trigger {
                    case .signal(let own), .message(let own, _): own == name
                    default: false
                    }
                }
                if isTold { fireBoundary(boundary, on: owner, .null, interrupting: false) }
            }
        }
    }
}
