import DesignSystem
import Diagnostics
import Directory
import FormEngine
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import Web
import WorkOrders
import Workflow

/// Equal tasks in one act: one answer for all, looked through before anything is done, each in a commit of its own.
struct TogetherPage {
    let services: PortalServices
    /// As many as fit on a page of the inbox.
    private static let most = 30

    /// One task with what it is about.
    private struct Item: Sendable {
        enum About: Sendable {
            case order(WorkOrder)
            case found(Case, CaseKnowledge)
        }

        let task: WorkflowTask
        let about: About

        var number: String {
            switch about {
            case .order(let order): order.number
            case .found(let found, _): found.number
            }
        }

        var address: String {
            switch about {
            case .order(let order): OrderWords.address(order)
            case .found(let found, _): "/desk/cases/\(found.number)"
            }
        }
    }

    /// The outcomes of a case's task that need nothing typed for each.
    private static let plain: Set<String> = [
        "kept", "not-kept", "approved", "refused", "absent", "elsewhere", "on-site",
    ]

    // MARK: Choosing

    private func items(_ request: WebRequest, _ ids: [String]) async throws -> [Item] {
        let official = try request.official()
        let wanted = ids.prefix(Self.most).compactMap { Int64($0) }
        let store = TaskStore(storage: services.storage)
        var items: [Item] = []
        for id in wanted where !items.contains(where: { $0.task.id == id }) {
            // One that somebody else has ended meanwhile, or that never was one's own, is not among them.
            guard let task = try await store.task(id), task.isOpen, task.role == .main,
                let about = try await about(task, official, now: request.now)
            else { continue }
            // The first says what kind the others have to be.
            if let first = items.first?.task, first.element != task.element || first.form != task.form { continue }
            items.append(Item(task: task, about: about))
        }
        return items
    }

    private func about(_ task: WorkflowTask, _ official: Official, now: Int64) async throws -> Item.About? {
        switch task.matter.kind {
        case OrderDesk.matter:
            guard services.orders.isFor(official, task),
                let order = try? await services.orders.orders.find(id: task.matter.id, in: official.scope),
                // A call-back, or an answer to a caller, is each one's own.
                let form = task.form, try services.orders.runtime(order.kind).kind.together.contains(form)
            else { return nil }
            return .order(order)
        case "case":
            guard services.desk.isFor(official, task),
                let found = try? await services.cases.find(id: task.matter.id, in: official.scope)
            else { return nil }
            return .found(found, try services.desk.knowledge(of: found, now: now))
        default: return nil
        }
    }

    func choose(_ request: WebRequest) async throws -> [UInt8] {
        try await page(request, try await items(request, request.query.all("task")), submission: nil)
    }

