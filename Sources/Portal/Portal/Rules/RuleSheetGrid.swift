import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Services

/// The cells of a table that is edited. Every act is a button of the form it stands in, so that it works without a script.
struct RuleSheetGrid {
    let sheet: RuleSheet
    /// Where the form is sent.
    let address: String

    func render(into html: inout HTML) {
        hidden("columns", String(sheet.columns.count), &html)
        hidden("rows", String(sheet.rows.count), &html)
        for clash in sheet.clashes { hidden("clash", RuleSheetForm.clash(clash), &html) }
        for (index, column) in sheet.columns.enumerated() where !column.choices.isEmpty {
            html.element(.datalist, .id("choices-\(index)")) { html in
                for choice in column.choices { html.option(choice.words, .value(choice.value)) }
            }
        }
        html.div(class: "cells-frame", .role("region"), .aria("label", sheet.question), .tabindex(0)) { html in
            html.table(class: "cells", .role("table"), .data("cells-grid")) { html in
                html.caption(sheet.question, class: "hidden-text")
                html.thead(.role("rowgroup")) { html in
                    html.tr(.role("row")) { html in
                        html.th(class: "cells-corner", .role("columnheader"), .scope("col")) {
                            $0.text(Text(zh: "行", en: "Row"))
                        }
                        for index in sheet.columns.indices { heading(index, &html) }
                    }
                }
                html.tbody(.role("rowgroup")) { html in
                    for index in sheet.rows.indices { row(index, &html) }
                }
            }
        }
    }

    private func hidden(_ name: String, _ value: String, _ html: inout HTML) {
        html.input(.type("hidden"), .name(name), .value(value))
    }

    // MARK: Columns

    private func heading(_ index: Int, _ html: inout HTML) {
        let column = sheet.columns[index]
        html.th(class: Self.classes(column.kind), .role("columnheader"), .scope("col"), .id("c\(index)")) { html in
            hidden(RuleSheetForm.column(index, "key"), column.key ?? "", &html)
            hidden(RuleSheetForm.column(index, "kind"), column.kind.rawValue, &html)
            hidden(RuleSheetForm.column(index, "type"), column.type ?? "", &html)
            hidden(RuleSheetForm.column(index, "allowed"), column.allowed, &html)
            html.span(Self.name(column.kind), class: "cells-kind")
            if column.kind == .condition {
                input(
                    RuleSheetForm.column(index, "label"), column.label,
                    Text(zh: "第 \(index + 1) 列的名称", en: "Name of column \(index + 1)"), &html)
                let asks = Text(zh: "第 \(index + 1) 列看什么", en: "What column \(index + 1) asks")
                let name = RuleSheetForm.column(index, "expression")
                if column.expression.contains(where: \.isNewline) {
                    // A field of one line would lose its line breaks.
                    html.textarea(class: "cells-input cells-code", .name(name), .rows(3), .aria("label", asks)) {
                        $0.text(column.expression)
                    }
                } else {
                    input(name, column.expression, asks, isCode: true, &html)
                }
                html.div(class: "cells-acts", .data("column-acts")) { html in
                    let range = sheet.columns.indices.filter { sheet.columns[$0].kind == .condition }
                    if index != range.first {
                        act(
                            "left:\(index)", "←", Text(zh: "左移", en: "Left"), column.title, to: "c\(index - 1)", &html)
                    }
                    if index != range.last {
                        act(
                            "right:\(index)", "→", Text(zh: "右移", en: "Right"), column.title, to: "c\(index + 1)",
                            &html)
                    }
                    act(
                        "remove-column:\(index)", "×", Text(zh: "删除这一列", en: "Remove this column"), column.title,
                        to: "c\(max(index - 1, 0))", &html)
                }
            } else {
                hidden(RuleSheetForm.column(index, "label"), column.label, &html)
                hidden(RuleSheetForm.column(index, "expression"), column.expression, &html)
                html.span(column.title)
            }
            notes(column.findings, id: "c\(index)-note", &html)
        }
    }

    private static func classes(_ kind: RuleSheet.Kind) -> StaticString {
        switch kind {
        case .condition: "cells-condition"
        case .result: "cells-result"
        case .note: "cells-remark"
        }
    }

    private static func name(_ kind: RuleSheet.Kind) -> Text {
        switch kind {
        case .condition: Text(zh: "条件", en: "If")
        case .result: Text(zh: "结果", en: "Then")
        case .note: Text(zh: "说明", en: "Note")
        }
    }

    private func input(
        _ name: String, _ value: String, _ label: Text, isCode: Bool = false, _ html: inout HTML
    ) {
        html.input(
            .class(isCode ? "cells-input cells-code" : "cells-input"), .type("text"), .name(name), .value(value),
            .aria("label", label), .autocomplete("off"), .attribute("spellcheck", "false"))
    }

    private func act(
        _ value: String, _ sign: String?, _ label: Text, _ what: Text, to target: String, _ html: inout HTML
    ) {
        html.button(
            class: "cells-act", .type("submit"), .name("act"), .value(value), .title(label),
            // Without a script the answered page shows what was acted on.
            .attribute("formaction", "\(address)#\(target)"),
            .aria("label", Text(zh: "\(label.zh)：\(what.zh)", en: "\(label.en): \(what.en)"))
        ) { html in
            if let sign { html.text(Text.verbatim(sign)) } else { html.add(Icon.paper) }
        }
    }

