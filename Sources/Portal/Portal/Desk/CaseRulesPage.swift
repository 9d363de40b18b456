import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web

/// Why a case was answered so: each table that was gone through, with what was asked and the row that applied.
struct CaseRulesPage {
    let services: PortalServices

    func render(_ request: WebRequest) async throws -> [UInt8] {
        let official = try request.official()
        let found = try await services.cases.find(number: try request.parameter("number"), in: official.scope)
        let rules = try services.desk.ruleTables(of: found, now: request.now)
        try await services.desk.noteViewed(found, by: official, fields: "rules", now: request.now)
        return try StaffPage(
            context: services.staff(request, .queue), title: Text(zh: "按规则表核对", en: "The rules, table by table"),
            breadcrumbs: Breadcrumbs(links: [
                Link(label: .verbatim(found.number), href: "/desk/cases/\(found.number)")
            ]),
            lead: Text(
                zh: "标着“适用”的行是结论依据的规定；“对上的”是情况相符、但结论没有用到的。",
                en: "Rows marked “applies” are what the answer rests on; those marked “met” fit, but were not needed.")
        ).document { html in
            if let version = rules.version {
                html.p(
                    Text(
                        zh: "依据的文件：\(version.number)，自\(version.effective.text.zh)起施行",
                        en: "The document: \(version.number), in force from \(version.effective.text.en)"))
                if version.isWithdrawn {
                    html.add(
                        Banner(
                            tone: .negative, title: Text(zh: "这条规则已经撤销", en: "This rule was withdrawn"),
                            text: Text(
                                zh: "这件事是按它答复的，请对照以前的规定复核。",
                                en: "This case was answered by it: please go through it by the rule that held before."))
                    )
                }
            }
            if !rules.isReadable {
                html.add(
                    Banner(
                        tone: .negative,
                        title: Text(zh: "当时的规则现在读不出来", en: "The rules of that day cannot be read any more"),
                        text: Text(
                            zh: "结论和依据以办件页上记下的为准，这里不拿别的规则代替。请联系管理系统的人。",
                            en:
                                "What was answered, and why, stands on the case's page; no other rules are shown in their place. Tell those who look after the system."
                        )))
            } else if rules.wasChanged, rules.version?.isWithdrawn != true {
                html.add(
                    Banner(
                        tone: .info,
                        title: Text(zh: "这件事按提交时的规则办", en: "This case stays on the rules it was handed in under"),
                        text: Text(zh: "规则后来改过，只用于以后提交的。", en: "They were changed since, for later ones only.")))
            }
            if !rules.isAsDecided {
                html.add(
                    Banner(
                        tone: .info,
                        title: Text(zh: "和当时的结论不完全一样", en: "Not quite what was answered then"),
                        text: Text(
                            zh: "这里按现在的学区、村校对应等资料重新对照。当时适用的规定以办件页为准。",
                            en:
                                "This is gone through with the catchments and lists of today; what applied then is on the case's page."
                        )))
            }
            for table in rules.tables { write(table, into: &html) }
        }
    }

    private func write(_ table: RuleTable, into html: inout HTML) {
        html.h2(table.question)
        if !table.asked.isEmpty {
            html.add(SummaryList(rows: table.asked.map { SummaryList.Row(key: $0.label, value: $0.value) }))
        }
        html.add(
            DataTable(
                caption: table.question, isCaptionHidden: true,
                columns: [.init(title: Text(zh: "第几行", en: "Row"))] + table.columns.map { .init(title: $0) }
                    + [
                        .init(title: Text(zh: "结果", en: "Result")), .init(title: Text(zh: "意思", en: "Meaning")),
                        .init(title: Text(zh: "依据", en: "Basis")),
                    ],
                rows: table.rows.map { row in
                    let number = Text(verbatim: String(row.number))
                    let first: Cell =
                        row.isHit
                        ? .tag(
                            StatusTag(
                                label: number.followed(
                                    by: row.isCarrying
                                        ? Text(zh: " · 适用", en: " · applies") : Text(zh: " · 对上的", en: " · met")),
                                tone: row.isCarrying ? .positive : .neutral))
                        : .text(number)
                    return [first] + row.cells.map { .text($0) }
                        + [.text(row.result), .text(row.meaning), .text(row.basis)]
                }))
    }
}
