import Application
import CountySupport
import DecisionEngine
import Diagnostics
import Services
import Tabular
import TestSupport
import Testing
import WorkCalendar

/// Rules as workbooks: written, changed in a spreadsheet, read again.
@Suite struct `Rules as workbooks` {
    private struct Words: CaseWords {
        func category(_ code: String?) -> Text { Text(verbatim: code ?? "") }
        func place(_ code: String?) -> Text { Text(verbatim: code ?? "") }
        func department(_ code: String) -> Text { Text(verbatim: code) }
        func answer(_ word: String) -> Text {
            word == "eligible"
                ? Text(zh: "符合", en: "eligible") : word == "yes" ? Text(zh: "是", en: "yes") : Text(verbatim: word)
        }
        func datum(_ name: String, runtime: ServiceRuntime) -> Text { Text(verbatim: name) }
    }

    private func book() throws -> (DecisionFile, RuleWorkbook) {
        let file = try DecisionFile(try ChangedRule.bytes([]))
        return (file, RuleWorkbook(file, words: RuleWords(Words())))
    }

    /// A workbook's sheets as they are read, changed, and written again as a spreadsheet would.
    private func changed(
        _ bytes: [UInt8], _ change: (inout [(name: String, rows: [[WrittenCell]])]) -> Void
    ) throws -> [UInt8] {
        let file = try TableFile(MemorySource(bytes))
        var sheets: [(name: String, rows: [[WrittenCell]])] = []
        for (index, sheet) in file.sheets.enumerated() {
            let reader = try file.reader(sheet: index)
            var rows: [[WrittenCell]] = []
            while let row = try reader.next() { rows.append(row.cells.map { .text($0.display) }) }
            sheets.append((sheet.name, rows))
        }
        change(&sheets)
        var writer: WorkbookWriter?
        for sheet in sheets {
            let columns = (sheet.rows.first ?? []).map { cell in
                if case .text(let title) = cell {
                    WorkbookWriter.Column(title: title)
                } else {
                    WorkbookWriter.Column(title: "")
                }
            }
            if writer == nil {
                writer = WorkbookWriter(sheet: sheet.name, columns: columns)
            } else {
                writer?.next(sheet: sheet.name, columns: columns)
            }
            for row in sheet.rows.dropFirst() { writer?.append(row) }
        }
        let finished = writer?.finish()
        return try #require(finished)
    }

