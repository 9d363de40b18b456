import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import Workflow

/// What reaches beyond one's own department: 并加签 and 减签 in a joint sign-off, and 抄送.
extension TaskActs {
    func signers(
        _ html: inout HTML, _ task: WorkflowTask, of found: Case, _ options: CaseDesk.TaskOptions, token: String
    ) {
        guard !options.signers.isEmpty || !options.removable.isEmpty else { return }
        let address = "/desk/cases/\(found.number)/tasks"
        html.add(
            Disclosure(title: Text(zh: "加签、减签", en: "Who else signs")) { html in
                if !options.signers.isEmpty {
                    html.add(
                        PostForm(action: "\(address)/\(task.id)/acts/add-beside", token: token) { html in
                            html.add(
                                SelectField(
                                    name: "department", id: "beside-department",
                                    label: Text(zh: "请哪个部门一起会签", en: "Which department is to sign as well"),
                                    options: options.signers.map {
                                        Option(value: $0, label: services.words.department($0))
                                    }))
                            reason(&html, "add-beside")
                            html.add(Button(label: Text(zh: "加签", en: "Ask it"), kind: .secondary))
                        })
                }
                for other in options.removable {
                    let office = services.words.department(other.department)
                    html.add(
                        PostForm(action: "\(address)/\(other.id)/acts/remove-signer", token: token) { html in
                            reason(&html, "remove-\(other.id)")
                            html.add(
                                Button(
                                    label: Text(zh: "不再请\(office.zh)会签", en: "Do without \(office.en)"),
                                    kind: .secondary))
                        })
                }
            })
    }

    /// Sends a matter to somebody to know of.
    func copy(_ html: inout HTML, _ task: WorkflowTask, of found: Case, _ readers: [Official], token: String) {
        guard !readers.isEmpty else { return }
        html.add(
            Disclosure(title: Text(zh: "抄送给别人知道", en: "Let somebody know")) { html in
                html.add(
                    PostForm(
                        action: "/desk/cases/\(found.number)/tasks/\(task.id)/acts/copy", token: token
                    ) { html in
                        html.add(
                            SelectField(
                                name: "colleague", id: "copy-colleague", label: Text(zh: "抄送给谁", en: "Whom"),
                                options: readers.map { reader in
                                    Option(
                                        value: String(reader.id),
                                        label: .verbatim("\(reader.name) · ").followed(
                                            by: services.words.department(reader.department)
                                        ).followed(by: .verbatim(" ")).followed(by: services.postName(reader.post)))
                                }))
                        reason(&html, "copy")
                        html.add(Button(label: Text(zh: "抄送", en: "Send"), kind: .secondary))
                    })
            })
    }

    /// A sentence about a department.
    func office(_ record: TaskActRecord, _ before: Text, _ after: Text) -> Text {
        before.followed(by: services.words.department(record.target)).followed(by: after)
    }
}
