import Application
import CountySupport
import Directory
import FormEngine
import Registers
import Storage
import TestSupport
import Testing
import WorkCalendar
import WorkOrders
import Workflow

/// Orders of the invented county, put in as the city would and worked on as officials would.
struct OrderWorld {
    let county: County
    static let kind = "hotline"

    var desk: OrderDesk { county.system.orderDesk }
    var store: OrderStore { desk.orders }

    /// Runs with a county that has a hotline.
    static func run(_ backend: Backend, _ body: (OrderWorld) async throws -> Void) async throws {
        try await withCounty(backend) { try await body(OrderWorld(county: $0)) }
    }

    /// A row of the city's register, with what an order usually has.
    func row(_ number: String, _ own: [String: FieldValue] = [:]) throws -> [FieldValue] {
        let table = try #require(county.system.registers.tables["hotline-orders.order"])
        var values: [String: FieldValue] = [
            "order_no": .text(number), "received_at": .instant(county.now),
            "due_at": .instant(county.now + 15 * 86_400_000_000), "request_kind": .text("complaint"),
            "matter_class": .text("市场监管/食品安全"), "title": .text("小吃店卫生差"),
            "content": .text("学校旁边的小吃店后厨有老鼠，请查一查"), "caller_name": .text("甲某"),
            "caller_phone": .text("19900001234"), "place": .text("城关镇建设路十五号小吃店"), "town": .text("城关镇"),
            "urgency": .text("normal"), "city_state": .text("open"), "channel": .text("电话"),
        ]
        values.merge(own) { _, new in new }
        return table.descriptor.fields.map { values[$0.name] ?? .null }
    }

    /// Puts an order into the city's register and takes it over.
    @discardableResult
    func put(_ number: String, _ own: [String: FieldValue] = [:]) async throws -> WorkOrder {
        try await county.system.storage.commit(
            WriteSet(
                try county.system.registers.adding(
                    try row(number, own), to: "hotline-orders.order", origin: origin)))
        _ = try await desk.takeOver(now: county.now)
        return try await find(number)
    }

    /// Changes a row of the city's register, without taking it over yet.
    func change(_ number: String, _ own: [String: FieldValue]) async throws {
        let order = try await find(number)
        let row = try #require(order.registerRow)
        let version = try #require(order.registerVersion)
        try await county.system.storage.commit(
            WriteSet(
                try county.system.registers.changing(
                    id: row, version: version, to: try self.row(number, own), in: "hotline-orders.order",
                    origin: origin)))
    }

    private var origin: RowOrigin {
        RowOrigin(
            from: county.system.today, recordedAt: county.now, recordedBy: "test", reason: "test", rung: .excel)
    }

    func find(_ number: String, kind: String = OrderWorld.kind) async throws -> WorkOrder {
        try await store.find(kind: kind, number: number, in: .program("test"))
    }

    func tasks(_ order: WorkOrder) async throws -> [WorkflowTask] {
        try await TaskStore(storage: county.system.storage)
            .tasks(of: Matter(kind: OrderDesk.matter, id: order.id)).filter(\.isOpen)
    }

    /// Does the open task of an element, as somebody.
    ///
    /// - Returns: what the form refused; empty when it is done.
    @discardableResult
    func does(
        _ account: String, _ element: String, of number: String, kind: String = OrderWorld.kind,
        _ answers: [String: String]
    ) async throws -> [String] {
        let official = try await county.official(account)
        let order = try await find(number, kind: kind)
        let task = try #require(
            try await tasks(order).first { $0.element == element && desk.isFor(official, $0) },
            "\(account) has no task \(element)")
        let refused = try await desk.complete(
            task, of: order, by: official, posted: PostedAnswers(values: answers.mapValues { [$0] }), now: county.now)
        return refused?.problems.map { "\($0.field) \($0.code)" } ?? []
    }

    /// Dispatches and signs.
    func sentTo(_ department: String, _ liaison: String, _ number: String) async throws {
        try await does("rexian01", "dispatch", of: number, ["result": "dispatch", "department": department])
        try await does(liaison, "sign", of: number, ["result": "accept"])
    }

    static let answer = [
        "contact": "reached", "solved": "yes", "basis": "《食品安全法》", "reply": "已到现场检查，责令当日整改，复查已合格。",
    ]
}
