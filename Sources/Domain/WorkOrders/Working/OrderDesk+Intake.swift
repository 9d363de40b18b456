import Cryptography
import Diagnostics
import Directory
import JSONTree
import Journal
import ProcessEngine
import Registers
import Storage
import WorkCalendar
import Workflow

/// Orders come from the register that whoever sends them fills, by file or by interface: what is new there becomes an
/// order with a process, what has changed there is taken over.
extension OrderDesk {
    /// What an intake did.
    package struct Intake: Sendable, Hashable {
        package var added = 0
        /// Of these, ended already when they came.
        package var ended = 0
        package var changed = 0
        package var withdrawn = 0

        mutating func add(_ other: Intake) {
            added += other.added
            ended += other.ended
            changed += other.changed
            withdrawn += other.withdrawn
        }
    }

    private static let known: SQL = """
        SELECT register_row, register_version FROM work_order WHERE kind = ? AND register_row IS NOT NULL
        """
    /// Orders in one commit.
    private static let batch = 100

    /// Takes over what the registers of all kinds have and the orders do not.
    @discardableResult
    package func takeOver(now: Int64) async throws -> Intake {
        var all = Intake()
        for runtime in kinds where runtime.table != nil { all.add(try await takeOver(runtime, now: now)) }
        return all
    }

    private func takeOver(_ runtime: OrderRuntime, now: Int64) async throws -> Intake {
        guard let table = runtime.table else { return Intake() }
        let known = Dictionary(
            try await storage.query(
                OrderDesk.known, [.text(runtime.kind.id)], limit: .max, timeLimit: .seconds(60)
            ) { (try $0.integer(0), try $0.integer(1)) }, uniquingKeysWith: { first, _ in first })
        let behind = try await orders.registers.versions(of: table).filter { known[$0.id] != $0.version }.map(\.id)
        if behind.isEmpty { return Intake() }
        let offices = try await OfficeNames(directory: directory)
        var intake = Intake()
        var failure: (any Error)?
        var start = 0
        while start < behind.count {
            let some = Array(behind[start..<min(start + OrderDesk.batch, behind.count)])
            start += some.count
            do {
                intake.add(try await takeOver(some, runtime, table, offices, now: now))
            } catch {
                // One row that cannot be taken over holds up no other; it is tried again with the next round.
                for id in some {
                    do {
                        intake.add(try await takeOver([id], runtime, table, offices, now: now))
                    } catch {
                        failure = failure ?? error
                    }
                }
            }
        }
        if let failure { throw failure }
        return intake
    }

    /// Takes over one row: what an interface has just brought.
    func takeOver(row id: Int64, of runtime: OrderRuntime, now: Int64) async throws {
        guard let table = runtime.table else { return }
        let offices = try await OfficeNames(directory: directory)
        _ = try await takeOver([id], runtime, table, offices, now: now)
    }

    private func takeOver(
        _ ids: [Int64], _ runtime: OrderRuntime, _ table: RegisterTable, _ offices: OfficeNames, now: Int64
    ) async throws -> Intake {
        try await planned { [self] reader in
            var writes = WriteSet(minimumCapacity: ids.count * 8)
            var events: [JournalEvent] = []
            var intake = Intake()
            for id in ids {
                guard let source = runtime.kind.source,
                    let found = try orders.registers.row(table, id: id, reader: reader)
                else { continue }
                let row = SourceRow(found, table: table, source: source)
                guard let number = row.text(.number) else { continue }
                if let known = try orders.find(kind: runtime.kind.id, number: number, reader: reader) {
                    if known.registerVersion == row.version { continue }
                    let step = try step(known, actor: .program("intake"), reader: reader, now: now)
                    if try update(step, row, source, offices) { intake.withdrawn += 1 }
                    intake.changed += 1
                    events += step.events
                    writes.append(contentsOf: try step.unrecorded())
                } else {
                    let step = try receive(row, source, runtime, offices, reader: reader, now: now)
                    intake.added += 1
                    if !step.order.state.isOpen { intake.ended += 1 }
                    events += step.events
                    writes.append(contentsOf: try step.unrecorded())
                }
            }
            _ = try journal.record(events, at: now, to: &writes, reader: reader)
            return (writes, intake)
        }
    }

    /// An order that was not here.
    private func receive(
        _ row: SourceRow, _ source: OrderKind.Source, _ runtime: OrderRuntime, _ offices: OfficeNames,
        reader: any SnapshotReader, now: Int64
    ) throws -> OrderStep {
        var order = WorkOrder(
            id: orders.identifiers.next(), kind: runtime.kind.id, number: row.text(.number) ?? "",
            division: offices.county, at: row.instant(.received) ?? now)
        read(row, into: &order, offices)
        let step = OrderStep(
            desk: self, runtime: runtime, order: order, actor: .program("intake"), reader: reader, now: now, isNew: true
        )
        judge(step, row)
        let state = row.text(.state)
        if state == source.done || state == source.withdrawn {
            try end(step, row, isWithdrawn: state == source.withdrawn, offices)
            // Its answer came from whoever sent it.
            step.order.sentAt = now
        } else {
            try step.begin()
        }
        step.note(.received, data: ["state": .string(step.order.state.rawValue)])
        step.record("received", detail: step.order.state.rawValue)
        return step
    }

