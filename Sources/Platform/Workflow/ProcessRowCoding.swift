package import JSONTree
package import ProcessEngine

/// The stored form of the rows of a process: small JSON objects without personal data.
enum ProcessRowCoding {
    static func body(_ row: TokenRow) -> String {
        object { writer in
            writer.member("scope", row.scope)
            writer.member("node", row.node)
            writer.member("state", row.state.rawValue)
            writer.member("activation", row.activation)
            writer.member("compensates", row.compensates)
            writer.member("armed", row.isArmed)
            writer.member("incident", row.incident)
            writer.numbers("steps", row.steps)
            if row.isExtended { writer.member("extended", true) }
        }
    }

    static func body(_ row: ScopeRow) -> String {
        object { writer in
            writer.member("parent", row.parent)
            writer.member("node", row.node)
            writer.member("owner", row.owner)
            writer.member("kind", row.kind.rawValue)
            writer.member("live", row.live)
            writer.member("retained", row.isRetained)
            writer.member("total", row.total)
            writer.member("started", row.started)
            writer.member("finished", row.finished)
            if row.removed > 0 { writer.member("removed", row.removed) }
            if row.hasSteps { writer.member("steps", true) }
            if row.agreed > 0 { writer.member("agreed", row.agreed) }
            if row.refused > 0 { writer.member("refused", row.refused) }
        }
    }

    static func body(_ row: TaskRow) -> String {
        object { writer in
            writer.member("token", row.token)
            writer.member("node", row.node)
            writer.member("post", row.post)
            writer.member("assignee", row.assignee)
            writer.member("form", row.form)
            writer.member("due", row.due)
            writer.member("inputs", row.inputs)
            if let holder = row.holder { writer.member("holder", holder) }
            if row.role != .main {
                writer.member("role", row.role.rawValue)
                writer.member("serves", row.serves)
            }
            if row.state != .open { writer.member("state", row.state.rawValue) }
            if row.isSuspended { writer.member("suspended", true) }
            if row.isTouched { writer.member("touched", true) }
        }
    }

    static func body(_ row: TimerRow) -> String {
        object { writer in
            writer.member("token", row.token)
            writer.member("scope", row.scope)
            writer.member("node", row.node)
            writer.member("kind", row.kind.rawValue)
            writer.member("text", row.text)
            writer.member("calendar", row.calendar)
            writer.member("fired", row.fired)
            writer.member("remaining", row.remaining)
        }
    }

    static func body(_ row: SubscriptionRow) -> String {
        object { writer in
            writer.member("token", row.token)
            writer.member("scope", row.scope)
            writer.member("node", row.node)
            writer.member("trigger", row.trigger)
            writer.member("kind", row.kind.rawValue)
            writer.member("name", row.name)
            writer.member("correlation", row.correlation)
            writer.member("satisfied", row.isSatisfied)
        }
    }

    static func body(_ row: JoinRow) -> String {
        object { writer in
            writer.member("scope", row.scope)
            writer.member("node", row.node)
            writer.name("arrived")
            writer.beginArray()
            for token in row.arrived { writer.integer(token) }
            writer.endArray()
            writer.member("fired", row.fired)
            writer.numbers("steps", row.steps)
        }
    }

    static func body(_ row: CompensationRow) -> String {
        object { writer in
            writer.member("scope", row.scope)
            writer.member("node", row.node)
            writer.member("retained", row.retained)
            writer.member("claimed", row.claimedBy)
            writer.numbers("steps", row.steps)
        }
    }

    static func body(_ row: StepRow) -> String {
        object { writer in
            writer.member("scope", row.scope)
            writer.member("node", row.node)
            writer.member("activation", row.activation)
            writer.numbers("before", row.before)
            if row.isFinal { writer.member("final", true) }
        }
    }

    static func body(_ row: VariableRow) -> String {
        object { writer in
            writer.member("scope", row.scope)
            writer.member("name", row.name)
            writer.member("value", row.value)
        }
    }

