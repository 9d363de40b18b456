import Diagnostics
import Foundation
import NationalCodes
import Registers
import Tabular
import TestSupport

/// Registers and files of the tests.
enum Samples {
    private static func field(
        _ name: String, _ zh: String, _ type: ElementType = .text, level: Int = 2, required: Bool = false,
        lookup: RegisterField.Lookup? = nil, codes: CodeTable? = nil, limits: DataElement.Limits = .init()
    ) -> RegisterField {
        let title = Text(zh: zh, en: name.replacing("_", with: " "))
        return RegisterField(
            name: name,
            element: DataElement(
                package: "test", name: name, title: title, type: type, level: level, personal: true, codes: codes,
                limits: limits), title: title, level: level, required: required, lookup: lookup, generalise: nil)
    }

    static let sex = CodeTable(
        name: "sex", title: Text(zh: "性别", en: "Sex"), standard: nil,
        entries: [
            .init(code: "M", title: Text(zh: "男", en: "male")), .init(code: "F", title: Text(zh: "女", en: "female")),
        ])

    static let pupil = RegisterDescriptor(
        package: "test", id: "pupil", title: Text(zh: "新生登记簿", en: "New pupils"), owner: "education",
        key: ["id_number"],
        update: .yearly, sharing: .conditional, opening: .none,
        fields: [
            field("id_number", "公民身份号码", .idNumber, level: 4, required: true, lookup: .exact),
            field("name", "姓名", level: 3, required: true), field("sex", "性别", .code, codes: sex),
            field("birth_date", "出生日期", .date, level: 3), field("division", "户籍地区划代码", .division),
            field("phone", "联系电话", .phone, level: 3), field("grant", "补助金额", .money),
            field("grade", "年级", .integer),
        ])

    /// Its key is sealed without an index, so it cannot be looked up.
    static let marriage = RegisterDescriptor(
        package: "test", id: "marriage", title: Text(zh: "婚姻登记簿", en: "Marriages"), owner: "education",
        key: ["certificate_no"], update: .daily, sharing: .none, opening: .none,
        fields: [
            field("certificate_no", "证书编号", level: 3, required: true), field("status", "状态"),
        ])

    static let header = ["公民身份号码", "姓名", "性别", "出生日期", "户籍地区划代码", "联系电话", "补助金额", "年级"]

    static func csv(_ rows: [[String]], header: [String] = Samples.header) -> [UInt8] {
        var writer = TextTableWriter()
        for row in [header] + rows { writer.append(row) }
        return writer.bytes
    }

    static func workbook(_ rows: [[String]], header: [String] = Samples.header) -> [UInt8] {
        var writer = WorkbookWriter(sheet: "名单", columns: header.map { .init(title: $0) })
        for row in rows { writer.append(row.map { $0.isEmpty ? .empty : .text($0) }) }
        return writer.finish()
    }

    static func id(_ serial: Int) -> String {
        TestPeople.number("2020\(10 + serial / 1000 % 3)\(10 + serial / 3000 % 18)", serial % 1000)
    }

    static func row(_ serial: Int, name: String? = nil, grade: String = "1") -> [String] {
        [
            id(serial), name ?? "学生\(serial)", serial % 2 == 0 ? "女" : "M", "2020-10-10", "990121101201", "13800000000",
            "100.5", grade,
        ]
    }

    static func isValid(_ id: String) -> Bool { CitizenID.isValid(id) }

    /// The text in GB 18030.
    static func gb(_ text: String) -> [UInt8] {
        guard let converter = iconv_open("GB18030", "UTF-8") else { return [] }
        defer { iconv_close(converter) }
        var input = Array(text.utf8).map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 4 + 8)
        var inLeft = input.count
        var outLeft = output.count
        input.withUnsafeMutableBufferPointer { given in
            output.withUnsafeMutableBufferPointer { target in
                var from = given.baseAddress
                var to = target.baseAddress
                _ = iconv(converter, &from, &inLeft, &to, &outLeft)
            }
        }
        return output.dropLast(outLeft).map { UInt8(bitPattern: $0) }
    }

    static func read(_ bytes: [UInt8]) throws -> [[String]] {
        let reader = try TableFile(MemorySource(bytes)).reader()
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.cells.map(\.display)) }
        return rows
    }

    /// A sheet as offices send them: two title lines, a merged two-line header, a town merged over rows, dates as
    /// numbers, an old identity number as a number, a total at the end.
    static func office() -> [UInt8] {
        func text(_ place: String, _ text: String) -> String {
            "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }
        let old = TestPeople.oldForm(TestPeople.number("19850101", 1))
        let body = """
            <sheetData><row r="1">\(text("A1", "松禾县2026年新生名单"))</row><row r="2">\(text("A2", "填报单位：教育局　　2026年8月"))</row>\
            <row r="3">\(text("A3", "序号"))\(text("B3", "区划代码"))\(text("C3", "学 生"))\(text("F3", "联系方式"))</row>\
            <row r="4">\(text("C4", "姓名*"))\(text("D4", "身份证号（18位）"))\(text("E4", "出生年月日"))</row>\
            <row r="5"><c r="A5"><v>1</v></c><c r="B5"><v>990121101201</v></c>\(text("C5", "　王䶮 "))\(text("D5", id(1)))<c r="E5" s="1"><v>44000</v></c><c r="F5"><v>13800000001</v></c></row>\
            <row r="6"><c r="A6"><v>2</v></c>\(text("C6", "李四"))<c r="D6"><v>\(old)</v></c>\(text("E6", "1985年1月1日"))</row>\
            <row r="8"><c r="A8"><v>3</v></c>\(text("C8", "张三"))<c r="D8"><v>9.9012120201010004E+17</v></c><c r="E8"><v>44114</v></c></row>\
            <row r="9">\(text("A9", "合计"))<c r="C9"><v>3</v></c></row></sheetData>\
            <mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/><mergeCell ref="C3:E3"/>\
            <mergeCell ref="F3:F4"/><mergeCell ref="B5:B8"/></mergeCells>
            """
        var zip = ZipWriter()
        zip.add(
            "_rels/.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )
        zip.add(
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"填表说明\" sheetId=\"1\" r:id=\"s1\"/><sheet name=\"名单\" sheetId=\"2\" r:id=\"s2\"/></sheets></workbook>"
        )
        zip.add(
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/><Relationship Id=\"s2\" Type=\"x/worksheet\" Target=\"worksheets/b.xml\"/><Relationship Id=\"y\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"
        )
        zip.add(
            "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>")
        zip.add(
            "xl/worksheets/a.xml",
            "<worksheet><sheetData><row r=\"1\">\(text("A1", "请认真填写"))</row></sheetData></worksheet>")
        zip.add("xl/worksheets/b.xml", "<worksheet>\(body)</worksheet>")
        return zip.finish()
    }
}
