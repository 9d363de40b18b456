import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services
import Web

/// The page on which a table of a draft is edited, with what the check finds and what the examples come to beside it.
struct RuleSheetPage {
    let services: PortalServices
    let change: RuleChange
    /// The table's place in the file, from 1.
    let number: Int
    let sheet: RuleSheet
    /// What a condition was to be called of which nobody said what it asks.
    let newLabel: String?
    /// The change's version that what is written began with.
    let seen: Int64
    /// What was kept just now: what one wrote, or that together with what somebody else did.
    let saved: String?
    /// Why it was not.
    let refusal: Text?

    private var address: String { "/desk/rule-changes/\(change.id)/tables/\(number)" }

    func render(_ request: WebRequest) throws -> [UInt8] {
        let runtime = try services.rules.runtime(change.service, for: try request.official())
        let context = try services.staff(request, .rules)
        return StaffPage(
            context: context, title: sheet.question, hasError: refusal != nil,
            breadcrumbs: Breadcrumbs(links: [
                Link(label: Text(zh: "规则", en: "Rules"), href: "/desk/rules"),
                Link(label: runtime.service.title, href: "/desk/rules/\(change.service)"),
                Link(label: Text(zh: "变更", en: "Change"), href: "/desk/rule-changes/\(change.id)"),
            ]), lead: sheet.policy
        ).document { html in
            if let refusal { html.add(ErrorSummary(entries: [.init(message: refusal, field: nil)])) }
            if let saved {
                html.add(
                    Banner(
                        tone: .positive,
                        title: saved == "merged"
                            ? Text(
                                zh: "已保存，和别人刚才改的合在了一起", en: "Kept, together with what somebody else has just changed")
                            : Text(zh: "已保存", en: "Kept"),
                        text: Text(
                            zh: "只是草稿，现行规则没有变。改完了，回到变更页面试算。",
                            en:
                                "It is a draft; the rule in force is as it was. When it is done, rehearse it on the page of the change."
                        )))
            }
            html.add(
                PostForm(
                    action: address, token: request.formToken,
                    hidden: [("version", String(seen)), ("table", sheet.key)]
                ) {
                    content(&$0)
                })
            if let script = context.assets.sheet {
                html.element(.script, .type("module"), .src(script)) { _ in }
            }
        }
    }

    private func content(_ html: inout HTML) {
        html.div(class: "cells-page", .id("cells"), .data("cells", refusal == nil ? "" : "unkept")) { html in
            toolbar(&html)
            html.div(class: "cells-split") { html in
                html.div { html in
                    html.add(
                        Button(
                            label: Text(zh: "在最前面加一行", en: "Add a first row"),
                            action: .submit(name: "act", value: "insert:-1"), kind: .quiet))
                    RuleSheetGrid(sheet: sheet, address: address).render(into: &html)
                    addition(&html)
                }
                html.aside(
                    class: "cells-side", .id("cells-side"), .aria("label", Text(zh: "检查和例子", en: "Check and examples"))
                ) {
                    side(&$0)
                }
            }
        }
    }

    // MARK: Acts

    private func toolbar(_ html: inout HTML) {
        html.div(class: "cells-bar") { html in
            // The first button is the one that Enter presses: it changes nothing.
            html.add(
                Button(
                    label: Text(zh: "检查", en: "Check"), action: .submit(name: "act", value: "check"), kind: .secondary))
            html.add(
                Button(label: Text(zh: "保存", en: "Keep"), action: .submit(name: "act", value: "save"), icon: .check))
            scripted("undo", Text(zh: "撤销", en: "Undo"), "Ctrl Z", &html)
            scripted("redo", Text(zh: "重做", en: "Redo"), "Ctrl Y", &html)
            html.p(class: "cells-status", .id("cells-status"), .role("status")) { $0.text(status) }
        }
        html.add(
            Disclosure(title: Text(zh: "格子里怎么写、键盘怎么用", en: "How cells are written, and the keyboard")) { html in
                html.add(SummaryList(rows: Self.help))
            })
    }

    /// What only a script can do.
    private func scripted(_ name: String, _ label: Text, _ key: String, _ html: inout HTML) {
        html.button(class: "button button-quiet", .type("button"), .data("cells-act", name), .hidden()) { html in
            html.span(label)
            html.kbd(key, .aria("hidden", true))
        }
    }

