import DesignSystem
import Diagnostics
import HTMLBuilder
import Localisation
import Registers
import Tabular
import Web

/// How a file is understood and its first problems, before anything is written.
struct ImportReviewPage {
    let services: PortalServices
    let record: ImportRecord
    let descriptor: RegisterDescriptor
    /// `nil` when the file cannot be understood.
    let preview: ImportPreview?
    /// The sheets of the workbook, to choose from.
    let sheets: [TableFile.Sheet]

    private var isImportable: Bool { preview.map { $0.mapping.missing.isEmpty && $0.rowsRead > 0 } ?? false }
    private var isAllGood: Bool { preview.map { !$0.hasMore && $0.bad == 0 } ?? false }

    func render(_ request: WebRequest, choice: ImportChoice, error: Text?) throws -> [UInt8] {
        try StaffPage(
            context: services.staff(request, .registers),
            title: Text(zh: "核对：\(descriptor.title.zh)", en: "Check: \(descriptor.title.en)"), hasError: error != nil,
            breadcrumbs: Breadcrumbs(links: [Link(label: Text(zh: "导入数据", en: "Import data"), href: "/desk/imports")]),
            lead: .verbatim(record.fileName)
        ).document { html in
            if let error { html.add(ErrorSummary(entries: [.init(message: error, field: "import-form")])) }
            html.add(
                PostForm(action: "/desk/imports/\(record.id)", token: request.formToken) { html in
                    html.div(.id("import-form")) { html in
                        sheetChoice(choice, into: &html)
                        if let preview { findings(preview, isTold: error != nil, into: &html) }
                        if isImportable { modeChoice(choice, into: &html) }
                        buttons(into: &html)
                        if let preview { columns(preview, into: &html) }
                    }
                })
        }
    }

    private func sheetChoice(_ choice: ImportChoice, into html: inout HTML) {
        let shown = preview.map { $0.sheets[$0.sheet].name } ?? choice.sheet
        if sheets.count > 1 {
            html.add(
                SelectField(
                    name: "sheet", label: Text(zh: "工作表", en: "Sheet"),
                    options: sheets.map { Option(value: $0.name, label: .verbatim($0.name)) }, value: shown,
                    prompt: nil))
            html.input(.type("hidden"), .name("shown"), .value(shown))
        }
    }

    /// What is to be done with bad rows, and what that will come to; nothing to choose when all are good.
    private func modeChoice(_ choice: ImportChoice, into html: inout HTML) {
        guard let preview, !isAllGood else {
            html.input(.type("hidden"), .name("mode"), .value(ImportMode.allOrNothing.rawValue))
            return
        }
        func outcome(_ mode: ImportMode) -> Text? {
            if preview.hasMore { return nil }
            let good = preview.rowsRead - preview.bad
            return switch mode {
            case .allOrNothing:
                Text(zh: "这个文件有不对的行，会一行都不导入", en: "This file has bad rows: nothing would be imported")
            case .goodRows:
                Text(
                    zh: "导入 \(good) 行，退回 \(preview.bad) 行",
                    en: "Imports \(good) rows and hands \(preview.bad) back")
            }
        }
        html.add(
            Radios(
                name: "mode", label: Text(zh: "有的行不对时", en: "When some rows are bad"),
                options: ImportMode.allCases.map {
                    Option(value: $0.rawValue, label: $0.title, hint: outcome($0))
                }, value: choice.mode.rawValue))
    }

    private func buttons(into html: inout HTML) {
        html.div(class: "buttons") { html in
            if isImportable {
                html.add(
                    Button(
                        label: Text(zh: "开始导入", en: "Import"), action: .submit(name: "act", value: "start")))
            }
            if preview != nil || sheets.count > 1 {
                html.add(
                    Button(
                        label: Text(zh: "按现在的选择再看一遍", en: "Check again"),
                        action: .submit(name: "act", value: "review"), kind: .secondary))
            }
            html.add(
                Button(
                    label: Text(zh: "不导入，删除文件", en: "Discard the file"),
                    action: .submit(name: "act", value: "discard"), kind: .quiet))
        }
    }

    private func columns(_ preview: ImportPreview, into html: inout HTML) {
        html.h2(Text(zh: "各列对应的内容", en: "What each column is"))
        html.p(
            Text(
                zh: "表头在第 \(preview.mapping.headerRow) 行。不导入的列不会改变登记簿。",
                en: "The header is row \(preview.mapping.headerRow). Columns that are not imported change nothing."))
        let repeated = preview.mapping.columns.filter(\.isRepeated).map(\.heading)
        if !repeated.isEmpty {
            html.add(
                WarningText(
                    text: Text(
                        zh: "前面已有一列是同一内容，这几列不会导入：\(repeated.joined(separator: "、"))",
                        en:
                            "An earlier column has the same content; these are not imported: \(repeated.joined(separator: ", "))"
                    )))
        }
        let options =
            [Option(value: ImportChoice.nothing, label: Text(zh: "不导入", en: "Not imported"))]
            + descriptor.fields.map { Option(value: $0.name, label: $0.title) }
        for column in preview.mapping.columns {
            html.input(.type("hidden"), .name("heading"), .value(column.heading))
            html.add(
                SelectField(
                    name: "field", id: "column-\(column.index)", label: .verbatim(column.heading), options: options,
                    value: column.field.map { descriptor.fields[$0].name } ?? ImportChoice.nothing, prompt: nil))
        }
    }

    private func findings(_ preview: ImportPreview, isTold: Bool, into html: inout HTML) {
        if !preview.mapping.missing.isEmpty {
            if isTold { return }
            html.add(
                Banner(
                    tone: .negative, title: Text(zh: "缺少必须有的列", en: "Required columns are missing"),
                    text: ImportError(.missingColumns, columns: preview.mapping.missingTitles(descriptor)).message))
            return
        }
        if preview.rowsRead == 0 {
            html.add(Banner(tone: .negative, title: ImportError(.noRows).message))
            return
        }
        let read = Numbers.grouped(preview.rowsRead)
        let bad = Numbers.grouped(preview.bad)
        if preview.bad == 0 {
            html.add(
                Banner(
                    tone: .positive,
                    title: preview.hasMore
                        ? Text(zh: "前 \(read) 行没有问题", en: "The first \(read) rows are good")
                        : Text(zh: "全部 \(read) 行没有问题", en: "All \(read) rows are good")))
            return
        }
        html.add(
            Banner(
                tone: .open,
                title: preview.hasMore
                    ? Text(zh: "前 \(read) 行里有 \(bad) 行不对", en: "\(bad) of the first \(read) rows are bad")
                    : Text(zh: "\(read) 行里有 \(bad) 行不对", en: "\(bad) of \(read) rows are bad")))
        html.add(
            DataTable(
                caption: Text(zh: "最先发现的问题", en: "The first problems"),
                columns: [
                    .init(title: Text(zh: "行", en: "Row")), .init(title: Text(zh: "原因", en: "Reason")),
                ],
                rows: preview.problems.map { problem in
                    [.text(Text(zh: "第 \(problem.row) 行", en: "Row \(problem.row)")), .text(problem.text)]
                }))
    }
}