    /// What the rules say of the order as it is now.
    private func judge(_ step: OrderStep, _ row: SourceRow) {
        let content = OrderContent(row)
        let facts = step.facts(withText: "\(content.title) \(content.content)", channel: content.channel)
        if let judged = step.runtime.judgement(of: facts, on: step.today) { step.order.judged = judged.json }
    }

    /// What the row says of the order itself.
    private func read(_ row: SourceRow, into order: inout WorkOrder, _ offices: OfficeNames) {
        order.registerRow = row.id
        order.registerVersion = row.version
        order.requestKind = row.text(.kind)
        order.matterClass = row.text(.class)
        order.urgency = row.text(.urgency) ?? "normal"
        order.receivedAt = row.instant(.received) ?? order.receivedAt
        // The limit of a round that is over stays what it was reckoned by.
        if order.finishedAt == nil || order.version == 0 { order.upperDueAt = row.instant(.due) ?? order.upperDueAt }
        if let town = row.text(.town).flatMap(offices.town) {
            order.town = town.code
            order.division = town.division ?? order.division
        }
        order.caller = row.text(.phone).map {
            orders.keyring.blindIndex(OrderDesk.digits($0), domain: "work_order.caller")
        }
        order.placeKey = row.text(.place).flatMap(OrderDesk.placeText).map {
            orders.keyring.blindIndex($0, domain: "work_order.place")
        }
    }

    /// An order that has ended over there: kept for its figures and for what can be learned from it. What is known here
    /// and not said there stays.
    private func end(_ step: OrderStep, _ row: SourceRow, isWithdrawn: Bool, _ offices: OfficeNames) throws {
        step.order.state = isWithdrawn ? .withdrawn : .closed
        step.order.finishedAt = row.instant(.finished) ?? step.order.finishedAt ?? (isWithdrawn ? nil : step.now)
        step.order.repliedAt = step.order.repliedAt ?? step.order.finishedAt
        takeOutcome(step, row)
        step.order.department = step.order.department ?? row.text(.handler).flatMap { offices.code(of: $0) }
        if step.order.reply == nil {
            step.order.reply = try row.text(.reply).map { try orders.sealedReply($0, order: step.order.id) }
        }
    }

    private func takeOutcome(_ step: OrderStep, _ row: SourceRow) {
        step.order.contacted = row.flag(.contacted) ?? step.order.contacted
        step.order.solved = row.flag(.solved) ?? step.order.solved
        step.order.satisfied = row.text(.satisfied) ?? step.order.satisfied
    }

    /// Takes over what whoever sent the order has changed.
    ///
    /// - Returns: whether it was taken back.
    private func update(
        _ step: OrderStep, _ row: SourceRow, _ source: OrderKind.Source, _ offices: OfficeNames
    ) throws -> Bool {
        step.touch()
        let before = step.order
        read(row, into: &step.order, offices)
        let state = row.text(.state)
        let isOver = state == source.withdrawn || state == source.done
        switch (before.state, isOver) {
        case (.merged, _) where state != source.withdrawn, (.withdrawn, _): return try noted(step)
        case (.merged, _):
            // One of several callers has said that it is over; the others still wait for the main order.
            step.order.state = .withdrawn
            return try endedThere(step, .withdrawn)
        case (let here, true) where here.isOpen || here == .unresolved:
            try step.endClock()
            if state == source.withdrawn {
                step.order.state = .withdrawn
                try step.freeMerged()
            } else {
                // Ended over there: what they say of it is what they will count.
                try end(step, row, isWithdrawn: false, offices)
                try step.answerMerged()
            }
            var steps = WriteSet()
            try processes.deliver(
                .cancel, to: step.matter, handling: step, reader: step.reader, now: step.now, writes: &steps)
            step.writes.append(contentsOf: steps)
            return try endedThere(step, state == source.withdrawn ? .withdrawn : .closed)
        case (_, true):
            takeOutcome(step, row)
            return try noted(step)
        case (let here, false) where here.isOpen:
            judge(step, row)
            try reckonAgain(step, before)
            try hurry(step, before)
            return try noted(step)
        case (_, false):
            // With a new limit it is sent again: their own call-back has failed.
            if let due = row.instant(.due), due != before.upperDueAt, due > before.finishedAt ?? step.now {
                step.order.upperDueAt = due
                return try sentAgain(step)
            }
            return try noted(step)
        }
    }