    private static func object(_ members: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        members(&writer)
        writer.endObject()
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { null() }
    }

    /// Numbers, if there are any.
    fileprivate mutating func numbers(_ name: String, _ values: [Int]) {
        guard !values.isEmpty else { return }
        self.name(name)
        beginArray()
        for value in values { integer(value) }
        endArray()
    }
}

/// The rows of a process read back from storage.
package struct StoredProcessRows {
    package var tokens: [TokenRow] = []
    package var scopes: [ScopeRow] = []
    package var tasks: [TaskRow] = []
    package var timers: [TimerRow] = []
    package var subscriptions: [SubscriptionRow] = []
    package var joins: [JoinRow] = []
    package var compensations: [CompensationRow] = []
    package var steps: [StepRow] = []
    package var variables: [VariableRow] = []

    package init() {}

    package mutating func append(kind: String, id: Int, body: JSON) throws(WorkflowError) {
        func number(_ name: String) -> Int { body[name]?.integer ?? 0 }
        func text(_ name: String) -> String? { body[name]?.string }
        func numbers(_ name: String) -> [Int] { body[name]?.elements.compactMap(\.integer) ?? [] }
        func flag(_ name: String) -> Bool { body[name]?.bool ?? false }
        switch kind {
        case "token":
            guard let state = TokenRow.State(rawValue: text("state") ?? "") else { throw WorkflowError(.damagedRow) }
            tokens.append(
                TokenRow(
                    id: id, scope: number("scope"), node: number("node"), state: state,
                    activation: number("activation"), compensates: number("compensates"), isArmed: flag("armed"),
                    incident: text("incident"), steps: numbers("steps"), isExtended: flag("extended")))
        case "scope":
            guard let kind = ScopeRow.Kind(rawValue: text("kind") ?? "") else { throw WorkflowError(.damagedRow) }
            scopes.append(
                ScopeRow(
                    id: id, parent: number("parent"), node: number("node"), owner: number("owner"), kind: kind,
                    live: number("live"), isRetained: flag("retained"), total: number("total"),
                    started: number("started"), finished: number("finished"), removed: number("removed"),
                    hasSteps: flag("steps"),
                    agreed: number("agreed"), refused: number("refused")))
        case "task":
            guard let role = TaskRow.Role(rawValue: text("role") ?? "main"),
                let state = TaskRow.State(rawValue: text("state") ?? "open")
            else { throw WorkflowError(.damagedRow) }
            tasks.append(
                TaskRow(
                    id: id, token: number("token"), node: number("node"), post: text("post"),
                    assignee: text("assignee"), form: text("form"), due: text("due"), inputs: body["inputs"] ?? [:],
                    holder: text("holder"), role: role, serves: number("serves"), state: state,
                    isSuspended: flag("suspended"), isTouched: flag("touched")))
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
                    arrived: numbers("arrived"), fired: number("fired"), steps: numbers("steps")))
        case "compensation":
            compensations.append(
                CompensationRow(
                    id: id, scope: number("scope"), node: number("node"), retained: number("retained"),
                    claimedBy: number("claimed"), steps: numbers("steps")))
        case "step":
            steps.append(
                StepRow(
                    id: id, scope: number("scope"), node: number("node"), activation: number("activation"),
                    before: numbers("before"), isFinal: flag("final")))
        case "variable":
            variables.append(
                VariableRow(id: id, scope: number("scope"), name: text("name") ?? "", value: body["value"] ?? .null))
        default: throw WorkflowError(.damagedRow)
        }
    }

    package func state(_ instance: InstanceRow) -> ProcessState {
        ProcessState(
            instance: instance, tokens: tokens, scopes: scopes, tasks: tasks, timers: timers,
            subscriptions: subscriptions, joins: joins, compensations: compensations, steps: steps, variables: variables
        )
    }
}