    // MARK: Rows

    private func row(_ index: Int, _ html: inout HTML) {
        let row = sheet.rows[index]
        html.tr(class: row.isAdded ? "cells-added" : "", .role("row"), .id("row-\(index + 1)")) { html in
            html.th(class: "cells-row", .role("rowheader"), .scope("row")) { html in
                hidden(RuleSheetForm.row(index, "key"), row.key ?? "", &html)
                html.span(class: "cells-number") { html in
                    html.text(Text.verbatim(index + 1))
                    if row.isAdded { html.span(Text(zh: "新", en: "new"), class: "cells-mark") }
                }
                input(
                    RuleSheetForm.row(index, "id"), row.id,
                    Text(zh: "第 \(index + 1) 行的编号", en: "Id of row \(index + 1)"), isCode: true, &html)
                html.div(class: "cells-acts", .data("row-acts")) { html in
                    let name = Text(zh: "第 \(index + 1) 行", en: "row \(index + 1)")
                    act(
                        "insert:\(index)", "+", Text(zh: "在下面加一行", en: "Add a row below"), name, to: "row-\(index + 2)",
                        &html)
                    act(
                        "duplicate:\(index)", nil, Text(zh: "照样再加一行", en: "Add a copy"), name, to: "row-\(index + 2)",
                        &html)
                    act("up:\(index)", "↑", Text(zh: "上移", en: "Up"), name, to: "row-\(max(index, 1))", &html)
                    act("down:\(index)", "↓", Text(zh: "下移", en: "Down"), name, to: "row-\(index + 2)", &html)
                    act(
                        "remove:\(index)", "×", Text(zh: "删除这一行", en: "Remove the row"), name,
                        to: "row-\(max(index, 1))", &html)
                }
                html.div(class: "cells-note", .id("row-\(index + 1)-note")) { html in
                    if row.examples > 0 {
                        html.span(
                            Text(zh: "例子 \(row.examples) 个", en: "\(row.examples) examples"), class: "cells-words")
                    }
                    Self.write(row.findings, &html)
                }
            }
            for column in sheet.columns.indices { cell(index, column, &html) }
        }
    }

    private func cell(_ row: Int, _ index: Int, _ html: inout HTML) {
        let cell = sheet.rows[row].cells[index]
        let column = sheet.columns[index]
        let name = RuleSheetForm.cell(row, index)
        let label = Text(zh: "第 \(row + 1) 行 ", en: "Row \(row + 1)").followed(by: column.title)
        let note = "n\(row)-\(index)"
        let isWrong = cell.findings.contains { $0.severity == .error }
        html.td(
            class: cell.before == nil ? Self.classes(column.kind) : "cells-changed", .role("cell"),
            .id("r\(row)-\(index)"),
            .data("label", column.title)
        ) { html in
            if column.kind == .note || cell.text.contains("\n") {
                html.textarea(
                    class: "cells-input", .name(name), .rows(Self.lines(cell.text)), .aria("label", label),
                    .aria("describedby", note), .aria("invalid", isWrong ? "true" : nil)
                ) { $0.text(cell.text) }
            } else {
                html.input(
                    .class("cells-input cells-code"), .type("text"), .name(name), .value(cell.text),
                    .attribute("list", column.choices.isEmpty ? nil : "choices-\(index)"), .aria("label", label),
                    .aria("describedby", note), .aria("invalid", isWrong ? "true" : nil), .autocomplete("off"),
                    .attribute("spellcheck", "false"))
            }
            html.div(class: "cells-note", .id(note)) { html in
                if let words = cell.words { html.span(words, class: "cells-words") }
                if let before = cell.before { html.element(.del) { $0.text(before) } }
                if let other = cell.other {
                    html.span(
                        Text(zh: "别人写的：\(other.zh)", en: "Somebody else: \(other.en)"), class: "cells-warning")
                }
                Self.write(cell.findings, &html)
            }
        }
    }

    private static func lines(_ text: String) -> Int {
        min(6, max(2, text.split(separator: "\n", omittingEmptySubsequences: false).count, text.count / 14 + 1))
    }

    private func notes(_ findings: [RuleSheet.Finding], id: String, _ html: inout HTML) {
        html.div(class: "cells-note", .id(id)) { Self.write(findings, &$0) }
    }

    /// What is wrong in full; of what is to be thought about that it is.
    private static func write(_ findings: [RuleSheet.Finding], _ html: inout HTML) {
        var said: Set<String> = []
        for finding in findings where finding.severity == .error && said.insert(finding.message.zh).inserted {
            html.span(finding.message, class: "cells-error")
        }
        let count = findings.count { $0.severity == .warning }
        if count > 0 {
            html.a(
                Text(zh: "提醒 \(count)", en: "\(count) warnings"), class: "cells-warning", .href("#cells-findings"))
        }
    }
}
