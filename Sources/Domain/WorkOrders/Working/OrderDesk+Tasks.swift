import Cryptography
import Diagnostics
package import Directory
import FEELEngine
package import FormEngine
import JSONTree
import Journal
import Localisation
package import ProcessEngine
import Services
import Storage
import WorkCalendar
package import Workflow

/// What officials do with the tasks of orders: each by the form that its package declares.
extension OrderDesk {
    /// A task's form as it is drawn and judged: what was typed, and what it may refer to.
    package struct TaskView: Sendable {
        package let task: WorkflowTask
        package let form: Form
        package let page: PageState
        package let submission: FormSubmission?
    }

    /// Whether a task is this official's to do.
    package func isFor(_ official: Official, _ task: WorkflowTask) -> Bool { task.isOwn(of: official) }

    /// A task's form, for who has to do it.
    ///
    /// - Parameter submission: what was handed in and refused.
    package func view(
        of task: WorkflowTask, of order: WorkOrder, submission: FormSubmission? = nil, now: Int64
    ) async throws -> TaskView? {
        let runtime = try runtime(order.kind)
        guard let form = task.form.flatMap({ runtime.forms[$0] }) else { return nil }
        let context = try await context(of: order, runtime: runtime, form: form, now: now)
        let journey = form.journey(answers: submission?.answers ?? [:], context: context)
        return journey.pages.first.map { TaskView(task: task, form: form, page: $0, submission: submission) }
    }

    /// An option of a list, as forms read it.
    private static func option(_ value: String, _ title: Text) -> JSON {
        let words: JSON = ["zh": .string(title.zh), "en": .string(title.en)]
        return ["value": .string(value), "title": words]
    }

    /// The offices that may be chosen: those of the county, then the towns.
    func officeOptions() async throws -> [JSON] {
        try await directory.departments().map { OrderDesk.option($0.code, $0.name) }
    }

    /// What the forms of tasks may refer to: the order, the offices, what the rules said, the orders that may be the same.
    private func context(
        of order: WorkOrder, runtime: OrderRuntime, form: Form, now: Int64
    ) async throws -> FEELContext {
        let offices = try await officeOptions()
        // Only where it is decided who gets it are other orders looked at.
        let isDispatching = form.field("department") != nil && order.registerRow != nil
        let same = isDispatching ? try await sameOrders(as: order, now: now).filter(\.order.state.isOpen) : []
        let judged = order.judged["value"] ?? .null
        let suggested = isDispatching ? try await suggestions(for: order, limit: 1).first?.department : nil
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        var facts = try await storage.snapshot { [self] reader in
            try step(order, actor: .program("form"), reader: reader, now: now).facts
        }
        facts = facts.setting("department", to: text(order.department))
            .setting("assisting", to: .array(order.assisting.map { .string($0) }))
            .setting("about", to: text(order.about))
            .setting("suggested", to: judged["owner"]?.isNull == false ? judged["owner"] ?? .null : text(suggested))
            .setting("judged", to: judged)
        let merging = same.map { other in
            OrderDesk.option(other.order.number, .verbatim("\(other.order.number) \(other.title)"))
        }
        return runtime.formContext(order: facts, offices: offices, same: merging, on: today(now))
    }

    /// What was typed for a task, as its form reads it: what a page shows again when the rules refuse it.
    package func typed(
        _ posted: PostedAnswers, for task: WorkflowTask, of order: WorkOrder, now: Int64
    ) async throws -> FormSubmission? {
        let runtime = try runtime(order.kind)
        guard let form = task.form.flatMap({ runtime.forms[$0] }), let page = form.pages.first else { return nil }
        let context = try await context(of: order, runtime: runtime, form: form, now: now)
        return form.submit(posted, page: page.id, answers: [:], context: context)
    }

