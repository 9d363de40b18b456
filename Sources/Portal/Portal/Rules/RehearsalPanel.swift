import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import WorkCalendar

/// What a rehearsal came to: how many would be decided otherwise, where, what it costs, and each case of them.
struct RehearsalPanel {
    let services: PortalServices
    let kept: RuleRehearsal
    static let pageSize = 50

    var report: RehearsalReport {
        RehearsalReport(
            rehearsal: kept.rehearsal, first: kept.first, last: kept.last,
            seconds: Double(kept.microseconds) / 1_000_000,
            category: { [words = services.words] in words.category($0.isEmpty ? nil : $0) },
            town: services.divisionName)
    }

    /// - Parameters:
    ///   - opens: whether the viewer may open cases.
    ///   - page: the page of the differences, from 1.
    ///   - address: the page that this stands on.
    func render(_ html: inout HTML, opens: Bool, page: Int, address: String) {
        let (rehearsal, report) = (kept.rehearsal, report)
        let asOf = services.zone.shortText(microseconds: kept.madeAt)
        let period = Text(
            zh: "\(kept.first.text.zh)至\(kept.last.text.zh)", en: "\(kept.first.text.en) to \(kept.last.text.en)")
        html.div(class: "tiles") { html in
            html.add(
                FigureTile(
                    label: kept.rehearsal.listsAll
                        ? Text(zh: "按它办过的", en: "Decided by it") : Text(zh: "试算了多少件", en: "Cases rehearsed"),
                    figure: .verbatim(String(rehearsal.cases)),
                    unit: Text(zh: "件", en: ""), comparison: period, freshness: asOf, href: "#rehearsal"))
            html.add(
                FigureTile(
                    label: Text(zh: "结果不同", en: "Decided otherwise"), figure: .verbatim(String(rehearsal.changed)),
                    unit: Text(zh: "件", en: ""),
                    comparison: Text(
                        zh: "占 \(report.percent(rehearsal.changed, rehearsal.cases))",
                        en: "\(report.percent(rehearsal.changed, rehearsal.cases)) of them"),
                    tone: rehearsal.changed == 0 ? .neutral : .open, freshness: asOf, href: "#differences"))
            if let sums = rehearsal.amounts {
                let was = report.money(sums.before)
                html.add(
                    FigureTile(
                        label: Text(zh: "这段时间的钱", en: "Money of the period"),
                        figure: .verbatim(report.money(sums.after)), unit: Text(zh: "元", en: "yuan"),
                        comparison: Text(zh: "原来 \(was) 元", en: "before: \(was) yuan"), freshness: asOf,
                        href: "#differences", definition: period))
            }
        }
        if rehearsal.cases == 0 {
            html.p(Text(zh: "这段时间没有收过件，换一段日子再试。", en: "Nothing was handed in then; try other days."))
            return
        }
        if let yearly = report.yearly {
            html.p(yearly.ending)
            if rehearsal.isShort { html.add(WarningText(text: RehearsalReport.season(rehearsal.days).ending)) }
        }
        if !rehearsal.listsAll { remarks(&html, rehearsal) }
        if rehearsal.changed > 0 { shares(&html, report) }
        if !rehearsal.differences.isEmpty { differences(&html, report, opens: opens, page: page, address: address) }
    }

    private func shares(_ html: inout HTML, _ report: RehearsalReport) {
        let rehearsal = kept.rehearsal
        turns(&html, report)
        html.div(class: "panels") { html in
            html.add(
                BarChart(
                    id: "rehearsal-categories", title: Text(zh: "结果不同的，按类别", en: "Decided otherwise, by category"),
                    points: report.shares(rehearsal.categories).map { code, share in
                        ChartPoint(label: services.words.category(code.isEmpty ? nil : code), value: share.changed)
                    }))
            html.add(
                BarChart(
                    id: "rehearsal-towns", title: Text(zh: "结果不同的，按乡镇", en: "Decided otherwise, by town"),
                    points: report.shares(rehearsal.towns).map { code, share in
                        ChartPoint(label: services.divisionName(code), value: share.changed)
                    }))
        }
    }

    private func remarks(_ html: inout HTML, _ rehearsal: Rehearsal) {
        if rehearsal.otherwise > 0 {
            html.p(
                Text(
                    zh: "其中 \(rehearsal.otherwise) 件结论和类别不变，其他结果不同，如安排的学校。",
                    en:
                        "\(rehearsal.otherwise) of them keep outcome and category; something else differs, such as the school."
                ))
        }
        if rehearsal.unpriced > 0 {
            html.p(
                Text(
                    zh: "\(rehearsal.unpriced) 件按新规则算不出金额，没有计入合计。",
                    en: "\(rehearsal.unpriced) have no amount by the changed rule; the sums leave them out."))
        }
        if rehearsal.unreadable > 0 {
            html.add(
                WarningText(
                    text: Text(
                        zh: "\(rehearsal.unreadable) 件的金额读不出来，没有计入合计：金额要写成数，如 1000，不要写成“1000元”。",
                        en:
                            "\(rehearsal.unreadable) have an amount that is no number; the sums leave them out. Amounts are written as 1000, without a unit."
                    )))
        }
        for (name, count) in rehearsal.unknown.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(20) {
            html.p(
                Text(
                    zh: "新规则要用、当时没有的数据：\(name)（\(count) 件）",
                    en: "What the changed rule needs and was not known: \(name) (\(count))"))
        }
    }

