import Tabular
import Testing
import WorkCalendar

@Suite struct WorkbookTests {
    @Test func `shared and inline texts, runs and phonetic guides`() throws {
        let bytes = Samples.workbook(
            [
                .init(
                    body: """
                        <sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>\
                        <c r="D1" t="inlineStr"><is><r><t>松</t></r><r><t xml:space="preserve"> 禾</t></r></is></c></row>\
                        <row r="2"><c r="A2" t="s"><v>9</v></c><c r="B2" t="str"><f>A1</f><v>&lt;甲&#x20;&amp;乙&gt;</v></c></row></sheetData>
                        """)
            ],
            shared:
                "<si><t>姓名</t></si><si><r><t>王</t></r><r><t>䶮</t></r><rPh sb=\"0\" eb=\"1\"><t>wang</t></rPh></si>")
        let rows = try Samples.read(bytes)
        #expect(rows[0].cells == [.text("姓名"), .text("王䶮"), .empty, .text("松 禾")])
        #expect(rows[1].cells == [.fault(.missingText), .text("<甲 &乙>")])
    }

    @Test func `numbers, booleans, errors and formulas without a value`() throws {
        let rows = try Samples.read(
            Samples.rows(
                """
                <row><c><v>42</v></c><c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>\
                <c><f>1+1</f></c><c><v>-1.5E3</v></c><c s="5"><v>12.5</v></c><c/></row>
                """))
        #expect(
            rows[0].cells == [
                .number(StoredNumber(digits: "42")), .number(StoredNumber(digits: "0.3")), .boolean(true),
                .fault(.formulaError("#N/A")), .fault(.noValue), .number(StoredNumber(digits: "-1500")),
                .number(StoredNumber(digits: "12.5")),
            ])
    }

    @Test func `styles tell dates, times and numbers`() throws {
        let rows = try Samples.read(
            Samples.rows(
                """
                <row><c s="1"><v>43831</v></c><c s="2"><v>1</v></c><c s="3"><v>43831.5</v></c><c s="4"><v>0.75</v></c>\
                <c s="6"><v>1.5</v></c><c s="1"><v>60</v></c><c s="1"><v>61</v></c><c s="0"><v>43831</v></c></row>
                """))
        #expect(
            rows[0].cells == [
                .date(CivilDate(iso: "2020-01-01")!), .date(CivilDate(iso: "1900-01-01")!),
                .moment(CivilDate(iso: "2020-01-01")!, second: 43_200), .time(second: 64_800), .time(second: 129_600),
                .fault(.noSuchDate("60")), .date(CivilDate(iso: "1900-03-01")!), .number(StoredNumber(digits: "43831")),
            ])
    }

    @Test func `the system of 1904 counts from another day`() throws {
        let bytes = Samples.workbook(
            [.init(body: "<sheetData><row><c s=\"1\"><v>42369</v></c><c s=\"1\"><v>0</v></c></row></sheetData>")],
            styles: Samples.dateStyles, is1904: true)
        #expect(
            try Samples.read(bytes)[0].cells == [
                .date(CivilDate(iso: "2020-01-01")!), .date(CivilDate(iso: "1904-01-01")!),
            ])
    }

    @Test func `a value merged over rows belongs to each of them`() throws {
        let rows = try Samples.read(
            Samples.rows(
                """
                <row r="1"><c r="A1" t="inlineStr"><is><t>松溪镇</t></is></c><c r="B1"><v>1</v></c></row>\
                <row r="2"><c r="A2"/><c r="B2"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>\
                <row r="4"><c r="B4"><v>4</v></c></row><row r="5"></row>
                """, after: "<mergeCells count=\"1\"><mergeCell ref=\"A1:A3\"/></mergeCells>"))
        #expect(rows.map { $0[0].display } == ["松溪镇", "松溪镇", "松溪镇", ""])
        #expect(rows.map { $0[1].display } == ["1", "2", "3", "4"])
    }

    @Test func `cells that do not say where they stand follow one another, blank ones too`() throws {
        let rows = try Samples.read(
            Samples.rows("<row><c><v>1</v></c><c/><c><v>3</v></c><c r=\"F1\"><v>6</v></c><c/><c><v>8</v></c></row>"))
        #expect(rows.map { $0.cells.map(\.display) } == [["1", "", "3", "", "", "6", "", "8"]])
    }

    @Test func `blank lower halves of merged cells are no records`() throws {
        let rows = try Samples.read(
            Samples.rows(
                """
                <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>5</v></c></row><row r="2"><c r="A2"/></row>
                """, after: "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>"))
        #expect(rows.map(\.number) == [1])
    }

    @Test func `sheets are listed with their state and read by number`() throws {
        let bytes = Samples.workbook([
            .init(name: "说明", body: "<sheetData/>"),
            .init(name: "数据", body: "<sheetData><row r=\"7\"><c r=\"B7\"><v>1</v></c></row></sheetData>"),
            .init(name: "代码", state: "hidden", body: "<sheetData/>"),
        ])
        let file = try TableFile(MemorySource(bytes))
        #expect(file.sheets.map(\.name) == ["说明", "数据", "代码"])
        #expect(file.sheets.map(\.isHidden) == [false, false, true])
        #expect(try Samples.read(bytes, sheet: 1).map(\.number) == [7])
        #expect(throws: TabularError(.unknownSheet)) { _ = try file.reader(sheet: 3) }
    }

    @Test func `prefixes of other writers make no difference`() throws {
        let rows = try Samples.read(
            Samples.workbook([
                .init(
                    body:
                        "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>甲</x:t></x:is></x:c></x:row><x:row r=\"2\"><x:c r=\"B2\"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref=\"A1:A2\"/></x:mergeCells>"
                )
            ]))
        #expect(rows.map { $0[0].display } == ["甲", "甲"])
    }

    @Test(arguments: [
        ("440524199001010014", "440524199001010014", true), ("4.4052419900101E+17", "440524199001010000", false),
        ("440524199001010000", "440524199001010000", false), ("4.4052419900101002E17", "440524199001010020", false),
        ("990121850101001", "990121850101001", true), ("13800000000", "13800000000", true), ("1E3", "1000", true),
        ("1.10", "1.1", true), ("-0.0", "0", true), ("0012", "12", true), ("2.9999999999999996", "3", true),
        ("440524199001010048", "440524199001010048", false), ("9007199254740993", "9007199254740993", true),
    ]) func `long numbers tell whether their digits can be trusted`(_ stored: String, _ digits: String, _ isExact: Bool)
    {
        let number = StoredNumber(stored: Array(stored.utf8))
        #expect(number?.digits == digits)
        #expect(number?.isExact == isExact)
    }

    @Test func `what is no number is none`() {
        for text in ["", "-", "1e", "1e999999", "0x10", "1,000", "NaN", "１"] {
            #expect(StoredNumber(stored: Array(text.utf8)) == nil)
        }
    }

    @Test func `what is written is read back, with its header bold and frozen`() throws {
        var writer = WorkbookWriter(
            sheet: "名单[1]", columns: [.init(title: "身份证号", width: 22), .init(title: "日期"), .init(title: "数")])
        let dates = ["1900-01-01", "1900-02-28", "1900-03-01", "2026-08-31"].map { CivilDate(iso: $0)! }
        for date in dates { writer.append([.text("99012119850101001X"), .date(date), .number("1.5")]) }
        writer.append([.text(" <a> & \"b\"\u{1} _x0041_ 䶮\n"), .date(CivilDate(iso: "1850-05-05")!), .empty])
        let bytes = writer.finish()
        let file = try TableFile(MemorySource(bytes))
        #expect(file.sheets.map(\.name) == ["名单1"])
        let rows = try Samples.read(bytes)
        #expect(rows[0].cells.map(\.display) == ["身份证号", "日期", "数"])
        #expect(rows[1...4].map { $0[1] } == dates.map { .date($0) })
        #expect(rows[1].cells[2] == .number(StoredNumber(digits: "1.5")))
        #expect(rows[5][1] == .text("1850-05-05"))
        #expect(rows[5][0] == .text(" <a> & \"b\"\u{1} _x0041_ 䶮\n"))
    }
}
