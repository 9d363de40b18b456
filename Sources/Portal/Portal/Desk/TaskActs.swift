import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import Web
import WorkCalendar
import Workflow

/// What can be done with a task besides doing it: taken, handed on, asked about, sent back, taken back, urged,
/// copied.
struct TaskActs {
    let services: PortalServices

    /// The acts that are offered, as the form names them. Asking and withdrawing a question have buttons of their own.
    private enum Act: String, CaseIterable {
        case handOn = "hand-on"
        case delegate
        case addBefore = "add-before"
        case addAfter = "add-after"
        case sendBack = "send-back"

        var operation: TaskOperation? { TaskOperation(rawValue: rawValue) }
        var needsColleague: Bool { self != .sendBack }

        var label: Text {
            switch self {
            case .handOn: Text(zh: "转办", en: "Hand on")
            case .delegate: Text(zh: "委派", en: "Delegate")
            case .addBefore: Text(zh: "先征求意见", en: "Ask first")
            case .addAfter: Text(zh: "办完再请人复核", en: "Have it checked afterwards")
            case .sendBack: Text(zh: "退回", en: "Send back")
            }
        }

        var hint: Text {
            switch self {
            case .handOn: Text(zh: "交给同事，以后归他办。", en: "A colleague has it from now on.")
            case .delegate: Text(zh: "同事先办，办好回到我这里确认。", en: "A colleague does it; then it comes back to be confirmed.")
            case .addBefore: Text(zh: "等同事写了意见，我再办。", en: "I go on when the colleague has answered.")
            case .addAfter: Text(zh: "我办完以后，同事看过才往下走。", en: "Nothing goes on before the colleague has seen it.")
            case .sendBack: Text(zh: "回到前面的环节重新办。", en: "An earlier step is done again.")
            }
        }
    }

    // MARK: Forms

    /// The folded form below a task, where the model allows something.
    func render(
        _ html: inout HTML, _ task: WorkflowTask, of found: Case, _ options: CaseDesk.TaskOptions, _ names: Names,
        token: String
    ) {
        let acts = Act.allCases.filter { act in
            guard let operation = act.operation, options.operations.contains(operation) else { return false }
            return act.needsColleague ? !options.colleagues.isEmpty : !options.returns.isEmpty
        }
        guard !acts.isEmpty else { return }
        html.add(
            Disclosure(title: Text(zh: "交给别人、征求意见或退回", en: "Hand it on, ask somebody, send it back")) { html in
                html.add(
                    PostForm(action: "/desk/cases/\(found.number)/tasks/\(task.id)/acts", token: token) { html in
                        html.add(
                            Radios(
                                name: "act", label: Text(zh: "怎么处理", en: "What to do"),
                                options: acts.map { Option(value: $0.rawValue, label: $0.label, hint: $0.hint) }))
                        if acts.contains(where: \.needsColleague) {
                            html.add(
                                SelectField(
                                    name: "colleague", label: Text(zh: "哪位同事", en: "Which colleague"),
                                    options: options.colleagues.map { colleague in
                                        Option(
                                            value: String(colleague.id),
                                            label: .verbatim("\(colleague.name) · ").followed(
                                                by: services.postName(colleague.post)))
                                    }, isOptional: acts.contains(.sendBack)))
                        }
                        if acts.contains(.sendBack) {
                            html.add(
                                SelectField(
                                    name: "step", label: Text(zh: "退回到哪一步", en: "Back to which step"),
                                    options: latest(options.returns).map { back in
                                        Option(value: Self.value(back.option), label: title(back, names))
                                    }, isOptional: acts.contains(where: \.needsColleague)))
                        }
                        reason(&html, "acts")
                        html.div(class: "buttons") { html in
                            html.add(Button(label: Text(zh: "提交", en: "Submit"), kind: .secondary))
                        }
                    })
            })
    }

    func reason(_ html: inout HTML, _ form: String) {
        html.add(
            TextArea(
                name: "reason", id: "reason-\(form)", label: Text(zh: "原因", en: "Reason"),
                hint: Text(zh: "同事和审计看得到。", en: "Colleagues and auditors can read it."), rows: 3,
                limit: CaseDesk.longestReason))
    }

