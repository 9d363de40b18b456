import Diagnostics
import Registers
import Tabular
import TestSupport
import Testing
import WorkCalendar

@Suite struct ReadingTests {
    @Test(arguments: [
        "2026-08-31", "2026/8/31", "2026.8.31", "2026年8月31日", "20260831", "2026-08-31 00:00:00", "2026-08-31T09:00:00",
        "２０２６－０８－３１", "二〇二六年八月三十一日", "31/8/2026", "8/31/2026", "46265", " 2026 年 8 月 31 日 ",
    ]) func `a date is read however it is written`(_ text: String) {
        #expect(DateReading.read(PlainText.trimmed(text)) == .date(CivilDate(iso: "2026-08-31")!))
    }

    @Test func `a date that is none or could be two is refused`() {
        for text in ["2026-02-30", "2026年8月", "8月31日", "26-08-31", "昨天", "2026-08-31-1", "1026-01-01", "99999"] {
            #expect(DateReading.read(text) == .none)
        }
        #expect(DateReading.read("3/4/2026") == .ambiguous)
        #expect(DateReading.read("二〇二〇年十二月二十日") == .date(CivilDate(iso: "2020-12-20")!))
    }

    @Test func `headings are known by label, name and usual words`() {
        let names = FieldNames(Samples.pupil)
        func field(_ heading: String) -> String? {
            names.field(ColumnName(heading)).map { Samples.pupil.fields[$0].name }
        }
        for heading in ["公民身份号码", "＊身份证号", "居民身份证号码（18 位）", "ID Number", "id_number", "证 件 号 码"] {
            #expect(field(heading) == "id_number")
        }
        #expect(field("手机号") == "phone")
        #expect(field("【姓名】") == "name")
        #expect(field("出生年月日") == "birth_date")
        #expect(field("区划代码") == "division")
        #expect(field("补助金额（元）") == "grant")
        #expect(field("备注") == nil)
        #expect(field("") == nil)
    }

