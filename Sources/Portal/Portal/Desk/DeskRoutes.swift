import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar
import Workflow

/// The desk of the office that decides: what is due first, and a case on one screen.
struct DeskRoutes {
    let services: PortalServices
    private let pageSize = 30

    func register(in table: inout RouteTable) {
        table.get("/desk", .official) { request in .page(try await queue(request)) }
        table.get("/desk/cases", .permission(.readCases)) { request in .page(try await list(request)) }
        table.get("/desk/cases/{number}", .permission(.readCases)) { request in
            .page(try await DeskCasePage(services: services).render(request))
        }
        table.get("/desk/allotment", .permission(.reviewCases)) { request in
            .page(try await AllotmentPage(services: services).render(request))
        }
        table.post("/desk/allotment", .permission(.reviewCases)) { request in
            try await services.desk.allot(
                request.fields["service"] ?? "", by: try request.official(), now: request.now)
            return .seeOther("/desk/allotment?begun=yes")
        }
        table.post("/desk/cases/{number}/tasks/{task}", .oneOf([.reviewCases, .enterForOthers])) { request in
            try await DeskCasePage(services: services).complete(request)
        }
        table.get("/desk/cases/{number}/documents/{document}", .permission(.readCases)) { request in
            .page(try await document(request))
        }
        table.get("/desk/cases/{number}/files/{file}", .permission(.readCases)) { request in try await file(request) }
    }

