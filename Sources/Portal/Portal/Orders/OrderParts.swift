import DesignSystem
import Diagnostics
import Directory
import FormEngine
import HTMLBuilder
import JSONTree
import Localisation
import ProcessEngine
import Services
import Web
import WorkOrders
import Workflow

/// What an order's page shows, read once.
struct OrderParts: Sendable {
    let services: PortalServices
    let order: WorkOrder
    let runtime: OrderRuntime
    let content: OrderContent
    let clocks: [OrderClock]
    /// The open task of the one who looks, with its form.
    let view: OrderDesk.TaskView?
    let official: Official
    let token: String
    let now: Int64
    let tasks: [WorkflowTask]
    let options: OrderDesk.TaskOptions
    /// A task of somebody else that may be urged.
    let urged: WorkflowTask?
    let offers: [ProcessOffer]
    private let events: [(event: OrderEvent, note: [(name: String, value: JSON)])]
    let names: [Int64: String]
    private let reply: String?
    private let merged: [WorkOrder]
    private let main: WorkOrder?
    private let supervised: [WorkOrder]
    let same: [OrderDesk.SameOrder]
    let suggestions: [OrderDesk.Suggestion]
    /// A task of a colleague of the same post who may be away.
    let takeable: WorkflowTask?

    init(services: PortalServices, order: WorkOrder, request: WebRequest, submission: FormSubmission?) async throws {
        let desk = services.orders
        let official = try request.official()
        self.services = services
        self.order = order
        self.official = official
        token = request.formToken
        now = request.now
        runtime = try desk.runtime(order.kind)
        content = try await desk.orders.content(of: order, runtime: runtime)
        clocks = try await desk.clocks(of: order, now: now)
        tasks = try await desk.tasks.tasks(of: Matter(kind: OrderDesk.matter, id: order.id))
        let own = tasks.first { $0.isOpen && desk.isFor(official, $0) }
        view =
            if let own {
                try await desk.view(of: own, of: order, submission: submission, now: now)
            } else { nil }
        options = if let own { try await desk.options(for: own, of: order, by: official) } else { .none }
        var urged: WorkflowTask?
        for task in tasks where urged == nil {
            if try await desk.mayUrge(task, of: order, by: official) { urged = task }
        }
        self.urged = urged
        offers = try await desk.offers(of: order, to: official)
        events = try await desk.orders.history(of: order).map { ($0, try desk.orders.note(of: $0)) }
        var names: [Int64: String] = [:]
        for id in Set(
            events.compactMap(\.event.official) + tasks.compactMap(\.holder)
                + events.compactMap { $0.event.data["to"]?.string.flatMap { Int64($0) } })
        {
            names[id] = try await services.directory.official(id: id)?.name
        }
        self.names = names
        reply = try desk.orders.reply(of: order)
        merged = try await desk.orders.merged(into: order)
        main =
            if let into = order.mergedInto {
                try? await desk.orders.find(id: into, in: official.scope)
            } else { nil }
        supervised = try await desk.orders.orders(about: "\(order.kind):\(order.number)", in: official.scope)
        var takeable: WorkflowTask?
        for task in tasks where takeable == nil {
            if try await desk.mayTakeOver(task, by: official) { takeable = task }
        }
        self.takeable = takeable
        // Who dispatches is told more; nobody else needs other callers' orders.
        let isDispatching = own?.form == "dispatch" || own?.form == "override"
        same = isDispatching ? try await desk.sameOrders(as: order, now: now) : []
        suggestions = isDispatching ? try await desk.suggestions(for: order) : []
        // What is shown of other callers' orders is recorded, too.
        let others = same.count + suggestions.reduce(0) { $0 + $1.earlier.count }
        if others > 0 {
            try await services.desk.noteListed("orders-alike", rows: others, by: official, now: now)
        }
    }

    // MARK: What was said

