import Diagnostics
import Directory
import JSONTree
import Services
import Web
import WorkOrders

/// The city's hotline orders: sent in by the program that fetches them, followed until they are answered.
struct OrderOperations {
    private let dependencies: RESTInterface.Dependencies
    private let show: Representation
    private static let kind = "hotline"
    private static let size = 30

    init(_ dependencies: RESTInterface.Dependencies) {
        self.dependencies = dependencies
        show = Representation(dependencies)
    }

    static let number = Operation.Parameter(
        name: "number", place: .path, schema: Shape.orderNumber,
        description: Text(zh: "市里的工单编号", en: "The city's number"),
        isRequired: true)

    var all: [Operation] {
        [
            Operation(
                id: "listOrders", method: .get, path: "/orders", group: .official,
                summary: Text(zh: "职责范围内的热线工单", en: "The hotline orders within the official's reach"), detail: nil,
                access: .permission(.handleOrders),
                parameters: [
                    Operation.page,
                    .init(
                        name: "view", place: .query, schema: Shape.orderViews,
                        description: Text(zh: "看哪些；不写就是在办的", en: "Which; without it the open ones"), isRequired: false),
                ], success: .init(status: 200, description: Text(zh: "工单", en: "Orders"), schema: "Orders")
            ) { try await list($0) },
            Operation(
                id: "putOrder", method: .put, path: "/orders/{number}", group: .official,
                summary: Text(zh: "收下市里派来的一件工单", en: "Take an order that the city sends down"),
                detail: Text(
                    zh: "编号相同就是同一件：内容没变什么也不做，变了就更新；没写的不会被清空。",
                    en:
                        "The same number is the same order: unchanged it does nothing, changed it is updated; what is left out is not taken back."
                ), access: .permission(.manageOrders), parameters: [Self.number], body: "OrderSent",
                success: .init(status: 200, description: Text(zh: "工单", en: "The order"), schema: "Order"),
                problems: [409]
            ) { try await put($0) },
            Operation(
                id: "getOrder", method: .get, path: "/orders/{number}", group: .official,
                summary: Text(zh: "一件工单和它的答复", en: "An order and its answer"),
                detail: Text(zh: "每次查看都留记录。", en: "Each look is recorded."), access: .permission(.handleOrders),
                parameters: [Self.number],
                success: .init(status: 200, description: Text(zh: "工单", en: "The order"), schema: "Order")
            ) { try await get($0) },
        ]
    }

    private func list(_ call: Operation.Call) async throws -> WebResponse {
        let official = try call.request.official()
        var filter = OrderFilter(kind: Self.kind)
        filter.view = call.optionalText("view").flatMap { OrderFilter.View(rawValue: $0) } ?? .open
        let page = call.integer("page") ?? 1
        let store = dependencies.orders.orders
        let found = try await store.list(
            filter, page: page, size: Self.size, in: official.scope, now: call.request.now)
        let total = try await store.count(filter, in: official.scope, now: call.request.now)
        return .json([
            "orders": .array(found.map { .object(members($0)) }), "page": .integer(page), "size": .integer(Self.size),
            "total": .integer(total),
        ])
    }

    private func put(_ call: Operation.Call) async throws -> WebResponse {
        let official = try call.request.official()
        var values: [OrderKind.Role: String] = [.number: call.text("number")]
        var others: [(name: String, value: String)] = []
        for (name, value) in call.body.members {
            if name == "others" {
                others = value.members.map { ($0.name, $0.value.string ?? "") }
            } else if let role = OrderKind.Role(rawValue: name.replacing("_at", with: "")), let text = value.string {
                values[role] = text
            }
        }
        let order = try await dependencies.orders.receive(
            Self.kind, values: values, others: others, by: official, now: call.request.now)
        return .json(.object(members(order) + [("reply", .null)]))
    }

    private func get(_ call: Operation.Call) async throws -> WebResponse {
        let official = try call.request.official()
        let store = dependencies.orders.orders
        let order = try await store.find(kind: Self.kind, number: call.text("number"), in: official.scope)
        try await dependencies.orders.noteViewed(order, by: official, now: call.request.now)
        let reply = try store.reply(of: order)
        return .json(.object(members(order) + [("reply", reply.map { .string($0) } ?? .null)]))
    }

    /// What a program is told of an order without its words.
    private func members(_ order: WorkOrder) -> [(String, JSON)] {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        func flag(_ value: Bool?) -> JSON { value.map { .bool($0) } ?? .null }
        return [
            ("number", .string(order.number)), ("state", .string(order.state.rawValue)),
            ("class", text(order.matterClass)), ("received_at", show.instant(order.receivedAt)),
            ("due_at", show.instant(order.upperDueAt)),
            ("department", order.department.map { show.department($0) } ?? .null),
            ("finished_at", show.instant(order.finishedAt)), ("contacted", flag(order.contacted)),
            ("solved", flag(order.solved)), ("satisfied", text(order.satisfied)),
            ("reopened", .integer(order.reopened)),
            ("merged_into", .bool(order.mergedInto != nil)),
        ]
    }
}
