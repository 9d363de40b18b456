/// Finds the place of each row in another version of a process.
struct ProcessMigration {
    private let old: ProcessDefinition
    private let new: ProcessDefinition
    private let mapping: [String: String]
    private(set) var obstacles: [MigrationObstacle] = []

    init(from old: ProcessDefinition, to new: ProcessDefinition, mapping: [String: String]) {
        self.old = old
        self.new = new
        self.mapping = mapping
    }

    /// The rows in their new places; of use only without ``obstacles``.
    mutating func moved(_ state: ProcessState) -> ProcessState {
        if state.compensations.contains(where: { $0.claimedBy != 0 })
            || state.tokens.contains(where: { $0.compensates != 0 })
        {
            obstacles.append(MigrationObstacle(element: "", kind: .compensating))
        }
        let (steps, dropped) = steps(state.steps)
        func kept(_ ids: [Int]) -> [Int] { ProcessMigration.kept(ids, dropped) }
        let scopes = state.scopes.map { row in
            row.node < 0 ? row : scope(row, at: place(row.node))
        }
        let tokens = state.tokens.map { row in
            var row = row
            row.node = place(row.node) ?? row.node
            row.steps = kept(row.steps)
            return row
        }
        let tasks = state.tasks.map { row in
            TaskRow(
                id: row.id, token: row.token, node: place(row.node) ?? row.node, post: row.post,
                assignee: row.assignee, form: row.form, due: row.due, inputs: row.inputs, holder: row.holder,
                role: row.role, serves: row.serves, state: row.state, isSuspended: row.isSuspended,
                isTouched: row.isTouched)
        }
        let compensations = state.compensations.map { row in
            CompensationRow(
                id: row.id, scope: row.scope, node: place(row.node) ?? row.node, retained: row.retained,
                claimedBy: row.claimedBy, steps: kept(row.steps))
        }
        return ProcessState(
            instance: state.instance, tokens: tokens, scopes: scopes, tasks: tasks,
            timers: state.timers.compactMap { timer($0) },
            subscriptions: state.subscriptions.compactMap { subscription($0) },
            joins: state.joins.map { join($0, kept($0.steps)) }, compensations: compensations, steps: steps,
            variables: state.variables)
    }

    // MARK: Nodes

    private func counterpart(_ index: Int) -> FlowNode? {
        let id = old.nodes[index].id
        return new.numbers[mapping[id] ?? id].map { new.nodes[$0] }
    }

    /// The nodes of the new version that the old one had as well.
    var counterparts: Set<Int> { Set(old.nodes.compactMap { counterpart($0.index)?.index }) }

    /// The node's number there; notes an obstacle where it has none.
    private mutating func place(_ index: Int) -> Int? {
        let before = old.nodes[index]
        guard let after = counterpart(index) else { return refuse(before, .gone) }
        guard isAlike(before, after) else { return refuse(before, .otherKind) }
        guard isInSamePlace(before, after) else { return refuse(before, .otherPlace) }
        return after.index
    }

    private mutating func refuse(_ node: FlowNode, _ kind: MigrationObstacle.Kind) -> Int? {
        obstacles.append(MigrationObstacle(element: node.id, kind: kind))
        return nil
    }

    private func isAlike(_ before: FlowNode, _ after: FlowNode) -> Bool {
        guard before.elementName == after.elementName else { return false }
        switch (before.kind, after.kind) {
        case (.subProcess(let one, _), .subProcess(let other, _)):
            switch (one, other) {
            case (.embedded, .embedded), (.event, .event), (.transaction, .transaction), (.adHoc, .adHoc): break
            default: return false
            }
        case (.boundary(_, let one, _), .boundary(_, let other, _)):
            guard counterpart(one)?.index == other else { return false }
        default: break
        }
        switch (before.loop, after.loop) {
        case (nil, nil), (.standard?, .standard?): return true
        case (.multiInstance(let one)?, .multiInstance(let other)?): return one.isSequential == other.isSequential
        default: return false
        }
    }

    private func isInSamePlace(_ before: FlowNode, _ after: FlowNode) -> Bool {
        if before.container < 0 || after.container < 0 { return before.container == after.container }
        return counterpart(before.container)?.index == after.container
    }

    // MARK: Rows

    private func scope(_ row: ScopeRow, at node: Int?) -> ScopeRow {
        ScopeRow(
            id: row.id, parent: row.parent, node: node ?? row.node, owner: row.owner, kind: row.kind, live: row.live,
            isRetained: row.isRetained, total: row.total, started: row.started, finished: row.finished,
            removed: row.removed, hasSteps: row.hasSteps, agreed: row.agreed, refused: row.refused)
    }

