import JSONTree

extension ProcessInstance {
    /// The instance as it goes on in another version of its process: everything that waits keeps its place, what the
    /// other version waits for beside it is waited for from now on, and what it does not wait for any more is dropped.
    ///
    /// - Parameters:
    ///   - definition: the other version.
    ///   - mapping: elements that are called otherwise there, by their old ids; all others keep theirs.
    /// - Returns: the instance, and the timers to be set.
    /// - Throws: every obstacle there is. The instance itself is never changed.
    public func migrated(
        to definition: ProcessDefinition, mapping: [String: String] = [:]
    ) throws(MigrationRefused) -> (instance: ProcessInstance, actions: [ProcessAction]) {
        guard state.instance.status == .running, state.fits(self.definition) else {
            throw MigrationRefused(obstacles: [MigrationObstacle(element: "", kind: .notRunning)])
        }
        var migration = ProcessMigration(from: self.definition, to: definition, mapping: mapping)
        let moved = migration.moved(state)
        guard migration.obstacles.isEmpty else {
            var seen = Set<MigrationObstacle>()
            throw MigrationRefused(obstacles: migration.obstacles.filter { seen.insert($0).inserted })
        }
        guard moved.fits(definition) else {
            throw MigrationRefused(obstacles: [MigrationObstacle(element: "", kind: .notRunning)])
        }
        var run = ProcessRun(definition: definition, budget: budget, state: moved)
        run.armWhatIsNew(except: migration.counterparts)
        let unusable = run.actions.compactMap { action in
            if case .incident(_, let element, _) = action {
                MigrationObstacle(element: element, kind: .unusable)
            } else {
                nil
            }
        }
        if !unusable.isEmpty { throw MigrationRefused(obstacles: unusable) }
        return (ProcessInstance(definition, state: run.state), run.actions)
    }

    /// All rows, as changes: what is written when an instance is stored anew.
    public var allRows: [ProcessChange] {
        var rows: [ProcessChange] = [.instance(state.instance)]
        rows += state.scopes.map { .scope($0) } + state.tokens.map { .token($0) } + state.tasks.map { .task($0) }
        rows += state.timers.map { .timer($0) } + state.subscriptions.map { .subscription($0) }
        rows += state.joins.map { .join($0) } + state.compensations.map { .compensation($0) }
        return rows + state.steps.map { .step($0) } + state.variables.map { .variable($0) }
    }
}

extension ProcessRun {
    /// Waits for the events that the rows do not know yet: on activities under way, behind event-based gateways, and of
    /// event sub-processes.
    ///
    /// - Parameter known: the events that the old version had as well; one that does not wait any more has happened.
    mutating func armWhatIsNew(except known: Set<Int>) {
        for token in state.tokenTable.rows where token.state == .waiting {
            let node = node(token.node)
            if case .eventBased = node.kind {
                for flow in node.outgoing {
                    let next = definition.flows[flow].target
                    guard !known.contains(next), !isArmed(next, token: token.id, scope: token.scope) else { continue }
                    armQuietly(self.node(next), token: token.id, scope: token.scope)
                }
            }
            guard node.isActivity, !isPassBody(token) else { continue }
            for index in node.boundary
            where !known.contains(index) && !isArmed(index, token: token.id, scope: token.scope) {
                armQuietly(self.node(index), token: token.id, scope: token.scope)
            }
        }
        for scope in state.scopeTable.rows where !scope.isRetained {
            let members: FlowNode.Members
            switch scope.kind {
            case .process: members = definition.members
            case .loop, .pass: continue
            default:
                guard case .subProcess(_, let inner) = node(scope.node).kind else { continue }
                members = inner
            }
            // What an interrupting event has ended is not waited for again.
            let isInterrupted = state.scopeTable.rows.contains { child in
                guard child.parent == scope.id, child.kind == .eventSubProcess,
                    case .subProcess(_, let inner) = node(child.node).kind, let start = inner.triggered.first,
                    case .start(_, let interrupting) = node(start).kind
                else { return false }
                return interrupting
            }
            if isInterrupted { continue }
            for index in members.eventSubProcesses {
                guard case .subProcess(_, let inner) = node(index).kind, let start = inner.triggered.first,
                    !known.contains(start), !isArmed(start, token: 0, scope: scope.id)
                else { continue }
                armQuietly(node(start), token: 0, scope: scope.id)
            }
        }
    }

    private func isArmed(_ node: Int, token: Int, scope: Int) -> Bool {
        state.timerTable.first { $0.node == node && $0.token == token && $0.scope == scope } != nil
            || state.subscriptionTable.first { $0.node == node && $0.token == token && $0.scope == scope } != nil
    }

    /// A condition that holds already does not fire: it was not there when it began to hold.
    private mutating func armQuietly(_ event: FlowNode, token: Int, scope: Int) {
        for (place, trigger) in event.triggers.enumerated() where trigger.needsRow {
            if case .conditional(let condition) = trigger {
                let row = SubscriptionRow(
                    id: newID(), token: token, scope: scope, node: event.index, trigger: place, kind: .condition,
                    name: "", isSatisfied: evaluate(condition, in: scope).bool == true)
                state.subscriptionTable.append(row)
                if token > 0 { update(token) { $0.isArmed = true } }
            } else {
                arm(trigger, place: place, node: event, token: token, scope: scope)
            }
        }
    }
}
