import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import Workflow

/// 交接: the people in office, and what one of them has, given to colleagues on one screen, with a sheet to print.
struct HandOverRoutes {
    let services: PortalServices

    func register(in table: inout RouteTable) {
        table.get("/admin/people", .permission(.manageDirectory)) { request in .page(try await people(request)) }
        table.get("/admin/people/{official}/hand-over", .permission(.manageDirectory)) { request in
            .page(try await page(request))
        }
        table.post("/admin/people/{official}/hand-over", .permission(.manageDirectory)) { request in
            try await handOver(request)
        }
        table.get("/admin/hand-overs/{sheet}", .permission(.manageDirectory)) { request in
            .page(try await sheet(request))
        }
    }

    // MARK: People

    private func people(_ request: WebRequest) async throws -> [UInt8] {
        let manager = try request.official()
        let officials = try await services.directory.officials(in: manager.scope)
        return try StaffPage(
            context: services.staff(request, .people), title: Text(zh: "在岗人员", en: "People in office"),
            lead: Text(zh: "有人调离或请假，把手里的任务交给同事。", en: "When somebody leaves or is away, their tasks go to colleagues.")
        ).document { html in
            html.add(
                DataTable(
                    caption: Text(zh: "在岗人员", en: "People in office"), isCaptionHidden: true,
                    columns: [
                        .init(title: Text(zh: "姓名", en: "Name")), .init(title: Text(zh: "部门", en: "Department")),
                        .init(title: Text(zh: "岗位", en: "Post")), .init(title: Text(zh: "状态", en: "State")),
                    ],
                    rows: officials.map { official in
                        [
                            .link(.verbatim(official.name), to: "/admin/people/\(official.id)/hand-over"),
                            .text(services.words.department(official.department)),
                            .text(services.postName(official.post)),
                            .tag(
                                official.isActive
                                    ? StatusTag(label: Text(zh: "在岗", en: "In office"), tone: .positive)
                                    : StatusTag(label: Text(zh: "已离岗", en: "Has left"), tone: .neutral)),
                        ]
                    }))
        }
    }

    // MARK: One of them

    private func official(_ request: WebRequest) async throws -> Official {
        guard let id = Int64(try request.parameter("official")),
            let official = try await services.directory.official(id: id)
        else { throw WebError.notFound }
        return official
    }

