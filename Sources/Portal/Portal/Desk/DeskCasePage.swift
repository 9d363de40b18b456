import DesignSystem
import Diagnostics
import Directory
import Exchange
import FormEngine
import HTMLBuilder
import JSONTree
import Localisation
import ProcessEngine
import Registers
import Services
import Web
import WorkCalendar
import Workflow

/// A case on one screen: why it came, the facts with their sources, the history, and only the acts this post may take.
struct DeskCasePage {
    let services: PortalServices

    func render(_ request: WebRequest, submission: FormSubmission? = nil) async throws -> [UInt8] {
        let official = try request.official()
        let found = try await services.cases.find(number: try request.parameter("number"), in: official.scope)
        // The receipt first: nothing is shown of which the citizen does not learn.
        try await services.desk.noteViewed(found, by: official, now: request.now)
        let knowledge = try services.desk.knowledge(of: found, now: request.now)
        let facts = try services.cases.facts(of: found)
        let reasons = DecisionSummary.reasons(from: facts["reasons"])
        let timeline = try await services.cases.timeline(of: found)
        let tasks = try await TaskStore(storage: services.storage).tasks(of: Matter(kind: "case", id: found.id))
        let files = try await services.desk.files(of: found)
        let documents = try await services.desk.documents(of: found)
        let version = try services.desk.ruleVersion(of: found)
        let parts = DeskParts(services: services, knowledge: knowledge, found: found, official: official)
        let groups = FactGroups(
            services: services, knowledge: knowledge, isOfficial: true, mayShow: { parts.mayShow($0) }
        ).groups(objection: nil)
        let acts = TaskActs(services: services)
        let records = try await TaskStore(storage: services.storage).acts(of: Matter(kind: "case", id: found.id))
        let open = tasks.first { $0.isOpen && services.desk.isFor(official, $0) }
        let names = try await acts.names(tasks, records, official)
        let panel = try await TaskPanel(
            acts: acts, tasks: tasks, open: open, found: found, by: official,
            today: services.desk.today(request.now))
        let clocks = ClockPanel(clocks: try await services.desk.clocks(of: found, now: request.now))
        let offers = OfferPanel(
            services: services, offers: try await services.desk.offers(of: found, to: official))
        var view: CaseDesk.TaskView?
        if let open, open.role == .main {
            view = try await services.desk.view(
                of: open, of: found, by: official, submission: submission, now: request.now)
        }
        let form = view
        let places = ["place", "on-site"].contains(open?.form) ? try await services.desk.placesLeft(for: found) : []
        let due = found.dueOn.map { Text(zh: "，\($0.text.zh)到期", en: ", due \($0.text.en)") } ?? Text(verbatim: "")
        return try StaffPage(
            context: services.staff(request, .queue),
            title: .verbatim("\(knowledge.subject?.name ?? "") · ").followed(by: knowledge.runtime.service.title),
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "我的待办", en: "My tasks"), href: "/desk")]),
            lead: .verbatim(found.number).followed(by: due),
            actions: { html in
                html.add(
                    StatusTag(
                        label: parts.status ?? found.outcome?.title ?? found.state.title,
                        tone: found.outcome == .eligible ? .positive : found.outcome == .ineligible ? .negative : .open)
                )
            }
        ).document { html in
            html.div(class: "case case-two") { html in
                html.div { html in
                    html.h2(Text(zh: "依据的规则", en: "Rules applied"))
                    html.add(ReasonList(reasons: reasons.map(parts.line)))
                    if let version {
                        html.p(
                            Text(
                                zh: "按\(version.number)办\(version.isWithdrawn ? "（已撤销）" : "")",
                                en: "Under \(version.number)\(version.isWithdrawn ? " (withdrawn since)" : "")"))
                    }
                    if knowledge.runtime.service.parts.isEmpty, found.submittedAt != nil {
                        html.p { html in
                            html.add(
                                Link(
                                    label: Text(zh: "看规则表，适用的行有标记", en: "The rules, with the rows that applied"),
                                    href: "/desk/cases/\(found.number)/rules"))
                        }
                    }
                    if knowledge.runtime.service.parts.isEmpty {
                        answers(&html, knowledge)
                    } else {
                        parts.answers(&html)
                    }
                    for group in groups { html.add(KnownFacts(facts: group.facts, title: group.title)) }
                }
                html.div { html in
                    parts.render(&html)
                    if let place = found.place {
                        html.add(
                            SummaryList(rows: [
                                .init(key: Text(zh: "学校", en: "School"), value: services.words.place(place))
                            ]))
                    }
                    let own = files.filter { parts.needs($0.material) }
                    if !own.isEmpty { papers(&html, own, found, knowledge) }
                    parts.window(&html, files: files, token: request.formToken)
                    DocumentPage(services: services).list(
                        &html, documents, of: found, at: "/desk/cases/\(found.number)")
                    clocks.render(&html)
                    html.h2(Text(zh: "经过", en: "History"))
                    html.add(
                        Timeline(
                            steps: (timeline.map { event in
                                (
                                    event.at,
                                    Timeline.Step(
                                        title: parts.title(event), state: .done,
                                        office: services.words.department(event.office),
                                        at: services.zone.text(microseconds: event.at),
                                        text: parts.words(event, names: names.officials))
                                )
                            } + acts.history(records, names)).sorted { $0.0 < $1.0 }.map(\.1)
                                + tasks.filter(\.isUnderWay).map { task in
                                    Timeline.Step(
                                        title: task.state == .suspended
                                            ? task.name.followed(by: Text(zh: "（挂起）", en: " (on hold)")) : task.name,
                                        state: .current,
                                        office: task.holder.map { .verbatim(names.official($0)) }
                                            ?? services.postName(task.post),
                                        due: task.dueOn.map { Text(zh: "\($0.text.zh)到期", en: "Due \($0.text.en)") })
                                }))
                    html.p { html in
                        html.add(
                            Link(
                                label: Text(zh: "看流程图和每一步", en: "The process and every step"),
                                href: "/desk/cases/\(found.number)/process"))
                    }
                }
            }
            panel.renderHolder(&html, token: request.formToken)
            if let open, open.role == .main {
                TaskForm(
                    services: services, task: open, found: found, knowledge: knowledge, places: places, view: form
                ).render(&html, request)
            }
            panel.render(&html, names, records, token: request.formToken)
            offers.render(&html, of: found, token: request.formToken)
        }
    }

    private func answers(_ html: inout HTML, _ knowledge: CaseKnowledge) {
        let rows = knowledge.runtime.form.journey(knowledge).summary.filter { $0.value != nil }
        guard !rows.isEmpty else { return }
        html.add(
            SummaryList(
                rows: rows.map { SummaryList.Row(key: $0.title, value: $0.value) },
                title: Text(zh: "申请人填写的", en: "Answers")))
    }

    private func papers(_ html: inout HTML, _ files: [CaseFile], _ found: Case, _ knowledge: CaseKnowledge) {
        html.h2(Text(zh: "材料", en: "Papers"))
        html.add(
            TaskList(
                tasks: files.map { file in
                    let title = knowledge.runtime.service.materials.first { $0.id == file.material }?.title
                    return TaskList.Task(
                        title: title ?? .verbatim(file.name), hint: .verbatim(Numbers.bytes(file.size)),
                        href: "/desk/cases/\(found.number)/files/\(file.id)",
                        status: StatusTag(
                            label: file.grade == "B"
                                ? Text(zh: "窗口核对", en: "Checked at a counter") : Text(zh: "申请人上传", en: "Uploaded"),
                            tone: file.grade == "B" ? .positive : .neutral))
                }))
    }

    /// Ends a task with what the form says.
    func complete(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let number = try request.parameter("number")
        let found = try await services.cases.find(number: number, in: official.scope)
        let id = Int64(try request.parameter("task")) ?? 0
        let tasks = try await TaskStore(storage: services.storage).tasks(of: Matter(kind: "case", id: found.id))
        guard let task = tasks.first(where: { $0.id == id && $0.isOpen }) else { throw WorkflowError(.taskGone) }
        let knowledge = try services.desk.knowledge(of: found, now: request.now)
        if task.form.flatMap({ knowledge.runtime.taskForms[$0] }) != nil {
            let refused = try await services.desk.complete(
                task, of: number, by: official, posted: PostedAnswers(request.fields), now: request.now)
            if let refused { return .page(try await render(request, submission: refused), status: 422) }
            return .seeOther("/desk")
        }
        let form = TaskForm(services: services, task: task, found: found, knowledge: knowledge, places: [])
        let result = request.fields["result"] ?? ""
        guard form.results.contains(where: { $0.value == result }) else { throw WebError.malformed }
        let findings = form.findings(from: request.fields)
        if result == "found", task.form == "finding", findings.isEmpty { throw WebError.malformed }
        do {
            _ = try await services.desk.complete(
                task, of: number, by: official, result: result, values: form.values(from: request.fields),
                findings: findings, now: request.now)
        } catch is FieldValue.Rejection {
            throw WebError(
                code: "finding.value", status: 422, title: Text(zh: "填的内容不对", en: "A value does not fit"),
                detail: Text(
                    zh: "日期写成 2026-09-01，区划写 12 位代码。请返回修改。",
                    en: "Dates as 2026-09-01, divisions as 12 digits. Go back and mend it."))
        }
        return .seeOther("/desk")
    }
}