    /// Each step once: the latest time that it was done.
    private func latest(
        _ returns: [(option: ReturnOption, official: Int64?)]
    ) -> [(option: ReturnOption, official: Int64?)] {
        var seen = Set<String>()
        return returns.filter { seen.insert($0.option.element).inserted }
    }

    private static func value(_ option: ReturnOption) -> String { option.step.map { "step:\($0)" } ?? option.element }

    private func title(_ back: (option: ReturnOption, official: Int64?), _ names: Names) -> Text {
        let title = names.title(back.option.element)
        guard let official = back.official else { return title }
        return title.followed(by: .verbatim("（\(names.official(official))）"))
    }

    /// Who has the task, and a button for who wants it.
    func holder(_ html: inout HTML, _ task: WorkflowTask, of found: Case, token: String) {
        guard task.holder == nil, task.role == .main, task.touchedAt == nil else { return }
        html.add(
            PostForm(
                action: "/desk/cases/\(found.number)/tasks/\(task.id)/acts/take", token: token
            ) { html in
                html.p(
                    Text(
                        zh: "同岗位的同事也看得到这项任务。先认领，免得两个人同时办。",
                        en: "Colleagues of your post see this task too. Take it, so that nobody else begins."))
                html.add(Button(label: Text(zh: "我来办", en: "I take it"), kind: .quiet))
            })
    }

    /// For a colleague of the same post, when whoever has the task is away.
    func takeOver(_ html: inout HTML, _ task: WorkflowTask, of found: Case, _ names: Names, token: String) {
        let name = task.holder.map(names.official) ?? ""
        html.add(
            Banner(
                tone: .info, title: Text(zh: "\(name)在办“\(task.name.zh)”", en: "\(name) has “\(task.name.en)”")))
        html.add(
            Disclosure(title: Text(zh: "\(name)不在，我来接手", en: "\(name) is away: I take it over")) { html in
                html.add(
                    PostForm(
                        action: "/desk/cases/\(found.number)/tasks/\(task.id)/acts/take-over", token: token
                    ) { html in
                        reason(&html, "take-over")
                        html.add(Button(label: Text(zh: "接手", en: "Take over"), kind: .secondary))
                    })
            })
    }

    /// A question to a colleague that is not answered yet, with a button to withdraw it.
    func waiting(
        _ html: inout HTML, _ asked: WorkflowTask, of found: Case, _ names: Names, canWithdraw: Bool, token: String
    ) {
        let name = asked.holder.map(names.official) ?? ""
        html.add(
            Banner(
                tone: .info,
                title: asked.role == .after
                    ? Text(zh: "办完后由\(name)复核", en: "\(name) checks it afterwards")
                    : Text(zh: "在等\(name)的意见", en: "Waiting for \(name)")))
        guard canWithdraw else { return }
        html.add(
            Disclosure(title: Text(zh: "不再请\(name)", en: "Do not ask \(name) any more")) { html in
                html.add(
                    PostForm(
                        action: "/desk/cases/\(found.number)/tasks/\(asked.id)/acts/remove", token: token
                    ) { html in
                        reason(&html, "remove-\(asked.id)")
                        html.add(Button(label: Text(zh: "撤销征求", en: "Withdraw the question"), kind: .secondary))
                    })
            })
    }

    /// The answer of a colleague who was asked.
    func opinion(
        _ html: inout HTML, _ task: WorkflowTask, of found: Case, question: Text?, token: String
    ) {
        html.h2(
            task.role == .delegated
                ? Text(zh: "受委派办理", en: "Delegated to you")
                : task.role == .after
                    ? Text(zh: "请复核", en: "Please check") : Text(zh: "请写意见", en: "Your opinion, please"))
        if let question { html.p(question) }
        html.add(
            PostForm(action: "/desk/cases/\(found.number)/tasks/\(task.id)/opinion", token: token) { html in
                html.add(
                    Radios(
                        name: "agree", label: Text(zh: "意见", en: "Opinion"),
                        options: [
                            Option(value: "yes", label: Text(zh: "同意", en: "Agree")),
                            Option(value: "no", label: Text(zh: "不同意", en: "Disagree")),
                        ]))
                html.add(
                    TextArea(
                        name: "opinion", label: Text(zh: "说明", en: "Why"), rows: 3, limit: CaseDesk.longestReason))
                html.div(class: "buttons") { html in
                    html.add(Button(label: Text(zh: "确定", en: "Confirm"), shortcut: "F8"))
                }
            })
    }