    private func codes(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let error as RuleFileRefused {
            return error.findings.map(\.code)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `comes back as it was`() throws {
        let (file, book) = try book()
        let bytes = book.bytes()
        let read = try TableFile(MemorySource(bytes))
        #expect(read.sheets.count == file.sheets.count + 1 && read.sheets[3].name == "按村级片区符合吗？")
        #expect(try book.edited(by: bytes) == file.sheets)
        // As a spreadsheet keeps it, with sheets that were not needed taken out and others in another order.
        let fewer = try changed(bytes) { sheets in
            sheets.removeSubrange(5...)
            sheets.reverse()
        }
        #expect(Set(try book.edited(by: fewer)) == Set(file.sheets.prefix(4)))
    }

    @Test func `rows are added, taken out, moved and changed there`() throws {
        let (file, book) = try book()
        let day = try #require(CivilDate(year: 2026, month: 9, day: 1))
        let edited = try changed(book.bytes()) { sheets in
            var rows = sheets[3].rows
            rows[1][4] = .text("符合")
            rows.swapAt(2, 3)
            rows[4][1] = .text("“yes”，“no”")
            rows.remove(at: 5)
            rows.append([.empty, .text("是"), .number("6"), .date(day)])
            rows.append(rows[1])
            // A date in a note is what it looks like.
            rows[1][7] = .date(day)
            sheets[3].rows = rows
            // Columns may stand in another order.
            sheets[3].rows = sheets[3].rows.map { Array($0.reversed()) }
            let width = rows[0].count
            sheets[3].rows = sheets[3].rows.map { Array(repeating: .empty, count: width - $0.count) + $0 }
        }
        let before = try #require(file.sheets.first { $0.key == "table-village_answer" })
        let sheet = try #require(try book.edited(by: edited).first { $0.key == "table-village_answer" })
        #expect(sheet.rows.count == before.rows.count + 1)
        #expect(sheet.rows[0].cells[3] == "\"eligible\"" && sheet.rows[0].cells[6] == "2026-09-01")
        #expect(sheet.rows[1].id == before.rows[2].id && sheet.rows[2].id == before.rows[1].id)
        #expect(sheet.rows[3].cells[0] == "\"yes\",\"no\"")
        #expect(!sheet.rows.contains { $0.id == before.rows[4].id })
        let new = sheet.rows[sheet.rows.count - 2]
        #expect(new.key == nil && new.id == "R-VIL-11" && new.cells[4] == "\"R-VIL-11\"")
        #expect(new.cells.prefix(3) == ["\"yes\"", "6", "date(\"2026-09-01\")"])
        // A copied row is a new one.
        let copy = try #require(sheet.rows.last)
        #expect(copy.key == nil && copy.id == "R-VIL-12" && copy.cells[0] == before.rows[0].cells[0])
        var written = file
        try written.set(sheet)
        #expect(!DecisionModel.load(written.serialised()).diagnostics.contains { $0.code == "decision.table.cells" })
    }

    @Test func `what is no workbook of the rule is refused with a code`() throws {
        let (_, book) = try book()
        let bytes = book.bytes()
        #expect(codes { _ = try book.edited(by: [0x50, 0x4B, 3, 4, 0, 0]) } == ["rule.workbook.unreadable"])
        #expect(codes { _ = try book.edited(by: Array(bytes.prefix(bytes.count / 2))) } == ["rule.workbook.unreadable"])
        let none = try changed(bytes) { $0.removeSubrange(1...) }
        #expect(codes { _ = try book.edited(by: none) } == ["rule.workbook.empty"])
        let unknown = try changed(bytes) { $0.append(("我的草稿", [[.text("甲")]])) }
        #expect(codes { _ = try book.edited(by: unknown) } == ["rule.workbook.sheet"])
        let heading = try changed(bytes) { $0[3].rows[0][1] = .text("条件：别的") }
        #expect(codes { _ = try book.edited(by: heading) } == ["rule.workbook.columns"])
        let missing = try changed(bytes) { sheets in sheets[3].rows = sheets[3].rows.map { Array($0.dropLast()) } }
        #expect(codes { _ = try book.edited(by: missing) } == ["rule.workbook.columns"])
        let long = try changed(bytes) { sheets in
            let row = sheets[3].rows[1]
            sheets[3].rows += Array(repeating: row, count: RuleWorkbook.maximumRows)
        }
        #expect(codes { _ = try book.edited(by: long) } == ["rule.workbook.rows"])
    }

    @Test(arguments: Backend.available)
    func `is sent in the place of a file`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let drafter = try await county.official("songjiao04")
            let rules = county.system.rules
            let base = try ChangedRule.bytes([])
            let bytes = try rules.workbook(of: base)
            await #expect(throws: RuleChangeError(.unchanged)) {
                _ = try await rules.draft(bytes, of: County.service, by: drafter, now: county.now)
            }
            let edited = try changed(bytes) { $0[3].rows[1][4] = .text("不符合") }
            let id = try await rules.draft(edited, of: County.service, by: drafter, now: county.now)
            let change = try await rules.change(id, for: drafter)
            let difference = try await rules.difference(of: change, today: county.system.today)
            #expect(difference?.tables.map { $0.rows.map(\.kind) } == [[.changed]])
            // Into a draft, it changes what the draft says.
            let second = try changed(try rules.workbook(of: try await rules.file(of: change))) {
                $0[3].rows[2][4] = .text("不符合")
            }
            try await rules.replace(change, with: second, by: drafter, now: county.now)
            let again = try await rules.change(id, for: drafter)
            let both = try await rules.difference(of: again, today: county.system.today)
            #expect(both?.tables.map { $0.rows.count } == [2])
            // A file of another kind is told from one that is broken.
            for text in ["村级片区,符合", "%PDF-1.7", "\u{FEFF}  a < b"] {
                do {
                    try await rules.replace(again, with: Array(text.utf8), by: drafter, now: county.now)
                    Issue.record("taken: \(text)")
                } catch let error as RuleFileRefused {
                    #expect(error.findings.map(\.code) == ["rule.workbook.kind"])
                }
            }
            let fault = try changed(bytes) { $0[3].rows[1][1] = .text(">= (") }
            await #expect(throws: RuleFileRefused.self) {
                try await rules.replace(again, with: fault, by: drafter, now: county.now)
            }
        }
    }

    @Test func `a cell that a spreadsheet could not work out is named`() throws {
        let (file, book) = try book()
        let sheet = try #require(file.sheets.first)
        let head = try #require(try read(book.bytes(), sheet: 1).first).cells.map { cell in
            "<c t=\"inlineStr\"><is><t>\(cell.display)</t></is></c>"
        }
        let cells = ["<c t=\"inlineStr\"><is><t>R-AGE-1</t></is></c>", "<c t=\"e\"><v>#N/A</v></c>"]
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var archive = ZipWriter()
        archive.add(
            "xl/workbook.xml",
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"\(sheet.question)\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        )
        archive.add(
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"\(office)/worksheet\" Target=\"sheet.xml\"/></Relationships>"
        )
        archive.add(
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )
        archive.add(
            "xl/sheet.xml",
            "<worksheet xmlns=\"\(main)\"><sheetData><row>\(head.joined())</row><row>\(cells.joined())</row></sheetData></worksheet>"
        )
        let bytes = archive.finish()
        #expect(codes { _ = try book.edited(by: bytes) } == ["rule.workbook.cell"])
    }

    private func read(_ bytes: [UInt8], sheet: Int) throws -> [TableRow] {
        let reader = try TableFile(MemorySource(bytes)).reader(sheet: sheet)
        var rows: [TableRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }
}
