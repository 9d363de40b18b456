import DesignSystem
import Diagnostics
import Directory
import Exchange
import FormEngine
import HTMLBuilder
import JSONTree
import Localisation
import Services

/// A matter of several departments on a desk: what concerns this department first, how far the others are, what each
/// wrote.
struct DeskParts {
    let services: PortalServices
    let knowledge: CaseKnowledge
    let found: Case
    let official: Official

    private var service: ServiceDefinition { knowledge.runtime.service }

    /// The answer of a matter that offices decide, in their words.
    var status: Text? { service.decidedBy == .offices ? Self.tag(found).label : nil }

    static func tag(_ found: Case) -> StatusTag {
        switch found.outcome {
        case .eligible: StatusTag(label: Text(zh: "准予", en: "Granted"), tone: .positive)
        case .ineligible: StatusTag(label: Text(zh: "有不准予的", en: "Refused, wholly or in part"), tone: .negative)
        default:
            StatusTag(
                label: found.state == .inReview ? Text(zh: "办理中", en: "Being handled") : found.state.title, tone: .open)
        }
    }

    /// A rule that applied; of a matter that offices decide it says who takes part, and is no verdict.
    func line(_ reason: DecisionSummary.Reason) -> ReasonList.Reason {
        let basis = Text(
            zh: "\(reason.source.zh) · 规则 \(reason.rule)", en: "\(reason.source.en) · rule \(reason.rule)")
        if service.decidedBy == .offices {
            return ReasonList.Reason(
                tone: .info, verdict: Text(zh: "规则", en: "Rule"), condition: reason.text, basis: basis)
        }
        return ReasonList.Reason(
            tone: found.outcome == .eligible ? .positive : found.outcome == .ineligible ? .negative : .open,
            verdict: found.outcome?.title ?? .verbatim(""), condition: reason.text, basis: basis)
    }

    /// The other departments' progress.
    func render(_ html: inout HTML) {
        let parts = knowledge.parts
        guard !parts.isEmpty else { return }
        html.h2(Text(zh: "各部门进度", en: "The departments"))
        html.add(
            TaskList(
                tasks: parts.map { part, state in
                    TaskList.Task(
                        title: part.title, hint: services.words.department(part.department), href: nil,
                        status: StatusTag(label: state.deskTitle, tone: PartsPanel.tone(state)))
                }, id: "part"))
    }

    /// The window hands in for who comes to it.
    func window(_ html: inout HTML, files: [CaseFile], token: String) {
        guard official.permissions.contains(.enterForOthers) else { return }
        let panel = PartsPanel(services: services, knowledge: knowledge, found: found, files: files)
        if panel.isMending { panel.mending(&html, token: token) }
    }

    /// Whether this department's post was given what a contract looks up.
    func mayShow(_ lookUp: LookUp) -> Bool {
        service.parts.isEmpty || lookUp.contract.posts.contains(official.post)
    }

    /// Whether this department needs a paper: its parts name it, or it leads or only takes part.
    func needs(_ material: String) -> Bool {
        let own = service.parts.filter { $0.department == official.department }
        if own.isEmpty || official.department == service.department { return true }
        let named = service.parts.flatMap(\.materials)
        return !named.contains(material) || own.contains { $0.materials.contains(material) }
    }

    /// What the applicant answered: this department's part open, the rest below.
    func answers(_ html: inout HTML) {
        let own = Set(service.parts.filter { $0.department == official.department }.flatMap(\.fields))
        let rows = knowledge.runtime.form.journey(knowledge).summary.filter { $0.value != nil }
        func list(_ shown: [SummaryRow], _ title: Text?) -> SummaryList {
            SummaryList(rows: shown.map { SummaryList.Row(key: $0.title, value: $0.value) }, title: title)
        }
        if own.isEmpty {
            html.add(list(rows, Text(zh: "申请人填写的", en: "Answers")))
            return
        }
        html.add(
            list(rows.filter { own.contains($0.field) }, Text(zh: "本部门要看的", en: "What concerns your department")))
        let others = rows.filter { !own.contains($0.field) }
        if !others.isEmpty {
            let rest = list(others, nil)
            html.add(
                Disclosure(title: Text(zh: "申请表的其他内容", en: "The rest of the form")) { html in html.add(rest) })
        }
    }

    /// A line of the history: a part by its name, a step by what it is called.
    func title(_ event: CaseEvent) -> Text {
        if let part = event.data["part"]?.string.flatMap(service.part) {
            guard let state = event.data["state"]?.string.flatMap(PartState.init) else {
                return event.code.title.followed(by: .verbatim(" · ")).followed(by: part.title)
            }
            return part.title.followed(by: Text(zh: "：", en: ": ")).followed(by: state.deskTitle)
        }
        guard event.code == .taskDone, let form = form(of: event) else { return event.code.title }
        return form.title
    }

    private func form(of event: CaseEvent) -> Form? {
        event.data["form"]?.string.flatMap { knowledge.runtime.taskForms[$0] }
    }

    /// What was chosen and written in a step.
    func words(_ event: CaseEvent, names: [Int64: String]) -> Text? {
        guard event.code == .taskDone, let form = form(of: event) else { return nil }
        var lines: [Text] = []
        let note = (try? services.desk.note(of: event)) ?? [:]
        for field in form.pages.flatMap(\.fields) {
            guard let value = event.data["answers"]?[field.name] ?? note[field.name], !value.isNull else { continue }
            lines.append(
                field.title.followed(by: Text(zh: "：", en: ": ")).followed(by: shown(value, field, names: names)))
        }
        return lines.isEmpty ? nil : .list(lines)
    }

    private func shown(_ value: JSON, _ field: FormField, names: [Int64: String]) -> Text {
        func option(_ word: String) -> Text {
            if let title = field.options.first(where: { $0.value == word })?.title { return title }
            if let material = service.materials.first(where: { $0.id == word }) { return material.title }
            if let id = Int64(word), let name = names[id] { return .verbatim(name) }
            return .verbatim(word)
        }
        if let flag = value.bool { return flag ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no") }
        if value.kind == .array { return .list(value.elements.compactMap(\.string).map(option)) }
        return value.string.map(option) ?? .verbatim(value.numberText ?? "")
    }
}

extension PartState {
    /// As officials read it.
    var deskTitle: Text {
        self == .mending ? Text(zh: "等申请人整改", en: "Waits for the applicant") : title
    }
}