    @Test func `the office's sheet is understood under its titles`() throws {
        let file = try TableFile(MemorySource(Samples.office()))
        let preview = try ImportPreview.make(file, sheet: nil, descriptor: Samples.pupil)
        #expect(preview.sheets[preview.sheet].name == "名单")
        #expect(preview.mapping.headerRow == 4)
        #expect(preview.mapping.missing.isEmpty)
        #expect(
            preview.mapping.columns.map { $0.field.map { Samples.pupil.fields[$0].name } }
                == [nil, "division", "name", "id_number", "birth_date", "phone"])
        #expect(preview.mapping.unknown.map(\.heading) == ["序号"])
        #expect(preview.rowsRead == 4)
        #expect(preview.problems.map(\.row) == [8, 9])
    }

    @Test func `a missing required column and a sheet without a header are refused`() throws {
        func preview(_ text: String) throws -> ImportPreview {
            try ImportPreview.make(try TableFile(MemorySource(Array(text.utf8))), sheet: nil, descriptor: Samples.pupil)
        }
        #expect(try preview("姓名,性别\n张三,男\n").mapping.missing == [0])
        #expect(throws: ImportError(.noHeader)) { try preview("甲,乙\n1,2\n") }
        // What is wrong right below the header is told as what it is.
        let open = "公民身份号码,姓名\n\"1,张三\n"
        #expect(throws: ImportError(TabularError(.quoteUnclosed, line: 2))) { try preview(open) }
    }

    @Test func `sums that no number of ours holds are refused`() throws {
        let grant = try #require(Samples.pupil.fields.first { $0.name == "grant" })
        let reader = CellReader(grant, note: "", serial: .from1900)
        #expect(try reader.value(.text("92233720368547758.07")) == .integer(.max))
        for text in ["92233720368547758.08", "92233720368547758.99", "92233720368547759", "-92233720368547758.99"] {
            #expect(throws: ImportProblem.self) { try reader.value(.text(text)) }
        }
    }

    @Test func `a person may say what a column is`() throws {
        let text = Array("证号,姓名,说明\n1,张三,男\n".utf8)
        let preview = try ImportPreview.make(
            try TableFile(MemorySource(text)), sheet: nil, descriptor: Samples.pupil,
            chosen: ["证号": "id_number", "说明": "sex", "姓名": ""])
        #expect(preview.mapping.columns.map(\.field) == [0, nil, 2])
        #expect(preview.mapping.missing == [1])
    }

    private func read(_ field: String, _ cell: Cell, note: String = "") throws(ImportProblem) -> FieldValue {
        guard let field = Samples.pupil.field(field) else { return .null }
        return try CellReader(field, note: note, serial: .from1900).value(cell)
    }

    @Test func `cells become values`() throws {
        let id = TestPeople.number("19850101", 1)
        #expect(try read("id_number", .text(TestPeople.oldForm(id))) == .text(id))
        #expect(try read("id_number", .text(" '\(id)\u{200B}")) == .text(id))
        #expect(try read("sex", .text("男 ")) == .text("M"))
        #expect(try read("sex", .text("f")) == .text("F"))
        #expect(try read("grade", .number(StoredNumber(digits: "3"))) == .integer(3))
        #expect(try read("grade", .text("１，０００".replacing("，", with: ","))) == .integer(1000))
        #expect(try read("grant", .text("¥1,234.50元")) == .integer(123_450))
        #expect(try read("grant", .text("1.5"), note: "万元") == .integer(1_500_000))
        #expect(try read("grant", .text("150"), note: "分") == .integer(150))
        #expect(try read("division", .number(StoredNumber(digits: "990121101201"))) == .text("990121101201"))
        #expect(try read("birth_date", .date(CivilDate(iso: "2020-10-10")!)) == .date(CivilDate(iso: "2020-10-10")!))
        #expect(try read("name", .empty) == .null)
        #expect(try read("name", .text("\u{3000}")) == .null)
    }

    @Test func `bad cells say why`() {
        func code(_ field: String, _ cell: Cell) -> ImportProblem? {
            do throws(ImportProblem) {
                _ = try read(field, cell)
                return nil
            } catch { return error }
        }
        let id = TestPeople.number("20200101", 1)
        #expect(code("id_number", .text(TestPeople.broken(id)))?.code == .identityCheck)
        #expect(code("id_number", .text("1234")) == ImportProblem(.identityLength, field: "id_number", detail: 4))
        #expect(code("id_number", .text("4.40524E+17"))?.code == .abbreviated)
        #expect(code("id_number", .number(StoredNumber(stored: Array("4.40524E+17".utf8))!))?.code == .rounded)
        #expect(code("sex", .text("未知"))?.code == .unknownCode)
        #expect(code("birth_date", .text("3/4/2020"))?.code == .ambiguousDate)
        #expect(code("grade", .text("一"))?.code == .notInteger)
        #expect(code("grade", .text("1.5"))?.code == .notInteger)
        #expect(code("grant", .text("1.005"))?.code == .notMoney)
        #expect(code("grant", .text("-"))?.code == .notMoney)
        #expect(code("division", .text("松溪镇"))?.code == .division)
        #expect(code("name", .fault(.formulaError("#REF!")))?.code == .formulaError)
        #expect(code("name", .fault(.lostCharacters("张\u{FFFD}")))?.code == .lostCharacters)
    }

    @Test func `every problem has words in both languages and none shows a value`() {
        for code in ImportProblem.Code.allCases {
            let message = ImportProblem(code, field: "name", detail: 3).message(in: Samples.pupil)
            #expect(message.zh.hasPrefix("姓名：") && message.en.hasPrefix("name: "))
        }
        for code in ["import.forbidden", "import.columns.missing"] { #expect(ImportError.Code(rawValue: code) != nil) }
        for code in ImportError.Code.allCases { #expect(!ImportError(code).message.zh.isEmpty) }
    }

    @Test func `a title line above the first column is no part of its name`() throws {
        let text = "松禾县新生登记表,,\n身份证号,姓名,出生日期\n\(Samples.id(1)),王䶮,2020-01-01\n"
        let preview = try ImportPreview.make(
            try TableFile(MemorySource(Array(text.utf8))), sheet: nil, descriptor: Samples.pupil)
        #expect(preview.mapping.columns.map(\.heading) == ["身份证号", "姓名", "出生日期"])
        #expect(preview.mapping.headerRow == 2)
    }
}
