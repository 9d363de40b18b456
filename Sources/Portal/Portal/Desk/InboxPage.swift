import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar
import WorkOrders
import Workflow

/// The one inbox of an official: what is mine, what is due, what my office has, what I have done.
struct InboxPage {
    let services: PortalServices
    private static let pageSize = 30
    /// Days within which a task counts as due soon.
    private static let soonDays = 3

    /// The views, as the address names them.
    private enum View: String, CaseIterable {
        case mine
        case soon
        case office
        case resting
        case done
        case copies

        var title: Text {
            switch self {
            case .mine: Text(zh: "我的", en: "Mine")
            case .soon: Text(zh: "快到期", en: "Due soon")
            case .office: Text(zh: "本单位", en: "My office")
            case .resting: Text(zh: "挂起的", en: "On hold")
            case .done: Text(zh: "我办过的", en: "Done by me")
            case .copies: Text(zh: "抄送我的", en: "For me to know")
            }
        }

        var box: TaskStore.Box {
            switch self {
            case .mine, .soon: .mine
            case .office: .office
            case .resting: .resting
            case .done, .copies: .done
            }
        }

        var nothing: Text {
            switch self {
            case .mine: Text(zh: "没有待办", en: "Nothing to do")
            case .soon: Text(zh: "没有快到期的", en: "Nothing is due soon")
            case .office: Text(zh: "本单位没有待办", en: "Nothing to do in your office")
            case .resting: Text(zh: "没有挂起的", en: "Nothing is on hold")
            case .done: Text(zh: "还没有办过任务", en: "Nothing done yet")
            case .copies: Text(zh: "没有抄送给您的", en: "Nothing was sent to you to know of")
            }
        }
    }

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let view = request.query["view"].flatMap { View(rawValue: $0) } ?? .mine
        let page = request.query.page()
        if view == .copies { return try await copies(request, official, page: page) }
        let today = services.desk.today(request.now)
        let soon = today.adding(days: Self.soonDays)
        let store = TaskStore(storage: services.storage)
        let dueBy = view == .soon ? soon : nil
        let groups = view.box == .mine ? try await store.groups(of: official.holder, dueBy: dueBy) : []
        // A step is named with its kind, since two processes may have a step of one name.
        let step = (request.query["step"] ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        let chosen = groups.first { step == [$0.matterKind, $0.element] }
        let tasks = try await store.list(
            view.box, of: official.holder,
            filter: TaskStore.Filter(matterKind: chosen?.matterKind, element: chosen?.element, dueBy: dueBy),
            page: page,
            size: Self.pageSize)
        let saved = try await services.savedViews.views(of: official.id)
        let counts = try await store.counts(of: official.holder, dueBy: soon)
        let names = try await names(tasks, official)
        var rows: [[Cell]] = []
        for task in tasks {
            guard let place = try await self.place(of: task, official, now: request.now) else { continue }
            let cells = row(task, place, view: view, official, names, today: today)
            rows.append(chosen == nil ? cells : cells + [pick(task, place)])
        }
        let shown = rows
        let rules = RuleListPage.banner(waiting: services.rules.waiting(for: official).count)
        let together = chosen != nil && rows.count > 1
        let query = "view=\(view.rawValue)" + (chosen.map { "&step=\($0.matterKind):\($0.element)" } ?? "")
        return try StaffPage(
            context: services.staff(request, .queue), title: Text(zh: "我的待办", en: "My tasks"),
            lead: Text(zh: "先办快到期的。", en: "Due first.")
        ).document { html in
            for one in official.standsFor { html.add(AbsenceRoutes.banner(one)) }
            if let rules { html.add(rules) }
            html.add(
                LiveRegion(id: "inbox", source: "/desk/updates") { html in
                    tabs(&html, view, counts)
                    steps(&html, groups, chosen, view: view)
                    if shown.isEmpty {
                        html.add(EmptyState(title: view.nothing, icon: .inbox))
                    } else if together {
                        html.form(class: "together", .method(.get), .action("/desk/together")) { html in
                            html.add(
                                DataTable(
                                    caption: view.title, isCaptionHidden: true,
                                    columns: columns(view) + [.init(title: Text(zh: "一起办", en: "Together"))],
                                    rows: shown))
                            html.div(class: "buttons") { html in
                                html.add(
                                    Button(
                                        label: Text(zh: "选中的一起办", en: "Do the chosen ones together"), kind: .secondary))
                            }
                        }
                    } else {
                        html.add(
                            DataTable(
                                caption: view.title, isCaptionHidden: true, columns: columns(view), rows: shown))
                    }
                })
            views(&html, saved, query: query, token: request.formToken)
            let address = "/desk?\(query)&page="
            html.add(
                Pagination(
                    page: page, previous: page > 1 ? "\(address)\(page - 1)" : nil,
                    next: tasks.count == Self.pageSize ? "\(address)\(page + 1)" : nil))
            if !official.permissions.isDisjoint(with: [.readCases, .handleOrders]) {
                html.p { html in
                    html.add(
                        Link(label: Text(zh: "要请假？安排同事代理", en: "Away? Let a colleague stand in"), href: "/desk/absence")
                    )
                }
            }
        }
    }

