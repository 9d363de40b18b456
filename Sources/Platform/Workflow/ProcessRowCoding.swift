import JSONTree
import ProcessEngine

/// The stored form of the rows of a process: small JSON objects without personal data.
enum ProcessRowCoding {
    static func body(_ row: TokenRow) -> JSON {
        [
            "scope": .integer(row.scope), "node": .integer(row.node), "state": .string(row.state.rawValue),
            "activation": .integer(row.activation), "compensates": .integer(row.compensates),
            "armed": .bool(row.isArmed), "incident": row.incident.map { .string($0) } ?? .null,
        ]
    }

    static func body(_ row: ScopeRow) -> JSON {
        [
            "parent": .integer(row.parent), "node": .integer(row.node), "owner": .integer(row.owner),
            "kind": .string(row.kind.rawValue), "live": .integer(row.live), "retained": .bool(row.isRetained),
            "total": .integer(row.total), "started": .integer(row.started), "finished": .integer(row.finished),
        ]
    }

    static func body(_ row: TaskRow) -> JSON {
        [
            "token": .integer(row.token), "node": .integer(row.node), "post": text(row.post),
            "assignee": text(row.assignee), "form": text(row.form), "due": text(row.due), "inputs": row.inputs,
        ]
    }

    static func body(_ row: TimerRow) -> JSON {
        [
            "token": .integer(row.token), "scope": .integer(row.scope), "node": .integer(row.node),
            "kind": .string(row.kind.rawValue), "text": .string(row.text), "calendar": text(row.calendar),
            "fired": .integer(row.fired), "remaining": .integer(row.remaining),
        ]
    }

    static func body(_ row: SubscriptionRow) -> JSON {
        [
            "token": .integer(row.token), "scope": .integer(row.scope), "node": .integer(row.node),
            "trigger": .integer(row.trigger), "kind": .string(row.kind.rawValue), "name": .string(row.name),
            "correlation": text(row.correlation), "satisfied": .bool(row.isSatisfied),
        ]
    }

    static func body(_ row: JoinRow) -> JSON {
        [
            "scope": .integer(row.scope), "node": .integer(row.node),
            "arrived": .array(row.arrived.map { .integer($0) }), "fired": .integer(row.fired),
        ]
    }

    static func body(_ row: CompensationRow) -> JSON {
        [
            "scope": .integer(row.scope), "node": .integer(row.node), "retained": .integer(row.retained),
            "claimed": .integer(row.claimedBy),
        ]
    }

    static func body(_ row: VariableRow) -> JSON {
        ["scope": .integer(row.scope), "name": .string(row.name), "value": row.value]
    }

    private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}

/// The rows of a process read back from storage.
struct StoredProcessRows {
    var tokens: [TokenRow] = []
    var scopes: [ScopeRow] = []
    var tasks: [TaskRow] = []
    var timers: [TimerRow] = []
    var subscriptions: [SubscriptionRow] = []
    var joins: [JoinRow] = []
    var compensations: [CompensationRow] = []
    var variables: [VariableRow] = []

    mutating func append(kind: String, id: Int, body: JSON) throws(WorkflowError) {
        func number(_ name: String) -> Int { body[name]?.integer ?? 0 }
        func text(_ name: String) -> String? { body[name]?.string }
        func flag(_ name: String) -> Bool { body[name]?.bool ?? false }
        switch kind {
        case "token":
            guard let state = TokenRow.State(rawValue: text("state") ?? "") else { throw WorkflowError(.damagedRow) }
            tokens.append(
                TokenRow(
                    id: id, scope: number("scope"), node: number("node"), state: state,
                    activation: number("activation"), compensates: number("compensates"), isArmed: flag("armed"),
                    incident: text("incident")))
        case "scope":
            guard let kind = ScopeRow.Kind(rawValue: text("kind") ?? "") else { throw WorkflowError(.damagedRow) }
            scopes.append(
                ScopeRow(
                    id: id, parent: number("parent"), node: number("node"), owner: number("owner"), kind: kind,
                    live: number("live"), isRetained: flag("retained"), total: number("total"),
                    started: number("started"), finished: number("finished")))
        case "task":
            tasks.append(
                TaskRow(
                    id: id, token: number("token"), node: number("node"), post: text("post"),
                    assignee: text("assignee"), form: text("form"), due: text("due"), inputs: body["inputs"] ?? [:]))
        case "timer":
            guard let kind = TimerRow.Kind(rawValue: text("kind") ?? "") else { throw WorkflowError(.damagedRow) }
            timers.append(
                TimerRow(
                    id: id, token: number("token"), scope: number("scope"), node: number("node"), kind: kind,
                    text: text("text") ?? "", calendar: text("calendar"), fired: number("fired"),
                    remaining: number("remaining")))
        case "subscription":
            guard let kind = SubscriptionRow.Kind(rawValue: text("kind") ?? "") else {
                throw WorkflowError(.damagedRow)
            }
            subscriptions.append(
                SubscriptionRow(
                    id: id, token: number("token"), scope: number("scope"), node: number("node"),
                    trigger: number("trigger"), kind: kind, name: text("name") ?? "", correlation: text("correlation"),
                    isSatisfied: flag("satisfied")))
        case "join":
            joins.append(
                JoinRow(
                    id: id, scope: number("scope"), node: number("node"),
                    arrived: body["arrived"]?.elements.compactMap(\.integer) ?? [], fired: number("fired")))
        case "compensation":
            compensations.append(
                CompensationRow(
                    id: id, scope: number("scope"), node: number("node"), retained: number("retained"),
                    claimedBy: number("claimed")))
        case "variable":
            variables.append(
                VariableRow(id: id, scope: number("scope"), name: text("name") ?? "", value: body["value"] ?? .null))
        default: throw WorkflowError(.damagedRow)
        }
    }

    func state(_ instance: InstanceRow) -> ProcessState {
        ProcessState(
            instance: instance, tokens: tokens, scopes: scopes, tasks: tasks, timers: timers,
            subscriptions: subscriptions, joins: joins, compensations: compensations, variables: variables)
    }
}
