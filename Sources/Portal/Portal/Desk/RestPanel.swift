import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import ProcessEngine
import Services
import WorkCalendar
import Workflow

/// 挂起: a task rests until a day and then comes back by itself.
struct RestPanel {
    let task: WorkflowTask
    /// Where the task's acts are posted to.
    let address: String
    let token: String

    /// For who has the task.
    func offer(
        _ html: inout HTML, today: CivilDate, hours: Text, reason: @escaping @Sendable (inout HTML, String) -> Void
    ) {
        guard let days = ProcessRunner.restDays(of: task, today: today) else { return }
        html.add(
            Disclosure(title: Text(zh: "先挂起，过几天再办", en: "Put it on hold for some days")) { html in
                html.add(
                    PostForm(action: "\(address)/acts/suspend", token: token) { html in
                        html.p(hours)
                        html.add(
                            SelectField(
                                name: "until", label: Text(zh: "哪天恢复", en: "Until which day"),
                                options: (0...days.lowerBound.days(until: days.upperBound)).map { offset in
                                    let day = days.lowerBound.adding(days: offset)
                                    return Option(
                                        value: day.iso,
                                        label: day.text.followed(by: .verbatim(" ")).followed(by: Self.weekday(day)))
                                }))
                        reason(&html, "suspend")
                        html.add(Button(label: Text(zh: "挂起", en: "Put on hold"), kind: .secondary))
                    })
            })
    }

    /// For everyone who sees the matter: that it rests; for who has it a button.
    func resting(_ html: inout HTML, who: Text, mayResume: Bool) {
        let until = task.resumesOn
        html.add(
            Banner(
                tone: .info,
                title: Text(
                    zh: "“\(task.name.zh)”挂起了\(until.map { "，\($0.text.zh)自动恢复" } ?? "")",
                    en: "“\(task.name.en)” is on hold\(until.map { " until \($0.text.en)" } ?? "")"),
                text: who))
        guard mayResume else { return }
        html.add(
            PostForm(action: "\(address)/acts/resume", token: token) { html in
                html.add(Button(label: Text(zh: "现在恢复办理", en: "Resume now"), kind: .secondary))
            })
    }

    /// Said where the limit goes on: a rest is the office's own, not a pause of the law.
    static let limitRuns = Text(
        zh: "到那天任务自己回到待办里。办理期限照走，不因挂起延长。",
        en:
            "On that day it comes back to your list by itself. The limit goes on; putting it on hold does not lengthen it."
    )

    private static func weekday(_ day: CivilDate) -> Text {
        let zh = ["一", "二", "三", "四", "五", "六", "日"]
        let en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return Text(zh: "周\(zh[day.weekday - 1])", en: en[day.weekday - 1])
    }

    static func day(_ text: String?) throws -> CivilDate {
        guard let text, let day = CivilDate(iso: text) else { throw WorkflowError(.restDay) }
        return day
    }
}