    private func queue(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let page = request.query.page()
        let tasks = try await TaskStore(storage: services.storage).open(
            post: official.post, department: official.department, page: page, size: pageSize)
        let today = services.desk.today(request.now)
        var rows: [[Cell]] = []
        for task in tasks {
            guard task.matter.kind == "case",
                let found = try? await services.cases.find(id: task.matter.id, in: official.scope)
            else { continue }
            rows.append(row(task, found, today: today))
        }
        let shown = rows
        return try StaffPage(
            context: services.staff(request, .queue), title: Text(zh: "我的待办", en: "My tasks"),
            lead: Text(zh: "先办快到期的。", en: "Due first.")
        ).document { html in
            if shown.isEmpty {
                html.add(EmptyState(title: Text(zh: "没有待办", en: "Nothing to do"), icon: .inbox))
            } else {
                html.add(
                    DataTable(
                        caption: Text(zh: "待办", en: "Tasks"), isCaptionHidden: true,
                        columns: [
                            .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "事项", en: "Matter")),
                            .init(title: Text(zh: "原因", en: "Reason")), .init(title: Text(zh: "收到", en: "Received")),
                            .init(title: Text(zh: "到期", en: "Due")),
                            .init(title: Text(zh: "还剩", en: "Left"), isNumeric: true),
                        ], rows: shown))
                html.add(
                    Pagination(
                        page: page, previous: page > 1 ? "/desk?page=\(page - 1)" : nil,
                        next: tasks.count == pageSize ? "/desk?page=\(page + 1)" : nil))
            }
        }
    }

    private func row(_ task: WorkflowTask, _ found: Case, today: CivilDate) -> [Cell] {
        let runtime = try? services.desk.runtime(found.service)
        let reason: StatusTag
        if let first = found.missing.first, let runtime {
            reason = StatusTag(
                label: Text(
                    zh: "查不到：\(services.words.datum(first, runtime: runtime).zh)",
                    en: "Not found: \(services.words.datum(first, runtime: runtime).en)"), tone: .open)
        } else {
            reason = StatusTag(
                label: found.outcome?.title ?? .verbatim(""),
                tone: found.outcome == .ineligible ? .negative : found.outcome == .eligible ? .positive : .open)
        }
        return [
            .link(.verbatim(found.number), to: "/desk/cases/\(found.number)"),
            .pair(task.name, below: services.divisionName(found.division)), .tag(reason),
            .text(services.zone.date(microseconds: task.createdAt).shortText),
            .text(task.dueOn?.shortText ?? .verbatim("")),
            left(task.dueOn, today: today, isProvisional: task.isDueProvisional),
        ]
    }

    private func left(_ due: CivilDate?, today: CivilDate, isProvisional: Bool) -> Cell {
        guard let due else { return .none }
        let days = today.days(until: due)
        let mark = isProvisional ? Text(zh: "（暂定）", en: " (provisional)") : Text(verbatim: "")
        if days < 0 {
            return .tag(StatusTag(label: Text(zh: "已超\(-days)天", en: "\(-days) days late"), tone: .negative))
        }
        let text = Text.count(days, zh: "天", one: "day", other: "days").followed(by: mark)
        return days < 3 ? .tag(StatusTag(label: text, tone: .open)) : .text(text)
    }

    private func list(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let page = request.query.page()
        let asked = CaseListQuery(request, services: services)
        let (filter, query) = try await asked.filter(in: official.scope)
        let (cases, total) = try await services.cases.list(filter, page: page, size: pageSize, in: official.scope)
        let waiting = try await services.desk.allotmentQueues(for: official, now: request.now).reduce(0) {
            $0 + $1.total
        }
        let pages = max(1, (total + pageSize - 1) / pageSize)
        func view(_ label: Text, _ season: String?, _ outcome: CaseOutcome?, isCurrent: Bool) -> FilterTabs.View {
            var narrowed = CaseFilter(service: filter.service)
            narrowed.season = season
            narrowed.outcome = outcome
            return .init(
                label: label, href: CaseListQuery.address(narrowed, base: "/desk/cases"), count: nil,
                isCurrent: isCurrent)
        }
        func view(_ zh: String, _ en: String, _ outcome: CaseOutcome?) -> FilterTabs.View {
            view(Text(zh: zh, en: en), filter.season, outcome, isCurrent: filter.outcome == outcome)
        }
        return try StaffPage(
            context: services.staff(request, .cases), title: Text(zh: "全部办件", en: "All cases"),
            lead: Text.count(total, zh: "件", one: "case", other: "cases")
        ).document { html in
            if waiting > 0 {
                html.add(
                    Banner(
                        tone: .info,
                        title: Text(zh: "\(waiting) 个孩子等待分配学位", en: "\(waiting) children wait for a place"),
                        link: Link(label: Text(zh: "分配学位", en: "Give places"), href: "/desk/allotment")))
            }
            html.add(
                FilterTabs(
                    label: Text(zh: "年度", en: "Season"),
                    views: asked.seasons.map { season in
                        view(.verbatim(season), season, filter.outcome, isCurrent: filter.season == season)
                    }))
            html.add(
                FilterTabs(
                    label: Text(zh: "按结果", en: "By answer"),
                    views: [
                        view("全部", "All", nil), view("符合", "Eligible", .eligible), view("查不到", "Not found", .unknown),
                        view("不符合", "Not eligible", .ineligible),
                    ]))
            html.add(CaseTable(services: services, base: "/desk/cases").table(cases))
            html.add(
                Pagination(
                    page: page, pages: pages, previous: page > 1 ? "/desk/cases?\(query)page=\(page - 1)" : nil,
                    next: page < pages ? "/desk/cases?\(query)page=\(page + 1)" : nil))
        }
    }

    private func document(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let found = try await services.cases.find(number: try request.parameter("number"), in: official.scope)
        try await services.desk.noteViewed(found, by: official, now: request.now)
        return try await DocumentPage(services: services).render(
            request, found, context: services.staff(request, .cases), back: "/desk/cases/\(found.number)")
    }

    private func file(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let found = try await services.cases.find(number: try request.parameter("number"), in: official.scope)
        guard let id = Int64(try request.parameter("file")) else { throw WebError.notFound }
        let content = try await services.desk.content(ofFile: id, in: found)
        try await services.desk.noteViewed(found, by: official, now: request.now)
        let name = "\(found.number).\(content.mediaType.split(separator: "/").last ?? "bin")"
        return .download(content.bytes, type: content.mediaType, name: name)
    }
}
