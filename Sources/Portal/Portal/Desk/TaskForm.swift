import DesignSystem
import Diagnostics
import Exchange
import HTMLBuilder
import JSONTree
import Localisation
import Registers
import Services
import Web
import Workflow

/// What can be done with a task: the outcomes that its kind allows, and what has to be typed for each.
struct TaskForm: Sendable {
    let services: PortalServices
    let task: WorkflowTask
    let found: Case
    let knowledge: CaseKnowledge
    /// The places left, for tasks that choose one.
    let places: [(item: String, left: Int)]
    /// The form that the package has for the task.
    var view: CaseDesk.TaskView?

    /// The outcomes of the task, by the form that the process names.
    var results: [Option] {
        switch task.form {
        case "finding":
            [
                Option(
                    value: "found", label: Text(zh: "核对到了，录入后重新核验", en: "Found: enter it and decide again"),
                    hint: Text(zh: "在下面写明看到的内容和出处", en: "Say below what was seen and where"))
            ]
                // Where no department's datum is missing there is nobody to ask.
                + (missing.isEmpty
                    ? []
                    : [Option(value: "ask-department", label: Text(zh: "请数据所属部门核对", en: "Ask the owning department"))])
                + [
                    Option(value: "on-site", label: Text(zh: "请家长到现场登记", en: "Ask the family to come in person"))
                ]
        case "on-site":
            [
                Option(value: "register", label: Text(zh: "现场登记，安排学位", en: "Register and place")),
                Option(value: "found", label: Text(zh: "资料已补齐，重新核验", en: "Complete now: decide again")),
                Option(value: "elsewhere", label: Text(zh: "不在本县入学", en: "Not in this county")),
                Option(value: "absent", label: Text(zh: "家长没来，继续等", en: "Nobody came: keep waiting")),
            ]
        case "promise-check":
            [
                Option(value: "kept", label: Text(zh: "承诺属实", en: "The promise was kept")),
                Option(value: "not-kept", label: Text(zh: "承诺不属实，收回学位", en: "Not kept: the place goes back")),
            ]
        case "approve":
            [
                Option(value: "approved", label: Text(zh: "同意", en: "Approve")),
                Option(value: "refused", label: Text(zh: "不同意", en: "Refuse")),
            ]
        case "sign":
            [
                Option(value: "agree", label: Text(zh: "同意", en: "Agree")),
                Option(value: "disagree", label: Text(zh: "不同意", en: "Disagree")),
                Option(value: "abstain", label: Text(zh: "弃权", en: "Abstain")),
            ]
        case "place":
            [Option(value: "placed", label: Text(zh: "统筹安排到下列学校", en: "Placed at the school below"))]
        default:
            [Option(value: "done", label: Text(zh: "办完了", en: "Done"))]
        }
    }

    /// The contracts whose answer may be typed: those that were not found.
    private var missing: [Contract] {
        found.missing.compactMap { knowledge.runtime.exchange.contract(variable: $0) }
    }

    func render(_ html: inout HTML, _ request: WebRequest) {
        html.h2(task.name)
        if let view {
            html.add(
                PostForm(action: "/desk/cases/\(found.number)/tasks/\(task.id)", token: request.formToken) { html in
                    QuestionRenderer(page: view.page, submission: view.submission, isEmbedded: true).render(into: &html)
                    html.div(class: "buttons") { html in
                        html.add(Button(label: Text(zh: "确定", en: "Confirm"), shortcut: "F8"))
                    }
                })
            return
        }
        html.add(
            PostForm(action: "/desk/cases/\(found.number)/tasks/\(task.id)", token: request.formToken) { html in
                html.add(Radios(name: "result", label: Text(zh: "怎么处理", en: "What to do"), options: results))
                if task.form == "finding" || task.form == "on-site" {
                    for contract in missing {
                        html.add(
                            Fieldset(id: "f-\(contract.variable)", label: contract.title) { html in
                                for field in contract.fields where field.type != .geometry {
                                    html.add(
                                        TextInput(
                                            name: "\(contract.variable).\(field.name)", label: field.title,
                                            hint: field.type == .date
                                                ? Text(zh: "如 2026-09-01", en: "such as 2026-09-01") : nil,
                                            isOptional: true))
                                }
                            })
                    }
                    html.add(
                        TextInput(
                            name: "source", label: Text(zh: "从哪里看到的（证件、单据号）", en: "Where it was seen (paper, number)"),
                            isOptional: true))
                }
                if task.form == "place" || task.form == "on-site" {
                    html.add(
                        SelectField(
                            name: "school", label: Text(zh: "安排到哪所学校", en: "At which school"),
                            options: places.filter { $0.left > 0 }.map { place in
                                let name = services.words.place(place.item)
                                return Option(
                                    value: place.item,
                                    label: Text(
                                        zh: "\(name.zh)（余 \(place.left) 个）", en: "\(name.en) (\(place.left) left)"))
                            },
                            hint: task.form == "on-site"
                                ? Text(
                                    zh: "不选就按片区次序安排。", en: "Left open, the published order of the area decides.") : nil,
                            isOptional: task.form == "on-site"))
                }
                html.div(class: "buttons") { html in
                    html.add(Button(label: Text(zh: "确定", en: "Confirm"), shortcut: "F8"))
                }
            })
    }

    /// What was typed for data that were not found.
    func findings(from fields: FormFields) -> [ReviewFinding] {
        missing.compactMap { contract in
            var row: [String: String] = [:]
            for field in contract.fields {
                let value = (fields["\(contract.variable).\(field.name)"] ?? "").filter { $0 != " " }
                if !value.isEmpty { row[field.name] = value }
            }
            guard !row.isEmpty else { return nil }
            return ReviewFinding(
                variable: contract.variable, rows: [row], source: String((fields["source"] ?? "").prefix(200)))
        }
    }

    /// The further values that the process reads.
    func values(from fields: FormFields) -> JSON {
        var values: JSON = [:]
        if task.form == "sign" {
            let answer = fields["result"]
            values = ["agree": answer == "abstain" ? .null : .bool(answer == "agree")]
        }
        if let school = fields["school"], !school.isEmpty {
            values = values.setting("school", to: .string(school))
                .setting("schools", to: .array([.string(school)])).setting("rank", to: .integer(0))
                .setting("full", to: .array([]))
        }
        if let first = missing.first { values = values.setting("datum", to: .string(first.variable)) }
        return values
    }
}

extension WorkflowTask {
    /// What the task is called, in the model's own words.
    var name: Text { Text(zh: title, en: englishTitle ?? title) }
}
