import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar

/// The leader's page: how it goes, and every figure opens the records behind it.
struct CockpitRoutes {
    let services: PortalServices
    private let pageSize = 30

    func register(in table: inout RouteTable) {
        table.get("/cockpit", .permission(.readCockpit)) { request in .page(try await overview(request)) }
        table.get("/cockpit/times/{service}", .permission(.readCockpit)) { request in
            .page(try await TimesPage(services: services).render(request))
        }
        table.get("/cockpit/cases", .permission(.readCockpit)) { request in .page(try await records(request)) }
    }

    private func overview(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        guard let runtime = services.desk.services.first else { throw WebError.notFound }
        let today = services.desk.today(request.now)
        let seasons = [runtime.season(on: today), runtime.season(on: today.adding(years: -1))]
        let chosen = seasons.first { $0 == request.query["season"] }
        var season = chosen ?? seasons[0]
        var figures = try await CockpitFigures(services: services, runtime: runtime, season: season)
            .read(in: official.scope)
        if chosen == nil, figures.registered.value == 0 {
            // Before the new season begins, the last one is what there is to see.
            season = seasons[1]
            figures = try await CockpitFigures(services: services, runtime: runtime, season: season)
                .read(in: official.scope)
        }
        let asOf = services.zone.text(microseconds: request.now)
        let (shown, values) = (season, figures)
        return try CockpitPage(
            context: services.staff(request, .cockpit), title: runtime.service.title,
            asOf: Text(zh: "\(shown) 年度，截至\(asOf.zh)", en: "Season \(shown), as of \(asOf.en)"),
            summary: values.summary(services.words),
            filters: { html in
                html.add(
                    FilterTabs(
                        label: Text(zh: "年度", en: "Season"),
                        views: seasons.map {
                            .init(
                                label: .verbatim($0), href: "/cockpit?season=\($0)", count: nil, isCurrent: $0 == shown
                            )
                        }))
            }
        ).document { html in
            html.p { html in
                for each in services.desk.services {
                    html.add(
                        Link(
                            label: each.service.title.followed(
                                by: Text(zh: "：看时间花在哪里", en: ": see where the time goes")),
                            href: "/cockpit/times/\(each.service.id)"))
                }
            }
            html.div(class: "tiles") { html in for tile in values.tiles(asOf: asOf) { html.add(tile) } }
            html.div(class: "panels") { html in
                html.add(
                    DonutChart(
                        id: "answers", title: Text(zh: "三种答复", en: "The three answers"), points: values.outcomes,
                        unit: Text(zh: "人", en: "children")))
                html.add(
                    BarChart(
                        id: "categories", title: Text(zh: "按类别", en: "By category"),
                        points: values.categories(services.words)))
                html.add(
                    BarChart(
                        id: "missing", title: Text(zh: "查不到的，按部门", en: "Not found, by department"),
                        points: values.departments(services.words)))
            }
        }
    }

    private func records(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let page = request.query.page()
        let (filter, query) = try await CaseListQuery(request, services: services).filter(in: official.scope)
        let (cases, total) = try await services.cases.list(filter, page: page, size: pageSize, in: official.scope)
        try await services.desk.noteListed(
            "cockpit", rows: cases.count, by: official, now: request.now)
        let pages = max(1, (total + pageSize - 1) / pageSize)
        let base = official.permissions.contains(.readCases) ? "/desk/cases" : nil
        return try StaffPage(
            context: services.staff(request, .cockpit), title: Text(zh: "数字背后的办件", en: "The cases behind the figure"),
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "驾驶舱", en: "Cockpit"), href: "/cockpit")]),
            lead: Text.count(total, zh: "件", one: "case", other: "cases")
        ).document { html in
            html.p(class: "hidden-text", .id("total"), .data("total", String(total))) { html in html.text(String(total))
            }
            html.add(
                CaseTable(services: services, base: base, maySupervise: official.permissions.contains(.overseeOrders))
                    .table(cases))
            html.add(
                Pagination(
                    page: page, pages: pages, previous: page > 1 ? "/cockpit/cases?\(query)page=\(page - 1)" : nil,
                    next: page < pages ? "/cockpit/cases?\(query)page=\(page + 1)" : nil))
        }
    }
}