    private func page(_ request: WebRequest, _ items: [Item], submission: FormSubmission?) async throws -> [UInt8] {
        var view: OrderDesk.TaskView?
        var results: [Option] = []
        if let first = items.first {
            switch first.about {
            case .order(let order):
                view = try await services.orders.view(
                    of: first.task, of: order, submission: submission, now: request.now)
            case .found(let found, let knowledge):
                results = TaskForm(services: services, task: first.task, found: found, knowledge: knowledge, places: [])
                    .results.filter { Self.plain.contains($0.value) }
            }
        }
        let (shown, outcomes) = (view, results)
        let problems = submission?.problems ?? []
        return try StaffPage(
            context: services.staff(request, .queue),
            title: items.first?.task.name ?? Text(zh: "一起办", en: "Together"), hasError: !problems.isEmpty,
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "我的待办", en: "My tasks"), href: "/desk")]),
            lead: Text.count(items.count, zh: "件一起办", one: "task at once", other: "tasks at once")
        ).document { html in
            if items.isEmpty || (shown == nil && outcomes.isEmpty) {
                html.add(
                    EmptyState(
                        title: items.isEmpty
                            ? Text(zh: "没有选中能办的任务", en: "Nothing that you can do was chosen")
                            : Text(zh: "这一步要一件一件办", en: "This step has to be done one by one"), icon: .inbox))
                return
            }
            if !problems.isEmpty, let shown {
                let renderer = QuestionRenderer(page: shown.page, submission: submission, isEmbedded: true)
                html.add(
                    ErrorSummary(
                        entries: problems.map { .init(message: $0.text, field: renderer.fieldID($0.field)) }))
            }
            list(&html, items.map { ($0, nil) })
            html.add(
                PostForm(
                    action: "/desk/together", token: request.formToken,
                    hidden: items.map { ("task", String($0.task.id)) } + [("stage", "preview")]
                ) { html in
                    if let shown {
                        QuestionRenderer(page: shown.page, submission: submission, isEmbedded: true).render(into: &html)
                    } else {
                        html.add(Radios(name: "result", label: Text(zh: "怎么处理", en: "What to do"), options: outcomes))
                    }
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "先看一遍", en: "Look it through")))
                    }
                })
        }
    }

    private func list(_ html: inout HTML, _ items: [(item: Item, said: StatusTag?)]) {
        html.add(
            TaskList(
                tasks: items.map { item, said in
                    TaskList.Task(
                        title: .verbatim(item.number), hint: hint(item),
                        href: item.address,
                        status: said
                            ?? StatusTag(
                                label: item.task.dueOn.map {
                                    Text(zh: "\($0.shortText.zh)到期", en: "due \($0.shortText.en)")
                                }
                                    ?? Text(zh: "待办", en: "Open"), tone: .open))
                }, id: "together"))
    }

    private func hint(_ item: Item) -> Text {
        let place = services.divisionName(item.task.division)
        guard case .order(let order) = item.about, let matterClass = order.matterClass else { return place }
        return .verbatim("\(matterClass) · ").followed(by: place)
    }

    /// What would be done, in the words of the form.
    private func answers(_ items: [Item], _ request: WebRequest) async throws -> [SummaryList.Row] {
        guard let first = items.first else { return [] }
        switch first.about {
        case .order(let order):
            let view = try await services.orders.view(of: first.task, of: order, now: request.now)
            return (view?.page.fields ?? []).compactMap { state in
                guard let typed = request.fields[state.field.name], !typed.isEmpty else { return nil }
                let word = state.options.first { $0.value == typed }?.title
                let yesNo = state.field.type == .boolean ? OrderWords.yesNo(typed == "yes") : nil
                return .init(key: state.field.title, value: word ?? yesNo ?? .verbatim(typed))
            }
        case .found(let found, let knowledge):
            let form = TaskForm(services: services, task: first.task, found: found, knowledge: knowledge, places: [])
            let result = form.results.first { $0.value == request.fields["result"] }
            return result.map { [.init(key: Text(zh: "怎么处理", en: "What to do"), value: $0.label)] } ?? []
        }
    }

    // MARK: Doing

    /// - Returns: the form's refusal, which is the same for all of them.
    private func complete(
        _ item: Item, _ request: WebRequest, _ official: Official, rehearses: Bool
    ) async throws -> FormSubmission? {
        switch item.about {
        case .order(let order):
            return try await services.orders.complete(
                item.task, of: order, by: official, posted: PostedAnswers(request.fields), rehearses: rehearses,
                now: request.now)
        case .found(let found, let knowledge):
            let form = TaskForm(services: services, task: item.task, found: found, knowledge: knowledge, places: [])
            let result = request.fields["result"] ?? ""
            guard Self.plain.contains(result), form.results.contains(where: { $0.value == result }) else {
                throw WebError.malformed
            }
            _ = try await services.desk.complete(
                item.task, of: found.number, by: official, result: result, values: form.values(from: request.fields),
                rehearses: rehearses, now: request.now)
            return nil
        }
    }

    func act(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let items = try await items(request, request.fields.all("task"))
        let isPreview = request.fields["stage"] != "do"
        if items.isEmpty { return .page(try await page(request, [], submission: nil)) }
        var said: [(item: Item, refusal: Text?)] = []
        for item in items {
            do {
                if let refused = try await complete(item, request, official, rehearses: isPreview) {
                    if said.isEmpty { return .page(try await page(request, items, submission: refused), status: 422) }
                    said.append((item, refused.problems.first?.text ?? Text(zh: "没有通过", en: "Refused")))
                } else {
                    said.append((item, nil))
                }
            } catch let error as WebError where error.code == WebError.malformed.code {
                throw error
            } catch {
                guard let known = PortalServices.explain(error), known.status < 500 else { throw error }
                said.append((item, known.title))
            }
        }
        let answers = isPreview ? try await answers(items, request) : []
        return .page(try outcome(request, said, answers, isPreview: isPreview))
    }

    private func outcome(
        _ request: WebRequest, _ said: [(item: Item, refusal: Text?)], _ answers: [SummaryList.Row], isPreview: Bool
    ) throws -> [UInt8] {
        let good = said.filter { $0.refusal == nil }
        let bad = said.count - good.count
        let title: Text =
            isPreview
            ? Text(zh: "看一遍：\(good.count) 件可以办", en: "Look through: \(good.count) can be done")
            : Text(zh: "办好了 \(good.count) 件", en: "\(good.count) done")
        return try StaffPage(
            context: services.staff(request, .queue), title: title,
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "我的待办", en: "My tasks"), href: "/desk")]),
            lead: bad == 0
                ? nil : Text(zh: "\(bad) 件办不了，原因在后面", en: "\(bad) cannot be done, for the reasons given")
        ).document { html in
            if !answers.isEmpty { html.add(SummaryList(rows: answers)) }
            list(
                &html,
                said.map { item, refusal in
                    (
                        item,
                        refusal.map { StatusTag(label: $0, tone: .negative) }
                            ?? StatusTag(
                                label: isPreview ? Text(zh: "可以办", en: "Can be done") : Text(zh: "办好了", en: "Done"),
                                tone: .positive)
                    )
                })
            guard isPreview, !good.isEmpty else {
                html.p { html in html.add(Link(label: Text(zh: "回我的待办", en: "Back to my tasks"), href: "/desk")) }
                return
            }
            // What was typed goes along, for those that can be done.
            let typed = request.fields.pairs.filter { !["task", "stage", "csrf_token"].contains($0.name) }
            html.add(
                PostForm(
                    action: "/desk/together", token: request.formToken,
                    hidden: good.map { ("task", String($0.item.task.id)) } + typed.map { ($0.name, $0.value) }
                        + [("stage", "do")]
                ) { html in
                    html.div(class: "buttons") { html in
                        html.add(
                            Button(label: Text(zh: "确定，办 \(good.count) 件", en: "Yes, do \(good.count)")))
                    }
                })
        }
    }
}
