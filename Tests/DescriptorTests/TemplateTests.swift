import Definitions
import Diagnostics
import JSONTree
import Notices
import Registers
import Services
import Testing
import WorkCalendar

@Suite struct TemplateTests {
    @Test func `placeholders are filled in, braces are written twice`() throws {
        let template = try Template("编号{number}，{{原样}}：{outcome}")
        #expect(template.names == ["number", "outcome"])
        #expect(try template.rendered(["number": "A1", "outcome": "符合"]) == "编号A1，{原样}：符合")
    }

    @Test func `a placeholder without a value is an error, never a half-filled text`() throws {
        let template = try Template("{a}{b}")
        #expect(throws: Template.Failure.unknown("b")) { try template.rendered(["a": "1"]) }
    }

    @Test(arguments: ["{", "}", "{a", "a}", "{A}", "{a b}", "{}", "{a:b}", "{a:99}", "{a:1:2}"])
    func `what is no template`(text: String) {
        #expect(throws: Template.Failure.self) { try Template(text) }
    }

    @Test func `a number is padded to its width, longer ones are whole`() throws {
        let template = try Template("〔{year}〕{sequence:5}号")
        #expect(try template.rendered(["year": "2026", "sequence": "42"]) == "〔2026〕00042号")
        #expect(try template.rendered(["year": "2026", "sequence": "1234567"]) == "〔2026〕1234567号")
    }

    @Test func `a parameter's value is that of the day`() throws {
        let json = try JSON(
            parsing: """
                {"name": "age", "title": {"zh": "年龄", "en": "Age"}, "type": "integer", "values": [
                  {"from": "2024-09-01", "value": 7, "basis": {"zh": "甲", "en": "A"}},
                  {"from": "2026-01-01", "value": 6, "basis": [{"title": {"zh": "乙", "en": "B"}, "level": "law"}]}]}
                """)
        let collector = DiagnosticCollector()
        let table = try #require(
            ParameterTable.tables(DescriptorReader(DescriptorSource(json: json), collector: collector)).first)
        #expect(collector.diagnostics.isEmpty)
        func value(_ text: String) -> Int? { table.value(on: CivilDate(iso: text)!)?.integer }
        #expect(value("2024-08-31") == nil)
        #expect(value("2025-12-31") == 7)
        #expect(value("2026-01-01") == 6)
        #expect(table.entry(on: CivilDate(iso: "2026-05-05")!)?.basis.first?.level == .law)
    }

    private func element(_ type: ElementType, codes: [String] = [], digits: Int? = nil, maxLength: Int? = nil)
        -> DataElement
    {
        var limits = DataElement.Limits()
        limits.digits = digits
        limits.maxLength = maxLength
        let table = CodeTable(
            name: "t", title: Text(zh: "表", en: "t"), standard: nil,
            entries: codes.map { CodeTable.Entry(code: $0, title: Text(zh: $0, en: $0)) })
        return DataElement(
            package: "p", name: "e", title: Text(zh: "元", en: "e"), type: type, level: 2, personal: false,
            codes: codes.isEmpty ? nil : table, limits: limits)
    }

    @Test func `values are read by their element's type`() throws {
        #expect(try FieldValue(text: "", element: element(.date)) == .null)
        #expect(try FieldValue(text: "2020-02-29", element: element(.date)) == .date(CivilDate(iso: "2020-02-29")!))
        #expect(try FieldValue(text: "-12.50", element: element(.decimal)) == .decimal("-12.50"))
        #expect(try FieldValue(text: "是", element: element(.boolean)) == .boolean(true))
        #expect(try FieldValue(text: "M", element: element(.code, codes: ["M", "F"])) == .text("M"))
        #expect(throws: FieldValue.Rejection.unknownCode) {
            try FieldValue(text: "X", element: element(.code, codes: ["M"]))
        }
        #expect(throws: FieldValue.Rejection.notDate) { try FieldValue(text: "2021-02-29", element: element(.date)) }
        #expect(throws: FieldValue.Rejection.notDecimal) { try FieldValue(text: "1.", element: element(.decimal)) }
        #expect(throws: FieldValue.Rejection.wrongDigits) {
            try FieldValue(text: "12", element: element(.text, digits: 6))
        }
        #expect(throws: FieldValue.Rejection.tooLong) {
            try FieldValue(text: "䶮䶮䶮", element: element(.text, maxLength: 2))
        }
        #expect(throws: FieldValue.Rejection.notDivision) {
            try FieldValue(text: "990121", element: element(.division))
        }
    }

    @Test func `canonical text comes back as the same value`() {
        let values: [(FieldValue, ElementType)] = [
            (.integer(-5), .integer), (.decimal("1.50"), .decimal), (.boolean(true), .boolean),
            (.date(CivilDate(iso: "2020-01-31")!), .date), (.instant(1_700_000_000_000_000), .instant),
            (.text("张三"), .text),
        ]
        for (value, type) in values {
            #expect(FieldValue(canonicalText: value.canonicalText ?? "", type: type) == value)
        }
    }

    @Test func `generalisations are coarser forms in clear`() {
        let date = FieldValue.date(CivilDate(iso: "2020-03-31")!)
        #expect(RegisterField.Generalisation.year.value(of: date) == .integer(2020))
        #expect(RegisterField.Generalisation.month.value(of: date) == .text("2020-03"))
        #expect(RegisterField.Generalisation.town.value(of: .text("990121101201")) == .text("990121101000"))
        #expect(RegisterField.Generalisation.county.value(of: .text("990121101201")) == .text("990121000000"))
        #expect(RegisterField.Generalisation.year.value(of: .null) == nil)
    }

    @Test func `sealed fields have a sealed column, a blind index when looked up, and their generalisation`() {
        func field(level: Int, lookup: RegisterField.Lookup?, _ general: RegisterField.Generalisation? = nil)
            -> RegisterField
        {
            RegisterField(
                name: "f", element: element(.date), title: Text(zh: "字段", en: "f"), level: level, required: false,
                lookup: lookup, generalise: general)
        }
        #expect(field(level: 2, lookup: .exact).columns.map(\.name) == ["f"])
        #expect(field(level: 3, lookup: nil).columns.map(\.name) == ["f_sealed"])
        #expect(field(level: 4, lookup: .exact, .year).columns.map(\.name) == ["f_sealed", "f_bidx", "f_year"])
        #expect(field(level: 4, lookup: .exact).lookupColumn?.name == "f_bidx")
        #expect(
            RegisterDescriptor.tableName(package: "new-pupil-enrolment", register: "school_area")
                == "reg_new_pupil_enrolment_school_area")
    }
}

