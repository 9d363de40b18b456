import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar
import WorkOrders

/// Orders by what is urgent; every count opens its rows.
struct OrderListPage {
    let services: PortalServices
    private static let pageSize = 30

    private static let views: [OrderFilter.View] = [
        .open, .late, .soon, .received, .reopened, .unresolved, .closed, .all,
    ]

    private static func title(_ view: OrderFilter.View) -> Text {
        switch view {
        case .open: Text(zh: "在办", en: "Open")
        case .late: Text(zh: "已超期", en: "Late")
        case .soon: Text(zh: "一天内到期", en: "Due within a day")
        case .received: Text(zh: "待派", en: "To dispatch")
        case .reopened: Text(zh: "重办", en: "Opened again")
        case .unresolved: Text(zh: "暂未解决", en: "Not solved")
        case .closed: Text(zh: "已办结", en: "Closed")
        case .all: Text(zh: "全部", en: "All")
        }
    }

    /// The list; or the one order whose number was looked for.
    func answer(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        if let number = Self.soughtNumber(request) {
            var filter = OrderFilter(kind: request.query["kind"] ?? Self.usualKind)
            filter.number = number
            let found = try await services.orders.orders.list(
                filter, page: 1, size: Self.pageSize, in: official.scope, now: request.now)
            if let order = found.first(where: { $0.number == number }) ?? (found.count == 1 ? found[0] : nil) {
                return .seeOther(OrderWords.address(order))
            }
        }
        return .page(try await render(request))
    }

    private static let usualKind = "hotline"

    private static func soughtNumber(_ request: WebRequest) -> String? {
        guard let number = request.query["number"].map({ OrderFilter.typed(String($0.prefix(60))) }), !number.isEmpty
        else { return nil }
        return number
    }

