package import DecisionEngine
import Diagnostics
import Tabular
import WorkCalendar

/// The tables of a rule as a workbook, one sheet each, and back: rows and cells are edited there; columns on the page.
package struct RuleWorkbook {
    /// What is wrong in a workbook.
    enum Code: String, CaseIterable {
        /// A sheet that is no table of the rule.
        case sheetUnknown = "rule.workbook.sheet"
        /// No sheet is a table of the rule.
        case empty = "rule.workbook.empty"
        /// A column that the table has not, or one that is missing.
        case columns = "rule.workbook.columns"
        /// A cell that cannot be trusted, such as a formula's error.
        case cell = "rule.workbook.cell"
        /// A sheet with more rows than a table may have.
        case tooLong = "rule.workbook.rows"
        /// A file that is neither a workbook nor one of rules.
        case unknownKind = "rule.workbook.kind"
        /// A workbook that cannot be read.
        case unreadable = "rule.workbook.unreadable"
    }

    /// The most rows of a sheet.
    package static let maximumRows = 5_000

    private let file: DecisionFile
    private let words: RuleWords
    private let sheets: [DecisionSheet]
    /// What the sheets are called, in the order of the tables.
    private let names: [String]

    package init(_ file: DecisionFile, words: RuleWords) {
        self.file = file
        self.words = words
        sheets = file.sheets
        var names = [Self.guide.zh]
        for sheet in sheets { names.append(WorkbookWriter.freeName(sheet.question, names)) }
        self.names = Array(names.dropFirst())
    }

    private static let guide = Text(zh: "怎么填", en: "How to fill in")
    private static let idHeading = Text(zh: "编号", en: "Row")

    // MARK: Out

    package func bytes() -> [UInt8] {
        var writer = WorkbookWriter(
            sheet: Self.guide.zh,
            columns: [.init(title: "写什么", width: 28), .init(title: "意思", width: 60)])
        for line in Self.lines { writer.append([.text(line.0), .text(line.1)]) }
        for (name, sheet) in zip(names, sheets) {
            for column in sheet.columns {
                for choice in words.choices(column.allowed) {
                    writer.append([.text(choice.value), .text("\(name)：\(Self.label(column)) — \(choice.words.zh)")])
                }
            }
        }
        for (name, sheet) in zip(names, sheets) {
            writer.next(
                sheet: name,
                columns: [.init(title: Self.idHeading.zh, width: 12)]
                    + zip(sheet.columns, headings(sheet)).map {
                        .init(title: $1, width: $0.kind == .note ? 36 : 18)
                    })
            for row in sheet.rows {
                writer.append([.text(row.id.isEmpty ? row.key ?? "" : row.id)] + row.cells.map { .text($0) })
            }
        }
        return writer.finish()
    }

    private static let lines = [
        ("-", "不限"), ("\"yes\"", "正好是这个值；也可以直接写它的意思，如：是"), ("\"yes\", \"unknown\"", "是其中一个"),
        ("not(\"yes\")", "不是这个值"), (">= 6", "不少于 6"), ("[1..5]", "从 1 到 5，含两头"), ("[1..5)", "从 1 到 5，不含 5"),
        ("编号", "新加的行可以留空；删掉一行就是删掉这条规则；行的先后可以换"),
    ]

    private static func label(_ column: DecisionSheet.Column) -> String {
        RuleSheet.title(column).zh
    }

    /// The headings of a sheet's columns, each another.
    private func headings(_ sheet: DecisionSheet) -> [String] {
        var used: [String] = [Self.idHeading.zh]
        for column in sheet.columns {
            let kind =
                switch column.kind {
                case .condition: "条件"
                case .result: "结果"
                case .note: "说明"
                }
            let name = Self.heading("\(kind)：\(Self.label(column))")
            let count = used.count { $0 == name || $0.hasPrefix("\(name) #") }
            used.append(count == 0 ? name : "\(name) #\(count + 1)")
        }
        return Array(used.dropFirst())
    }

    /// A heading as it is compared: on one line, not too long.
    private static func heading(_ text: String) -> String { text.filter { !$0.isNewline }.trimmed(to: 200) }

    // MARK: In

    /// The tables with what a workbook says; tables that it has no sheet for stay as they are.
    ///
    /// - Throws: ``RuleFileRefused`` with everything that is wrong.
    package func edited(by bytes: [UInt8]) throws -> [DecisionSheet] {
        let table: TableFile
        do {
            table = try TableFile(MemorySource(bytes))
        } catch {
            throw RuleFileRefused(findings: [
                Self.finding(.unreadable, Text(zh: "这个表格文件读不了", en: "The workbook cannot be read"))
            ])
        }
        var findings: [Diagnostic] = []
        var edited: [DecisionSheet] = []
        for (index, page) in table.sheets.enumerated() where page.name != Self.guide.zh {
            guard let place = names.firstIndex(of: page.name) else {
                findings.append(
                    Self.finding(
                        .sheetUnknown,
                        Text(
                            zh: "工作表“\(page.name)”不是这项规则的表",
                            en: "The sheet ‘\(page.name)’ is no table of this rule"),
                        hint: Text(
                            zh: "可用的有：\(names.joined(separator: "、"))。没用的工作表请删掉",
                            en: "There are: \(names.joined(separator: ", ")). Delete what is not needed")))
                continue
            }
            edited.append(try read(table, index, page.name, sheets[place], &findings))
        }
        if edited.isEmpty, findings.isEmpty {
            findings.append(
                Self.finding(.empty, Text(zh: "文件里没有这项规则的表", en: "The file has no table of this rule")))
        }
        if !findings.isEmpty { throw RuleFileRefused(findings: findings) }
        return edited
    }

    fileprivate static func finding(_ code: Code, _ message: Text, hint: Text? = nil) -> Diagnostic {
        Diagnostic(
            .error, code: code.rawValue, message: message,
            hint: hint
                ?? Text(zh: "先下载这一版的表格，在里面改，再传上来", en: "Download the workbook of this version, change it, and send it"))
    }

    private func read(
        _ table: TableFile, _ index: Int, _ name: String, _ sheet: DecisionSheet, _ findings: inout [Diagnostic]
    ) throws -> DecisionSheet {
        do {
            let reader = try table.reader(sheet: index)
            guard let head = try reader.next() else {
                findings.append(Self.columns(name, missing: headings(sheet), unknown: []))
                return sheet
            }
            guard let places = columns(head, name, sheet, &findings) else { return sheet }
            let declared = file.names
            let writing = sheet.columns.map { CellWriting($0, words, names: declared) }
            var rows: [(id: String, cells: [String])] = []
            while let row = try reader.next() {
                if rows.count == Self.maximumRows {
                    findings.append(
                        Self.finding(
                            .tooLong,
                            Text(
                                zh: "工作表“\(name)”超过 \(Self.maximumRows) 行",
                                en: "The sheet ‘\(name)’ has more than \(Self.maximumRows) rows")))
                    return sheet
                }
                let cells = places.columns.enumerated().map { place, column in
                    let isNote = sheet.columns[place].kind == .note
                    return text(row[column], isNote: isNote, name, row.number, column, &findings)
                }
                rows.append((text(row[places.id], isNote: true, name, row.number, places.id, &findings), cells))
            }
            return Self.merged(rows, into: sheet, writing, taken: file.ids(without: sheet.key))
        } catch {
            findings.append(
                Self.finding(
                    .unreadable, Text(zh: "工作表“\(name)”读不了", en: "The sheet ‘\(name)’ cannot be read")))
            return sheet
        }
    }

    /// Where the id and each column of the table stand in a sheet.
    private func columns(
        _ head: TableRow, _ name: String, _ sheet: DecisionSheet, _ findings: inout [Diagnostic]
    ) -> (id: Int, columns: [Int])? {
        let titles = head.cells.map { Self.heading($0.display) }
        let wanted = headings(sheet)
        let missing = ([Self.idHeading.zh] + wanted).filter { !titles.contains($0) }
        let unknown = titles.filter { !$0.isEmpty && $0 != Self.idHeading.zh && !wanted.contains($0) }
        guard missing.isEmpty, unknown.isEmpty, let id = titles.firstIndex(of: Self.idHeading.zh) else {
            findings.append(Self.columns(name, missing: missing, unknown: unknown))
            return nil
        }
        return (id, wanted.compactMap { titles.firstIndex(of: $0) })
    }

    private static func columns(_ name: String, missing: [String], unknown: [String]) -> Diagnostic {
        var zh: [String] = []
        var en: [String] = []
        if !missing.isEmpty {
            zh.append("少了“\(missing.joined(separator: "”“"))”")
            en.append("lacks \(missing.joined(separator: ", "))")
        }
        if !unknown.isEmpty {
            zh.append("多了“\(unknown.joined(separator: "”“"))”")
            en.append("also has \(unknown.joined(separator: ", "))")
        }
        return finding(
            .columns,
            Text(
                zh: "工作表“\(name)”的第一行\(zh.joined(separator: "，"))",
                en: "The first row of the sheet ‘\(name)’ \(en.joined(separator: " and "))"),
            hint: Text(
                zh: "列的标题不要改；要加列、删列，请在页面上改", en: "Leave the headings as they are; add and remove columns on the page"))
    }

    /// A cell as the rule's language writes it; a note as it stands there.
    private func text(
        _ cell: Cell, isNote: Bool, _ name: String, _ row: Int, _ column: Int, _ findings: inout [Diagnostic]
    ) -> String {
        switch cell {
        case .boolean, .date, .moment, .time: if isNote { return cell.display }
        default: break
        }
        switch cell {
        case .boolean(let flag): return flag ? "true" : "false"
        case .date(let date): return "date(\"\(date.iso)\")"
        case .empty, .text, .number: return cell.display
        case .moment, .time, .fault:
            findings.append(
                Self.finding(
                    .cell,
                    Text(
                        zh: "工作表“\(name)”第 \(row) 行第 \(column + 1) 列的“\(cell.display)”用不了",
                        en: "In the sheet ‘\(name)’, row \(row), column \(column + 1), ‘\(cell.display)’ cannot be used"
                    ),
                    hint: Text(zh: "把这一格设成文本，再写一遍", en: "Make the cell a text and write it again")))
            return ""
        }
    }

    /// The rows of a sheet in the place of a table's: known ones by their id, others as new ones. What stands in a cell as it
    /// stood is left alone.
    private static func merged(
        _ rows: [(id: String, cells: [String])], into sheet: DecisionSheet, _ writing: [CellWriting],
        taken: Set<String>
    ) -> DecisionSheet {
        var edited = sheet
        edited.rows = []
        var known = Dictionary(
            sheet.rows.map { ($0.id.isEmpty ? $0.key ?? "" : $0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let idColumn = sheet.idColumn
        var used = taken.union(sheet.rows.map(\.id)).union(rows.map { $0.id.trimmed(to: .max) })
        var given: Set<String> = []
        for row in rows {
            let id = row.id.trimmed(to: .max)
            let old = known.removeValue(forKey: id)
            let cells = row.cells.enumerated().map { column, text in
                old?.cells[column] == text ? text : writing[column].cell(text)
            }
            if let old {
                edited.rows.append(DecisionSheet.Row(key: old.key, id: old.id, cells: cells))
            } else if !id.isEmpty, !given.contains(id), !taken.contains(id) {
                edited.rows.append(DecisionSheet.Row(id: id, cells: cells))
            } else {
                // A row without an id, or a copy: the next one after that of the row above, if the table's rows have some.
                let above = edited.rows.last?.id ?? sheet.rows.first?.id ?? ""
                let fresh = DecisionSheet.nextID(after: above, taken: used)
                edited.rows.append(DecisionSheet.Row(id: fresh, cells: cells))
                used.insert(fresh)
            }
            guard let last = edited.rows.indices.last, !edited.rows[last].id.isEmpty else { continue }
            given.insert(edited.rows[last].id)
            if let idColumn { edited.rows[last].cells[idColumn] = "\"\(edited.rows[last].id)\"" }
        }
        return edited
    }
}

extension RuleDesk {
    /// The tables of a file of rules as a workbook.
    package func workbook(of bytes: [UInt8]) throws -> [UInt8] {
        RuleWorkbook(try Self.read(bytes), words: RuleWords(desk.words)).bytes()
    }

    /// Whether an upload is a workbook; anything else is taken for a file of rules.
    static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// Whether an upload may be XML: it begins with a bracket, in whatever encoding.
    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(64).first { ![0x09, 0x0A, 0x0D, 0x20, 0x00, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) } == 0x3C
    }

    /// The file of rules that an upload stands for: itself, or another one with the tables of a workbook in it.
    func file(_ upload: [UInt8], over base: [UInt8]) throws -> [UInt8] {
        guard upload.count <= RuleDesk.maximumFile else { throw RuleChangeError(.file) }
        guard Self.isWorkbook(upload) else {
            guard upload.isEmpty || Self.isMarkup(upload) else {
                throw RuleFileRefused(findings: [
                    RuleWorkbook.finding(
                        .unknownKind,
                        Text(
                            zh: "这个文件既不是表格（.xlsx），也不是规则文件（.dmn），读不了",
                            en: "The file is neither a workbook (.xlsx) nor one of rules (.dmn); it cannot be read"),
                        hint: Text(
                            zh: "请用表格软件另存为 .xlsx 再传；只改了扩展名的不行",
                            en: "Save it as .xlsx from the spreadsheet program; another ending alone does not do"))
                ])
            }
            return upload
        }
        var file = try Self.read(base)
        let edited = try RuleWorkbook(file, words: RuleWords(desk.words)).edited(by: upload)
        let known = file.sheets
        if edited.allSatisfy(known.contains) { return base }
        for sheet in edited {
            do {
                try file.set(sheet, environment: environment)
            } catch {
                throw RuleFileRefused(findings: [error.diagnostic])
            }
        }
        return file.serialised()
    }
}
