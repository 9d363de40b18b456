import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import Web
import Workflow

/// How a case went and where it is: the process as a picture, and every event in words: what, when, who, why.
struct CaseProcessPage {
    let services: PortalServices

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let found = try await services.cases.find(number: try request.parameter("number"), in: official.scope)
        try await services.desk.noteViewed(found, by: official, fields: "process", now: request.now)
        return try await page(
            request, of: Matter(kind: "case", id: found.id), number: found.number,
            back: "/desk/cases/\(found.number)", place: .cases, title: Text(zh: "这件事的经过", en: "How this case went"))
    }

    /// The same of any matter that has a process.
    func page(
        _ request: WebRequest, of matter: Matter, number: String, back: String, place: PortalServices.DeskPlace,
        title: Text
    ) async throws -> [UInt8] {
        let official = try request.official()
        let histories = try await services.desk.history(of: matter)
        let store = TaskStore(storage: services.storage)
        let tasks = try await store.tasks(of: matter)
        let records = try await store.acts(of: matter)
        let names = try await TaskActs(services: services).names(tasks, records, official)
        let today = services.desk.today(request.now)
        let late = Set(
            tasks.filter { task in task.isUnderWay && task.dueOn.map { $0 < today } ?? false }.map(\.element))
        return try StaffPage(
            context: services.staff(request, place), title: title,
            breadcrumbs: Breadcrumbs(links: [Link(label: .verbatim(number), href: back)]), lead: .verbatim(number)
        ).document { html in
            if histories.isEmpty {
                html.add(EmptyState(title: Text(zh: "还没有开始办", en: "Not begun yet"), icon: .inbox))
            }
            for (index, history) in histories.enumerated() {
                picture(&html, history, number: index, late: late)
                html.h2(Text(zh: "每一步", en: "Every step"))
                html.add(
                    DataTable(
                        caption: Text(zh: "每一步", en: "Every step"), isCaptionHidden: true,
                        columns: [
                            .init(title: Text(zh: "什么时候", en: "When")), .init(title: Text(zh: "哪一步", en: "Step")),
                            .init(title: Text(zh: "怎么了", en: "What")), .init(title: Text(zh: "谁", en: "Who")),
                            .init(title: Text(zh: "用时", en: "Time"), isNumeric: true),
                        ],
                        rows: rows(history, tasks.filter { $0.instance == history.instance.id }, records, names)))
            }
        }
    }

    private func picture(_ html: inout HTML, _ history: ProcessHistory, number: Int, late: Set<String>) {
        guard let diagram = history.diagram else { return }
        var picture = ProcessPicture(diagram)
        picture.mark(history.events, late: late)
        let now = diagram.nodes.filter { picture.marks[$0.id] == .active || picture.marks[$0.id] == .late }
            .filter { $0.kind != "subProcess" && $0.kind != "boundaryEvent" }
        let names = now.map { Text(zh: $0.name, en: $0.englishName) }
        let summary: Text =
            if names.isEmpty {
                history.instance.status == .running
                    ? Text(zh: "正在办", en: "Under way") : Text(zh: "已经结束", en: "Over")
            } else {
                Text(zh: "现在在“\(Text.list(names).zh)”", en: "Now at “\(Text.list(names).en)”")
            }
        html.p(summary, class: "lead")
        html.add(
            picture.picture(
                id: "process-\(number)",
                title: .verbatim(history.definition.name ?? history.definition.id), summary: summary))
        html.p(
            Text(
                zh: "打勾的已经办完，粗边框的正在办，红色的已超期。", en: "Ticked: done. Thick edge: under way. Red: late."),
            class: "hint")
    }

    // MARK: The list

    private func rows(
        _ history: ProcessHistory, _ tasks: [WorkflowTask], _ records: [TaskActRecord], _ names: TaskActs.Names
    ) -> [[Cell]] {
        var lines: [(at: Int64, order: Int, cells: [Cell])] = []
        var entered: [String: [Int64]] = [:]
        for (order, event) in history.events.enumerated() {
            guard let element = history.element(event.element) else { continue }
            if event.phase == .entered {
                entered[event.element, default: []].append(event.at)
                continue
            }
            let since = entered[event.element]?.first ?? event.at
            if entered[event.element]?.isEmpty == false { entered[event.element]?.removeFirst() }
            let task = tasks.first { $0.element == event.element && $0.endedAt == event.at }
            lines.append(
                (event.at, order, line(element, event.phase, at: event.at, since: since, task, names)))
        }
        for (element, since) in entered {
            guard let first = since.first, let element = history.element(element) else { continue }
            let task = tasks.first { $0.element == element.id && $0.isUnderWay }
            lines.append((first, .max, line(element, .entered, at: first, since: first, task, names)))
        }
        for step in TaskActs(services: services).history(records, names) {
            lines.append(
                (
                    step.at, .max,
                    [
                        .text(services.zone.text(microseconds: step.at)), .text(step.step.title),
                        step.step.text.map { .text($0) } ?? .none, .none, .none,
                    ]
                ))
        }
        return lines.sorted { ($0.at, $0.order) < ($1.at, $1.order) }.map(\.cells)
    }

    private func line(
        _ element: ProcessElement, _ phase: TraceEntry.Phase, at: Int64, since: Int64, _ task: WorkflowTask?,
        _ names: TaskActs.Names
    ) -> [Cell] {
        let name = Text(zh: element.name ?? element.id, en: element.englishName ?? element.name ?? element.id)
        let what: StatusTag =
            switch phase {
            case .entered: StatusTag(label: Text(zh: "正在办", en: "Under way"), tone: .open)
            case .completed: StatusTag(label: Text(zh: "办完", en: "Done"), tone: .positive)
            case .cancelled: StatusTag(label: Text(zh: "撤销", en: "Withdrawn"), tone: .neutral)
            }
        let who: Text =
            if let official = task?.endedBy ?? task?.holder {
                .verbatim(names.official(official))
            } else if let task {
                services.postName(task.post)
            } else {
                element.kind.hasSuffix("Event")
                    ? .verbatim(element.lane ?? "") : Text(zh: "系统", en: "The program")
            }
        return [
            .text(services.zone.text(microseconds: at)),
            .text(name), .tag(what), .text(who),
            phase == .entered || at == since ? .none : .text(.duration(microseconds: at - since)),
        ]
    }
}
