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
        let (tables, wasChanged) = try services.desk.ruleTables(of: found, now: request.now)
        try await services.desk.noteViewed(found, by: official, fields: "rules", now: request.now)
        return try StaffPage(
            context: services.staff(request, .queue), title: Text(zh: "按规则表核对", en: "The rules, table by table"),
            breadcrumbs: Breadcrumbs(links: [
                Link(label: .verbatim(found.number), href: "/desk/cases/\(found.number)")
            ]),
            lead: Text(
                zh: "每张表里，标着“适用”的那一行就是这件事适用的规定。",
                en: "In each table the row marked “applies” is the one that this case falls under.")
        ).document { html in
            if wasChanged {
                html.add(
                    Banner(
                        tone: .info,
                        title: Text(zh: "这件事按提交时的规则办", en: "This case stays on the rules it was handed in under"),
                        text: Text(zh: "规则后来改过，只用于以后提交的。", en: "They were changed since, for later ones only.")))
            }
            for table in tables { write(table, into: &html) }
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
                    + [.init(title: Text(zh: "意思", en: "Meaning")), .init(title: Text(zh: "依据", en: "Basis"))],
                rows: table.rows.map { row in
                    let number = Text(verbatim: String(row.number))
                    let first: Cell =
                        row.applies
                        ? .tag(
                            StatusTag(
                                label: number.followed(by: Text(zh: " · 适用", en: " · applies")), tone: .positive))
                        : .text(number)
                    return [first] + row.cells.map { .text($0) } + [.text(row.meaning), .text(row.basis)]
                }))
    }
}