    /// An event beside something under way may go; one that a token stands at may not.
    private func mayGo(_ index: Int) -> Bool {
        switch old.nodes[index].kind {
        case .boundary, .start: counterpart(index) == nil
        default: false
        }
    }

    private mutating func timer(_ row: TimerRow) -> TimerRow? {
        if mayGo(row.node) { return nil }
        guard let node = place(row.node) else { return nil }
        let isTimer = new.nodes[node].triggers.contains { if case .timer = $0 { true } else { false } }
        guard isTimer else {
            _ = refuse(old.nodes[row.node], .otherEvent)
            return nil
        }
        return TimerRow(
            id: row.id, token: row.token, scope: row.scope, node: node, kind: row.kind, text: row.text,
            calendar: row.calendar, fired: row.fired, remaining: row.remaining)
    }

    private mutating func subscription(_ row: SubscriptionRow) -> SubscriptionRow? {
        if mayGo(row.node) { return nil }
        guard let node = place(row.node) else { return nil }
        let trigger = new.nodes[node].triggers.firstIndex { trigger in
            switch (row.kind, trigger) {
            case (.message, .message(let name, _)), (.signal, .signal(let name)): name == row.name
            case (.condition, .conditional): true
            default: false
            }
        }
        guard let trigger else {
            _ = refuse(old.nodes[row.node], .otherEvent)
            return nil
        }
        return SubscriptionRow(
            id: row.id, token: row.token, scope: row.scope, node: node, trigger: trigger, kind: row.kind,
            name: row.name, correlation: row.correlation, isSatisfied: row.isSatisfied)
    }

    private mutating func join(_ row: JoinRow, _ steps: [Int]) -> JoinRow {
        guard let number = place(row.node) else { return row }
        let (before, after) = (old.nodes[row.node], new.nodes[number])
        // A start quantity gathers all flows in one count.
        if before.startQuantity > 1 || after.startQuantity > 1 {
            guard before.startQuantity == after.startQuantity else {
                _ = refuse(before, .otherFlows)
                return row
            }
            return JoinRow(
                id: row.id, scope: row.scope, node: number, arrived: row.arrived, fired: row.fired, steps: steps)
        }
        var arrived = after.incoming.map { _ in 0 }
        var fired = 0
        for (place, flow) in before.incoming.enumerated() {
            let count = row.arrived[place]
            let hasFired = row.fired & (1 << place) != 0
            guard count > 0 || hasFired else { continue }
            guard let there = incoming(old.flows[flow], of: after) else {
                _ = refuse(before, .otherFlows)
                continue
            }
            arrived[there] += count
            if hasFired { fired |= 1 << there }
        }
        return JoinRow(id: row.id, scope: row.scope, node: number, arrived: arrived, fired: fired, steps: steps)
    }

    /// The place of a flow among those that come in there: by its id, else by where it comes from.
    private func incoming(_ flow: SequenceFlow, of node: FlowNode) -> Int? {
        let id = mapping[flow.id] ?? flow.id
        if let same = node.incoming.firstIndex(where: { new.flows[$0].id == id }) { return same }
        guard let source = counterpart(flow.source)?.index else { return nil }
        let from = node.incoming.indices.filter { new.flows[node.incoming[$0]].source == source }
        return from.count == 1 ? from[0] : nil
    }

    // MARK: Steps

    /// What people did at elements that are no more is not known any longer as steps; what was before them stays known.
    private func steps(_ rows: [StepRow]) -> (kept: [StepRow], dropped: [Int: [Int]]) {
        var dropped: [Int: [Int]] = [:]
        var kept: [StepRow] = []
        for row in rows {
            let before = ProcessMigration.kept(row.before, dropped)
            let (here, there) = (old.nodes[row.node], counterpart(row.node))
            guard let there, isAlike(here, there), isInSamePlace(here, there) else {
                dropped[row.id] = before
                continue
            }
            kept.append(
                StepRow(
                    id: row.id, scope: row.scope, node: there.index, activation: row.activation, before: before,
                    isFinal: row.isFinal))
        }
        return (kept, dropped)
    }

    private static func kept(_ ids: [Int], _ dropped: [Int: [Int]]) -> [Int] {
        guard ids.contains(where: { dropped[$0] != nil }) else { return ids }
        return Set(ids.flatMap { dropped[$0] ?? [$0] }).sorted()
    }
}