    func said(_ html: inout HTML) {
        html.h2(
            runtime.kind.source == nil
                ? Text(zh: "批示", en: "What is to be done") : Text(zh: "诉求", en: "What the caller says"))
        html.p(Text(verbatim: content.content), class: "order-text")
        func row(_ key: Text, _ value: String) -> SummaryList.Row? {
            value.isEmpty ? nil : SummaryList.Row(key: key, value: .verbatim(value))
        }
        var rows = [
            row(Text(zh: "来电人", en: "Caller"), content.caller), row(Text(zh: "电话", en: "Phone"), content.phone),
            row(Text(zh: "事发地址", en: "Place"), content.place), row(Text(zh: "所属乡镇", en: "Town"), content.town),
            row(Text(zh: "分类", en: "Class"), order.matterClass ?? ""),
            row(Text(zh: "渠道", en: "Channel"), content.channel),
        ].compactMap { $0 }
        if let kind = OrderWords.requestKind(order.requestKind) {
            rows.append(.init(key: Text(zh: "类型", en: "Kind"), value: kind))
        }
        if let urgency = OrderWords.urgency(order.urgency) {
            rows.append(.init(key: Text(zh: "紧急程度", en: "Urgency"), value: urgency))
        }
        rows.append(
            .init(
                key: Text(zh: "收到", en: "Received"), value: services.zone.text(microseconds: order.receivedAt)))
        html.add(SummaryList(rows: rows))
        if let record = order.about.flatMap(SupervisedRecord.init(id:)) {
            html.p { html in
                html.add(Link(label: Text(zh: "关于", en: "About ").followed(by: record.label), href: record.address))
            }
        }
        guard !content.remarks.isEmpty else { return }
        html.add(
            Disclosure(title: Text(zh: "市里表格里的其他列", en: "Other columns of the city's file")) { html in
                html.add(
                    SummaryList(
                        rows: content.remarks.map { .init(key: .verbatim($0.heading), value: .verbatim($0.value)) }))
            })
    }

    func answer(_ html: inout HTML) {
        guard let reply else { return }
        html.h2(Text(zh: "答复", en: "Answer"))
        html.p(Text(verbatim: reply), class: "order-text")
        var rows: [SummaryList.Row] = []
        if let contacted = OrderWords.yesNo(order.contacted) {
            rows.append(.init(key: Text(zh: "联系过来电人", en: "Caller contacted"), value: contacted))
        }
        if let claimed = OrderWords.yesNo(order.claimed) {
            rows.append(.init(key: Text(zh: "承办单位说解决了", en: "Solved, says the office"), value: claimed))
        }
        if let solved = OrderWords.yesNo(order.solved) {
            rows.append(.init(key: Text(zh: "来电人说解决了", en: "Solved, says the caller"), value: solved))
        }
        if let satisfied = OrderDesk.satisfaction(order.satisfied) {
            rows.append(.init(key: Text(zh: "满意度", en: "Rating"), value: satisfied))
        }
        if !rows.isEmpty { html.add(SummaryList(rows: rows)) }
    }

    // MARK: Offices and history

    func offices(_ html: inout HTML) {
        var rows: [SummaryList.Row] = []
        if let department = order.department {
            rows.append(.init(key: Text(zh: "主办", en: "Lead"), value: services.words.department(department)))
        }
        if !order.assisting.isEmpty {
            rows.append(
                .init(
                    key: Text(zh: "协办", en: "Helping"),
                    value: Text.list(order.assisting.map { services.words.department($0) })))
        }
        if order.overridden {
            rows.append(
                .init(
                    key: Text(zh: "派单方式", en: "Dispatched"),
                    value: Text(zh: "分管领导批示，没有按清单", en: "By the leader's decision, against the list")))
        }
        if order.reopened > 0 {
            rows.append(
                .init(
                    key: Text(zh: "重办", en: "Opened again"),
                    value: Text.count(order.reopened, zh: "次", one: "time", other: "times")))
        }
        if let colour = OrderWords.colour(order.colour) {
            rows.append(.init(key: Text(zh: "催办", en: "Pressed"), value: colour))
        }
        if !rows.isEmpty { html.add(SummaryList(rows: rows)) }
        if let main {
            html.p { html in
                html.add(
                    Link(
                        label: Text(zh: "已并入 \(main.number)", en: "Merged into \(main.number)"),
                        href: OrderWords.address(main)))
            }
        }
        let related = merged + supervised
        guard !related.isEmpty else { return }
        html.h2(Text(zh: "相关的", en: "Related"))
        html.add(
            TaskList(
                tasks: related.map {
                    TaskList.Task(
                        title: .verbatim($0.number),
                        hint: $0.mergedInto == order.id
                            ? Text(zh: "并进来的，办结时一起答复", en: "Merged into this one; answered with it")
                            : Text(zh: "领导批示督办", en: "Under supervision"), href: OrderWords.address($0),
                        status: OrderWords.tag($0, now: now))
                }, id: "related"))
    }