    /// What the official has done last and may take back.
    func takeBack(_ html: inout HTML, _ task: WorkflowTask, of found: Case, token: String) {
        html.add(
            Disclosure(title: Text(zh: "撤回我办的“\(task.name.zh)”", en: "Take back “\(task.name.en)”")) { html in
                html.add(
                    PostForm(
                        action: "/desk/cases/\(found.number)/tasks/\(task.id)/acts/take-back", token: token
                    ) { html in
                        html.p(
                            Text(
                                zh: "下一环节还没有人动，可以撤回重办。",
                                en: "Nobody has begun with the next step, so it can be done again."))
                        reason(&html, "take-back")
                        html.add(Button(label: Text(zh: "撤回", en: "Take back"), kind: .secondary))
                    })
            })
    }

    /// For who waits for a task of others.
    func urge(_ html: inout HTML, _ task: WorkflowTask, of found: Case, token: String) {
        html.add(
            Disclosure(title: Text(zh: "催办“\(task.name.zh)”", en: "Urge “\(task.name.en)”")) { html in
                html.add(
                    PostForm(
                        action: "/desk/cases/\(found.number)/tasks/\(task.id)/acts/urge", token: token
                    ) { html in
                        reason(&html, "urge")
                        html.add(Button(label: Text(zh: "催办", en: "Urge"), kind: .secondary))
                    })
            })
    }

    // MARK: History

    /// What has been done with the tasks of a case, as lines of its history.
    func history(_ records: [TaskActRecord], _ names: Names) -> [(at: Int64, step: Timeline.Step)] {
        records.map { record in
            let who = names.official(record.official)
            let other = Int64(record.target).map(names.official) ?? ""
            let title: Text =
                switch record.act {
                case .handOn where Int64(record.target) == record.official:
                    Text(zh: "\(who)接手", en: "\(who) took it over")
                case .handOn where record.target.isEmpty:
                    Text(zh: "\(who)把任务退回岗位", en: "\(who) gave it back to the post")
                case .handOn: Text(zh: "\(who)转办给\(other)", en: "\(who) handed it on to \(other)")
                case .delegate: Text(zh: "\(who)委派\(other)办理", en: "\(who) delegated it to \(other)")
                case .addBefore: Text(zh: "\(who)征求\(other)的意见", en: "\(who) asked \(other)")
                case .addAfter: Text(zh: "\(who)请\(other)复核", en: "\(who) asked \(other) to check it")
                case .sendBack:
                    Text(
                        zh: "\(who)退回到“\(names.title(record.target).zh)”",
                        en: "\(who) sent it back to “\(names.title(record.target).en)”")
                case .takeBack: Text(zh: "\(who)撤回重办", en: "\(who) took it back")
                case .addBeside:
                    office(record, Text(zh: "\(who)请", en: "\(who) asks "), Text(zh: "一起会签", en: " to sign as well"))
                case .remove where !record.target.isEmpty:
                    office(record, Text(zh: "\(who)不再请", en: "\(who) does without "), Text(zh: "会签", en: ""))
                case .remove: Text(zh: "\(who)撤销征求意见", en: "\(who) withdrew the question")
                case .urge: Text(zh: "\(who)催办", en: "\(who) urged it")
                case .copy: Text(zh: "\(who)抄送给\(other)", en: "\(who) let \(other) know")
                case .suspend:
                    Text(
                        zh: "\(who)挂起\(CivilDate(iso: record.target).map { "到\($0.text.zh)" } ?? "")",
                        en: "\(who) put it on hold\(CivilDate(iso: record.target).map { " until \($0.text.en)" } ?? "")"
                    )
                case nil where record.kind == .resumed:
                    record.official == 0
                        ? Text(zh: "挂起到期，任务恢复", en: "Resumed by itself")
                        : Text(zh: "\(who)恢复办理", en: "\(who) resumed it")
                case nil where record.kind == .mend:
                    Text(
                        zh: "\(who)处理了故障：\(names.title(record.target).zh)",
                        en: "\(who) mended it: \(names.title(record.target).en)")
                case nil where record.kind == .offer:
                    Text(
                        zh: "\(who)：\(names.title(record.target).zh)",
                        en: "\(who): \(names.title(record.target).en)")
                case nil:
                    record.target == "agree"
                        ? Text(zh: "\(who)同意", en: "\(who) agrees") : Text(zh: "\(who)不同意", en: "\(who) disagrees")
                }
            return (
                record.at,
                Timeline.Step(
                    title: title, state: .done, at: services.zone.text(microseconds: record.at),
                    text: (try? services.desk.reason(of: record)).map { .verbatim($0) })
            )
        }
    }

