import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import WorkCalendar
import Workflow

/// All that this official may do with the tasks of a case besides doing them.
struct TaskPanel: Sendable {
    private let acts: TaskActs
    private let tasks: [WorkflowTask]
    private let open: WorkflowTask?
    private let found: Case
    private let official: Official
    private let today: CivilDate
    private let options: CaseDesk.TaskOptions
    private let canTakeBack: WorkflowTask?
    /// A task of somebody else that may be urged.
    private let urged: WorkflowTask?
    /// One that a colleague of the post has, and that may be gone on with.
    private let held: WorkflowTask?

    init(
        acts: TaskActs, tasks: [WorkflowTask], open: WorkflowTask?, found: Case, by official: Official, today: CivilDate
    ) async throws {
        self.today = today
        self.acts = acts
        self.tasks = tasks
        self.open = open
        self.found = found
        self.official = official
        let desk = acts.services.desk
        options = if let open { try await desk.options(for: open, of: found, by: official) } else { .none }
        var back: WorkflowTask?
        if let last = tasks.last(where: { $0.endedBy == official.id && $0.state == .done }),
            try await desk.canTakeBack(last, by: official)
        {
            back = last
        }
        canTakeBack = back
        var taken: WorkflowTask?
        if open == nil {
            for task in tasks where taken == nil {
                if try await desk.mayTakeOver(task, by: official) { taken = task }
            }
        }
        held = taken
        let other = tasks.first { $0.isUnderWay && $0.id != open?.id }
        urged = if let other, try await desk.mayUrge(other) { other } else { nil }
    }

    /// Above the task itself: whether a colleague may begin with it at the same moment.
    func renderHolder(_ html: inout HTML, token: String) {
        if let open { acts.holder(&html, open, of: found, token: token) }
    }

    func render(_ html: inout HTML, _ names: TaskActs.Names, _ records: [TaskActRecord], token: String) {
        if let open {
            if open.role != .main {
                acts.opinion(&html, open, of: found, question: question(of: open, records, names), token: token)
            }
            acts.render(&html, open, of: found, options, names, token: token)
            acts.signers(&html, open, of: found, options, token: token)
            acts.copy(&html, open, of: found, options.readers, token: token)
            if options.operations.contains(.suspend) {
                rest(open, token).offer(&html, today: today, hours: RestPanel.limitRuns) { acts.reason(&$0, $1) }
            }
        }
        for task in tasks where task.state == .suspended {
            rest(task, token).resting(
                &html,
                who: task.holder.map { .verbatim(names.official($0)) } ?? acts.services.postName(task.post),
                mayResume: acts.services.desk.isFor(official, task))
        }
        for asked in tasks where asked.role != .main && (asked.state == .open || asked.state == .planned) {
            guard asked.id != open?.id else { continue }
            let served = tasks.first { $0.instance == asked.instance && $0.activation == asked.serves }
            let canWithdraw =
                served.map { acts.services.desk.isFor(official, $0) || $0.endedBy == official.id } ?? false
            acts.waiting(&html, asked, of: found, names, canWithdraw: canWithdraw, token: token)
        }
        if let held {
            acts.takeOver(&html, held, of: found, names, token: token)
        }
        if let canTakeBack { acts.takeBack(&html, canTakeBack, of: found, token: token) }
        if let urged { acts.urge(&html, urged, of: found, token: token) }
    }

    private func rest(_ task: WorkflowTask, _ token: String) -> RestPanel {
        RestPanel(task: task, address: "/desk/cases/\(found.number)/tasks/\(task.id)", token: token)
    }

    /// What the one who asked wrote.
    private func question(of task: WorkflowTask, _ records: [TaskActRecord], _ names: TaskActs.Names) -> Text? {
        guard let holder = task.holder,
            let asked = records.last(where: { $0.target == String(holder) && $0.act != nil && $0.at <= task.createdAt }
            ),
            let reason = try? acts.services.desk.reason(of: asked)
        else { return nil }
        return Text(
            zh: "\(names.official(asked.official))：\(reason)", en: "\(names.official(asked.official)): \(reason)")
    }
}
