import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services

/// What changes, table by table and definition by definition, and what the examples come to.
extension RuleChangePage {
    func write(_ difference: RuleDifference, into html: inout HTML) {
        html.h2(Text(zh: "改了哪些", en: "What changes"))
        if difference.isEmpty {
            html.p(Text(zh: "和对比的规则一样。", en: "Nothing: it is the same as the rule it is compared with."))
        }
        var shown: Set<String> = []
        for table in difference.tables {
            html.h3(table.question)
            if let own = difference.definitions.first(where: { $0.name == table.decision }),
                shown.insert(own.name).inserted
            {
                html.add(RuleChangePage.parts(own.parts, of: table.question))
            }
            if table.isReordered {
                html.p(Text(zh: "各行的先后顺序变了。", en: "Its rows stand in another order."))
            }
            if !table.asked.isEmpty { write(table.asked, of: table.question, into: &html) }
            if table.rows.isEmpty { continue }
            html.add(
                DataTable(
                    caption: table.question, isCaptionHidden: true,
                    columns: [
                        .init(title: Text(zh: "哪一行", en: "Row")), .init(title: Text(zh: "哪一栏", en: "Column")),
                        .init(title: Text(zh: "原来", en: "Before")), .init(title: Text(zh: "改后", en: "After")),
                    ], rows: table.rows.flatMap { lines($0, table) }))
        }
        for definition in difference.definitions where !shown.contains(definition.name) {
            html.h3(RuleChangePage.heading(definition))
            html.add(RuleChangePage.parts(definition.parts, of: definition.title))
        }
    }

    /// What a definition is called, with what it is, and whether it is new or gone.
    private static func heading(_ definition: RuleDifference.Definition) -> Text {
        let state: Text? =
            switch definition.kind {
            case .added: Text(zh: "新增", en: "new")
            case .removed: Text(zh: "删去", en: "gone")
            case .changed: nil
            }
        let (title, sort) = (definition.title, definition.sort)
        guard let state else {
            return Text(zh: "\(title.zh)（\(sort.zh)）", en: "\(title.en) (\(sort.en))")
        }
        return Text(
            zh: "\(title.zh)（\(sort.zh)，\(state.zh)）", en: "\(title.en) (\(sort.en), \(state.en))")
    }

    /// What differs besides rows: what kind of thing it is, before and after.
    static func parts(_ parts: [RuleDifference.Part], of title: Text) -> DataTable {
        DataTable(
            caption: title.followed(by: Text(zh: "：改动", en: ": what changes")), isCaptionHidden: true,
            columns: [
                .init(title: Text(zh: "改的是什么", en: "What changes")),
                .init(title: Text(zh: "原来", en: "Before")), .init(title: Text(zh: "改后", en: "After")),
            ],
            rows: parts.map { part in
                func cell(_ tag: Tag, _ text: Text?) -> Cell {
                    guard let text else { return .none }
                    let isFormula = part.isFormula
                    return .slot { $0.element(tag, text, class: isFormula ? "written" : "") }
                }
                return [.text(part.what), cell(.del, part.before), cell(.ins, part.after)]
            })
    }

    /// What the conditions ask for, before and after.
    private func write(_ asked: [RuleDifference.Asked], of question: Text, into html: inout HTML) {
        let caption = question.followed(by: Text(zh: "：条件取的内容", en: ": what the conditions ask for"))
        html.add(
            DataTable(
                caption: caption, isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "条件", en: "Condition")),
                    .init(title: Text(zh: "原来取", en: "Asked for before")),
                    .init(title: Text(zh: "改后取", en: "Asks for now")),
                ],
                rows: asked.map { item in
                    [
                        .text(item.column),
                        item.before.map { text in
                            .slot { $0.element(.del, Text(verbatim: text), class: "written") }
                        } ?? .none,
                        item.after.map { text in
                            .slot { $0.element(.ins, Text(verbatim: text), class: "written") }
                        } ?? .none,
                    ]
                }))
    }

    /// A line for each cell that differs; of a row that is new or gone, for each that says something.
    private func lines(_ row: RuleDifference.Row, _ table: RuleDifference.Table) -> [[Cell]] {
        let (label, tone): (Text, Tone) =
            switch row.kind {
            case .added: (Text(zh: "新增", en: "new"), .positive)
            case .removed: (Text(zh: "删去", en: "gone"), .negative)
            case .changed: (Text(zh: "修改", en: "changed"), .open)
            }
        let name = StatusTag(
            label: Text(zh: "第 \(row.number) 行 · ", en: "Row \(row.number) · ").followed(by: label), tone: tone)
        return zip(table.columns, row.cells).filter { !$1.isSame }.map { column, cell in
            [
                .tag(name), .text(column), cell.before.map { before in .slot { $0.element(.del, before) } } ?? .none,
                cell.after.map { after in .slot { $0.element(.ins, after) } } ?? .none,
            ]
        }
    }

    // MARK: Examples

    static func summary(_ trial: RuleTrial) -> Text {
        Text(
            zh: "\(trial.count) 个例子里有 \(trial.failures.count) 个结果和写好的不一样。",
            en: "\(trial.failures.count) of \(trial.count) examples come out otherwise than written.")
    }

    /// How many examples the change contradicts, and which: before it is handed on, and before it is published.
    func examples(_ trial: RuleTrial, into html: inout HTML) {
        html.element(.h2, Text(zh: "例子", en: "Examples"), .id("examples"))
        if trial.count == 0 {
            html.p(
                Text(
                    zh: "这个事项没有写好的例子，改得对不对要靠试算来看。",
                    en: "No examples are written for this service; the rehearsal has to show whether it is right."))
            return
        }
        if trial.failures.isEmpty {
            html.p(
                Text(
                    zh: "\(trial.count) 个例子的结果都和写好的一样。", en: "All \(trial.count) examples come out as written."))
            return
        }
        let before =
            switch trial.old {
            case nil: Text(verbatim: "")
            case 0?: Text(zh: "按对比的规则都一样。", en: "By the rule it is compared with all come out as written.")
            case let old?:
                Text(
                    zh: "其中 \(old) 个按对比的规则也不一样。", en: "\(old) of them do so by the rule it is compared with, too.")
            }
        html.add(
            Banner(
                tone: .open, title: RuleChangePage.summary(trial),
                text: before.followed(
                    by: Text(
                        zh: "请逐个看：是规则写错了，还是本来就要改成这样。",
                        en: "Go through them: is the rule wrong, or is this what it is meant to do?"))))
        html.add(
            Disclosure(
                title: Text(
                    zh: "结果不一样的例子（\(trial.failures.count) 个）",
                    en: "Examples that come out otherwise (\(trial.failures.count))"),
                isOpen: trial.failures.count <= 5
            ) { html in
                html.ul(class: "cells-list") { html in
                    for failure in trial.failures.prefix(Self.mostExamples) { write(failure, into: &html) }
                    if trial.failures.count > Self.mostExamples {
                        html.li { html in
                            html.span(
                                Text(
                                    zh: "还有 \(trial.failures.count - Self.mostExamples) 个没有列出",
                                    en: "\(trial.failures.count - Self.mostExamples) more are not listed"))
                        }
                    }
                }
            })
    }

    private static let mostExamples = 300

    private func write(_ failure: RuleTrial.Failure, into html: inout HTML) {
        html.li { html in
            if failure.differedBefore == true {
                html.add(
                    StatusTag(label: Text(zh: "对比的规则也不同", en: "Also by the other rule"), tone: .neutral))
            }
            html.span(failure.title)
            for difference in failure.differences { html.p(difference, class: "cells-hint") }
        }
    }
}
