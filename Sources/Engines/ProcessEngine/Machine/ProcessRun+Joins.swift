import JSONTree

extension ProcessRun {
    /// Whether tokens are gathered before a node.
    func gathers(_ node: FlowNode) -> Bool {
        switch node.kind {
        case .parallel, .inclusive: node.incoming.count > 1
        case .complex: node.incoming.count > 1
        default: node.startQuantity > 1
        }
    }

    /// Puts a token into the join at a node, and lets it go on where the join is complete.
    mutating func gather(_ token: TokenRow, _ flow: SequenceFlow, _ target: FlowNode) {
        let key = ProcessState.JoinKey(scope: token.scope, node: target.index)
        let isQuantity = target.startQuantity > 1
        let place = isQuantity ? 0 : flow.place
        let id: Int
        if let known = state.joinNumbers[key] {
            id = known
            state.joinTable.update(id) {
                $0.arrived[place] += 1
                $0.steps = ProcessState.merged($0.steps, token.steps)
            }
        } else {
            id = newID()
            var arrived = Array(repeating: 0, count: isQuantity ? 1 : target.incoming.count)
            arrived[place] = 1
            state.joinTable.append(
                JoinRow(id: id, scope: token.scope, node: target.index, arrived: arrived, steps: token.steps))
            state.joinNumbers[key] = id
        }
        // The token now counts through the join, so the scope's number of tokens stays.
        state.removeToken(token.id)
        guard let join = state.joinTable[id] else { return }
        switch target.kind {
        case .parallel where join.arrived.allSatisfy({ $0 > 0 }): fire(join, taking: join.arrived.map { _ in 1 })
        case .complex(let activation) where join.fired == 0: fireComplex(join, activation)
        case .parallel, .inclusive, .complex: return
        default: if join.arrived[0] >= target.startQuantity { fire(join, taking: [target.startQuantity]) }
        }
    }

    /// Takes tokens out of a join and sends one on from its node.
    mutating func fire(_ join: JoinRow, taking taken: [Int], fired: Int = 0) {
        let count = taken.reduce(0, +)
        let left = zip(join.arrived, taken).map { $0 - $1 }
        if fired == 0, left.allSatisfy({ $0 == 0 }) {
            state.joinTable.remove(join.id)
            state.joinNumbers[ProcessState.JoinKey(scope: join.scope, node: join.node)] = nil
        } else {
            state.joinTable.update(join.id) {
                $0.arrived = left
                $0.fired = fired
            }
        }
        spawn(at: join.node, scope: join.scope, steps: join.steps)
        release(join.scope, by: count)
    }

    // MARK: Inclusive

    /// Fires the first inclusive or reset-waiting complex join that nothing can still reach (BPMN 2.0, §13.4.3).
    mutating func fireInclusiveJoin() -> Bool {
        guard !state.joinTable.isEmpty, !definition.reach.isEmpty else { return false }
        for join in state.joinTable.rows {
            guard let reach = definition.reach[join.node] else { continue }
            switch node(join.node).kind {
            case .inclusive:
                guard !isStillAwaited(join, reach, full: join.arrived.map { $0 > 0 }) else { continue }
                fire(join, taking: join.arrived.map { min($0, 1) })
                return true
            case .complex(let activation) where join.fired != 0:
                let full = join.arrived.indices.map { join.arrived[$0] > 0 || join.fired & (1 << $0) != 0 }
                guard full.allSatisfy({ $0 }) || !isStillAwaited(join, reach, full: full) else { continue }
                resetComplex(join, activation)
                return true
            default: continue
            }
        }
        return false
    }

    private func isStillAwaited(_ join: JoinRow, _ reach: InclusiveReach, full: [Bool]) -> Bool {
        func blocks(_ node: Int) -> Bool {
            let ways = reach.ways(from: node)
            var reachesEmpty = false
            for place in full.indices where ways & (1 << UInt64(place)) != 0 {
                if full[place] { return false }
                reachesEmpty = true
            }
            return reachesEmpty
        }
        if state.tokenTable.first(where: { $0.scope == join.scope && blocks($0.node) }) != nil { return true }
        return state.joinTable.first { $0.scope == join.scope && $0.id != join.id && blocks($0.node) } != nil
    }

    // MARK: Complex

    /// `activationCount` and the incoming flows' counts by their ids are visible to the condition (BPMN 2.0, §13.4.5).
    mutating func fireComplex(_ join: JoinRow, _ activation: (any ProcessExpression)?) {
        let count = join.arrived.reduce(0, +)
        if let activation {
            let incoming = node(join.node).incoming
            let value = evaluate(activation, in: join.scope) { name in
                if name == "activationCount" { return .integer(count) }
                for (place, flow) in incoming.enumerated() where self.definition.flows[flow].id == name {
                    return .integer(join.arrived[place])
                }
                return nil
            }
            guard value.bool == true else { return }
        }
        let taken = join.arrived.map { min($0, 1) }
        // When all have come there is nothing to wait for.
        var fired = 0
        if taken.contains(0) { for (place, count) in taken.enumerated() where count > 0 { fired |= 1 << place } }
        fire(join, taking: taken, fired: fired)
    }

    /// The rest have come, or cannot: they are used up, and the gateway begins anew with what came for the next time.
    private mutating func resetComplex(_ join: JoinRow, _ activation: (any ProcessExpression)?) {
        var used = 0
        var left = join.arrived
        for place in left.indices where join.fired & (1 << place) == 0 && left[place] > 0 {
            left[place] -= 1
            used += 1
        }
        if left.allSatisfy({ $0 == 0 }) {
            state.joinTable.remove(join.id)
            state.joinNumbers[ProcessState.JoinKey(scope: join.scope, node: join.node)] = nil
        } else {
            state.joinTable.update(join.id) {
                $0.arrived = left
                $0.fired = 0
            }
        }
        if used > 0 { release(join.scope, by: used) }
        if let again = state.joinTable[join.id] { fireComplex(again, activation) }
    }
}
