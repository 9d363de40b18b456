public import JSONTree

/// All rows of one instance, as they are stored.
public struct ProcessState: Sendable, Equatable {
    /// The instance's own row.
    public internal(set) var instance: InstanceRow
    var isInstanceChanged = false
    var tokenTable: RowTable<TokenRow>
    var scopeTable: RowTable<ScopeRow>
    var taskTable: RowTable<TaskRow>
    var timerTable: RowTable<TimerRow>
    var subscriptionTable: RowTable<SubscriptionRow>
    var joinTable: RowTable<JoinRow>
    var compensationTable: RowTable<CompensationRow>
    var stepTable: RowTable<StepRow>
    var variableTable: RowTable<VariableRow>
    /// Where the variables of a scope are: by name, the row's number.
    var variableNumbers: [VariableKey: Int] = [:]
    /// Which token waits for an activation.
    var activations: [Int: Int] = [:]
    /// Whether an earlier budget may have left tokens ready or passes not begun.
    var isUnfinished = false
    /// Which join gathers at a node of a scope.
    var joinNumbers: [JoinKey: Int] = [:]

    struct VariableKey: Hashable, Sendable {
        let scope: Int
        let name: String
    }

    struct JoinKey: Hashable, Sendable {
        let scope: Int
        let node: Int
    }

    /// An instance that has not been started.
    public init() {
        instance = InstanceRow()
        tokenTable = RowTable()
        scopeTable = RowTable()
        taskTable = RowTable()
        timerTable = RowTable()
        subscriptionTable = RowTable()
        joinTable = RowTable()
        compensationTable = RowTable()
        stepTable = RowTable()
        variableTable = RowTable()
    }

    /// The rows of an instance as storage gives them, in any order.
    public init(
        instance: InstanceRow, tokens: [TokenRow] = [], scopes: [ScopeRow] = [],
        tasks: [TaskRow] = [], timers: [TimerRow] = [], subscriptions: [SubscriptionRow] = [],
        joins: [JoinRow] = [], compensations: [CompensationRow] = [], steps: [StepRow] = [],
        variables: [VariableRow] = []
    ) {
        self.instance = instance
        tokenTable = RowTable(tokens)
        scopeTable = RowTable(scopes)
        taskTable = RowTable(tasks)
        timerTable = RowTable(timers)
        subscriptionTable = RowTable(subscriptions)
        joinTable = RowTable(joins)
        compensationTable = RowTable(compensations)
        stepTable = RowTable(steps)
        variableTable = RowTable(variables)
        for row in variables { variableNumbers[VariableKey(scope: row.scope, name: row.name)] = row.id }
        for row in tokens where row.activation > 0 { activations[row.activation] = row.id }
        isUnfinished = !tokens.isEmpty
        for row in joins { joinNumbers[JoinKey(scope: row.scope, node: row.node)] = row.id }
    }

    /// The tokens, in the order of their numbers.
    public var tokens: [TokenRow] { tokenTable.rows }
    /// The scopes; parents come before their children.
    public var scopes: [ScopeRow] { scopeTable.rows }
    /// The user tasks to be done.
    public var tasks: [TaskRow] { taskTable.rows }
    /// The timers under way.
    public var timers: [TimerRow] { timerTable.rows }
    /// What is waited for.
    public var subscriptions: [SubscriptionRow] { subscriptionTable.rows }
    /// Tokens gathered at joins.
    public var joins: [JoinRow] { joinTable.rows }
    /// What can be compensated.
    public var compensations: [CompensationRow] { compensationTable.rows }
    /// What people did, the oldest first.
    public var steps: [StepRow] { stepTable.rows }
    /// The variables.
    public var variables: [VariableRow] { variableTable.rows }

    /// The value of a variable of the process itself.
    public subscript(variable name: String) -> JSON? {
        variableNumbers[VariableKey(scope: 1, name: name)].flatMap { variableTable[$0]?.value }
    }

