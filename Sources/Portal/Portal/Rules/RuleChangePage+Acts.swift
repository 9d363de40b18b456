import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar

/// What can be done with a changed rule now, and by whom.
extension RuleChangePage {
    func acts(
        _ html: inout HTML, _ kept: RuleRehearsal?, _ trial: RuleTrial?, _ official: Official,
        _ request: WebRequest, _ errors: [RuleFieldError]
    ) {
        let drafts = official.permissions.contains(.draftRules)
        let publishes = official.permissions.contains(.publishDefinitions)
        switch change.state {
        case .draft where drafts:
            if kept != nil { propose(&html, trial, request, errors) }
            html.h2(Text(zh: "换一个文件", en: "Another file"))
            html.add(
                RulePage.upload(
                    to: "\(address)/file", request, hidden: [("version", String(change.version))],
                    error: errors["file"]))
            html.add(
                Disclosure(title: Text(zh: "不改了，放弃这项变更", en: "Give this change up")) { html in
                    html.p(
                        Text(
                            zh: "放弃以后不能再改，也不能送发布；现行规则不变。这一版的文件还留着，可以从变更记录里下载。",
                            en:
                                "It can then neither be changed nor handed on; the rule in force stays. Its file is kept among the changes."
                        ))
                    html.add(
                        PostForm(action: address, token: request.formToken, hidden: hidden("drop")) { html in
                            html.div(class: "buttons") { html in
                                html.add(Button(label: Text(zh: "放弃", en: "Give it up"), kind: .danger))
                            }
                        })
                })
        case .proposed:
            if publishes, !change.isWork(of: official.id) { publish(&html, trial, request) }
            if publishes || change.isWork(of: official.id) { sendBack(&html, official, request, errors) }
        case .published where publishes: withdraw(&html, request, errors)
        case .draft, .published, .withdrawn, .dropped: break
        }
    }

    /// Before it goes on, once more how many examples it contradicts.
    private func remind(_ html: inout HTML, _ trial: RuleTrial?) {
        guard let trial, !trial.failures.isEmpty else { return }
        html.p { html in
            html.strong(RuleChangePage.summary(trial).followed(by: .verbatim(" ")))
            html.add(Link(label: Text(zh: "看看是哪些", en: "See which"), href: "#examples"))
        }
    }

    private func propose(
        _ html: inout HTML, _ trial: RuleTrial?, _ request: WebRequest, _ errors: [RuleFieldError]
    ) {
        html.h2(Text(zh: "送发布", en: "Hand it on"))
        remind(&html, trial)
        html.add(
            PostForm(action: address, token: request.formToken, hidden: hidden("propose")) { html in
                html.add(
                    TextArea(
                        name: "note", label: Text(zh: "改什么、为什么", en: "What changes, and why"),
                        hint: Text(zh: "不要写个人信息", en: "no personal data, please"),
                        value: request.fields["note"] ?? change.note, error: errors["note"], rows: 3, limit: 500))
                html.add(
                    TextInput(
                        name: "number", label: Text(zh: "文号", en: "Document number"),
                        hint: Text(zh: "如 松教发〔2026〕12号", en: "such as 松教发〔2026〕12号"),
                        value: request.fields["number"] ?? change.number, error: errors["number"]))
                html.add(
                    TextInput(
                        name: "effective", label: Text(zh: "从哪天起生效", en: "In force from"),
                        hint: Text(zh: "这天起收的件按新规则；以前收的照旧", en: "for what is handed in from that day on"),
                        value: request.fields["effective"] ?? change.effective?.iso ?? "", error: errors["effective"],
                        width: .characters(12)))
                html.div(class: "buttons") { html in
                    html.add(Button(label: Text(zh: "送规则发布员", en: "Send to the publisher")))
                }
            })
    }

    private func publish(_ html: inout HTML, _ trial: RuleTrial?, _ request: WebRequest) {
        html.h2(Text(zh: "发布", en: "Publish"))
        remind(&html, trial)
        html.add(
            PostForm(action: address, token: request.formToken, hidden: hidden("publish")) { html in
                html.p(
                    Text(
                        zh: "请对照文件核对改动、文号和生效日期。发布后从\(change.effective?.text.zh ?? "")起收的件按它办。",
                        en:
                            "Compare the changes, the number and the day with the document. What is handed in from \(change.effective?.text.en ?? "") on is decided by it."
                    ))
                html.div(class: "buttons") { html in
                    html.add(Button(label: Text(zh: "核对无误，发布", en: "It is right: publish")))
                }
            })
    }

    private func sendBack(
        _ html: inout HTML, _ official: Official, _ request: WebRequest, _ errors: [RuleFieldError]
    ) {
        let isOwn = change.isWork(of: official.id)
        html.add(
            PostForm(action: address, token: request.formToken, hidden: hidden("send-back")) { html in
                html.add(
                    TextArea(
                        name: "reason",
                        label: isOwn
                            ? Text(zh: "为什么收回", en: "Why take it back") : Text(zh: "为什么退回", en: "Why send it back"),
                        value: request.fields["reason"] ?? "", error: errors["reason"], rows: 2, limit: 500))
                html.div(class: "buttons") { html in
                    html.add(
                        Button(
                            label: isOwn ? Text(zh: "收回再改", en: "Take it back") : Text(zh: "退回", en: "Send back"),
                            kind: .secondary))
                }
            })
    }

    private func withdraw(_ html: inout HTML, _ request: WebRequest, _ errors: [RuleFieldError]) {
        html.add(
            Disclosure(
                title: Text(zh: "这条规则错了，要撤销", en: "This rule is wrong and has to be withdrawn"),
                isOpen: errors["reason"] != nil
            ) { html in
                html.p(
                    Text(
                        zh: "撤销后立刻不再用它，恢复以前的规则，并列出按它办过的每一件。",
                        en:
                            "It is not used any more at once, the rule before counts again, and every case it was applied to is listed."
                    ))
                html.add(
                    PostForm(action: address, token: request.formToken, hidden: hidden("withdraw")) { html in
                        html.add(
                            TextArea(
                                name: "reason", label: Text(zh: "错在哪里", en: "What is wrong"),
                                value: request.fields["reason"] ?? "",
                                error: errors["reason"], rows: 2, limit: 500))
                        html.div(class: "buttons") { html in
                            html.add(Button(label: Text(zh: "撤销这条规则", en: "Withdraw it"), kind: .danger))
                        }
                    })
            })
    }
}