    private static let help: [SummaryList.Row] = [
        row("-", Text(zh: "不限；留空也一样", en: "anything; so is an empty cell")),
        row("\"yes\"", Text(zh: "正好是这个值。也可以直接写它的意思，如：是", en: "just this value; its meaning may be written instead")),
        row("\"yes\", \"unknown\"", Text(zh: "是其中一个", en: "one of them")),
        row("not(\"yes\")", Text(zh: "不是这个值", en: "anything but this")),
        row(">= 6", Text(zh: "不少于 6；还有 <=、>、<", en: "at least 6; also <=, >, <")),
        row("[1..5)", Text(zh: "从 1 到 5，不含 5；含 5 写成 [1..5]", en: "from 1 up to but not 5; [1..5] with it")),
        row("↑ ↓ Enter", Text(zh: "上一行、下一行", en: "the row above, the row below")),
        row("Tab、← →", Text(zh: "下一格、左右（整格选中时）", en: "the next cell; left and right while a whole cell is chosen")),
        row("F2、Esc", Text(zh: "在格子里改；改错了恢复", en: "write within the cell; take back what was written")),
        row("Alt Enter", Text(zh: "说明里另起一行", en: "a new line in a note")),
        row("Ctrl D", Text(zh: "照抄上一行的这一格", en: "as in the row above")),
        row("Ctrl Enter", Text(zh: "在下面加一行", en: "add a row below")),
        row("Alt ↑ ↓", Text(zh: "这一行上移、下移", en: "move the row")),
        row("Ctrl V", Text(zh: "可以从表格软件整块粘贴", en: "a block from a spreadsheet can be pasted")),
        row("Ctrl S", Text(zh: "保存", en: "keep")),
    ]

    private static func row(_ key: String, _ value: Text) -> SummaryList.Row {
        SummaryList.Row(key: .verbatim(key), value: value)
    }

    /// Where another condition comes from.
    private func addition(_ html: inout HTML) {
        html.add(
            Disclosure(title: Text(zh: "加一列条件", en: "Add a condition"), isOpen: newLabel != nil) { html in
                if !sheet.sources.isEmpty {
                    html.add(
                        SelectField(
                            name: "new-source", label: Text(zh: "别的表里看的", en: "What other tables ask"),
                            options: sheet.sources.map { .init(value: $0.expression, label: .verbatim($0.label)) },
                            isOptional: true))
                }
                html.add(
                    TextInput(
                        name: "new-label", label: Text(zh: "或者自己写：名称", en: "Or your own: its name"),
                        value: newLabel ?? "", isOptional: true))
                html.add(
                    TextInput(
                        name: "new-expression", label: Text(zh: "看什么", en: "What it asks"),
                        hint: Text(zh: "写法和列标题下面的一样", en: "written as below the headings of the columns"),
                        error: newLabel == nil
                            ? nil
                            : Text(
                                zh: "没有加：请写明这一列看什么，或者选一项别的表里看的",
                                en: "Not added: say what it asks, or choose what another table asks"),
                        isOptional: true))
                html.div(class: "buttons") { html in
                    html.add(
                        Button(
                            label: Text(zh: "加这一列", en: "Add it"),
                            action: .submit(name: "act", value: "add-condition"), kind: .secondary))
                }
            })
    }

    // MARK: Beside it

    /// How many of the examples that fail stand open; the others are folded away.
    private static let unfolded = 5

    private var failing: [RuleSheet.Example] { sheet.examples.filter { !$0.differences.isEmpty } }

    private var status: Text {
        let errors = sheet.findings.count { $0.severity == .error }
        if errors > 0 {
            return Text(zh: "有 \(errors) 处要改，改好才能保存", en: "\(errors) to be mended before it can be kept")
        }
        let warnings = sheet.findings.count { $0.severity == .warning }
        let examples =
            failing.isEmpty
            ? Text(zh: "例子都和写明的一样", en: "all examples as written")
            : Text(zh: "\(failing.count) 个例子和写明的不同", en: "\(failing.count) examples otherwise than written")
        return Text(zh: "可以保存 · 提醒 \(warnings) 条 · ", en: "Can be kept · \(warnings) warnings ·").followed(
            by: examples)
    }

    private func side(_ html: inout HTML) {
        html.h2(Text(zh: "检查", en: "Check"), .id("cells-findings"))
        if sheet.findings.isEmpty {
            html.p(Text(zh: "没有发现问题。", en: "Nothing was found."))
        } else {
            html.ul(class: "cells-list") { html in
                for finding in Self.unique(sheet.findings).prefix(60) { item(finding, &html) }
            }
        }
        html.h2(Text(zh: "例子", en: "Examples"))
        if !sheet.isSavable {
            html.p(Text(zh: "改好以后再试。", en: "They are tried when all is mended."))
        } else if sheet.examples.isEmpty {
            html.p(Text(zh: "没有例子用到这张表。", en: "No example comes to this table."))
        }
        let failing = failing
        if !failing.isEmpty {
            html.ul(class: "cells-list") { html in
                for example in failing.prefix(RuleSheetPage.unfolded) { write(example, &html) }
            }
        }
        let rest = Array(failing.dropFirst(RuleSheetPage.unfolded))
        if !rest.isEmpty {
            html.add(
                Disclosure(
                    title: Text(
                        zh: "还有 \(rest.count) 个和写明的不同", en: "\(rest.count) more otherwise than written")
                ) { html in
                    html.ul(class: "cells-list") { html in
                        for example in rest { write(example, &html) }
                    }
                })
        }
        let passing = sheet.examples.filter { $0.differences.isEmpty }
        if !passing.isEmpty {
            html.add(
                Disclosure(
                    title: Text(zh: "和写明的一样：\(passing.count) 个", en: "As written: \(passing.count)")
                ) { html in
                    html.ul(class: "cells-list") { html in
                        for example in passing { write(example, &html) }
                    }
                })
        }
        differences(&html)
    }

