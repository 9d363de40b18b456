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

/// An order on one screen: what was said, by when, what came of it, and only the acts that this post may take.
struct OrderPage {
    let services: PortalServices

    private var desk: OrderDesk { services.orders }

    private func order(_ request: WebRequest) async throws -> WorkOrder {
        try await desk.orders.find(
            kind: try request.parameter("kind"), number: try request.parameter("number"),
            in: try request.official().scope)
    }

    func render(_ request: WebRequest) async throws -> [UInt8] {
        try await page(request, try await order(request), submission: nil, refusal: nil)
    }

    /// - Parameters:
    ///   - submission: what was handed in for the task and refused by its form.
    ///   - refusal: what the rules refused.
    private func page(
        _ request: WebRequest, _ order: WorkOrder, submission: FormSubmission?, refusal: Text?
    ) async throws -> [UInt8] {
        // The receipt first, whatever the page is shown for: what callers said is personal.
        try await desk.noteViewed(order, by: try request.official(), now: request.now)
        let parts = try await OrderParts(services: services, order: order, request: request, submission: submission)
        let problems = submission?.problems ?? []
        let content = parts.content
        let title = content.title.isEmpty ? String(content.content.prefix(40)) : content.title
        let isSent = parts.runtime.kind.source != nil
        return try StaffPage(
            context: services.staff(request, isSent ? .orders : .supervision), title: .verbatim(title),
            hasError: !problems.isEmpty || refusal != nil,
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "我的待办", en: "My tasks"), href: "/desk"),
                Link(label: parts.runtime.kind.title, href: "/desk/orders?kind=\(order.kind)"),
            ]), lead: .verbatim(order.number),
            actions: { html in
                html.add(OrderWords.tag(order, now: request.now))
                if parts.view != nil {
                    html.add(
                        Button(label: Text(zh: "去办理", en: "Go to the task"), action: .link("#task"), kind: .secondary))
                }
            }
        ).document { html in
            if let refusal {
                html.add(ErrorSummary(entries: [.init(message: refusal, field: "department")]))
            }
            if !problems.isEmpty, let view = parts.view {
                let renderer = QuestionRenderer(page: view.page, submission: submission, isEmbedded: true)
                html.add(
                    ErrorSummary(
                        entries: problems.map { .init(message: $0.text, field: renderer.fieldID($0.field)) }))
            }
            html.div(class: "case case-two") { html in
                html.div { html in
                    parts.said(&html)
                    parts.answer(&html)
                    parts.dispatching(&html)
                }
                html.div { html in
                    ClockPanel(clocks: parts.clocks).render(&html)
                    parts.offices(&html)
                    parts.history(&html)
                }
            }
            parts.task(&html)
            parts.acts(&html)
        }
    }

    // MARK: Acts

    private func task(_ request: WebRequest, of order: WorkOrder) async throws -> WorkflowTask {
        guard let id = Int64(try request.parameter("task")),
            let task = try await desk.tasks.tasks(of: Matter(kind: OrderDesk.matter, id: order.id))
                .first(where: { $0.id == id && $0.isUnderWay })
        else { throw WorkflowError(.taskGone) }
        return task
    }

    /// Ends a task with what its form says.
    func complete(_ request: WebRequest) async throws -> WebResponse {
        let order = try await order(request)
        let task = try await task(request, of: order)
        do {
            let refused = try await desk.complete(
                task, of: order, by: try request.official(), posted: PostedAnswers(request.fields), now: request.now)
            if let refused {
                return .page(try await page(request, order, submission: refused, refusal: nil), status: 422)
            }
        } catch let error as OrderError
            where [.dispatchRefused, .noLiaison, .notMergeable, .unknownDepartment].contains(error.code)
        {
            // What was typed stands there still; the rule says what to do instead.
            let typed = try await desk.typed(PostedAnswers(request.fields), for: task, of: order, now: request.now)
            return .page(try await page(request, order, submission: typed, refusal: error.message), status: 422)
        }
        return .seeOther("/desk")
    }

    /// Does something with a task besides completing it.
    func act(_ request: WebRequest) async throws -> WebResponse {
        let order = try await order(request)
        let task = try await task(request, of: order)
        let colleague = request.fields["colleague"].flatMap { Int64($0) } ?? 0
        let asked: TaskRequest =
            switch try request.parameter("act") {
            case "take": .take
            case "take-over": .takeOver
            case "hand-on": .handOn(to: colleague)
            case "copy": .copy(to: colleague)
            case "urge": .urge
            case "suspend": .suspend(until: try RestPanel.day(request.fields["until"]))
            case "resume": .resume
            default: throw WebError.malformed
            }
        try await desk.act(
            asked, on: task, of: order, by: try request.official(), reason: request.fields["reason"] ?? "",
            now: request.now)
        return switch asked {
        case .handOn, .suspend: .seeOther("/desk")
        default: .seeOther(OrderWords.address(order))
        }
    }

    /// Begins what the process offers.
    func begin(_ request: WebRequest) async throws -> WebResponse {
        let order = try await order(request)
        try await desk.begin(
            try request.parameter("element"), of: order, by: try request.official(),
            reason: request.fields["reason"] ?? "", now: request.now)
        return .seeOther(OrderWords.address(order))
    }
}