    func history(_ html: inout HTML) {
        html.h2(Text(zh: "经过", en: "History"))
        let done = events.map { entry in
            Timeline.Step(
                title: title(entry.event), state: .done, office: who(entry.event),
                at: services.zone.text(microseconds: entry.event.at), text: words(entry))
        }
        let open = tasks.filter(\.isUnderWay).map { task in
            Timeline.Step(
                title: task.state == .suspended
                    ? task.name.followed(by: Text(zh: "（挂起）", en: " (on hold)")) : task.name, state: .current,
                office: task.holder.flatMap { names[$0] }.map { .verbatim($0) }
                    ?? services.postName(task.post).followed(
                        by: .verbatim(" · ").followed(by: services.words.department(task.department))),
                due: task.dueOn.map { Text(zh: "\($0.text.zh)到期", en: "Due \($0.text.en)") })
        }
        html.add(Timeline(steps: done + open))
        html.p { html in
            html.add(
                Link(
                    label: Text(zh: "看流程图和每一步", en: "The process and every step"),
                    href: "\(OrderWords.address(order))/process"))
        }
    }

    private func title(_ event: OrderEvent) -> Text {
        guard let element = event.element, let step = runtime.stepTitles[element],
            event.code == .done || event.code == .begun || event.code == .taken || event.code == .moved
        else { return event.code.title }
        guard event.code != .done else { return step }
        if let act = OrderWords.act(
            event.data, to: event.data["to"]?.string.flatMap { Int64($0) }.flatMap { names[$0] },
            isProgram: event.official == nil)
        {
            return act.followed(by: Text(zh: "：\(step.zh)", en: ": \(step.en)"))
        }
        return event.code.title.followed(by: Text(zh: "：\(step.zh)", en: ": \(step.en)"))
    }

    private func who(_ event: OrderEvent) -> Text? {
        guard let official = event.official else {
            return event.office.isEmpty ? nil : services.words.department(event.office)
        }
        let name = names[official] ?? "#\(official)"
        return .verbatim("\(name) · ").followed(by: services.words.department(event.office))
    }

    /// What was chosen and written, in one line.
    private func words(_ entry: (event: OrderEvent, note: [(name: String, value: JSON)])) -> Text? {
        var parts: [Text] = []
        let data = entry.event.data
        if let department = data["department"]?.string { parts.append(services.words.department(department)) }
        if let result = chosen(entry.event) { parts.append(result) }
        for name in ["into", "number", "with"] {
            if let number = data[name]?.string { parts.append(.verbatim(number)) }
        }
        if let colour = OrderWords.colour(data["colour"]?.string) { parts.append(colour) }
        if let days = data["days"]?.integer { parts.append(Text(zh: "\(days) 个工作日", en: "\(days) working days")) }
        for note in entry.note where note.name != runtime.kind.replyField {
            if let text = note.value.string { parts.append(.verbatim(text)) }
        }
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(first) { $0.followed(by: Text(zh: "；", en: "; ")).followed(by: $1) }
    }

    /// The words of the choice by which a task ended.
    private func chosen(_ event: OrderEvent) -> Text? {
        guard event.code == .done, let result = event.data["result"]?.string, let element = event.element,
            let form = tasks.first(where: { $0.element == element })?.form.flatMap({ runtime.forms[$0] })
        else { return nil }
        return form.field("result")?.options.first { $0.value == result }?.title
    }

    // MARK: The task

    var address: String { OrderWords.address(order) }

    func task(_ html: inout HTML) {
        guard let view else { return }
        html.div(class: "task-form", .id("task")) { html in form(&html, view) }
    }

    private func form(_ html: inout HTML, _ view: OrderDesk.TaskView) {
        if view.task.holder == nil, view.task.touchedAt == nil, !options.colleagues.isEmpty {
            html.add(
                PostForm(action: "\(address)/tasks/\(view.task.id)/acts/take", token: token) { html in
                    html.p(
                        Text(
                            zh: "同岗位的同事也看得到这项任务。先认领，免得两个人同时办。",
                            en: "Colleagues of your post see this task too. Take it, so that nobody else begins."))
                    html.add(Button(label: Text(zh: "我来办", en: "I take it"), kind: .quiet))
                })
        }
        html.add(
            PostForm(action: "\(address)/tasks/\(view.task.id)", token: token) { html in
                QuestionRenderer(page: view.page, submission: view.submission, isEmbedded: true).render(into: &html)
                html.div(class: "buttons") { html in
                    html.add(Button(label: Text(zh: "提交", en: "Submit")))
                }
            })
    }
}
