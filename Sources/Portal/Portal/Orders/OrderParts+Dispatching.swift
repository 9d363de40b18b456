import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import WorkOrders
import Workflow

/// What is shown before an order is dispatched: what may be the same, what the list says, who got such matters before.
extension OrderParts {
    func dispatching(_ html: inout HTML) {
        guard view?.task.form == "dispatch" || view?.task.form == "override" else { return }
        if !same.isEmpty {
            html.h2(Text(zh: "先看是不是重复", en: "Is it one with another?"))
            html.add(
                TaskList(
                    tasks: same.map { other in
                        TaskList.Task(
                            title: .verbatim(other.title),
                            hint: .verbatim(other.order.number).followed(by: sameness(other)),
                            href: OrderWords.address(other.order), status: OrderWords.tag(other.order, now: now))
                    }, id: "same"))
        }
        if let judged = Judgement(kept: order.judged), !judged.reasons.isEmpty {
            html.h2(Text(zh: "派单清单怎么说", en: "What the dispatch list says"))
            html.add(
                ReasonList(
                    reasons: judged.reasons.map {
                        .init(
                            tone: .neutral, verdict: .verbatim($0.rule), condition: $0.text,
                            basis: Text(zh: "依据：\($0.source.zh)", en: "By \($0.source.en)"))
                    }))
        }
        guard !suggestions.isEmpty else { return }
        html.h2(Text(zh: "以前这样的事派给了谁", en: "Who got such matters before"))
        for suggestion in suggestions {
            let office = services.words.department(suggestion.department)
            let words = suggestion.words.map { "“\($0)”" }.joined(separator: "、")
            html.h3(
                Text(
                    zh: "\(office.zh)（像 \(suggestion.percent)%）", en: "\(office.en) (\(suggestion.percent)% alike)"))
            if !words.isEmpty {
                html.p(
                    Text(zh: "说到\(words)的，多数派给这里。", en: "Orders that say \(words) mostly went there."),
                    class: "hint")
            }
            html.ul { html in
                for earlier in suggestion.earlier {
                    html.li { html in
                        html.add(
                            Link(
                                label: .verbatim("\(earlier.order.number) \(earlier.title)"),
                                href: OrderWords.address(earlier.order)))
                    }
                }
            }
        }
    }

    private func sameness(_ other: OrderDesk.SameOrder) -> Text {
        switch (other.hasSameCaller, other.hasSamePlace) {
        case (true, true): Text(zh: "，同一人、同一地点、同一类", en: ", same caller, place and class")
        case (true, false): Text(zh: "，同一人、同一类", en: ", same caller and class")
        default: Text(zh: "，同一地点、同一类", en: ", same place and class")
        }
    }
}
