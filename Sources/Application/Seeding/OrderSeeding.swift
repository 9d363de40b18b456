import DemoCounty
import Directory
import FormEngine
import Registers
import Storage
import WorkCalendar
import WorkOrders
import Workflow

/// The invented city's hotline orders of the last three months: ended ones as its file has them, open ones on the way
/// that the process of the package takes.
struct OrderSeeding {
    let system: CountySystem
    let progress: @Sendable (String) -> Void

    private static let register = "hotline-orders.order"
    private static let kind = "hotline"

    /// Puts the orders in and lets some of the open ones be dispatched and signed for.
    ///
    /// - Returns: how many orders there are.
    func run(people: Int, seed: UInt64) async throws -> Int {
        guard let table = system.registers.tables[Self.register], let kind = try? system.orderDesk.runtime(Self.kind)
        else { return 0 }
        let count = min(8_000, max(80, people / 50))
        let orders = HotlineOrders(outline: system.profile.outline, seed: seed)
            .orders(count: count, through: system.today.adding(days: -1))
        let now = system.clock.now()
        let known = orders.filter { instant($0.receivedOn, $0.receivedMinute) < now }
        try await system.registers.load(
            Self.register, rows: known.map { row($0, table) },
            origin: RowOrigin(
                from: system.today, recordedAt: now, recordedBy: "seed", reason: "invented county", rung: .excel))
        let intake = try await system.orderDesk.takeOver(now: now)
        progress("orders \(intake.added)")
        try await workOn(known.filter { !$0.isDone }, kind, now: now)
        return intake.added
    }

    private func instant(_ day: CivilDate, _ minute: Int) -> Int64 {
        system.orderDesk.start(of: day) + Int64(minute) * 60_000_000
    }

    private func row(_ order: DemoOrder, _ table: RegisterTable) -> [FieldValue] {
        func text(_ value: String?) -> FieldValue { value.map { .text($0) } ?? .null }
        func flag(_ value: Bool?) -> FieldValue { value.map { .text($0 ? "yes" : "no") } ?? .null }
        var finished = FieldValue.null
        if let day = order.finishedOn, let minute = order.finishedMinute { finished = .instant(instant(day, minute)) }
        let values: [String: FieldValue] = [
            "order_no": .text(order.number), "received_at": .instant(instant(order.receivedOn, order.receivedMinute)),
            "due_at": .instant(instant(order.dueOn, order.dueMinute)), "request_kind": .text(order.kind),
            "matter_class": .text(order.matterClass), "title": .text(order.title), "content": .text(order.content),
            "caller_name": .text(order.callerName), "caller_phone": .text(order.callerPhone),
            "place": .text(order.place), "town": .text(order.town), "urgency": .text(order.urgency),
            "channel": .text(order.channel), "city_state": .text(order.isDone ? "done" : "open"),
            "handler": text(order.isDone ? order.handler : nil), "reply": text(order.reply), "finished_at": finished,
            "contacted": flag(order.contacted), "solved": flag(order.solved), "satisfied": text(order.satisfied),
        ]
        return table.descriptor.fields.map { values[$0.name] ?? .null }
    }

    /// Of three open orders one waits to be dispatched, one for a signature, and one is being worked on.
    private func workOn(_ orders: [DemoOrder], _ runtime: OrderRuntime, now: Int64) async throws {
        let officials = try await system.directory.officials(in: .program("seed"))
        guard let clerk = officials.first(where: { $0.post == runtime.kind.ownerPost }) else { return }
        for (index, order) in orders.enumerated() where !index.isMultiple(of: 3) {
            let moment = min(now, instant(order.receivedOn, order.receivedMinute) + 3_600_000_000)
            guard
                try await does(
                    "dispatch", order, by: clerk, ["result": "dispatch", "department": order.handlerCode], moment),
                index % 3 == 2,
                let liaison = officials.first(where: {
                    $0.department == order.handlerCode && $0.post == "order-liaison"
                })
            else { continue }
            _ = try await does("sign", order, by: liaison, ["result": "accept"], min(now, moment + 3_600_000_000))
        }
    }

    /// - Returns: whether it was done; what the dispatch list refuses waits for a person.
    private func does(
        _ form: String, _ demo: DemoOrder, by official: Official, _ answers: [String: String], _ moment: Int64
    ) async throws -> Bool {
        let desk = system.orderDesk
        let order = try await desk.orders.find(kind: Self.kind, number: demo.number, in: .program("seed"))
        let tasks = try await desk.tasks.tasks(of: Matter(kind: OrderDesk.matter, id: order.id))
        guard let task = tasks.first(where: { $0.isOpen && $0.form == form }) else { return false }
        do {
            return try await desk.complete(
                task, of: order, by: official, posted: PostedAnswers(values: answers.mapValues { [$0] }), now: moment)
                == nil
        } catch is OrderError {
            return false
        }
    }
}
