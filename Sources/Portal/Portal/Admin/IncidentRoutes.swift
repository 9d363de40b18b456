import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import JSONTree
import Localisation
import ProcessEngine
import Services
import Storage
import Web
import Workflow

/// What stands still: processes that stopped somewhere and background work that was given up, each with what happened,
/// what to do, and a button to go on.
struct IncidentRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/admin/incidents", .permission(.operateProcesses)) { request in .page(try await list(request)) }
        table.get("/admin/incidents/{incident}", .permission(.operateProcesses)) { request in
            .page(try await page(request))
        }
        table.post("/admin/incidents/{incident}", .permission(.operateProcesses)) { request in
            try await mend(request)
        }
        table.post("/admin/jobs/{job}/again", .permission(.operateProcesses)) { request in
            guard let id = Int64(try request.parameter("job")) else { throw WebError.notFound }
            try await services.desk.revive(job: id, by: try request.official(), now: request.now)
            return .seeOther("/admin/incidents")
        }
    }

    private func list(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let page = request.query.page()
        let incidents = try await services.desk.incidents(page: page, for: official)
        let jobs = try await services.desk.givenUp(for: official)
        return try StaffPage(
            context: services.staff(request, .incidents), title: Text(zh: "待处理故障", en: "What stands still"),
            lead: Text(
                zh: "群众和同事交来的都已保存，只是停在这里；处理后接着办。",
                en: "What people have handed in is kept; it only waits here, and goes on when mended.")
        ).document { html in
            if incidents.isEmpty, jobs.isEmpty {
                html.add(EmptyState(title: Text(zh: "没有故障", en: "Nothing stands still"), icon: .checkCircle))
            }
            if !incidents.isEmpty {
                html.add(
                    DataTable(
                        caption: Text(zh: "停住的办件", en: "Cases that stand still"),
                        columns: [
                            .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "停在哪一步", en: "Where")),
                            .init(title: Text(zh: "原因", en: "Why")), .init(title: Text(zh: "从何时起", en: "Since")),
                        ],
                        rows: incidents.map { view in
                            [
                                .link(.verbatim(view.number), to: "/admin/incidents/\(view.incident.id)"),
                                .text(Self.name(view)), .text(Self.reason(view.incident.code).title),
                                .text(services.zone.shortText(microseconds: view.incident.raisedAt)),
                            ]
                        }))
            }
            html.add(
                Pagination(
                    page: page, previous: page > 1 ? "/admin/incidents?page=\(page - 1)" : nil,
                    next: incidents.count == 50 ? "/admin/incidents?page=\(page + 1)" : nil))
            if !jobs.isEmpty { self.jobs(&html, jobs, request.formToken) }
        }
    }

    private func jobs(_ html: inout HTML, _ jobs: [DeadJob], _ token: String) {
        html.h2(Text(zh: "没做成的后台工作", en: "Background work that was given up"))
        html.p(
            Text(
                zh: "反复几次都没成功，已停下。先排除原因，再让它重做。",
                en: "It failed time and again and was put aside. Mend the cause, then let it try again."),
            class: "hint")
        html.add(
            DataTable(
                caption: Text(zh: "没做成的后台工作", en: "Background work that was given up"), isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "工作", en: "Work")), .init(title: Text(zh: "错误代码", en: "Code")),
                    .init(title: Text(zh: "何时建立", en: "Made")), .init(title: Text(zh: "处理", en: "Act")),
                ],
                rows: jobs.map { job in
                    [
                        .text(.verbatim(job.kind)), .text(.verbatim(job.lastError ?? "")),
                        .text(services.zone.shortText(microseconds: job.createdAt)),
                        .slot { html in
                            html.add(
                                PostForm(action: "/admin/jobs/\(job.id)/again", token: token) { html in
                                    html.add(Button(label: Text(zh: "重做", en: "Try again"), kind: .quiet))
                                })
                        },
                    ]
                }))
    }

    private func page(_ request: WebRequest) async throws -> [UInt8] {
        let view = try await view(request)
        let official = try request.official()
        if view.showsValues {
            let found = try await services.cases.find(number: view.number, in: official.scope)
            try await services.desk.noteViewed(found, by: official, fields: "process", now: request.now)
        }
        let reason = Self.reason(view.incident.code)
        return try StaffPage(
            context: services.staff(request, .incidents), title: Self.name(view),
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "待处理故障", en: "What stands still"), href: "/admin/incidents")
            ]), lead: .verbatim(view.number)
        ).document { html in
            html.add(Banner(tone: .negative, title: reason.title))
            html.p(reason.advice)
            html.add(
                SummaryList(rows: [
                    .init(key: Text(zh: "错误代码", en: "Code"), value: .verbatim(view.incident.code)),
                    .init(key: Text(zh: "环节", en: "Element"), value: .verbatim(view.incident.element)),
                    .init(
                        key: Text(zh: "从何时起", en: "Since"),
                        value: services.zone.text(microseconds: view.incident.raisedAt)),
                ]))
            variables(&html, view)
            let canRetry = view.incident.token > 0
            html.add(
                PostForm(action: "/admin/incidents/\(view.incident.id)", token: request.formToken) { html in
                    html.h2(canRetry ? Text(zh: "接着办", en: "Let it go on") : Text(zh: "已知悉", en: "Take note of it"))
                    if canRetry {
                        html.add(
                            SelectField(
                                name: "variable", label: Text(zh: "先改哪个变量", en: "Variable to set before"),
                                options: view.variables.map { Option(value: $0.name, label: .verbatim($0.name)) },
                                hint: Text(zh: "不用改就不选。", en: "None, if nothing is to be set."), isOptional: true))
                        html.add(
                            TextArea(
                                name: "value", label: Text(zh: "改成什么（JSON）", en: "Its value, as JSON"), rows: 3,
                                isOptional: true))
                    }
                    html.add(
                        TextArea(
                            name: "reason", label: Text(zh: "怎么处理的", en: "What was done"),
                            hint: Text(zh: "经办人和审计看得到。", en: "Whoever has the case and auditors can read it."), rows: 3,
                            limit: CaseDesk.longestReason))
                    html.div(class: "buttons") { html in
                        html.add(
                            Button(
                                label: canRetry ? Text(zh: "再试一次", en: "Try again") : Text(zh: "知悉", en: "Noted")))
                    }
                })
        }
    }

    private func variables(_ html: inout HTML, _ view: IncidentView) {
        guard !view.variables.isEmpty else { return }
        html.add(
            Disclosure(title: Text(zh: "流程变量", en: "The process's variables")) { html in
                html.add(
                    SummaryList(
                        rows: view.variables.map { variable in
                            .init(
                                key: .verbatim(variable.name),
                                value: variable.value.map { .verbatim(String($0.text.prefix(2_000))) }
                                    ?? Text(zh: "（有查看办件权限的人才能看内容）", en: "(shown to who may see cases)"))
                        }))
            })
    }

    private func mend(_ request: WebRequest) async throws -> WebResponse {
        let view = try await view(request)
        var setting: (name: String, value: JSON)?
        if let name = request.fields["variable"], !name.isEmpty {
            guard view.variables.contains(where: { $0.name == name }),
                let value = try? JSON(parsing: request.fields["value"] ?? "")
            else {
                throw WebError(
                    code: "incident.value", status: 422, title: Text(zh: "变量的值不对", en: "The value does not fit"),
                    detail: Text(
                        zh: "要写成 JSON，如 12、\"文字\"、true。请返回修改。",
                        en: "Write JSON, such as 12, \"text\", true. Go back and mend it."))
            }
            setting = (name, value)
        }
        try await services.desk.mend(
            view.incident.id, setting: setting, by: try request.official(), reason: request.fields["reason"] ?? "",
            now: request.now)
        return .seeOther("/admin/incidents")
    }

    private func view(_ request: WebRequest) async throws -> IncidentView {
        guard let id = Int64(try request.parameter("incident")),
            let view = try await services.desk.incident(id, for: try request.official())
        else { throw WebError.notFound }
        return view
    }

    private static func name(_ view: IncidentView) -> Text {
        guard let element = view.element else { return .verbatim(view.incident.element) }
        let name = element.name ?? element.id
        return Text(zh: name, en: element.englishName ?? name)
    }

    /// What happened and what to do, in words.
    private static func reason(_ code: String) -> (title: Text, advice: Text) {
        switch code {
        case IncidentCode.noFlow.description:
            (
                Text(zh: "没有一条出路的条件成立", en: "No way on has a condition that holds"),
                Text(
                    zh: "核对流程变量；变量有误就改对再试，流程有漏就请业务部门补上默认出路、发布新版本。",
                    en:
                        "Look at the variables; set what is wrong and try again. If the model has a gap, have it published anew with a default way."
                )
            )
        case IncidentCode.unknownCondition.description:
            (
                Text(zh: "判断出路要用的数据没有", en: "A condition needs something that is not known"),
                Text(zh: "补上缺的变量，再试一次。", en: "Set the missing variable and try again.")
            )
        case IncidentCode.unusableValue.description:
            (
                Text(zh: "表达式没有算出能用的值", en: "An expression gave no usable value"),
                Text(zh: "改对它用到的变量，再试一次。", en: "Set the variable that it uses and try again.")
            )
        default:
            (
                Text(zh: "调用没有成功", en: "A call failed"),
                Text(
                    zh: "看错误代码：对方系统不通就等恢复再试；功能没有安装就先安装。",
                    en:
                        "See the code: when the other system does not answer, wait and try again; when a function is missing, install it."
                )
            )
        }
    }
}
