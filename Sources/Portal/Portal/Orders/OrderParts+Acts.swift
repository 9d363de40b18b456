import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import WorkOrders
import Workflow

/// What may be done with an order and its tasks besides doing them.
extension OrderParts {
    func acts(_ html: inout HTML) {
        for offer in offers {
            html.add(
                Disclosure(title: OfferPanel.name(offer)) { html in
                    html.add(
                        PostForm(action: "\(address)/offers/\(offer.element)", token: token) { html in
                            reason(&html, offer.element)
                            html.add(Button(label: Text(zh: "提交", en: "Submit"), kind: .secondary))
                        })
                })
        }
        if let task = view?.task { own(&html, task) }
        for task in tasks where task.state == .suspended {
            rest(task).resting(
                &html, who: task.holder.flatMap { names[$0] }.map { .verbatim($0) } ?? services.postName(task.post),
                mayResume: services.orders.isFor(official, task))
        }
        if view == nil, let held = takeable {
            let name = held.holder.flatMap { names[$0] } ?? ""
            act(
                &html, held, "take-over", Text(zh: "\(name)不在，我接着办", en: "\(name) is away; I go on"),
                button: Text(zh: "接过来", en: "Take it over"))
        }
        if let urged {
            act(
                &html, urged, "urge", Text(zh: "催办“\(urged.name.zh)”", en: "Urge “\(urged.name.en)”"),
                button: Text(zh: "催办", en: "Urge"))
        }
    }

    /// For who has a task.
    private func own(_ html: inout HTML, _ task: WorkflowTask) {
        if !options.colleagues.isEmpty {
            act(
                &html, task, "hand-on", Text(zh: "转给同事办", en: "Hand it on to a colleague"),
                button: Text(zh: "转办", en: "Hand on")
            ) { html in
                html.add(
                    SelectField(
                        name: "colleague", label: Text(zh: "哪位同事", en: "Which colleague"),
                        options: options.colleagues.map { Option(value: String($0.id), label: .verbatim($0.name)) }))
            }
        }
        if !options.readers.isEmpty {
            act(
                &html, task, "copy", Text(zh: "抄送给别人知道", en: "Let somebody know"),
                button: Text(zh: "抄送", en: "Send")
            ) { html in
                html.add(
                    SelectField(
                        name: "colleague", id: "copy-colleague", label: Text(zh: "抄送给谁", en: "Whom"),
                        options: options.readers.map { reader in
                            Option(
                                value: String(reader.id),
                                label: .verbatim("\(reader.name) · ").followed(
                                    by: services.words.department(reader.department)
                                ).followed(by: .verbatim(" ")).followed(by: services.postName(reader.post)))
                        }))
            }
        }
        if options.operations.contains(.suspend) {
            rest(task).offer(&html, today: services.orders.today(now), hours: RestPanel.limitRuns) { reason(&$0, $1) }
        }
    }

    private func rest(_ task: WorkflowTask) -> RestPanel {
        RestPanel(task: task, address: "\(address)/tasks/\(task.id)", token: token)
    }

    /// A folded form with a reason and one button.
    private func act(
        _ html: inout HTML, _ task: WorkflowTask, _ name: String, _ title: Text, button: Text,
        fields: @escaping @Sendable (inout HTML) -> Void = { _ in }
    ) {
        html.add(
            Disclosure(title: title) { html in
                html.add(
                    PostForm(action: "\(address)/tasks/\(task.id)/acts/\(name)", token: token) { html in
                        fields(&html)
                        reason(&html, name)
                        html.add(Button(label: button, kind: .secondary))
                    })
            })
    }

    private func reason(_ html: inout HTML, _ form: String) {
        html.add(
            TextArea(
                name: "reason", id: "reason-\(form)", label: Text(zh: "原因", en: "Reason"),
                hint: Text(zh: "同事和审计看得到。", en: "Colleagues and auditors can read it."), rows: 3,
                limit: CaseDesk.longestReason))
    }
}