    private func page(_ request: WebRequest) async throws -> [UInt8] {
        let official = try await official(request)
        let held = try await services.desk.heldTasks(of: official)
        let isOneself = official.id == (try request.official()).id
        return try StaffPage(
            context: services.staff(request, .people),
            title: Text(zh: "\(official.name)的工作交接", en: "Hand over the work of \(official.name)"),
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "在岗人员", en: "People in office"), href: "/admin/people")
            ]),
            lead: services.words.department(official.department).followed(by: .verbatim(" · ")).followed(
                by: services.postName(official.post))
        ).document { html in
            if isOneself {
                html.add(
                    WarningText(
                        text: Text(zh: "自己的工作请别人来交接。", en: "Somebody else has to hand over your own work.")))
                return
            }
            html.add(
                PostForm(action: "/admin/people/\(official.id)/hand-over", token: request.formToken) { html in
                    html.h2(Text(zh: "手里的任务", en: "Tasks in hand"))
                    if held.isEmpty {
                        html.p(
                            Text(
                                zh: "没有单独归此人的任务。岗位上的任务同岗位的人都看得到，不用交接。",
                                en: "No task is theirs alone. What is the post's, everybody of the post sees."))
                    }
                    for one in held { receiver(&html, one, official) }
                    html.add(
                        Radios(
                            name: "reason", label: Text(zh: "为什么交接", en: "Why"),
                            options: [
                                Option(
                                    value: "away", label: Text(zh: "请假、出差", en: "Away for a while"),
                                    hint: Text(zh: "账号照旧能用。", en: "The account stays as it is.")),
                                Option(
                                    value: "left", label: Text(zh: "调离、退休", en: "Has left the post"),
                                    hint: Text(
                                        zh: "账号马上停用，登录的地方都退出，代办授权都终止。",
                                        en: "The account is closed at once, all sessions and authorities end.")),
                            ]))
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "交接", en: "Hand over")))
                    }
                })
        }
    }

    private func receiver(_ html: inout HTML, _ one: CaseDesk.HeldTask, _ official: Official) {
        let due = one.task.dueOn.map { Text(zh: "，\($0.text.zh)到期", en: ", due \($0.text.en)") } ?? .verbatim("")
        html.add(
            SelectField(
                name: "task-\(one.task.id)",
                label: .verbatim("\(one.number) · ").followed(by: one.task.name).followed(by: due),
                options: [Option(value: "post", label: Text(zh: "退回岗位", en: "Back to the post"))]
                    + one.candidates.map { candidate in
                        Option(
                            value: String(candidate.id),
                            label: .verbatim("\(candidate.name) · ").followed(by: services.postName(candidate.post)))
                    },
                // A colleague of the same post is the likely one.
                value: one.candidates.first { $0.post == official.post }.map { String($0.id) } ?? "post", prompt: nil))
    }

    private func handOver(_ request: WebRequest) async throws -> WebResponse {
        let official = try await official(request)
        guard let reason = request.fields["reason"], ["away", "left"].contains(reason) else {
            throw WorkflowError(.reasonMissing)
        }
        var receivers: [Int64: Int64] = [:]
        for one in try await services.desk.heldTasks(of: official) {
            if let receiver = request.fields["task-\(one.task.id)"].flatMap({ Int64($0) }) {
                receivers[one.task.id] = receiver
            }
        }
        let sheet = try await services.desk.handOver(
            official, to: receivers, hasLeft: reason == "left", by: try request.official(), now: request.now)
        // The rows are gone; here nothing remembers them either.
        if sheet.hasLeft { try await services.sessions.closeAll(of: .official(official)) }
        return .seeOther("/admin/hand-overs/\(sheet.id)")
    }

    // MARK: The sheet

    private func sheet(_ request: WebRequest) async throws -> [UInt8] {
        let manager = try request.official()
        guard let id = Int64(try request.parameter("sheet")),
            let sheet = try await services.desk.handOver(id, for: manager)
        else { throw WebError.notFound }
        let officials = try await services.directory.officials(in: manager.scope)
        let names = Dictionary(officials.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        func name(_ id: Int64) -> String { names[id] ?? "#\(id)" }
        return PrintSheet(
            context: try services.staff(request, .people), title: Text(zh: "工作交接单", en: "Hand-over sheet"),
            issuer: services.county.name, back: BackLink(href: "/admin/people")
        ).document { html in
            html.add(
                SummaryList(rows: [
                    .init(key: Text(zh: "移交人", en: "From"), value: .verbatim(name(sheet.official))),
                    .init(
                        key: Text(zh: "原因", en: "Why"),
                        value: sheet.hasLeft
                            ? Text(zh: "调离、退休，账号已停用", en: "Has left; the account is closed")
                            : Text(zh: "请假、出差", en: "Away for a while")),
                    .init(key: Text(zh: "经办", en: "Made by"), value: .verbatim(name(sheet.madeBy))),
                    .init(key: Text(zh: "时间", en: "When"), value: services.zone.text(microseconds: sheet.madeAt)),
                ]))
            if sheet.items.isEmpty {
                html.p(Text(zh: "没有单独归此人的任务。", en: "No task was theirs alone."))
            } else {
                html.add(
                    DataTable(
                        caption: Text(zh: "移交的任务", en: "Tasks handed over"),
                        columns: [
                            .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "任务", en: "Task")),
                            .init(title: Text(zh: "接手人", en: "To")),
                        ],
                        rows: sheet.items.map { item in
                            [
                                .text(.verbatim(item.number)), .text(.verbatim(item.title)),
                                .text(
                                    item.to.map { .verbatim(name($0)) } ?? Text(zh: "退回岗位", en: "Back to the post")),
                            ]
                        }))
            }
            html.add(WriteInBox(label: Text(zh: "移交人签字", en: "Signature of who hands over")))
            html.add(WriteInBox(label: Text(zh: "接手人签字", en: "Signatures of who take over")))
        }
    }
}