    private func noted(_ step: OrderStep) throws -> Bool {
        step.note(.updated, data: ["urgency": .string(step.order.urgency ?? "normal")])
        step.record("updated")
        return false
    }

    private func endedThere(_ step: OrderStep, _ state: WorkOrder.State) throws -> Bool {
        step.note(state == .withdrawn ? .withdrawn : .closed, data: ["state": .string(state.rawValue), "by": "upper"])
        step.record(state == .withdrawn ? "withdrawn" : "closed", detail: "upper")
        return state == .withdrawn
    }

    /// The county's own limit, where the order's urgency, kind or limit is another now; tasks that are due with it move.
    private func reckonAgain(_ step: OrderStep, _ before: WorkOrder) throws {
        guard
            step.order.upperDueAt != before.upperDueAt
                || step.order.judged["value"]?["limit"] != before.judged["value"]?["limit"],
            let kept = try step.runningClock(), kept.clock.extensions.isEmpty
        else { return }
        try step.endClock()
        try step.startClock(from: step.order.receivedAt)
        if let old = kept.dueOn, let new = step.ownDueOn {
            step.writes.append(tasks.moving(of: step.matter, dueOn: old, to: new))
        }
    }

    /// What the upper level calls an emergency only now goes to its office now, unless somebody has sent it already, and
    /// if somebody there would see it; otherwise whoever dispatches is pressed. What rests goes on.
    private func hurry(_ step: OrderStep, _ before: WorkOrder) throws {
        func isEmergency(_ order: WorkOrder) -> Bool { order.judged["value"]?["emergency"]?.bool == true }
        let isNow = isEmergency(step.order) && !isEmergency(before)
        try wakeEarly(step, isEmergency: isNow)
        guard isNow, step.order.state == .received else { return }
        guard try step.processVariables().first(where: { $0.0 == "order" })?.1["can_send"]?.bool == true else {
            step.writes.append(tasks.urging(step.matter))
            return
        }
        var steps = WriteSet()
        try processes.deliver(
            .message(name: OrderDesk.becameUrgent), to: step.matter, mending: try step.processVariables(),
            handling: step, reader: step.reader, now: step.now, writes: &steps)
        step.writes.append(contentsOf: steps)
    }

    /// It is opened again from the beginning, whoever had it before.
    private func sentAgain(_ step: OrderStep) throws -> Bool {
        step.order.reopened += 1
        step.order.state = .received
        step.order.finishedAt = nil
        step.order.repliedAt = nil
        step.order.sentAt = nil
        step.forgetOffices()
        try step.begin(startingClockAt: step.now)
        step.note(.reopened, data: ["by": "upper"])
        step.record("reopened", detail: "upper")
        return false
    }

    static func digits(_ phone: String) -> String { phone.filter(\.isNumber) }

    /// A place as equal writings have it in common; nothing for what is too short to say where.
    static func placeText(_ place: String) -> String? {
        let text = place.filter { $0.isLetter || $0.isNumber }.lowercased()
        return text.count < 4 ? nil : text
    }
}

extension OrderStep {
    /// The write set of a step whose leaves are recorded together with others.
    func unrecorded() throws -> WriteSet {
        events.removeAll()
        return try finished()
    }
}

/// The offices by the names that files use.
struct OfficeNames: Sendable {
    private var codes: [String: String] = [:]
    private var towns: [String: (code: String, division: String?)] = [:]
    /// The county's own division.
    let county: String

    init(directory: DirectoryStore) async throws {
        let departments = try await directory.departments()
        for department in departments {
            codes[department.name.zh] = department.code
            if department.level == "town" {
                // 青石镇人民政府 is what people call 青石镇.
                let short = department.name.zh.replacing("人民政府", with: "")
                towns[short] = (department.code, department.division)
                codes[short] = department.code
            } else {
                codes["县\(department.name.zh)"] = department.code
            }
        }
        county =
            departments.compactMap(\.division).first.map { "\($0.prefix(6))000000" } ?? ""
    }

    func code(of name: String) -> String? {
        let name = name.trimmingSpaces
        return codes[name] ?? longest(codes) { name.hasSuffix($0) }
    }

    func town(_ name: String) -> (code: String, division: String?)? {
        let name = name.trimmingSpaces
        return towns[name] ?? longest(towns) { name.hasPrefix($0) || name.hasSuffix($0) }
    }

    /// Of several names that fit, the longest says most.
    private func longest<Value>(_ names: [String: Value], where fits: (String) -> Bool) -> Value? {
        names.keys.filter(fits).max { ($0.count, $0) < ($1.count, $1) }.flatMap { names[$0] }
    }
}
