import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web

/// The rule of a service: what is in force, in words, with its document; what was before, what is under way, and how one
/// begins a change.
struct RulePage {
    let services: PortalServices

    func render(_ request: WebRequest, error: Text?, refused: [RuleNotice]) async throws -> [UInt8] {
        let official = try request.official()
        let runtime = try services.rules.runtime(try request.parameter("service"), for: official)
        let today = services.desk.today(request.now)
        let changes = try await services.rules.changes(of: runtime.service.id, for: official)
        let version = runtime.rules.inForce(runtime.service.id, on: today)
        let source = version.flatMap { found in changes.first { $0.id == found.change } }
        let names = try await services.officialNames(
            changes.flatMap { [$0.draftedBy, $0.decidedBy].compactMap(\.self) })
        let tables = services.rules.tables(of: runtime.rule(on: today).model)
        return try StaffPage(
            context: services.staff(request, .rules), title: runtime.service.title, hasError: error != nil,
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "规则", en: "Rules"), href: "/desk/rules")]),
            lead: Text(zh: "现在照这些规定办。", en: "What cases are decided by now.")
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "file")])) }
            RulePage.list(refused, Text(zh: "文件里的问题", en: "What is wrong in the file"), &html)
            if let source, source.packaged != runtime.packagedRule {
                html.add(
                    Banner(
                        tone: .info, title: Text(zh: "程序带来了新的规则", en: "The program brought a newer rule"),
                        text: Text(
                            zh: "县里发布的规则照旧有效。要不要跟着改，请对照新规则再定。",
                            en: "The county's own rule stays in force. Compare the two and decide whether to follow.")))
            }
            var facts = [
                SummaryList.Row(
                    key: Text(zh: "文号", en: "Document"),
                    value: version.map { .verbatim($0.number) } ?? RuleListPage.packaged)
            ]
            if let version {
                facts.append(.init(key: Text(zh: "从哪天起", en: "In force since"), value: version.effective.text))
            }
            if let source {
                facts.append(
                    .init(
                        key: Text(zh: "由谁起草、由谁发布", en: "Drafted and published by"),
                        value: .verbatim(RulePage.people(source, names))))
            }
            html.add(SummaryList(rows: facts))
            self.changes(&html, changes, names)
            if official.permissions.contains(.draftRules) { begin(&html, runtime, request, error) }
            html.h2(Text(zh: "规则内容", en: "The rule"))
            for table in tables { RulePage.write(table, into: &html) }
        }
    }

    /// Who drafted and who published.
    static func people(_ change: RuleChange, _ names: [Int64: String]) -> String {
        let second = change.state == .published || change.state == .withdrawn ? change.decidedBy : nil
        return [change.draftedBy, second].compactMap(\.self).map { names[$0] ?? "#\($0)" }.joined(separator: "、")
    }

    private func changes(_ html: inout HTML, _ changes: [RuleChange], _ names: [Int64: String]) {
        guard !changes.isEmpty else { return }
        html.h2(Text(zh: "变更记录", en: "Changes"))
        html.add(
            DataTable(
                caption: Text(zh: "变更记录", en: "Changes"), isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "变更", en: "Change")), .init(title: Text(zh: "状态", en: "State")),
                    .init(title: Text(zh: "文号", en: "Document")), .init(title: Text(zh: "生效日期", en: "Day of effect")),
                    .init(title: Text(zh: "起草、发布", en: "Drafted, published")),
                ],
                rows: changes.map { change in
                    [
                        .link(
                            RuleListPage.title(of: change, services), to: "/desk/rule-changes/\(change.id)"),
                        .tag(RuleListPage.tag(change)),
                        change.number.isEmpty ? .none : .text(.verbatim(change.number)),
                        change.effective.map { .text($0.text) } ?? .none,
                        .text(.verbatim(RulePage.people(change, names))),
                    ]
                }))
    }

    private func begin(_ html: inout HTML, _ runtime: ServiceRuntime, _ request: WebRequest, _ error: Text?) {
        html.h2(Text(zh: "改规则", en: "Change it"))
        html.p(
            Text(
                zh: "改的只是草稿：先检查、再试算，发布以后才生效。",
                en: "What you change is a draft: checked, rehearsed, and in force only when it is published."))
        html.add(
            PostForm(action: "/desk/rules/\(runtime.service.id)/draft", token: request.formToken) { html in
                html.div(class: "buttons") { html in
                    html.add(Button(label: Text(zh: "在网页上改", en: "Change it here"), icon: .pencil))
                }
            })
        html.p(
            Text(
                zh: "也可以下载下来，改好再传上来。", en: "Or download it, change it, and send it."))
        RulePage.download(
            Text(zh: "下载现行规则的表格", en: "Download the tables of the rule in force"), RulePage.workbookKind,
            "/desk/rules/\(runtime.service.id)/workbook", &html)
        RulePage.download(
            Text(zh: "下载现行规则的文件", en: "Download the file of the rule in force"), RulePage.fileKind,
            "/desk/rules/\(runtime.service.id)/file", &html)
        html.add(RulePage.upload(to: "/desk/rules/\(runtime.service.id)", request, error: error))
    }

    static let workbookKind = Text(zh: "用表格软件改（.xlsx）", en: "for a spreadsheet program (.xlsx)")
    static let fileKind = Text(zh: "整套规则，用建模软件改（.dmn）", en: "all of it, for a modelling tool (.dmn)")

    /// A link to a file, and in small print what kind of file it is.
    static func download(_ label: Text, _ kind: Text, _ address: String, _ html: inout HTML) {
        html.p { html in
            html.add(Link(label: label, href: address))
            html.text(Text.verbatim(" "))
            html.small(kind)
        }
    }

    /// The form that takes a file of rules.
    static func upload(
        to action: String, _ request: WebRequest, hidden: [(name: String, value: String)] = [], error: Text?
    ) -> PostForm {
        PostForm(action: action, token: request.formToken, hasFiles: true, hidden: hidden) { html in
            html.add(
                FileUpload(
                    name: "file", label: Text(zh: "改好的规则文件", en: "The changed file"), types: [".dmn", ".xlsx"],
                    maximumBytes: RuleDesk.maximumFile, error: error))
            html.div(class: "buttons") { html in
                html.add(Button(label: Text(zh: "上传并检查", en: "Send and check"), kind: .secondary))
            }
        }
    }

    /// What a check found, with a case each.
    static func list(_ notices: [RuleNotice], _ title: Text, _ html: inout HTML) {
        guard !notices.isEmpty else { return }
        html.h2(title)
        html.add(
            DataTable(
                caption: title, isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "程度", en: "How grave")), .init(title: Text(zh: "问题", en: "What")),
                    .init(title: Text(zh: "怎么改", en: "What to do")), .init(title: Text(zh: "在哪里", en: "Where")),
                ],
                rows: notices.prefix(100).map { notice in
                    let finding = notice.diagnostic
                    let (label, tone): (Text, Tone) =
                        switch finding.severity {
                        case .error: (Text(zh: "错误", en: "Error"), .negative)
                        case .warning: (Text(zh: "提醒", en: "Warning"), .open)
                        case .note: (Text(zh: "说明", en: "Note"), .neutral)
                        }
                    return [
                        .tag(StatusTag(label: label, tone: tone)), .text(finding.message),
                        finding.hint.map { .text($0) } ?? .none,
                        (notice.place
                            ?? finding.location.map {
                                Text(zh: "文件第 \($0.line) 行", en: "line \($0.line) of the file")
                            }).map { .text($0) } ?? .none,
                    ]
                }))
    }

    /// A table of a rule in words.
    static func write(_ table: RuleTable, into html: inout HTML) {
        let rows = DataTable(
            caption: table.question, isCaptionHidden: true,
            columns: [.init(title: Text(zh: "第几行", en: "Row"))] + table.columns.map { .init(title: $0) }
                + [
                    .init(title: Text(zh: "结果", en: "Result")), .init(title: Text(zh: "意思", en: "Meaning")),
                    .init(title: Text(zh: "依据", en: "Basis")),
                ],
            rows: table.rows.map { row in
                [.text(.verbatim(String(row.number)))] + row.cells.map { .text($0) }
                    + [.text(row.result), .text(row.meaning), .text(row.basis)]
            })
        html.add(
            Disclosure(
                title: table.question.followed(
                    by: Text(zh: "（\(table.rows.count) 行）", en: " (\(table.rows.count) rows)"))
            ) { $0.add(rows) })
    }
}

extension PortalServices {
    /// The names of officials by their id.
    func officialNames(_ ids: [Int64]) async throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        for id in Set(ids) { names[id] = try await directory.official(id: id)?.name }
        return names
    }
}
