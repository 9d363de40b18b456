import Cryptography
import Diagnostics
package import Directory
import Exchange
import FEELEngine
package import FormEngine
package import JSONTree
import Journal
import Localisation
import ProcessEngine
import Storage
package import Workflow

/// Tasks that officials do by a form of the package.
extension CaseDesk {
    private static let notePlace = SealContext("case_event.note")

    /// A task's form as it is drawn and judged.
    package struct TaskView: Sendable {
        package let task: WorkflowTask
        package let form: Form
        package let page: PageState
        package let submission: FormSubmission?
    }

    /// A task's form; `nil` where its package has none for it.
    ///
    /// - Parameter submission: what was handed in and refused.
    package func view(
        of task: WorkflowTask, of found: Case, by official: Official, submission: FormSubmission? = nil, now: Int64
    ) async throws -> TaskView? {
        guard let form = task.form.flatMap({ (try? runtime(found.service))?.taskForms[$0] }) else { return nil }
        let context = try await context(of: found, task: task, form: form, by: official, now: now)
        let journey = form.journey(answers: submission?.answers ?? [:], context: context)
        return journey.pages.first.map { TaskView(task: task, form: form, page: $0, submission: submission) }
    }

    private static func option(_ value: String, zh: String, en: String) -> JSON {
        let words: JSON = ["zh": .string(zh), "en": .string(en)]
        return ["value": .string(value), "title": words]
    }

    /// What the forms of tasks may refer to: all that the case knows, the colleagues of the post, the materials.
    private func context(
        of found: Case, task: WorkflowTask, form: Form, by official: Official, now: Int64
    ) async throws -> FEELContext {
        let knowledge = try knowledge(of: found, now: now)
        var entries = knowledge.variables.entries.map { ($0.name, $0.value) }
        // Only where somebody is chosen are people looked at.
        if form.pages.flatMap(\.fields).contains(where: { $0.type == .choice && $0.options.isEmpty }) {
            let colleagues = try await directory.officials(in: official.scope).filter {
                $0.isActive && $0.department == official.department && $0.post == official.post
            }
            entries.append(
                (
                    "colleagues",
                    FEELValue(
                        json: .array(
                            colleagues.map { CaseDesk.option(String($0.id), zh: $0.name, en: $0.name) })
                    )
                ))
        }
        let materials = knowledge.runtime.service.materials.map { material in
            CaseDesk.option(material.id, zh: material.title.zh, en: material.title.en)
        }
        entries.append(("materials", FEELValue(json: .array(materials))))
        entries.append(("official", .string(String(official.id))))
        entries.append(("task", .string(task.element)))
        // Who did which step last, so that a form can ask for a second person, or for something once only.
        var done: [String: Int64] = [:]
        for earlier in try await tasks.tasks(of: task.matter) where earlier.state == .done {
            if let who = earlier.endedBy { done[earlier.element] = who }
        }
        let steps = done.sorted { $0.key < $1.key }.map { element, who -> JSON in
            ["element": .string(element), "official": .string(String(who))]
        }
        entries.append(("done_by", FEELValue(json: .array(steps))))
        return FEELContext(entries)
    }

    /// Judges what was posted for a task and, when it is right, ends the task.
    ///
    /// - Returns: what was refused, with the reasons; `nil` when the task is done.
    /// - Throws: `task.not-yours`, `task.gone`.
    package func complete(
        _ task: WorkflowTask, of number: String, by official: Official, posted: PostedAnswers, now: Int64
    ) async throws -> FormSubmission? {
        guard official.scope.may(.readCases), task.role == .main, isFor(official, task) else {
            throw WorkflowError(.taskNotYours)
        }
        let found = try await cases.find(number: number, in: official.scope)
        guard let form = task.form.flatMap({ (try? runtime(found.service))?.taskForms[$0] }),
            let page = form.pages.first
        else { throw WorkflowError(.unknownHandler, element: task.element) }
        let context = try await context(of: found, task: task, form: form, by: official, now: now)
        guard let submission = form.submit(posted, page: page.id, answers: [:], context: context) else {
            throw WorkflowError(.unknownHandler, element: task.element)
        }
        guard submission.isAccepted else { return submission }
        let (plain, written) = form.parted(submission.answers)
        let result = plain["result"]?.string ?? "done"
        let payload = plain.setting("result", to: .string(result)).setting("by", to: .string(String(official.id)))
        let caller = LookUpCaller(viewer: "official", post: official.post, official: official.id)
        _ = try await advance(
            number, in: official.scope, agentName: "official:\(official.id)", actor: caller,
            event: .completed(activation: task.activation, result: payload), instance: task.instance, now: now
        ) { [self] step, found in
            guard task.matter == Matter(kind: "case", id: found.id),
                let current = try tasks.task(task.id, reader: step.reader), current.isOpen
            else { throw WorkflowError(.taskGone) }
            guard isFor(official, current) else { throw WorkflowError(.taskNotYours) }
            step.written = written
            step.keepWords(of: current, result: result)
            step.writes.append(tasks.finishing(current, by: official.id, result: result, now: now))
            try step.noteTask(current, by: official, plain: payload, written: written)
        }
        return nil
    }

    /// What an official wrote when a step was done, for officials who may see the case.
    package func note(of event: CaseEvent) throws -> JSON {
        guard let sealed = event.sealedNote else { return [:] }
        return try JSON(parsing: try cases.keyring.open(sealed, in: CaseDesk.notePlace, row: event.id))
    }

    func sealed(_ note: JSON, event: Int64) throws -> [UInt8] {
        try cases.keyring.seal(note.bytes, in: CaseDesk.notePlace, row: event)
    }
}

extension CaseStep {
    /// The line of the history that a task leaves: its choices in clear, what was written sealed, and a leaf with the
    /// digest of what was sealed.
    func noteTask(_ task: WorkflowTask, by official: Official, plain: JSON, written: JSON) throws {
        let event = desk.cases.identifiers.next()
        let sealed = try desk.sealed(written, event: event)
        let data: JSON = ["element": .string(task.element), "form": .string(task.form ?? ""), "answers": plain]
        writes.append(
            Statement(
                CaseEvent.insertNoted,
                [
                    .integer(event), .integer(id), .text(CaseEvent.Code.taskDone.rawValue), .integer(now),
                    .text(official.department), .text(official.post), .text(data.text), .bytes(sealed),
                ], expect: .rows(1)))
        events.append(
            JournalEvent(
                .caseChanged, department: official.department, subject: subject, caseID: id,
                [
                    "case": knowledge.number, "change": "task.\(task.element)",
                    "agent": "official:\(official.id)",
                    "detail": "\(plain["result"]?.string ?? ""):\(Hexadecimal.encoded(Digest.sha256.hash(sealed)))",
                ]))
    }
}
