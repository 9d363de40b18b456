extension ProcessState {
    /// Whether the rows can be those of an instance of a definition: every number that they hold leads somewhere.
    ///
    /// Rows of another definition, or damaged ones, are told before anything is done with them.
    func fits(_ definition: ProcessDefinition) -> Bool {
        let nodes = definition.nodes
        func isNode(_ index: Int) -> Bool { nodes.indices.contains(index) }
        func isScope(_ id: Int) -> Bool { scopeTable.contains(id) }
        for scope in scopeTable.rows {
            switch scope.kind {
            case .process: guard scope.id == 1, scope.parent == 0, scope.node == -1 else { return false }
            case .subProcess, .transaction, .adHoc, .eventSubProcess:
                guard isNode(scope.node), case .subProcess = nodes[scope.node].kind else { return false }
            case .loop, .pass: guard isNode(scope.node), nodes[scope.node].loop != nil else { return false }
            }
            guard scope.id < instance.nextID, scope.parent < scope.id, scope.id == 1 || isScope(scope.parent) else {
                return false
            }
        }
        let tokens = tokenTable.rows.allSatisfy { isNode($0.node) && isScope($0.scope) && $0.id < instance.nextID }
        let timers = timerTable.rows.allSatisfy { isNode($0.node) && isScope($0.scope) }
        let subscriptions = subscriptionTable.rows.allSatisfy { row in
            isNode(row.node) && isScope(row.scope) && nodes[row.node].triggers.indices.contains(row.trigger)
        }
        let joins = joinTable.rows.allSatisfy { row in
            guard isNode(row.node), isScope(row.scope) else { return false }
            let node = nodes[row.node]
            return row.arrived.count == (node.startQuantity > 1 ? 1 : node.incoming.count)
        }
        let steps = stepTable.rows.allSatisfy { isNode($0.node) && isScope($0.scope) && $0.id < instance.nextID }
        let tasks = taskTable.rows.allSatisfy { isNode($0.node) && tokenTable.contains($0.token) }
        let compensations = compensationTable.rows.allSatisfy { isNode($0.node) && isScope($0.scope) }
        return tokens && steps && tasks && timers && subscriptions && joins && compensations
    }
}
