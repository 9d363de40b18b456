import DesignSystem
import Diagnostics
import Directory
import HTMLBuilder
import Localisation
import Services
import Web
import WorkCalendar

/// What is wrong in what somebody sent, beside a field or, without one, about all of it.
struct RuleFieldError {
    let field: String?
    let message: Text

    init(_ field: String?, _ message: Text) {
        self.field = field
        self.message = message
    }
}

extension [RuleFieldError] {
    /// What is wrong in a field.
    subscript(field: String) -> Text? { first { $0.field == field }?.message }
}

/// A changed rule on its way: what changes, what it would have come to, and what can be done now and by whom.
struct RuleChangePage {
    let services: PortalServices
    let change: RuleChange

    var address: String { "/desk/rule-changes/\(change.id)" }

    /// What goes along with a form: the act, and which state of the change whoever acts has seen.
    func hidden(_ act: String) -> [(name: String, value: String)] {
        [("act", act), ("version", String(change.version))]
    }

    func render(
        _ request: WebRequest, errors: [RuleFieldError], refused: [RuleNotice]
    ) async throws -> [UInt8] {
        let official = try request.official()
        let runtime = try services.rules.runtime(change.service, for: official)
        let today = services.desk.today(request.now)
        let kept = try await services.rules.rehearsal(change.rehearsal)
        let touched = try await services.rules.rehearsal(change.touched)
        let isOpen = change.state == .draft || change.state == .proposed
        let sheets =
            change.state == .draft && official.permissions.contains(.draftRules)
            ? (try? await services.rules.sheets(of: change)) ?? [] : []
        let difference = try await services.rules.difference(
            of: change, from: kept?.base, today: today)
        let findings = isOpen ? (try? await services.rules.findings(of: change)) ?? [] : []
        let listed = (touched ?? kept)?.rehearsal.differences.count ?? 0
        if listed > 0 {
            try await services.desk.noteListed(
                "rule-change/\(change.id)", rows: min(listed, RehearsalPanel.pageSize), by: official, now: request.now)
        }
        let trial =
            isOpen
            ? (try? await services.rules.trial(of: change, from: kept?.base, today: today)) : nil
        let names = try await services.officialNames(
            [change.draftedBy, change.fileBy, change.proposedBy, change.decidedBy, change.withdrawnBy].compactMap(
                \.self))
        return try StaffPage(
            context: services.staff(request, .rules),
            title: Text(zh: "规则变更：\(runtime.service.title.zh)", en: "Change of a rule: \(runtime.service.title.en)"),
            hasError: !errors.isEmpty,
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "规则", en: "Rules"), href: "/desk/rules"),
                Link(label: runtime.service.title, href: "/desk/rules/\(change.service)"),
            ]), actions: { html in html.add(RuleListPage.tag(change)) }
        ).document { html in
            if !errors.isEmpty {
                html.add(ErrorSummary(entries: errors.map { .init(message: $0.message, field: $0.field) }))
            }
            RulePage.list(refused, Text(zh: "文件里的问题", en: "What is wrong in the file"), &html)
            if change.state == .draft, !change.reason.isEmpty {
                html.add(
                    Banner(
                        tone: .open,
                        title: change.decidedBy.map(change.isWork) == true
                            ? Text(zh: "已收回", en: "Taken back") : Text(zh: "被退回", en: "Sent back"),
                        text: .verbatim(change.reason)))
            }
            if change.state == .withdrawn { withdrawn(&html, names) }
            if isOpen { later(&html, today) }
            facts(&html, names)
            edit(&html, sheets)
            if let difference { write(difference, into: &html) }
            if let trial { examples(trial, into: &html) }
            RulePage.list(findings, Text(zh: "检查出来的", en: "What the check found"), &html)
            if change.state == .withdrawn { self.touched(&html, touched, official, request) }
            rehearsal(&html, kept, runtime, official, request, errors)
            acts(&html, kept, trial, official, request, errors)
        }
    }

    /// A rule that was published for a later day was written without this change.
    private func later(_ html: inout HTML, _ today: CivilDate) {
        guard let next = services.rules.published(after: change, today: today).first else { return }
        html.add(
            Banner(
                tone: .open,
                title: Text(
                    zh: "\(next.effective.text.zh)起换用 \(next.number)",
                    en: "From \(next.effective.text.en) on, \(next.number) takes its place"),
                text: Text(
                    zh: "那一版已经发布，写的时候还没有这次的改动。这次的改动到那天为止；那天以后也要用的，请另起草一版，从那天起生效。",
                    en:
                        "It is published already and was written without this change, which therefore counts until that day. If it is to count longer, draft it again for that day."
                )))
    }

    private func facts(_ html: inout HTML, _ names: [Int64: String]) {
        func name(_ id: Int64) -> String { names[id] ?? "#\(id)" }
        func moment(_ at: Int64?, _ who: Int64?) -> Text? {
            guard let at, let who else { return nil }
            return .verbatim(name(who) + " · ").followed(by: services.zone.shortText(microseconds: at))
        }
        var rows = [
            SummaryList.Row(
                key: Text(zh: "起草", en: "Drafted"), value: moment(change.draftedAt, change.draftedBy))
        ]
        if change.fileBy != change.draftedBy {
            rows.append(
                .init(key: Text(zh: "最后改动", en: "Last changed by"), value: .verbatim(name(change.fileBy))))
        }
        if change.state != .draft {
            rows.append(
                .init(key: Text(zh: "送发布", en: "Handed on"), value: moment(change.proposedAt, change.proposedBy)))
        }
        if change.state == .proposed {
            rows.append(
                .init(
                    key: Text(zh: "现在等", en: "Waits for"),
                    value: Text(zh: "规则发布员核对、发布", en: "a publisher of rules to check and publish it")))
        }
        if !change.note.isEmpty {
            rows.append(.init(key: Text(zh: "改什么、为什么", en: "What and why"), value: .verbatim(change.note)))
        }
        if !change.number.isEmpty {
            rows.append(.init(key: Text(zh: "文号", en: "Document"), value: .verbatim(change.number)))
        }
        if let effective = change.effective {
            rows.append(.init(key: Text(zh: "生效日期", en: "Day of effect"), value: effective.text))
        }
        if change.decidedAt != nil, change.state == .published || change.state == .withdrawn {
            rows.append(
                .init(key: Text(zh: "发布", en: "Published"), value: moment(change.decidedAt, change.decidedBy)))
        }
        html.add(SummaryList(rows: rows))
        RulePage.download(
            Text(zh: "下载这一版的表格", en: "Download the tables of this version"), RulePage.workbookKind,
            "\(address)/workbook", &html)
        RulePage.download(
            Text(zh: "下载这一版的文件", en: "Download the file of this version"), RulePage.fileKind, "\(address)/file",
            &html)
    }

    /// The tables, each with its page to edit it on.
    private func edit(_ html: inout HTML, _ sheets: [RuleDesk.SheetOutline]) {
        guard !sheets.isEmpty else { return }
        html.h2(Text(zh: "改表", en: "Edit the tables"))
        html.add(
            DataTable(
                caption: Text(zh: "改表", en: "Edit the tables"), isCaptionHidden: true,
                columns: [
                    .init(title: Text(zh: "表", en: "Table")), .init(title: Text(zh: "行数", en: "Rows"), isNumeric: true),
                ],
                rows: sheets.enumerated().map { index, sheet in
                    [
                        sheet.isEditable
                            ? .link(sheet.question, to: "\(address)/tables/\(index + 1)")
                            : .pair(
                                sheet.question,
                                below: Text(zh: "很大：请下载表格来改", en: "Large: edit it in the workbook")),
                        .text(.verbatim(sheet.rows)),
                    ]
                }))
    }

    // MARK: Rehearsing

    private func rehearsal(
        _ html: inout HTML, _ kept: RuleRehearsal?, _ runtime: ServiceRuntime, _ official: Official,
        _ request: WebRequest, _ errors: [RuleFieldError]
    ) {
        html.element(.h2, Text(zh: "试算", en: "Rehearsal"), .id("rehearsal"))
        if let kept, change.state == .withdrawn {
            html.p(
                Text(
                    zh: "发布时附的试算：\(kept.rehearsal.cases) 件里 \(kept.rehearsal.changed) 件结果不同。",
                    en:
                        "Rehearsed before it was published: \(kept.rehearsal.changed) of \(kept.rehearsal.cases) differ."
                ))
        } else if let kept {
            RehearsalPanel(services: services, kept: kept).render(
                &html, opens: official.permissions.contains(.readCases), page: request.query.page(), address: address)
        } else {
            html.p(
                Text(
                    zh: "拿过去一段时间的办件，用改后的规则重新判断一遍，看有多少会不一样。只看不写。",
                    en: "The cases of a past period are decided again by the changed rule. Nothing of them is written.")
            )
        }
        guard change.isOpen, official.permissions.contains(.draftRules) else { return }
        let today = services.desk.today(request.now)
        html.add(
            PostForm(action: "\(address)#rehearsal", token: request.formToken, hidden: hidden("rehearse")) { html in
                html.add(
                    TextInput(
                        name: "first", label: Text(zh: "从哪天收的件起", en: "Cases handed in from"),
                        value: request.fields["first"] ?? kept?.first.iso ?? today.adding(days: -364).iso,
                        error: errors["first"],
                        width: .characters(12)))
                html.add(
                    TextInput(
                        name: "last", label: Text(zh: "到哪天止", en: "through"),
                        value: request.fields["last"] ?? kept?.last.iso ?? today.iso, error: errors["last"],
                        width: .characters(12)))
                html.add(
                    TextInput(
                        name: "meant-for", label: Text(zh: "打算从哪天起生效", en: "Meant to be in force from"),
                        hint: Text(zh: "和那天之前有效的规则对比", en: "it is compared with the rule in force until then"),
                        value: request.fields["meant-for"] ?? change.effective?.iso ?? today.iso,
                        error: errors["meant-for"], width: .characters(12)))
                html.div(class: "buttons") { html in
                    html.add(
                        Button(
                            label: kept == nil
                                ? Text(zh: "试算", en: "Rehearse") : Text(zh: "再试算一次", en: "Rehearse again"),
                            kind: kept == nil ? .primary : .secondary))
                }
            })
    }

    // MARK: Withdrawn

    private func withdrawn(_ html: inout HTML, _ names: [Int64: String]) {
        let who = change.withdrawnBy.map { names[$0] ?? "#\($0)" } ?? ""
        let at = change.withdrawnAt.map { services.zone.shortText(microseconds: $0) } ?? .verbatim("")
        html.add(
            Banner(
                tone: .negative,
                title: Text(zh: "已撤销：\(who)，\(at.zh)", en: "Withdrawn by \(who), \(at.en)"),
                text: .verbatim(change.reason)))
    }

    private func touched(
        _ html: inout HTML, _ kept: RuleRehearsal?, _ official: Official, _ request: WebRequest
    ) {
        html.element(.h2, Text(zh: "按它办过的件", en: "Cases it was applied to"), .id("touched"))
        if official.permissions.contains(.publishDefinitions) {
            html.add(
                PostForm(action: address, token: request.formToken, hidden: hidden("list")) { html in
                    html.div(class: "buttons") { html in
                        html.add(
                            Button(
                                label: kept == nil
                                    ? Text(zh: "列出按它办过的件", en: "List the cases")
                                    : Text(zh: "重新列一遍", en: "List them again"),
                                kind: .secondary))
                    }
                })
        }
        guard let kept else { return }
        if kept.rehearsal.cases == 0 {
            html.p(Text(zh: "没有办件用过这条规则。", en: "No case was handed in under it."))
            return
        }
        html.p(
            Text(
                zh: "下面对照的是：这条规则的结果，和没有它时当时有效的规则的结果。还没办结的，改按后者办；已经办结的，请逐件打开复核。",
                en:
                    "Compared are its answers with those of the rule that would have been in force without it. What is not decided yet goes on by the latter; please go through what is."
            ))
        RehearsalPanel(services: services, kept: kept).render(
            &html, opens: official.permissions.contains(.readCases), page: request.query.page(), address: address)
    }
}