    private func item(_ finding: RuleSheet.Finding, _ html: inout HTML) {
        let (label, tone): (Text, Tone) =
            switch finding.severity {
            case .error: (Text(zh: "要改", en: "Mend"), .negative)
            case .warning: (Text(zh: "提醒", en: "Warning"), .open)
            case .note: (Text(zh: "说明", en: "Note"), .neutral)
            }
        html.li { html in
            html.add(StatusTag(label: label, tone: tone))
            switch (finding.row, finding.column) {
            case (let row?, let column?) where sheet.columns.indices.contains(column):
                html.a(
                    Text(zh: "第 \(row + 1) 行 ", en: "Row \(row + 1)").followed(by: sheet.columns[column].title),
                    class: "link", .href("#r\(row)-\(column)"))
            case (let row?, _):
                html.a(Text(zh: "第 \(row + 1) 行", en: "Row \(row + 1)"), class: "link", .href("#row-\(row + 1)"))
            case (nil, let column?) where sheet.columns.indices.contains(column):
                html.a(sheet.columns[column].title, class: "link", .href("#c\(column)"))
            default: break
            }
            html.p(finding.message)
            if let hint = finding.hint { html.p(hint, class: "cells-hint") }
        }
    }

    /// What is grave comes first, and once.
    private static func unique(_ findings: [RuleSheet.Finding]) -> [RuleSheet.Finding] {
        var seen: Set<RuleSheet.Finding> = []
        let once = findings.filter { seen.insert($0).inserted }
        return once.filter { $0.severity == .error } + once.filter { $0.severity == .warning }
            + once.filter { $0.severity == .note }
    }

    private func write(_ example: RuleSheet.Example, _ html: inout HTML) {
        html.li { html in
            if !example.differences.isEmpty {
                html.add(
                    StatusTag(
                        label: example.differedBefore
                            ? Text(zh: "现行规则也不同", en: "Also by the rule in force")
                            : Text(zh: "和写明的不同", en: "Otherwise than written"),
                        tone: example.differedBefore ? .neutral : .open))
            }
            html.span(example.title)
            for row in example.rows {
                html.a(Text(zh: " 第 \(row) 行", en: " Row \(row)"), class: "link", .href("#row-\(row)"))
            }
            for difference in example.differences { html.p(difference, class: "cells-hint") }
        }
    }

    private func differences(_ html: inout HTML) {
        if !sheet.isSavable, sheet.removed.isEmpty { return }
        html.h2(Text(zh: "和现行规则比", en: "Against the rule in force"))
        let rows = sheet.difference.flatMap(\.rows)
        if !sheet.changedColumns.isEmpty {
            html.p(
                Text(
                    zh: "列不一样：\(sheet.changedColumns.map(\.zh).joined(separator: "、"))",
                    en: "Columns differ: \(sheet.changedColumns.map(\.en).joined(separator: ", "))"))
        }
        if !sheet.settings.isEmpty { html.add(RuleChangePage.parts(sheet.settings, of: sheet.question)) }
        if sheet.isSavable, sheet.changedColumns.isEmpty, sheet.settings.isEmpty, rows.isEmpty,
            !sheet.difference.contains(where: \.isReordered)
        {
            html.p(Text(zh: "这张表一样。", en: "This table is the same."))
            return
        }
        func count(_ kind: RuleDifference.Kind) -> Int { rows.count { $0.kind == kind } }
        if sheet.isSavable, !rows.isEmpty {
            html.p(
                Text(
                    zh: "改了 \(count(.changed)) 行，加了 \(count(.added)) 行，删了 \(count(.removed)) 行。",
                    en: "\(count(.changed)) rows changed, \(count(.added)) added, \(count(.removed)) removed."))
        }
        if sheet.difference.contains(where: \.isReordered) {
            html.p(Text(zh: "各行的先后顺序变了。", en: "Its rows stand in another order."))
        }
        if !sheet.removed.isEmpty {
            html.p(
                Text(
                    zh: "删掉的：\(sheet.removed.joined(separator: "、"))",
                    en: "Removed: \(sheet.removed.joined(separator: ", "))"))
        }
    }
}