@Suite struct RejectionTests {
    @Test(arguments: [
        ("value.text.expected", ElementType.text, "5"), ("value.integer.invalid", .integer, "\"5.5\""),
        ("value.decimal.invalid", .decimal, "\"5,5\""), ("value.boolean.invalid", .boolean, "\"maybe\""),
        ("value.date.invalid", .date, "\"2020-13-01\""), ("value.instant.invalid", .instant, "\"soon\""),
        ("value.code.unknown", .code, "\"X\""), ("value.division.invalid", .division, "\"99012\""),
        ("value.text.too-long", .address, "\"一二三四五六\""), ("value.digits.wrong", .phone, "\"12a4\""),
        ("value.number.out-of-range", .integer, "500"), ("value.geometry.invalid", .geometry, "\"here\""),
    ])
    func `a value that is none of its element is rejected by its code`(code: String, type: ElementType, text: String)
        throws
    {
        var limits = DataElement.Limits()
        limits.maximum = 100
        if type == .address { limits.maxLength = 5 }
        if type == .phone { limits.digits = 4 }
        let codes = CodeTable(
            name: "t", title: Text(zh: "表", en: "t"), standard: nil,
            entries: [CodeTable.Entry(code: "M", title: Text(zh: "男", en: "male"))])
        let element = DataElement(
            package: "p", name: "e", title: Text(zh: "元", en: "e"), type: type, level: 2, personal: false,
            codes: type == .code ? codes : nil, limits: limits)
        let json = try JSON(parsing: text)
        do {
            let value = try FieldValue(json: json, element: element)
            Issue.record("\(value) was taken")
        } catch {
            #expect(error.rawValue == code)
        }
    }
}