    /// What the two answers of a case are called.
    private var sides: (before: Text, after: Text) {
        kept.rehearsal.listsAll
            ? (Text(zh: "按这条规则", en: "By this rule"), Text(zh: "没有它时", en: "Without it"))
            : (Text(zh: "现行规则", en: "Rule in force"), Text(zh: "改后", en: "Changed rule"))
    }

    private func turns(_ html: inout HTML, _ report: RehearsalReport) {
        guard !report.turns.isEmpty else { return }
        html.add(
            DataTable(
                caption: Text(zh: "结论怎么变", en: "How outcomes change"),
                columns: [
                    .init(title: sides.before), .init(title: sides.after),
                    .init(title: Text(zh: "件数", en: "Cases"), isNumeric: true),
                ],
                rows: report.turns.map { turn, count in
                    [.text(turn.from.title), .text(turn.to.title), .text(.verbatim(String(count)))]
                }))
    }

    private func differences(_ html: inout HTML, _ report: RehearsalReport, opens: Bool, page: Int, address: String) {
        // Of all that a withdrawn rule touched, those first that have to be looked at.
        let listed = kept.rehearsal.differences
        let all = listed.filter(\.isChanged) + listed.filter { !$0.isChanged }
        let whole = kept.rehearsal.listsAll ? kept.rehearsal.cases : kept.rehearsal.changed
        let title =
            kept.rehearsal.listsAll
            ? Text(zh: "逐件清单", en: "Each of them") : Text(zh: "结果不同的办件", en: "Cases decided otherwise")
        let pages = max(1, (all.count + Self.pageSize - 1) / Self.pageSize)
        let page = min(max(1, page), pages)
        let count = Text(zh: "（\(whole) 件）", en: " (\(whole))")
        html.div(.id("differences")) { html in
            html.add(
                Disclosure(title: title.followed(by: count), isOpen: page > 1 || whole <= 10) { html in
                    list(&html, title, all, whole, report, opens: opens, page: page, pages: pages, address: address)
                })
        }
    }

    private func list(
        _ html: inout HTML, _ title: Text, _ all: [Rehearsal.Difference], _ whole: Int, _ report: RehearsalReport,
        opens: Bool, page: Int, pages: Int, address: String
    ) {
        if all.count < whole {
            html.p(
                Text(
                    zh: "只列出前 \(all.count) 件，合计按全部 \(whole) 件算。",
                    en: "The first \(all.count) are listed; the figures count all \(whole)."))
        }
        html.p { html in
            html.add(
                Link(
                    label: Text(zh: "下载清单", en: "Download the list"),
                    href: "/desk/rule-changes/\(kept.change)/differences"))
        }
        let sides = sides
        func words(_ answer: Rehearsal.Answer, isOther: Bool = false) -> Text {
            var words = answer.outcome.title
            if let category = answer.category {
                words = words.followed(by: .verbatim(" · ")).followed(by: services.words.category(category))
            }
            if isOther {
                words = words.followed(by: Text(zh: " · 其他结果不同", en: " · something else differs"))
            }
            if let amount = answer.amount {
                words = words.followed(
                    by: Text(zh: " · \(report.money(amount)) 元", en: " · \(report.money(amount)) yuan"))
            }
            return words
        }
        func rules(_ answer: Rehearsal.Answer) -> Text { .verbatim(answer.rules.joined(separator: " ")) }
        html.add(
            DataTable(
                caption: title, isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "编号", en: "Number")), .init(title: Text(zh: "乡镇", en: "Town")),
                    .init(title: sides.before), .init(title: sides.after),
                ],
                rows: all.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize).map { difference in
                    [
                        opens
                            ? .link(.verbatim(difference.number), to: "/desk/cases/\(difference.number)")
                            : .text(.verbatim(difference.number)),
                        .text(services.divisionName(difference.division)),
                        .pair(words(difference.before), below: rules(difference.before)),
                        difference.isChanged
                            ? .pair(
                                words(difference.after, isOther: !difference.others.isEmpty),
                                below: rules(difference.after))
                            : .text(Text(zh: "一样", en: "the same")),
                    ]
                }))
        html.add(
            Pagination(
                page: page, pages: pages, previous: page > 1 ? "\(address)?page=\(page - 1)#differences" : nil,
                next: page < pages ? "\(address)?page=\(page + 1)#differences" : nil))
    }
}

extension Text {
    /// With a full stop, as a sentence on a page.
    fileprivate var ending: Text { Text(zh: zh + "。", en: en + ".") }
}