    /// The names that the pages of a case need.
    struct Names: Sendable {
        let officials: [Int64: String]
        let titles: [String: Text]

        func official(_ id: Int64) -> String { officials[id] ?? "#\(id)" }
        func title(_ element: String) -> Text { titles[element] ?? .verbatim(element) }
    }

    func names(_ tasks: [WorkflowTask], _ records: [TaskActRecord], _ official: Official) async throws -> Names {
        var officials = try await services.directory.officials(in: official.scope)
        // Who acted may be of another department, such as the one that hands work over.
        let others = Set(records.map(\.official)).subtracting(officials.map(\.id))
        for id in others { if let other = try await services.directory.official(id: id) { officials.append(other) } }
        var titles: [String: Text] = [:]
        if let matter = tasks.first?.matter ?? records.first?.matter {
            titles = try await services.desk.elementNames(of: matter)
        }
        return Names(
            officials: Dictionary(officials.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
            titles: titles)
    }

    // MARK: Acting

    private func found(_ request: WebRequest) async throws -> (official: Official, number: String, task: WorkflowTask) {
        let official = try request.official()
        let number = try request.parameter("number")
        let found = try await services.cases.find(number: number, in: official.scope)
        let id = Int64(try request.parameter("task")) ?? 0
        let tasks = try await TaskStore(storage: services.storage).tasks(of: Matter(kind: "case", id: found.id))
        guard let task = tasks.first(where: { $0.id == id }) else { throw WorkflowError(.taskGone) }
        return (official, number, task)
    }

    func act(_ request: WebRequest) async throws -> WebResponse {
        let (official, number, task) = try await found(request)
        let reason = request.fields["reason"] ?? ""
        let name = (try? request.parameter("act")) ?? request.fields["act"] ?? ""
        if name == "take-back" {
            try await services.desk.takeBack(task, of: number, by: official, reason: reason, now: request.now)
            return .seeOther("/desk/cases/\(number)")
        }
        guard let asked = try Self.request(name, request.fields) else { throw WebError.malformed }
        try await services.desk.act(asked, on: task, of: number, by: official, reason: reason, now: request.now)
        switch asked {
        case .handOn, .suspend: return .seeOther("/desk")
        default: return .seeOther("/desk/cases/\(number)")
        }
    }

    private static func request(_ name: String, _ fields: FormFields) throws -> TaskRequest? {
        func colleague() throws -> Int64 {
            guard let id = fields["colleague"].flatMap({ Int64($0) }) else { throw WorkflowError(.noSuchColleague) }
            return id
        }
        switch name {
        case "take": return .take
        case "take-over": return .takeOver
        case "remove": return .remove
        case "urge": return .urge
        case "suspend": return .suspend(until: try RestPanel.day(fields["until"]))
        case "resume": return .resume
        case "copy": return .copy(to: try colleague())
        case "add-beside": return .addBeside(department: fields["department"] ?? "")
        case "remove-signer": return .removeSigner
        case "hand-on": return .handOn(to: try colleague())
        case "delegate": return .delegate(to: try colleague())
        case "add-before": return .addBefore(try colleague())
        case "add-after": return .addAfter(try colleague())
        case "send-back":
            guard let step = fields["step"], !step.isEmpty else { throw ProcessError(.noReturnTarget) }
            if step.hasPrefix("step:"), let number = Int(step.dropFirst(5)) { return .sendBack(to: .step(number)) }
            return .sendBack(to: .element(step))
        default: return nil
        }
    }

    func giveOpinion(_ request: WebRequest) async throws -> WebResponse {
        let (official, number, task) = try await found(request)
        guard let agree = request.fields["agree"], ["yes", "no"].contains(agree) else { throw WebError.malformed }
        try await services.desk.giveOpinion(
            on: task, of: number, by: official, agrees: agree == "yes", opinion: request.fields["opinion"] ?? "",
            now: request.now)
        return .seeOther("/desk")
    }
}
