import Definitions
import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar
import WorkOrders

/// The time limits of a case or an order: how each stands, when it is due, and why then.
struct ClockPanel: Sendable {
    /// One limit.
    struct Limit: Sendable {
        let title: Text
        let mark: ClockMark
        /// When it is due, or how it stands still.
        let value: Text
        /// Why then, line by line.
        let lines: [Text]
        let basis: [LegalBasis]
    }

    let limits: [Limit]

    init(clocks: [CaseClock]) {
        limits = clocks.map {
            Limit(
                title: $0.declared.title, mark: $0.mark, value: Self.value($0), lines: $0.lines,
                basis: $0.declared.basis)
        }
    }

    init(clocks: [OrderClock]) {
        limits = clocks.map {
            Limit(
                title: $0.title, mark: $0.mark,
                value: Self.day($0.due, isOfDays: $0.isOfDays, isProvisional: $0.isProvisional), lines: $0.lines,
                basis: $0.basis)
        }
    }

    func render(_ html: inout HTML) {
        guard !limits.isEmpty else { return }
        html.h2(Text(zh: "时限", en: "Time limits"))
        html.add(
            TaskList(
                tasks: limits.map {
                    TaskList.Task(title: $0.title, hint: $0.value, href: nil, status: Self.tag($0.mark))
                }, id: "limit"))
        html.add(
            Disclosure(title: Text(zh: "为什么是这个时间", en: "Why then")) { html in
                for limit in limits {
                    html.h3(limit.title)
                    html.ul { html in
                        for line in limit.lines { html.li { $0.text(line) } }
                        for basis in limit.basis {
                            let words = basis.words
                            html.li { $0.text(Text(zh: "依据：\(words.zh)", en: "By \(words.en)")) }
                        }
                    }
                }
            })
    }

    private static func day(_ due: CivilMinute, isOfDays: Bool, isProvisional: Bool) -> Text {
        let mark = isProvisional ? Text(zh: "（暂定）", en: " (provisional)") : Text(verbatim: "")
        return (isOfDays ? due.date.text : due.text).followed(by: mark)
    }

    private static func value(_ clock: CaseClock) -> Text {
        guard let due = clock.due else {
            let left = clock.left ?? .verbatim("")
            let pause = clock.pause ?? .verbatim("")
            return Text(
                zh: "\(pause.zh)期间不计时，恢复后还剩\(left.zh)", en: "Stands still (\(pause.en)), \(left.en) left")
        }
        return day(due, isOfDays: clock.declared.length.unit.isDays, isProvisional: clock.isProvisional)
    }

    static func tag(_ mark: ClockMark) -> StatusTag {
        switch mark {
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
