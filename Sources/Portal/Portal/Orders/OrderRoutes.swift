import DesignSystem
import Diagnostics
import Directory
import FormEngine
import HTMLBuilder
import Localisation
import Services
import Tabular
import Web
import WorkCalendar
import WorkOrders
import Workflow

/// Work orders: what the city's hotline sends down, and what leaders put under supervision.
struct OrderRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/desk/orders", .permission(.handleOrders)) { request in
            try await OrderListPage(services: services).answer(request)
        }
        table.get("/desk/orders/bulletin", .permission(.handleOrders)) { request in
            .page(try await BulletinPage(services: services).render(request))
        }
        table.get("/desk/orders/replies", .permission(.manageOrders)) { request in try await replies(request) }
        table.post("/desk/orders/replies", .permission(.manageOrders)) { request in try await sendReplies(request) }
        table.get("/desk/orders/supervise", .permission(.overseeOrders)) { request in
            .page(try await SupervisePage(services: services).render(request, submission: nil))
        }
        table.post("/desk/orders/supervise", .permission(.overseeOrders)) { request in
            try await SupervisePage(services: services).open(request)
        }
        table.get("/desk/orders/{kind}/{number}", .permission(.handleOrders)) { request in
            .page(try await OrderPage(services: services).render(request))
        }
        table.get("/desk/orders/{kind}/{number}/process", .permission(.handleOrders)) { request in
            .page(try await process(request))
        }
        table.post("/desk/orders/{kind}/{number}/tasks/{task}", .permission(.handleOrders)) { request in
            try await OrderPage(services: services).complete(request)
        }
        table.post("/desk/orders/{kind}/{number}/tasks/{task}/acts/{act}", .permission(.handleOrders)) { request in
            try await OrderPage(services: services).act(request)
        }
        table.post("/desk/orders/{kind}/{number}/offers/{element}", .permission(.handleOrders)) { request in
            try await OrderPage(services: services).begin(request)
        }
    }

    private func process(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let order = try await services.orders.orders.find(
            kind: try request.parameter("kind"), number: try request.parameter("number"), in: official.scope)
        return try await CaseProcessPage(services: services).page(
            request, of: Matter(kind: OrderDesk.matter, id: order.id), number: order.number,
            back: OrderWords.address(order), place: .orders, title: Text(zh: "这件工单的经过", en: "How this order went"))
    }

    /// The answers of a day, or of several, in the columns of whoever sent the orders.
    private func replies(_ request: WebRequest) async throws -> WebResponse {
        let today = services.orders.today(request.now)
        let from = request.query["from"].flatMap { CivilDate(iso: $0) } ?? today
        let through = request.query["through"].flatMap { CivilDate(iso: $0) } ?? today
        return try await file(
            request,
            .ended(
                from: services.orders.start(of: from), until: services.orders.start(of: through.adding(days: 1))),
            name: "replies-\(from.iso)-\(through.iso)")
    }

    /// The answers that have not gone back yet; from now on they have.
    private func sendReplies(_ request: WebRequest) async throws -> WebResponse {
        try await file(
            request, .unsent, marking: true, name: "replies-\(services.orders.today(request.now).iso)-new")
    }

    private func file(
        _ request: WebRequest, _ selection: OrderDesk.ReplySelection, marking: Bool = false, name: String
    ) async throws -> WebResponse {
        let official = try request.official()
        // What was sent down by somebody is answered to them.
        guard let kind = services.orders.kinds.first(where: { $0.kind.source != nil })?.kind.id else {
            throw OrderError(.unknownKind)
        }
        let rows = try await services.orders.replies(
            kind: kind, selection, marking: marking, in: official.scope, now: request.now,
            name: services.words.department)
        try await services.desk.noteListed(
            "order-replies", rows: max(0, rows.count - 1), by: official, now: request.now)
        var writer = WorkbookWriter(
            sheet: "答复", columns: (rows.first ?? []).map { .init(title: $0, width: $0 == "答复内容" ? 60 : 18) })
        for row in rows.dropFirst() { writer.append(row.map { .text($0) }) }
        return .download(
            writer.finish(), type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            name: "\(name).xlsx")
    }
}