    /// Applies changes as storage does.
    public mutating func apply(_ changes: some Sequence<ProcessChange>) {
        for change in changes {
            switch change {
            case .instance(let row): instance = row
            case .token(let row):
                if let before = tokenTable[row.id]?.activation, before > 0 { activations[before] = nil }
                if row.activation > 0 { activations[row.activation] = row.id }
                isUnfinished = true
                tokenTable.put(row)
            case .tokenRemoved(let id, _):
                if let before = tokenTable[id]?.activation { activations[before] = nil }
                tokenTable.delete(id)
            case .scope(let row): scopeTable.put(row)
            case .scopeRemoved(let id, _): scopeTable.delete(id)
            case .task(let row): taskTable.put(row)
            case .taskRemoved(let row, _): taskTable.delete(row.id)
            case .timer(let row): timerTable.put(row)
            case .timerRemoved(let id, _): timerTable.delete(id)
            case .subscription(let row): subscriptionTable.put(row)
            case .subscriptionRemoved(let id, _): subscriptionTable.delete(id)
            case .join(let row):
                joinTable.put(row)
                joinNumbers[JoinKey(scope: row.scope, node: row.node)] = row.id
            case .joinRemoved(let id, _):
                if let row = joinTable[id] { joinNumbers[JoinKey(scope: row.scope, node: row.node)] = nil }
                joinTable.delete(id)
            case .compensation(let row): compensationTable.put(row)
            case .compensationRemoved(let id, _): compensationTable.delete(id)
            case .step(let row): stepTable.put(row)
            case .stepRemoved(let id, _): stepTable.delete(id)
            case .variable(let row):
                variableTable.put(row)
                variableNumbers[VariableKey(scope: row.scope, name: row.name)] = row.id
            case .variableRemoved(let id, _):
                if let row = variableTable[id] {
                    variableNumbers[VariableKey(scope: row.scope, name: row.name)] = nil
                }
                variableTable.delete(id)
            }
        }
    }

    mutating func updateToken(_ id: Int, _ change: (inout TokenRow) -> Void) {
        var before = 0
        var after = 0
        tokenTable.update(id) {
            before = $0.activation
            change(&$0)
            after = $0.activation
        }
        guard before != after else { return }
        if before > 0 { activations[before] = nil }
        if after > 0 { activations[after] = id }
    }

    mutating func removeToken(_ id: Int, _ reason: RemovalReason = .done) {
        guard let row = tokenTable.remove(id, reason), row.activation > 0 else { return }
        activations[row.activation] = nil
    }

    /// The net changes since they were last taken.
    mutating func drain() -> [ProcessChange] {
        var changes: [ProcessChange] = []
        if isInstanceChanged {
            changes.append(.instance(instance))
            isInstanceChanged = false
        }
        scopeTable.drain {
            changes.append(.scope($0))
        } removed: {
            changes.append(.scopeRemoved($0.id, $1))
        }
        tokenTable.drain {
            changes.append(.token($0))
        } removed: {
            changes.append(.tokenRemoved($0.id, $1))
        }
        taskTable.drain {
            changes.append(.task($0))
        } removed: {
            changes.append(.taskRemoved($0, $1))
        }
        timerTable.drain {
            changes.append(.timer($0))
        } removed: {
            changes.append(.timerRemoved($0.id, $1))
        }
        subscriptionTable.drain {
            changes.append(.subscription($0))
        } removed: {
            changes.append(.subscriptionRemoved($0.id, $1))
        }
        joinTable.drain {
            changes.append(.join($0))
        } removed: {
            changes.append(.joinRemoved($0.id, $1))
        }
        compensationTable.drain {
            changes.append(.compensation($0))
        } removed: {
            changes.append(.compensationRemoved($0.id, $1))
        }
        stepTable.drain {
            changes.append(.step($0))
        } removed: {
            changes.append(.stepRemoved($0.id, $1))
        }
        variableTable.drain {
            changes.append(.variable($0))
        } removed: {
            changes.append(.variableRemoved($0.id, $1))
        }
        return changes
    }

    /// Compares the rows; what changed since when does not count.
    public static func == (left: ProcessState, right: ProcessState) -> Bool {
        left.instance == right.instance && left.tokenTable == right.tokenTable && left.scopeTable == right.scopeTable
            && left.taskTable == right.taskTable && left.timerTable == right.timerTable
            && left.subscriptionTable == right.subscriptionTable && left.joinTable == right.joinTable
            && left.compensationTable == right.compensationTable && left.stepTable == right.stepTable
            && left.variableTable == right.variableTable
    }
}