    private func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let kind = request.query["kind"] ?? Self.usualKind
        let runtime = try services.orders.runtime(kind)
        let store = services.orders.orders
        var filter = OrderFilter(kind: kind)
        filter.figure = request.query["figure"].flatMap { OrderFilter.Figure(rawValue: $0) }
        filter.number = Self.soughtNumber(request)
        filter.view =
            request.query["view"].flatMap { OrderFilter.View(rawValue: $0) }
            ?? (filter.figure == nil && filter.number == nil ? .open : .all)
        filter.department = request.query["office"]
        if let period = BulletinPage.Period(request.query["period"]) {
            (filter.from, filter.until) = period.instants(services)
        } else {
            filter.figure = nil
        }
        let page = request.query.page()
        let orders = try await store.list(
            filter, page: page, size: Self.pageSize, in: official.scope, now: request.now)
        let total = try await store.count(filter, in: official.scope, now: request.now)
        let contents = try await store.contents(of: orders, runtime: runtime)
        try await services.desk.noteListed("orders", rows: orders.count, by: official, now: request.now)
        var counts: [OrderFilter.View: Int] = [:]
        for view in Self.views where view != .all && view != .closed {
            var one = OrderFilter(kind: kind)
            one.view = view
            counts[view] = try await store.count(one, in: official.scope, now: request.now)
        }
        let unsent =
            official.permissions.contains(.manageOrders) ? try await services.orders.unsentReplies(kind: kind) : 0
        let base = "/desk/orders?kind=\(kind)"
        let shown = (filter, counts)
        let pages = max(1, (total + Self.pageSize - 1) / Self.pageSize)
        let isSent = runtime.kind.source != nil
        return try StaffPage(
            context: services.staff(request, isSent ? .orders : .supervision), title: runtime.kind.title,
            breadcrumbs: filter.figure == nil
                ? nil
                : Breadcrumbs(links: [Link(label: Text(zh: "工单通报", en: "Bulletin"), href: "/desk/orders/bulletin")]),
            lead: Text.count(total, zh: "件", one: "order", other: "orders"),
            actions: { html in actions(&html, official, isSent: isSent, unsent: unsent, token: request.formToken) }
        ).document { html in
            html.p(class: "hidden-text", .id("total"), .data("total", String(total))) { $0.text(String(total)) }
            if shown.0.figure == nil {
                html.add(
                    FilterTabs(
                        label: Text(zh: "看哪些", en: "Which"),
                        views: Self.views.map { view in
                            .init(
                                label: Self.title(view), href: "\(base)&view=\(view.rawValue)",
                                count: shown.1[view], isCurrent: view == shown.0.view)
                        }))
            }
            if shown.0.figure == nil {
                html.add(
                    SearchBox(
                        label: Text(zh: "按编号找（全号或后几位）", en: "Find by number (whole, or its last digits)"),
                        action: "/desk/orders", name: "number", value: shown.0.number ?? "",
                        hidden: [("kind", kind)]))
            }
            if orders.isEmpty {
                html.add(
                    EmptyState(
                        title: shown.0.number == nil
                            ? Text(zh: "这里没有工单", en: "No orders here")
                            : Text(zh: "没有找到这个编号的工单", en: "No order of this number was found"),
                        icon: .inbox))
            } else {
                html.add(table(orders, contents, isSent: isSent, now: request.now))
            }
            let query = address(shown.0, base: base)
            html.add(
                Pagination(
                    page: page, pages: pages, previous: page > 1 ? "\(query)&page=\(page - 1)" : nil,
                    next: page < pages ? "\(query)&page=\(page + 1)" : nil))
        }
    }

    private func actions(
        _ html: inout HTML, _ official: Official, isSent: Bool, unsent: Int, token: String
    ) {
        if isSent, official.permissions.contains(.importRegisters) {
            html.add(
                Button(
                    label: Text(zh: "导入市里的表", en: "Import the city's file"), action: .link("/desk/imports"),
                    kind: .secondary))
        }
        if isSent, official.permissions.contains(.manageOrders) {
            if unsent > 0 {
                html.add(
                    PostForm(action: "/desk/orders/replies", token: token) { html in
                        html.add(
                            Button(
                                label: Text(zh: "取走 \(unsent) 件新答复", en: "Take \(unsent) new answers"), kind: .secondary
                            ))
                    })
            }
            html.add(Link(label: Text(zh: "今天的答复（表格）", en: "Today's answers (file)"), href: "/desk/orders/replies"))
        }
        if !isSent, official.permissions.contains(.overseeOrders) {
            html.add(
                Button(label: Text(zh: "立项督办", en: "Set a task"), action: .link("/desk/orders/supervise")))
        }
    }

    private func address(_ filter: OrderFilter, base: String) -> String {
        var query = "\(base)&view=\(filter.view.rawValue)"
        if let figure = filter.figure {
            let period = BulletinPage.Period(from: filter.from, services)
            query += "&figure=\(figure.rawValue)&period=\(period.text)"
        }
        if let number = filter.number { query += "&number=\(PortalServices.encoded(number))" }
        if let department = filter.department { query += "&office=\(department)" }
        return query
    }

    private func table(
        _ orders: [WorkOrder], _ contents: [Int64: OrderContent], isSent: Bool, now: Int64
    ) -> DataTable {
        DataTable(
            caption: Text(zh: "工单", en: "Orders"), isCaptionHidden: true,
            columns: [
                .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "事由", en: "Matter")),
                .init(title: Text(zh: "情况", en: "State")), .init(title: Text(zh: "承办单位", en: "Office")),
                .init(title: Text(zh: "收到", en: "Received")),
                .init(title: isSent ? Text(zh: "市里时限", en: "City's limit") : Text(zh: "要求办好", en: "Due")),
                .init(title: Text(zh: "还剩", en: "Left"), isNumeric: true),
            ],
            rows: orders.map { order in
                let content = contents[order.id]
                let title = content?.title.isEmpty == false ? content?.title : content?.content
                return [
                    .link(.verbatim(order.number), to: OrderWords.address(order)),
                    .pair(
                        .verbatim(String((title ?? "").prefix(60))),
                        below: order.matterClass.map { .verbatim($0) } ?? OrderWords.colour(order.colour)
                            ?? .verbatim("")),
                    .tag(OrderWords.tag(order, now: now)),
                    order.department.map { .text(services.words.department($0)) } ?? .none,
                    .text(services.zone.date(microseconds: order.receivedAt).shortText),
                    order.upperDueAt.map { .text(services.zone.date(microseconds: $0).shortText) } ?? .none,
                    left(order, now: now),
                ]
            })
    }

    private func left(_ order: WorkOrder, now: Int64) -> Cell {
        guard order.state.isOpen, let due = order.upperDueAt else { return .none }
        let span = due - now
        if span < 0 {
            let late = Text.duration(microseconds: -span)
            return .tag(StatusTag(label: Text(zh: "超\(late.zh)", en: "\(late.en) late"), tone: .negative))
        }
        let left = Text.duration(microseconds: span)
        return span < 86_400_000_000 ? .tag(StatusTag(label: left, tone: .open)) : .text(left)
    }
}
