import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import Workflow

/// The desk of the office that decides: what is due first, and a case on one screen.
struct DeskRoutes {
    let services: PortalServices
    private let pageSize = 30

    func register(in table: inout RouteTable) {
        let pulse = InboxPulse(store: ProcessStore(storage: services.storage))
        table.get("/desk/updates", .official) { request in
            try await InboxUpdates(services: services, pulse: pulse).answer(request)
        }
        table.get("/desk", .official) { request in .page(try await InboxPage(services: services).render(request)) }
        table.post("/desk/views", .official) { request in
            try await InboxPage(services: services).keepView(request)
        }
        table.post("/desk/views/{view}/forget", .official) { request in
            guard let id = Int64(try request.parameter("view")) else { throw WebError.notFound }
            try await services.savedViews.forget(id, of: try request.official().id)
            return .seeOther("/desk")
        }
        table.get("/desk/together", .official) { request in
            .page(try await TogetherPage(services: services).choose(request))
        }
        table.post("/desk/together", .official) { request in
            try await TogetherPage(services: services).act(request)
        }
        table.get("/desk/cases", .permission(.readCases)) { request in .page(try await list(request)) }
        table.get("/desk/cases/{number}", .permission(.readCases)) { request in
            .page(try await DeskCasePage(services: services).render(request))
        }
        table.get("/desk/cases/{number}/rules", .permission(.readCases)) { request in
            .page(try await CaseRulesPage(services: services).render(request))
        }
        table.get("/desk/cases/{number}/process", .permission(.readCases)) { request in
            .page(try await CaseProcessPage(services: services).render(request))
        }
        table.get("/desk/allotment", .permission(.reviewCases)) { request in
            .page(try await AllotmentPage(services: services).render(request))
        }
        table.post("/desk/allotment", .permission(.reviewCases)) { request in
            try await services.desk.allot(
                request.fields["service"] ?? "", by: try request.official(), now: request.now)
            return .seeOther("/desk/allotment?begun=yes")
        }
        table.post("/desk/cases/{number}/tasks/{task}", .permission(.readCases)) { request in
            try await DeskCasePage(services: services).complete(request)
        }
        table.post("/desk/cases/{number}/tasks/{task}/acts", .permission(.readCases)) { request in
            try await TaskActs(services: services).act(request)
        }
        table.post("/desk/cases/{number}/tasks/{task}/acts/{act}", .permission(.readCases)) { request in
            try await TaskActs(services: services).act(request)
        }
        table.post("/desk/cases/{number}/tasks/{task}/opinion", .permission(.readCases)) { request in
            try await TaskActs(services: services).giveOpinion(request)
        }
        table.post("/desk/cases/{number}/offers/{element}", .permission(.readCases)) { request in
            try await OfferPanel(services: services, offers: []).begin(request)
        }
        table.get("/desk/cases/{number}/documents/{document}", .permission(.readCases)) { request in
            .page(try await document(request))
        }
        table.get("/desk/cases/{number}/files/{file}", .permission(.readCases)) { request in try await file(request) }
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
        let isOfOffices = (try? services.desk.runtime(filter.service))?.service.decidedBy == .offices
        func view(_ label: Text, _ season: String?, _ outcome: CaseOutcome?, isCurrent: Bool) -> FilterTabs.View {
            var narrowed = CaseFilter(service: filter.service)
            narrowed.season = season
            narrowed.outcome = outcome
            return .init(
                label: label, href: CaseListQuery.address(narrowed, base: "/desk/cases", service: filter.service),
                count: nil,
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
            if asked.known.count > 1 {
                html.add(
                    FilterTabs(
                        label: Text(zh: "事项", en: "Service"),
                        views: asked.known.map { runtime in
                            .init(
                                label: runtime.service.title,
                                href: "/desk/cases?service=\(PortalServices.encoded(runtime.service.id))", count: nil,
                                isCurrent: runtime.service.id == asked.service)
                        }))
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
                    views: isOfOffices
                        ? [
                            view("全部", "All", nil), view("都准予", "Granted", .eligible),
                            view("有不准予的", "Refused, wholly or in part", .ineligible),
                        ]
                        : [
                            view("全部", "All", nil), view("符合", "Eligible", .eligible),
                            view("查不到", "Not found", .unknown), view("不符合", "Not eligible", .ineligible),
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
        let knowledge = try services.desk.knowledge(of: found, now: request.now)
        let parts = DeskParts(services: services, knowledge: knowledge, found: found, official: official)
        guard try await services.desk.files(of: found).contains(where: { $0.id == id && parts.needs($0.material) })
        else { throw WebError.notFound }
        let content = try await services.desk.content(ofFile: id, in: found)
        try await services.desk.noteViewed(found, by: official, now: request.now)
        let name = "\(found.number).\(content.mediaType.split(separator: "/").last ?? "bin")"
        return .download(content.bytes, type: content.mediaType, name: name)
    }
}
