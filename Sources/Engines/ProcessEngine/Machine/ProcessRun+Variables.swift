import JSONTree

extension ProcessRun {
    /// A variable as a place in a scope sees it: its own, then those of the scopes around it.
    func lookUp(_ name: String, from scope: Int) -> JSON? {
        var current = scope
        while current > 0, let row = state.scopeTable[current] {
            if let id = state.variableNumbers[ProcessState.VariableKey(scope: current, name: name)],
                let variable = state.variableTable[id]
            {
                return variable.value
            }
            if row.kind == .pass || row.kind == .loop, let value = counter(name, row) { return value }
            current = row.parent
        }
        return nil
    }

    /// The counters of a loop or of one of its passes (BPMN 2.0, tables 10.28 and 10.30).
    private func counter(_ name: String, _ row: ScopeRow) -> JSON? {
        switch (row.kind, name) {
        case (.pass, "loopCounter"): return .integer(row.started)
        case (.loop, "loopCounter"): return .integer(row.started)
        case (.loop, "numberOfInstances"): return .integer(row.total - row.removed)
        case (.loop, "numberOfActiveInstances"): return .integer(row.started - row.finished - row.removed)
        case (.loop, "numberOfCompletedInstances"): return .integer(row.finished)
        case (.loop, "numberOfTerminatedInstances"): return .integer(row.removed)
        default: return nil
        }
    }

    func evaluate(
        _ expression: any ProcessExpression, in scope: Int, extra: (String) -> JSON? = { _ in nil }
    ) -> JSON {
        expression.evaluate { name in extra(name) ?? self.lookUp(name, from: scope) }
    }

    func text(_ text: ProcessText?, in scope: Int) -> String? { text?.text { self.lookUp($0, from: scope) } }

    /// Gives a variable a value in the nearest scope that has or declares it, else in the process.
    mutating func set(_ name: String, to value: JSON, from scope: Int) {
        var current = scope
        while current > 1, let row = state.scopeTable[current] {
            let key = ProcessState.VariableKey(scope: current, name: name)
            if state.variableNumbers[key] != nil || declares(row, name) { break }
            current = row.parent
        }
        define(name, value, in: max(current, 1))
    }

    private func declares(_ row: ScopeRow, _ name: String) -> Bool {
        guard row.node >= 0 else { return false }
        let node = node(row.node)
        if row.kind == .pass, case .multiInstance(let loop)? = node.loop {
            return name == loop.item || name == loop.outputItem
        }
        if case .subProcess(_, let members) = node.kind, row.kind != .pass, row.kind != .loop {
            return members.variables.contains(name)
        }
        return false
    }

    /// Gives a variable of a scope a value.
    mutating func define(_ name: String, _ value: JSON, in scope: Int) {
        let key = ProcessState.VariableKey(scope: scope, name: name)
        variablesChanged = true
        if let id = state.variableNumbers[key] {
            state.variableTable.update(id) { $0.value = value }
            return
        }
        let id = newID()
        state.variableTable.append(VariableRow(id: id, scope: scope, name: name, value: value))
        state.variableNumbers[key] = id
    }

    mutating func removeVariables(of scopes: Set<Int>) {
        for row in state.variableTable.all(where: { scopes.contains($0.scope) }) {
            state.variableTable.remove(row.id)
            state.variableNumbers[ProcessState.VariableKey(scope: row.scope, name: row.name)] = nil
        }
    }

    /// The mapped inputs of a node, as an object.
    func inputs(of node: FlowNode, in scope: Int) -> JSON {
        guard !node.inputs.isEmpty else { return .object([]) }
        return .object(node.inputs.map { ($0.name, evaluate($0.value, in: scope)) })
    }

    /// Puts a result into variables: by the node's output mappings, into its result variable, or, where the model says
    /// neither, an object's members by their names.
    mutating func store(_ result: JSON, of node: FlowNode, in scope: Int) {
        if let name = node.resultVariable { set(name, to: result, from: scope) }
        if !node.outputs.isEmpty {
            for output in node.outputs {
                set(output.name, to: evaluate(output.value, in: scope) { $0 == "result" ? result : nil }, from: scope)
            }
        } else if node.resultVariable == nil, result.kind == .object {
            for (name, value) in result.members.map({ ($0.name, $0.value) }) { set(name, to: value, from: scope) }
        }
    }
}