    /// The steps that one's own tasks are at: equal ones can be done together.
    private func steps(
        _ html: inout HTML, _ groups: [TaskStore.Group], _ chosen: TaskStore.Group?, view: View
    ) {
        guard groups.count > 1 || (groups.first?.count ?? 0) > 1 || chosen != nil else { return }
        let all = FilterTabs.View(
            label: Text(zh: "所有环节", en: "All steps"), href: "/desk?view=\(view.rawValue)", isCurrent: chosen == nil)
        html.add(
            FilterTabs(
                label: Text(zh: "哪个环节", en: "Which step"),
                views: [all]
                    + groups.prefix(8).map { group in
                        .init(
                            label: Text(zh: group.title, en: group.englishTitle ?? group.title),
                            href: "/desk?view=\(view.rawValue)&step=\(group.matterKind):\(group.element)",
                            count: group.count, isCurrent: group == chosen)
                    }))
    }

    /// A box to choose a task with.
    private func pick(_ task: WorkflowTask, _ place: Place) -> Cell {
        .slot { html in
            html.div(class: "choice pick") { html in
                html.input(.type("checkbox"), .id("task-\(task.id)"), .name("task"), .value(String(task.id)))
                html.label(class: "hidden-text", .for("task-\(task.id)")) { html in html.text(place.number) }
            }
        }
    }

    private func views(_ html: inout HTML, _ saved: [SavedView], query: String, token: String) {
        html.add(
            Disclosure(title: Text(zh: "我存的视图", en: "My saved views")) { html in
                for view in saved {
                    html.div(class: "saved-view") { html in
                        html.add(Link(label: .verbatim(view.name), href: "/desk?\(view.query)"))
                        html.add(
                            PostForm(action: "/desk/views/\(view.id)/forget", token: token) { html in
                                html.add(
                                    Button(
                                        label: Text(zh: "删掉“\(view.name)”", en: "Remove “\(view.name)”"), kind: .quiet))
                            })
                    }
                }
                html.add(
                    PostForm(action: "/desk/views", token: token, hidden: [("query", query)]) { html in
                        html.add(
                            TextInput(
                                name: "name", label: Text(zh: "把现在看的存成", en: "Keep what is shown as"),
                                width: .characters(20)))
                        html.add(Button(label: Text(zh: "存下来", en: "Keep it"), kind: .secondary))
                    })
            })
    }

    /// Keeps what is shown, under a name.
    func keepView(_ request: WebRequest) async throws -> WebResponse {
        let official = try request.official()
        let name = (request.fields["name"] ?? "").trimmed(to: SavedViewStore.longestName)
        // Only a view of the inbox is kept, never another address.
        let kept = (request.fields["query"] ?? "").split(separator: "&").filter { part in
            (part.hasPrefix("view=") || part.hasPrefix("step="))
                && part.dropFirst(5).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-:".contains($0)) }
        }.joined(separator: "&")
        if name.isEmpty { throw WorkflowError(.nameMissing) }
        try await services.savedViews.keep(name, query: kept, of: official.id)
        return .seeOther("/desk?\(kept)")
    }