    /// Judges what was posted for a task and, when it is right, ends the task.
    ///
    /// - Parameter rehearses: only finds out whether it would be refused.
    /// - Returns: what was refused, with the reasons; `nil` when the task is done.
    /// - Throws: `task.not-yours`, `task.gone`, and what the rules refuse.
    package func complete(
        _ task: WorkflowTask, of order: WorkOrder, by official: Official, posted: PostedAnswers,
        rehearses: Bool = false,
        now: Int64
    ) async throws -> FormSubmission? {
        guard isFor(official, task), orders.isVisible(order, to: official.scope) else {
            throw WorkflowError(.taskNotYours)
        }
        let runtime = try runtime(order.kind)
        guard let name = task.form, let form = runtime.forms[name], let page = form.pages.first else {
            throw WorkflowError(.unknownHandler, element: task.element)
        }
        let context = try await context(of: order, runtime: runtime, form: form, now: now)
        guard let submission = form.submit(posted, page: page.id, answers: [:], context: context) else {
            throw WorkflowError(.unknownHandler, element: task.element)
        }
        guard submission.isAccepted else { return submission }
        let (plain, written) = form.parted(submission.answers)
        let result = plain["result"]?.string ?? "done"
        let payload = plain.setting("result", to: .string(result))
        try await advance(
            order.id, actor: .official(official), event: .completed(activation: task.activation, result: payload),
            instance: task.instance, now: now, rehearses: rehearses
        ) { [self] step in
            guard task.matter == step.matter, let current = try tasks.task(task.id, reader: step.reader),
                current.isOpen
            else { throw WorkflowError(.taskGone) }
            guard isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            step.writes.append(tasks.finishing(current, by: official.id, result: result, now: now))
            if name == runtime.kind.replyForm, let field = runtime.kind.replyField,
                let text = written[field]?.string
            {
                step.order.reply = try orders.sealedReply(text, order: step.order.id)
            }
            let closing = runtime.kind.closingReplies.first { $0.form == name && $0.results.contains(result) }
            if let closing, let text = written[closing.field]?.string {
                step.order.reply = try orders.sealedReply(text, order: step.order.id)
            }
            let id = orders.identifiers.next()
            let sealed = try orders.sealedNote(written, event: id)
            step.touch()
            step.note(.done, element: task.element, data: payload, id: id, sealed: sealed)
            step.record("task", element: task.element, detail: result, sealed: sealed)
        }
        return nil
    }

    // MARK: What is begun without a task

    /// What an official may begin now, such as asking for more time.
    package func offers(of order: WorkOrder, to official: Official) async throws -> [ProcessOffer] {
        guard order.state.isOpen else { return [] }
        return try await storage.snapshot { [processes] reader in
            try processes.offers(of: Matter(kind: OrderDesk.matter, id: order.id), reader: reader)
        }.filter { offer in
            official.post == offer.post
                && (official.department == order.department
                    || official.department == (try? runtime(order.kind).kind.department))
        }
    }

    /// Begins what the process offers, with a reason.
    package func begin(
        _ element: String, of order: WorkOrder, by official: Official, reason: String, now: Int64
    ) async throws {
        let reason = reason.trimmed(to: CaseDesk.longestReason)
        if reason.isEmpty { throw WorkflowError(.reasonMissing) }
        guard orders.isVisible(order, to: official.scope),
            let offer = try await offers(of: order, to: official).first(where: { $0.element == element })
        else { throw WorkflowError(.taskNotYours) }
        try await advance(
            order.id, actor: .official(official),
            event: .message(name: offer.message, correlation: offer.correlation, payload: .null), now: now
        ) { [self] step in
            guard try processes.offers(of: step.matter, reader: step.reader).contains(offer) else {
                throw WorkflowError(.taskGone)
            }
            let id = orders.identifiers.next()
            let sealed = try orders.sealedNote(["reason": .string(reason)], event: id)
            step.touch()
            step.note(.begun, element: element, id: id, sealed: sealed)
            step.record("begun", element: element, sealed: sealed)
        }
    }

    /// Notes that an official has opened an order: what callers said is personal.
    package func noteViewed(_ order: WorkOrder, by official: Official, now: Int64) async throws {
        let runtime = try runtime(order.kind)
        try await planned { [journal] reader in
            var writes = WriteSet()
            _ = try journal.record(
                [
                    .init(
                        .orderViewed, department: runtime.kind.department,
                        [
                            "order": order.number, "official": String(official.id), "post": official.post,
                            "fields": "title,content,caller,phone,place",
                        ])
                ], at: now, to: &writes, reader: reader)
            return (writes, ())
        }
    }
}
