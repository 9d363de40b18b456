import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar
import Workflow

/// 请假代理: who is away says from when, until when and who stands in meanwhile.
struct AbsenceRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        let access = Access.oneOf([.readCases, .handleOrders])
        table.get("/desk/absence", access) { request in .page(try await page(request)) }
        table.post("/desk/absence", access) { request in try await appoint(request) }
        table.post("/desk/absence/{absence}/end", access) { request in
            guard let id = Int64(try request.parameter("absence")) else { throw WebError.notFound }
            try await services.desk.endStandIn(id, of: try request.official(), now: request.now)
            return .seeOther("/desk/absence")
        }
    }

    private func page(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let today = services.desk.today(request.now)
        let colleagues = try await services.desk.possibleStandIns(for: official)
        let mine = try await services.directory.standIns(of: official.id, from: today)
        let names = Dictionary(colleagues.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return try StaffPage(
            context: services.staff(request, .queue), title: Text(zh: "请假代理", en: "While you are away"),
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "我的待办", en: "My tasks"), href: "/desk")]),
            lead: Text(
                zh: "您不在的时候，您的任务同事也能办；办了都记在同事名下。",
                en: "While you are away a colleague can do your tasks, each recorded under the colleague's name.")
        ).document { html in
            for one in official.standsFor { html.add(AbsenceRoutes.banner(one)) }
            if !mine.isEmpty {
                html.h2(Text(zh: "已经安排的", en: "Arranged"))
                for one in mine {
                    html.add(
                        SummaryList(rows: [
                            .init(
                                key: Text(zh: "由谁代理", en: "Who stands in"),
                                value: .verbatim(names[one.deputy] ?? "#\(one.deputy)")),
                            .init(
                                key: Text(zh: "哪几天", en: "Days"),
                                value: Text(
                                    zh: "\(one.from.text.zh)至\(one.through.text.zh)",
                                    en: "\(one.from.text.en) to \(one.through.text.en)")),
                        ]))
                    html.add(
                        PostForm(action: "/desk/absence/\(one.id)/end", token: request.formToken) { html in
                            html.add(Button(label: Text(zh: "我回来了，结束代理", en: "I am back: end it"), kind: .secondary))
                        })
                }
            }
            html.h2(Text(zh: "安排代理", en: "Arrange it"))
            if colleagues.isEmpty {
                html.p(
                    Text(
                        zh: "本部门没有同岗位的同事或审核员，请找系统管理员交接。",
                        en:
                            "Nobody of your post and no reviewer is in your department; ask the administrator for a hand-over."
                    ))
                return
            }
            html.add(
                PostForm(action: "/desk/absence", token: request.formToken) { html in
                    html.add(
                        SelectField(
                            name: "colleague", label: Text(zh: "由哪位同事代理", en: "Which colleague"),
                            options: colleagues.map { colleague in
                                Option(
                                    value: String(colleague.id),
                                    label: .verbatim("\(colleague.name) · ").followed(
                                        by: services.postName(colleague.post)))
                            }))
                    let hint = Text(zh: "如 \(today.iso)", en: "such as \(today.iso)")
                    html.add(
                        TextInput(name: "from", label: Text(zh: "从哪天起", en: "From"), hint: hint, value: today.iso))
                    html.add(TextInput(name: "through", label: Text(zh: "到哪天止", en: "Through"), hint: hint))
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "安排", en: "Arrange")))
                    }
                })
        }
    }

    /// Says for whom one stands in.
    static func banner(_ one: Represented) -> Banner {
        Banner(
            tone: .info,
            title: Text(
                zh: "您在代理\(one.name)，到\(one.through.text.zh)",
                en: "You stand in for \(one.name), through \(one.through.text.en)"))
    }

    private func appoint(_ request: WebRequest) async throws -> WebResponse {
        func day(_ name: String) -> CivilDate? {
            CivilDate(iso: (request.fields[name] ?? "").filter { !$0.isWhitespace })
        }
        guard let from = day("from"), let through = day("through") else { throw WorkflowError(.standInDays) }
        guard let colleague = request.fields["colleague"].flatMap({ Int64($0) }) else {
            throw WorkflowError(.noSuchColleague)
        }
        try await services.desk.standIn(
            for: try request.official(), deputy: colleague, from: from, through: through, now: request.now)
        return .seeOther("/desk/absence")
    }
}