    private func count(_ view: View, _ counts: TaskStore.Counts) -> Int? {
        switch view {
        case .mine: counts.mine
        case .soon: counts.soon
        case .office: counts.office
        case .resting: counts.resting
        case .done, .copies: nil
        }
    }

    /// What colleagues have sent to know of: who, why, and where it lies.
    private func copies(_ request: WebRequest, _ official: Official, page: Int) async throws -> [UInt8] {
        let store = TaskStore(storage: services.storage)
        let records = try await store.copies(to: official.id, page: page, size: Self.pageSize)
        let counts = try await store.counts(
            of: official.holder, dueBy: services.desk.today(request.now).adding(days: Self.soonDays))
        var rows: [[Cell]] = []
        for record in records {
            // What one may not see any more is not listed.
            guard let place = try await copied(record.matter, official) else { continue }
            let sender = try await services.directory.official(id: record.official)
            let reason = (try? services.desk.reason(of: record)) ?? ""
            rows.append([
                .link(.verbatim(place.number), to: place.address), .text(place.title),
                .text(.verbatim(sender?.name ?? "")), .text(.verbatim(reason)),
                .text(services.zone.text(microseconds: record.at)),
            ])
        }
        let shown = rows
        return try StaffPage(
            context: services.staff(request, .queue), title: Text(zh: "我的待办", en: "My tasks"),
            lead: View.copies.title
        ).document { html in
            tabs(&html, .copies, counts)
            if shown.isEmpty {
                html.add(EmptyState(title: View.copies.nothing, icon: .inbox))
            } else {
                html.add(
                    DataTable(
                        caption: View.copies.title, isCaptionHidden: true,
                        columns: [
                            .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "事项", en: "Matter")),
                            .init(title: Text(zh: "谁抄送的", en: "From")), .init(title: Text(zh: "为什么", en: "Why")),
                            .init(title: Text(zh: "时间", en: "When")),
                        ], rows: shown))
            }
            html.add(
                Pagination(
                    page: page, previous: page > 1 ? "/desk?view=copies&page=\(page - 1)" : nil,
                    next: records.count == Self.pageSize ? "/desk?view=copies&page=\(page + 1)" : nil))
        }
    }

    private func copied(
        _ matter: Matter, _ official: Official
    ) async throws -> (number: String, address: String, title: Text)? {
        switch matter.kind {
        case "case":
            guard let found = try? await services.cases.find(id: matter.id, in: official.scope),
                let service = try? services.desk.runtime(found.service).service
            else { return nil }
            return (found.number, "/desk/cases/\(found.number)", service.title)
        case OrderDesk.matter:
            guard let order = try? await services.orders.orders.find(id: matter.id, in: official.scope),
                let kind = try? services.orders.runtime(order.kind).kind
            else { return nil }
            return (order.number, OrderWords.address(order), kind.title)
        default: return nil
        }
    }

    private func tabs(_ html: inout HTML, _ view: View, _ counts: TaskStore.Counts) {
        html.add(
            FilterTabs(
                label: Text(zh: "看哪些", en: "Which"),
                // What rests is shown where something does.
                views: View.allCases.filter { $0 != .resting || view == .resting || counts.resting > 0 }.map { other in
                    FilterTabs.View(
                        label: other.title, href: other == .mine ? "/desk" : "/desk?view=\(other.rawValue)",
                        count: count(other, counts), isCurrent: other == view)
                }))
    }

    private func columns(_ view: View) -> [DataTable.Column] {
        [
            .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "任务", en: "Task")),
            .init(title: Text(zh: "情况", en: "State")), .init(title: Text(zh: "由谁办", en: "With")),
            .init(title: view == .done ? Text(zh: "办完", en: "Done") : Text(zh: "收到", en: "Received")),
            .init(title: Text(zh: "到期", en: "Due")),
            view == .resting
                ? .init(title: Text(zh: "恢复", en: "Resumes"))
                : .init(title: Text(zh: "还剩", en: "Left"), isNumeric: true),
        ]
    }

    // MARK: What a task is about

    private struct Place {
        let number: String
        let address: String
        let division: String
        let tag: StatusTag
        /// What it is about, where the kind of task does not say.
        var about: Text?
    }

    /// `nil` for what this official may not see: a task of the office may lie outside one's own reach.
    private func place(of task: WorkflowTask, _ official: Official, now: Int64) async throws -> Place? {
        switch task.matter.kind {
        case "case":
            guard let found = try? await services.cases.find(id: task.matter.id, in: official.scope) else { return nil }
            return Place(
                number: found.number, address: "/desk/cases/\(found.number)", division: found.division,
                tag: state(of: found))
        case Correction.matter:
            guard official.scope.may(.answerCorrections),
                let correction = try? await services.desk.correction(id: task.matter.id, for: official)
            else { return nil }
            return Place(
                number: correction.number, address: "/desk/corrections/\(correction.number)", division: task.division,
                tag: StatusTag(label: correction.state.title, tone: correction.isOpen ? .open : .neutral))
        case OrderDesk.matter:
            guard let order = try? await services.orders.orders.find(id: task.matter.id, in: official.scope) else {
                return nil
            }
            return Place(
                number: order.number, address: "/desk/orders/\(order.kind)/\(order.number)", division: order.division,
                tag: OrderWords.tag(order, now: now), about: order.matterClass.map { .verbatim($0) })
        default: return nil
        }
    }

    private func state(of found: Case) -> StatusTag {
        if let first = found.missing.first, let runtime = try? services.desk.runtime(found.service) {
            let datum = services.words.datum(first, runtime: runtime)
            return StatusTag(label: Text(zh: "查不到：\(datum.zh)", en: "Not found: \(datum.en)"), tone: .open)
        }
        return StatusTag(
            label: found.outcome?.title ?? found.state.title,
            tone: found.outcome == .ineligible ? .negative : found.outcome == .eligible ? .positive : .open)
    }

    /// The names of those who have tasks.
    private func names(_ tasks: [WorkflowTask], _ official: Official) async throws -> [Int64: String] {
        guard tasks.contains(where: { $0.holder != nil }) else { return [:] }
        let officials = try await services.directory.officials(in: official.scope)
        return Dictionary(officials.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    private func row(
        _ task: WorkflowTask, _ place: Place, view: View, _ official: Official, _ names: [Int64: String],
        today: CivilDate
    ) -> [Cell] {
        let holder: Text =
            if let id = task.holder {
                id == official.id ? Text(zh: "我", en: "Me") : .verbatim(names[id] ?? "")
            } else {
                services.postName(task.post)
            }
        let moment = view == .done ? task.endedAt ?? task.createdAt : task.createdAt
        return [
            .link(.verbatim(place.number), to: place.address),
            .pair(
                task.urged == 0
                    ? task.name
                    : task.name.followed(by: Text(zh: "（催办\(task.urged)次）", en: " (urged \(task.urged)×)")),
                below: place.about.map {
                    $0.followed(by: .verbatim(" · ")).followed(by: services.divisionName(place.division))
                }
                    ?? services.divisionName(place.division)), .tag(place.tag), .text(holder),
            .text(services.zone.date(microseconds: moment).shortText),
            .text(task.dueOn?.shortText ?? .verbatim("")),
            view == .done
                ? .none
                : view == .resting
                    ? .text(task.resumesOn?.shortText ?? .verbatim(""))
                    : left(task.dueOn, today: today, isProvisional: task.isDueProvisional),
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
        return days < Self.soonDays ? .tag(StatusTag(label: text, tone: .open)) : .text(text)
    }
}
