import Cryptography
import Directory
package import JSONTree
import Journal
import Localisation
import Registers
import Services
import Storage
import WorkCalendar
package import Workflow

/// One step of one order while it is planned: what the process asks for is done here, into one write set.
package final class OrderStep: StepHandling {
    let desk: OrderDesk
    let runtime: OrderRuntime
    var order: WorkOrder
    let actor: OrderDesk.Actor
    let reader: any SnapshotReader
    let now: Int64
    let isNew: Bool
    var writes = WriteSet(minimumCapacity: 16)
    var events: [JournalEvent] = []
    private var hasChanged = false
    /// The day on which the county's own limit ends, once it runs.
    var ownDueOn: CivilDate?

    init(
        desk: OrderDesk, runtime: OrderRuntime, order: WorkOrder, actor: OrderDesk.Actor, reader: any SnapshotReader,
        now: Int64, isNew: Bool = false
    ) {
        self.desk = desk
        self.runtime = runtime
        self.order = order
        self.actor = actor
        self.reader = reader
        self.now = now
        self.isNew = isNew
    }

    var matter: Matter { Matter(kind: OrderDesk.matter, id: order.id) }
    var today: CivilDate { desk.today(now) }

    /// The handlers that processes of orders may name.
    package static let handlers = [
        "orders.dispatch", "orders.move", "orders.note", "orders.merge", "orders.close", "orders.reopen",
        "orders.ask-extension", "orders.extend", "orders.urge",
    ]

    /// Tasks at the receiving office lie there; those of the liaison lie with the office that leads.
    package func describe(task element: String) -> TaskContext {
        TaskContext(department: runtime.kind.department, division: order.division)
    }

    package func decide(_ decision: String, inputs: JSON) throws -> JSON {
        guard let judged = runtime.judgement(of: inputs["order"] ?? facts, on: today) else {
            throw WorkflowError(.unknownHandler, element: decision)
        }
        return judged.value
    }

    package func invoke(_ handler: String, element: String, inputs: JSON) throws -> JSON {
        hasChanged = true
        switch handler {
        case "orders.dispatch": return try dispatch(inputs, element: element)
        case "orders.move": return try move(inputs, element: element)
        case "orders.note":
            if let contacted = inputs["contacted"]?.bool { order.contacted = contacted }
            if let claimed = inputs["claimed"]?.bool { order.claimed = claimed }
            // What the caller says counts as they last said it: who was not reached said nothing.
            if inputs["solved"] != nil { order.solved = inputs["solved"]?.bool }
            if inputs["satisfied"] != nil { order.satisfied = inputs["satisfied"]?.string }
            return [:]
        case "orders.merge": return try merge(inputs)
        case "orders.close": return try close(inputs, element: element)
        case "orders.reopen": return try reopen(element: element)
        case "orders.ask-extension":
            _ = try extensibleClock()
            return [:]
        case "orders.extend": return try extend(element: element)
        case "orders.urge":
            let colour = inputs["colour"]?.string ?? "yellow"
            // Of several that come at once, or after the day, the most urgent stays.
            guard OrderStep.urgency(colour) > OrderStep.urgency(order.colour) else {
                return ["colour": .string(colour)]
            }
            order.colour = colour
            note(.urged, element: element, data: ["colour": .string(colour)])
            writes.append(desk.tasks.urging(matter))
            return ["colour": .string(colour)]
        default: throw WorkflowError(.unknownHandler, element: element)
        }
    }

    private static func urgency(_ colour: String?) -> Int {
        ["yellow", "orange", "red"].firstIndex { $0 == colour }.map { $0 + 1 } ?? 0
    }

    private func move(_ inputs: JSON, element: String) throws -> JSON {
        guard let state = inputs["to"]?.string.flatMap(WorkOrder.State.init(rawValue:)) else {
            throw WorkflowError(.incident, element: element)
        }
        order.state = state
        switch state {
        case .checking: order.repliedAt = now
        // The office has done what it had to; what follows is the receiving office's.
        case .calling: try endClock()
        // Whoever it was taken from has nothing to do with it any more.
        case .received: forgetOffices()
        default: break
        }
        return ["state": .string(state.rawValue), "due_on": try dueOn()]
    }

    /// The day on which the office's work is due: that of the county's own limit while it runs.
    private func dueOn() throws -> JSON {
        let running = isNew ? nil : try runningClock()?.dueOn
        let due = ownDueOn ?? running ?? order.upperDueAt.map { desk.today($0) }
        return due.map { .string($0.iso) } ?? .null
    }

    func forgetOffices() {
        order.department = nil
        order.assisting = []
        order.dispatchedAt = nil
        order.overridden = false
    }

    private func reopen(element: String) throws -> JSON {
        order.reopened += 1
        order.state = .handling
        order.repliedAt = nil
        order.finishedAt = nil
        order.sentAt = nil
        if try runningClock() == nil { try startClock(from: now) }
        note(.reopened, element: element)
        record("reopened", element: element)
        return ["times": .integer(order.reopened), "due_on": try dueOn()]
    }

    // MARK: What the rules see

    /// The order as rules and the process see it: nothing that points to a person.
    var facts: JSON {
        let parts = (order.matterClass ?? "").split(whereSeparator: { "/／>-—".contains($0) }).map {
            String($0).trimmingSpaces
        }
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "number": .string(order.number), "kind": text(order.requestKind), "class": text(order.matterClass),
            "area": text(parts.first), "item": text(parts.count > 1 ? parts.last : nil),
            "urgency": .string(order.urgency ?? "normal"), "town_department": text(order.town),
        ]
    }

    /// The facts with what the caller said, for the rules only: it is neither kept nor passed on.
    func facts(withText text: String, channel: String?) -> JSON {
        facts.setting("text", to: .string(text)).setting("channel", to: channel.map { .string($0) } ?? .null)
    }

    /// What the process begins with.
    func processVariables() throws -> [(String, JSON)] {
        var order = facts
        let judged = self.order.judged["value"] ?? .null
        for name in ["owner", "level", "door", "emergency", "sign", "assisting"] {
            order = order.setting(name, to: judged[name] ?? .null)
        }
        // In an emergency it goes to the office at once, if there is somebody who would see it.
        let owner = judged["owner"]?.string
        order = order.setting("can_send", to: .bool(try owner.map { try hasLiaison($0) } ?? false))
        let helpers = try (judged["assisting"]?.elements.compactMap(\.string) ?? []).filter { try hasLiaison($0) }
        order = order.setting("assisting", to: .array(helpers.map { .string($0) }))
        let founder = self.order.founder.map { JSON.string(String($0)) } ?? .null
        order = order.setting("founder", to: founder)
        let parameters = runtime.parameters.values(on: today).sorted { $0.key < $1.key }
        return [("order", order), ("parameters", .object(parameters.map { ($0.key, $0.value) }))]
    }

    // MARK: Dispatching

    private func dispatch(_ inputs: JSON, element: String) throws -> JSON {
        guard let code = inputs["department"]?.string else { throw OrderError(.unknownDepartment) }
        guard let level = try level(of: code) else { throw OrderError(.unknownDepartment) }
        let isOverride = inputs["override"]?.bool ?? false
        if !isOverride, let refusal = try refusal(code, level) {
            throw OrderError(.dispatchRefused, judgement: refusal)
        }
        guard try hasLiaison(code) else { throw OrderError(.noLiaison) }
        var assisting: [String] = []
        for helper in inputs["assisting"]?.elements.compactMap(\.string) ?? [] where helper != code {
            guard try self.level(of: helper) != nil else { throw OrderError(.unknownDepartment) }
            guard try hasLiaison(helper) else { throw OrderError(.noLiaison) }
            if !assisting.contains(helper) { assisting.append(helper) }
        }
        order.department = code
        order.assisting = assisting
        order.state = .dispatched
        order.dispatchedAt = now
        order.overridden = isOverride
        note(
            isOverride ? .overridden : .dispatched, element: element,
            data: ["department": .string(code), "assisting": .array(assisting.map { .string($0) })])
        record(isOverride ? "dispatched-by-leader" : "dispatched", element: element, detail: code)
        return [
            "department": .string(code), "assisting": .array(assisting.map { .string($0) }), "due_on": try dueOn(),
        ]
    }

    /// Whether somebody in an office would see its task; a kind that names no post asks for nobody.
    private func hasLiaison(_ department: String) throws -> Bool {
        guard let post = runtime.kind.handlingPost else { return true }
        return try desk.directory.hasOfficial(post: post, department: department, reader: reader)
    }

    private func refusal(_ department: String, _ level: String) throws -> Judgement? {
        runtime.refusal(of: try wholeFacts(), department: department, level: level, on: today)
    }

    /// The facts with what the caller said.
    private func wholeFacts() throws -> JSON {
        guard let table = runtime.table, let source = runtime.kind.source, let row = order.registerRow,
            let found = try desk.orders.registers.row(table, id: row, reader: reader)
        else { return facts(withText: "", channel: nil) }
        let content = OrderContent(SourceRow(found, table: table, source: source))
        return facts(withText: "\(content.title) \(content.content)", channel: content.channel)
    }

    private func level(of department: String) throws -> String? {
        try desk.directory.level(of: department, reader: reader)
    }

    // MARK: Merging and closing

    private func merge(_ inputs: JSON) throws -> JSON {
        // What has ended does not answer what is said now.
        guard let number = inputs["into"]?.string,
            let main = try desk.orders.find(kind: order.kind, number: number, reader: reader), main.id != order.id,
            main.mergedInto == nil, main.state.isOpen
        else { throw OrderError(.notMergeable) }
        order.mergedInto = main.id
        order.state = .merged
        order.department = main.department
        // What was merged into this one goes along, so that every caller is answered with the main order.
        for child in try desk.orders.merged(into: order.id, reader: reader) {
            var child = child
            child.mergedInto = main.id
            writes.append(child.keeping(at: now))
        }
        // The main order is guarded, too: it may end, or be merged itself, at the same moment.
        writes.append(main.keeping(at: now))
        try endClock()
        note(.merged, data: ["into": .string(number)])
        writes.append(
            OrderEvent.statement(
                .joined, id: desk.orders.identifiers.next(), order: main.id, at: now, office: runtime.kind.department,
                post: actor.post, official: actor.officialID, data: ["number": .string(order.number)]))
        record("merged", detail: number)
        return ["into": .string(number)]
    }

    private func close(_ inputs: JSON, element: String) throws -> JSON {
        let state = inputs["state"]?.string.flatMap(WorkOrder.State.init(rawValue:)) ?? .closed
        guard !state.isOpen else { throw WorkflowError(.incident, element: element) }
        order.state = state
        // One that was on the list of what cannot be solved was answered when it came there.
        if order.finishedAt == nil { order.finishedAt = now }
        // What is another county's, or a court's, is no office's here.
        if state == .returned || state == .told { forgetOffices() }
        try endClock()
        note(.closed, element: element, data: ["state": .string(state.rawValue)])
        record("closed", element: element, detail: state.rawValue)
        try answerMerged()
        return ["state": .string(state.rawValue)]
    }

    /// Everybody who called about it is answered with it.
    func answerMerged() throws {
        let reply = try desk.orders.reply(of: order)
        for child in try desk.orders.merged(into: order.id, reader: reader) where child.finishedAt == nil {
            var child = child
            child.finishedAt = order.finishedAt ?? now
            child.repliedAt = order.repliedAt ?? now
            child.department = order.department
            if let reply { child.reply = try desk.orders.sealedReply(reply, order: child.id) }
            writes.append(child.keeping(at: now))
            writes.append(
                OrderEvent.statement(
                    .closed, id: desk.orders.identifiers.next(), order: child.id, at: now,
                    office: runtime.kind.department, data: ["state": "merged", "with": .string(order.number)]))
        }
    }

    /// Orders that were merged into one that is taken back are dispatched by themselves again.
    func freeMerged() throws {
        for child in try desk.orders.merged(into: order.id, reader: reader) where child.finishedAt == nil {
            var child = child
            child.mergedInto = nil
            child.state = .received
            child.department = nil
            let step = OrderStep(
                desk: desk, runtime: runtime, order: child, actor: actor, reader: reader, now: now)
            try step.begin(startingClockAt: now)
            step.touch()
            step.note(.moved, data: ["act": "freed", "number": .string(order.number)])
            step.record("freed", detail: order.number)
            events += step.events
            writes.append(contentsOf: try step.unrecorded())
        }
    }

    /// Sets the clock going and begins the process.
    func begin(startingClockAt moment: Int64? = nil) throws {
        try startClock(from: moment ?? order.receivedAt)
        var steps = WriteSet()
        try desk.processes.start(
            runtime.processHash, matter: matter, variables: try processVariables(), handling: self, now: now,
            writes: &steps)
        writes.append(contentsOf: steps)
    }

    // MARK: History and writing

    func note(
        _ code: OrderEvent.Code, element: String? = nil, data: JSON = [:], id: Int64? = nil, sealed: [UInt8]? = nil
    ) {
        let office: String = if case .official(let official) = actor { official.department } else { "" }
        writes.append(
            OrderEvent.statement(
                code, id: id ?? desk.orders.identifiers.next(), order: order.id, at: now, office: office,
                post: actor.post, official: actor.officialID, element: element, data: data, note: sealed))
    }

    /// A leaf: what changed, by whom; of what was written only the digest of its sealed form.
    func record(_ change: String, element: String = "", detail: String = "", sealed: [UInt8]? = nil) {
        events.append(
            JournalEvent(
                .orderChanged, department: runtime.kind.department,
                [
                    "order": order.number, "change": change, "element": element, "official": actor.name,
                    "detail": detail, "note": sealed.map { Hexadecimal.encoded(Digest.sha256.hash($0)) } ?? "",
                ]))
    }

    func touch() { hasChanged = true }

    /// The plan's write set: the order itself last read and first guarded, its leaves behind it.
    func finished() throws -> WriteSet {
        if isNew {
            writes.append(order.inserting(at: now))
        } else if hasChanged || !events.isEmpty {
            writes.append(order.keeping(at: now))
        }
        _ = try desk.journal.record(events, at: now, to: &writes, reader: reader)
        return writes
    }
}

extension String {
    var trimmingSpaces: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
