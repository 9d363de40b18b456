import Definitions
import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar

/// The time limits of a case: how each stands, when it is due, and why then.
struct ClockPanel: Sendable {
    let clocks: [CaseClock]

    func render(_ html: inout HTML) {
        guard !clocks.isEmpty else { return }
        html.h2(Text(zh: "时限", en: "Time limits"))
        html.add(
            TaskList(
                tasks: clocks.map {
                    TaskList.Task(title: $0.declared.title, hint: value($0), href: nil, status: tag($0))
                }, id: "limit"))
        html.add(
            Disclosure(title: Text(zh: "为什么是这个时间", en: "Why then")) { html in
                for clock in clocks {
                    html.h3(clock.declared.title)
                    html.ul { html in
                        for line in clock.lines { html.li { $0.text(line) } }
                        for basis in clock.declared.basis {
                            let words = basis.words
                            html.li { $0.text(Text(zh: "依据：\(words.zh)", en: "By \(words.en)")) }
                        }
                    }
                }
            })
    }

    private func value(_ clock: CaseClock) -> Text {
        guard let due = clock.due else {
            let left = clock.left ?? .verbatim("")
            let pause = clock.pause ?? .verbatim("")
            return Text(
                zh: "\(pause.zh)期间不计时，恢复后还剩\(left.zh)", en: "Stands still (\(pause.en)), \(left.en) left")
        }
        let day: Text = clock.declared.length.unit.isDays ? due.date.text : due.text
        let mark = clock.isProvisional ? Text(zh: "（暂定）", en: " (provisional)") : Text(verbatim: "")
        return day.followed(by: mark)
    }

    private func tag(_ clock: CaseClock) -> StatusTag {
        switch clock.mark {
        case .green: StatusTag(label: Text(zh: "正常", en: "In time"), tone: .positive)
        case .yellow: StatusTag(label: Text(zh: "快到期", en: "Due soon"), tone: .open)
        case .red: StatusTag(label: Text(zh: "已超期", en: "Late"), tone: .negative)
        case .paused:
            StatusTag(label: Text(zh: "暂停", en: "Paused"), tone: .neutral)
        case .kept: StatusTag(label: Text(zh: "按时办结", en: "Done in time"), tone: .positive)
        case .missed: StatusTag(label: Text(zh: "超期办结", en: "Done late"), tone: .negative)
        }
    }
}
