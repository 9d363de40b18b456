import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Notices
import Services
import Web

/// What anybody can read: the home page, the search, the themes, the guides.
struct HallRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/", .everyone) { request in .page(try await home(request)) }
        table.get("/search", .everyone) { request in .page(search(request)) }
        table.get("/themes/{theme}", .everyone) { request in
            .page(try theme(try request.parameter("theme"), request))
        }
        table.get("/services/{service}", .everyone) { request in
            .page(try GuidePage(services: services, runtime: try runtime(request)).render(request))
        }
    }

    private func runtime(_ request: WebRequest) throws -> ServiceRuntime {
        guard let runtime = try? services.desk.runtime(try request.parameter("service")) else {
            throw WebError.notFound
        }
        return runtime
    }

    private func home(_ request: WebRequest) async throws -> [UInt8] {
        var unread = 0
        if let citizen = try? request.citizen() {
            unread = try await services.notices.unreadCount(of: citizen.key.bytes)
        }
        let themes = HallTheme.all.filter { theme in
            services.desk.services.contains { $0.service.themes.contains(theme.id) }
        }
        return CitizenPage(
            context: services.hall(request, .home, unread: unread), title: Text(zh: "首页", en: "Home"), width: .full
        ).document { html in
            html.section(class: "hero") { html in
                html.div(class: "band-inner") { html in
                    html.add(
                        SearchBox(
                            label: Text(zh: "您要办什么事？", en: "What do you need?"), action: "/search",
                            suggestions: [
                                Link(
                                    label: Text(zh: "上学", en: "Starting school"),
                                    href:
                                        "/search?q=\(PortalServices.encoded(request.language == .en ? "school" : "上学"))"
                                )
                            ], isPageHeading: true))
                }
            }
            html.section(class: "band") { html in
                html.div(class: "band-inner") { html in
                    html.h2(Text(zh: "正在办", en: "Open now"))
                    html.add(LinkCards(cards: services.desk.services.map(card), layout: .doors))
                    html.h2(Text(zh: "按主题找", en: "By theme"))
                    html.add(
                        LinkCards(
                            cards: themes.map {
                                .init(title: $0.title, summary: $0.summary, icon: $0.icon, href: "/themes/\($0.id)")
                            }))
                    html.h2(Text(zh: "不方便上网", en: "No phone at hand"))
                    html.p(
                        services.county.hallName.followed(by: Text(zh: "：", en: ": ")).followed(
                            by: services.county.hallAddress))
                    html.p(services.county.hallHours, class: "source")
                }
            }
        }
    }

    private func card(_ runtime: ServiceRuntime) -> LinkCards.Card {
        LinkCards.Card(
            title: runtime.service.title, summary: runtime.service.summary,
            icon: HallTheme.all.first { runtime.service.themes.contains($0.id) }?.icon ?? .document,
            href: "/services/\(runtime.service.id)")
    }

    private func theme(_ id: String, _ request: WebRequest) throws -> [UInt8] {
        guard let theme = HallTheme.all.first(where: { $0.id == id }) else { throw WebError.notFound }
        let found = services.desk.services.filter { $0.service.themes.contains(id) }
        return CitizenPage(
            context: services.hall(request), title: theme.title,
            back: BackLink(href: "/", label: Text(zh: "首页", en: "Home"))
        ).document { html in
            html.h1(theme.title)
            if found.isEmpty {
                html.add(
                    EmptyState(
                        title: Text(zh: "这个主题下还没有可以办的事", en: "Nothing here yet"),
                        text: Text(
                            zh: "请用搜索，或拨打 \(services.county.hotline)。",
                            en: "Use the search, or call \(services.county.hotline)."),
                        icon: theme.icon))
            } else {
                html.add(LinkCards(cards: found.map(card), layout: .doors))
            }
        }
    }

    private func search(_ request: WebRequest) -> [UInt8] {
        let query = String((request.query["q"] ?? "").prefix(60))
        let found = ServiceSearch(services: services.desk.services).find(query)
        return CitizenPage(
            context: services.hall(request), title: Text(zh: "搜索", en: "Search"),
            back: BackLink(href: "/", label: Text(zh: "首页", en: "Home"))
        ).document { html in
            html.add(
                SearchBox(
                    label: Text(zh: "您要办什么事？", en: "What do you need?"), action: "/search", value: query,
                    suggestions: [], isPageHeading: true))
            if found.isEmpty {
                html.add(
                    EmptyState(
                        title: Text(zh: "没有找到", en: "Nothing found"),
                        text: Text(
                            zh: "换个说法试试，比如“上学”；也可以拨打 \(services.county.hotline)，工作人员帮您找。",
                            en: "Try another word, such as “school”, or call \(services.county.hotline)."),
                        icon: .search))
            } else {
                html.h2(Text.count(found.count, zh: "件可以办的事", one: "service", other: "services"))
                html.add(LinkCards(cards: found.map(card), layout: .doors))
            }
        }
    }
}
