import Diagnostics
import FEELEngine
import FormEngine
import JSONTree
import Testing

@Suite struct `Reading a form's definition` {
    private func codes(_ definition: JSON) -> [String] {
        Form.read(definition, sources: FormSamples.sources).diagnostics.map(\.code)
    }

    /// The sample with the value at a pointer replaced.
    private func changed(_ pointer: String, _ value: JSON) throws -> JSON {
        try #require(FormSamples.enrolment.setting(JSONPointer(parsing: pointer), to: value))
    }

    @Test func `a good definition gives a form and no findings`() {
        let reading = Form.read(FormSamples.enrolment, sources: FormSamples.sources)
        #expect(reading.diagnostics == [])
        #expect(reading.form?.pages.count == 7)
        #expect(reading.form?.field("contact_phone")?.title.zh == "联系电话")
        #expect(reading.form?.field("contact_phone")?.widget == .phone)
        #expect(reading.form?.checkPage?.id == "check")
    }

    @Test(arguments: [
        ("/titel", "1", "form.unknown-key"), ("/pages/0/fields/0/requird", "true", "form.unknown-key"),
        ("/form", "\"Enrolment\"", "form.identifier"),
        ("/title", "\"x\"", "form.text"), ("/title", #"{"zh": "表"}"#, "form.text"),
        ("/filled_by", "\"anyone\"", "form.unknown-word"),
        ("/filled_by", "\"village\"", "form.admission"), ("/pages", "[]", "form.no-pages"),
        ("/pages/1/id", "\"address\"", "form.duplicate-page"),
        ("/pages/1/fields/0/name", "\"home_address\"", "form.duplicate-field"),
        ("/pages/1/fields/0/element", "\"nothing\"", "form.unknown-element"),
        ("/pages/2/fields/0/type", "\"colour\"", "form.unknown-word"),
        ("/pages/2/show_if", "\"has_sibling = true\"", "form.later-field"),
        ("/pages/3/show_if", "\"has_sibling =\"", "feel.syntax"),
        ("/pages/3/show_if", "\"nobody = true\"", "form.unknown-variable"),
        ("/pages/3/show_if", "\"answers.nobody = true\"", "form.unknown-variable"),
        ("/pages/3/show_if", "\"1 = 2\"", "form.unreachable-page"),
        ("/pages/3/show_if", "\"has_sibling = \\\"yes\\\"\"", "form.unreachable-page"),
        ("/pages/4/fields/1/schema", #"{"pattern": "("}"#, "schema.invalid-pattern"),
        ("/pages/4/fields/0/options_from", "\"school_list\"", "form.unknown-variable"),
        ("/pages/5/fields", "[]", "form.no-fields"),
        ("/pages/5/repeat/max", "0", "form.repeat"), ("/pages/5/check", "true", "form.check-page"),
        ("/pages/2/fields/0/title", "null", "form.text"),
        ("/pages/2/fields/0/options", "[]", "form.options"),
        ("/pages/2/fields/0/type", "\"choice\"", "form.no-options"),
        ("/pages/2/fields/0/type", "\"file\"", "form.no-upload"),
        ("/pages/2/fields/0/required", "\"yes\"", "form.not-a-boolean"),
    ])
    func `what an author got wrong is named`(pointer: String, value: String, code: String) throws {
        let definition = try changed(pointer, JSON(parsing: value))
        #expect(codes(definition).contains(code))
        let reading = Form.read(definition, sources: FormSamples.sources)
        #expect(reading.form == nil)
        #expect(reading.diagnostics.allSatisfy { !$0.message.zh.isEmpty && !$0.message.en.isEmpty })
    }

    @Test func `findings carry the place in the file, and the nearest key`() throws {
        var sources = FormSamples.sources
        sources.locate = { SourceLocation(file: "forms/enrolment.yaml", line: 10 + $0.tokens.count, column: 1) }
        let definition = try changed("/pages/0/fields/0/requird", true)
        let found = Form.read(definition, sources: sources).diagnostics
        #expect(found.map(\.location) == [SourceLocation(file: "forms/enrolment.yaml", line: 15, column: 1)])
        #expect(found.first?.hint?.en == "did you mean required?")
    }

    @Test func `reading goes on after the first finding`() {
        let found = codes(["form": "x", "pages": [["id": "a"], ["id": "b", "fields": [["name": "y"]]]]])
        #expect(found.filter { $0 == "form.missing-key" }.count >= 4)
        #expect(found.contains("form.no-type"))
        #expect(codes(3) == ["form.not-an-object"])
        #expect(codes(["pages": 3]).contains("form.not-a-list"))
    }

    @Test func `what is only odd is a warning, and the form is usable`() throws {
        let odd = try changed("/pages/1/fields/0/errors", ["requird": FormSamples.text("请填", "Enter")])
        let reading = Form.read(odd, sources: FormSamples.sources)
        #expect(reading.diagnostics.map(\.code) == ["form.unknown-error-code"])
        #expect(reading.form != nil)
        let two = try changed(
            "/pages/2/fields/-", ["name": "more", "type": "text", "title": FormSamples.text("更多", "More")])
        #expect(codes(two) == ["form.several-questions"])
        var sources = FormSamples.sources
        sources.variables?.insert("school")
        #expect(Form.read(FormSamples.enrolment, sources: sources).diagnostics.map(\.code) == ["form.hidden-name"])
    }

    @Test func `elements are read from a package`() {
        let element = FormElement(
            ["title": FormSamples.text("年级", "Grade"), "type": "code", "table": "grades"],
            tables: ["grades": ["codes": ["1": FormSamples.text("一年级", "Grade 1")]]])
        #expect(element?.options.map(\.value) == ["1"])
        #expect(FormElement(["type": "text"]) == nil)
    }
}
