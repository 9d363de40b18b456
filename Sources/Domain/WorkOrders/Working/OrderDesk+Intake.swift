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
        for runtime in kinds where runtime.table != nil {
            let one = try await takeOver(runtime, now: now)
            all.added += one.added
            all.ended += one.ended
            all.changed += one.changed
            all.withdrawn += one.withdrawn
        }
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
        var start = 0
        while start < behind.count {
            let some = Array(behind[start..<min(start + OrderDesk.batch, behind.count)])
            start += some.count
            let one = try await takeOver(some, runtime, table, offices, now: now)
            intake.added += one.added
            intake.ended += one.ended
            intake.changed += one.changed
            intake.withdrawn += one.withdrawn
        }
        return intake
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
        let content = OrderContent(row)
        if let judged = runtime.judgement(
            of: step.facts(withText: "\(content.title) \(content.content)", channel: content.channel), on: step.today)
        {
            step.order.judged = judged.json
        }
        let state = row.text(.state)
        if state == source.done || state == source.withdrawn {
            try end(step, row, isWithdrawn: state == source.withdrawn, offices)
        } else {
            try step.startClock()
            var steps = WriteSet()
            try processes.start(
                runtime.processHash, matter: step.matter, variables: step.processVariables, handling: step, now: now,
                writes: &steps)
            step.writes.append(contentsOf: steps)
        }
        step.note(.received, data: ["state": .string(step.order.state.rawValue)])
        step.record("received", detail: step.order.state.rawValue)
        return step
    }

    /// What the row says of the order itself.
    private func read(_ row: SourceRow, into order: inout WorkOrder, _ offices: OfficeNames) {
        order.registerRow = row.id
        order.registerVersion = row.version
        order.requestKind = row.text(.kind)
        order.matterClass = row.text(.class)
        order.urgency = row.text(.urgency) ?? "normal"
        order.receivedAt = row.instant(.received) ?? order.receivedAt
        order.upperDueAt = row.instant(.due)
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

    /// An order that had ended when it came: kept for its figures and for what can be learned from it.
    private func end(_ step: OrderStep, _ row: SourceRow, isWithdrawn: Bool, _ offices: OfficeNames) throws {
        step.order.state = isWithdrawn ? .withdrawn : .closed
        step.order.finishedAt = row.instant(.finished) ?? (isWithdrawn ? nil : step.now)
        step.order.repliedAt = step.order.finishedAt
        step.order.contacted = row.flag(.contacted)
        step.order.solved = row.flag(.solved)
        step.order.satisfied = row.text(.satisfied)
        step.order.department = row.text(.handler).flatMap { offices.code(of: $0) }
        step.order.reply = try row.text(.reply).map { try orders.sealedReply($0, order: step.order.id) }
    }

    /// Takes over what whoever sent the order has changed.
    ///
    /// - Returns: whether it was taken back.
    private func update(
        _ step: OrderStep, _ row: SourceRow, _ source: OrderKind.Source, _ offices: OfficeNames
    ) throws -> Bool {
        step.touch()
        read(row, into: &step.order, offices)
        let state = row.text(.state)
        guard step.order.state.isOpen, state == source.withdrawn || state == source.done else {
            step.note(.updated)
            step.record("updated")
            return false
        }
        try step.endClock()
        if state == source.withdrawn {
            step.order.state = .withdrawn
            step.note(.withdrawn)
            step.record("withdrawn")
        } else {
            // Ended over there: what they say of it is what they will count.
            try end(step, row, isWithdrawn: false, offices)
            step.note(.closed, data: ["state": "closed", "by": "upper"])
            step.record("closed", detail: "upper")
        }
        var steps = WriteSet()
        try processes.deliver(
            .cancel, to: step.matter, handling: step, reader: step.reader, now: step.now, writes: &steps)
        step.writes.append(contentsOf: steps)
        return state == source.withdrawn
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
                for prefix in ["县", "市"] { codes["\(prefix)\(department.name.zh)"] = department.code }
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
