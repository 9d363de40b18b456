import Diagnostics
import FEELEngine
import FormEngine
import JSONTree
import Testing

@Suite struct `Posting a page` {
    /// A form with one field of a type.
    private func field(_ type: String, _ more: JSON = [:]) -> Form {
        let field = (["name": "x", "type": .string(type), "title": FormSamples.text("东西", "Thing")] as JSON).merging(
            more)
        return FormSamples.form([
            "form": "f", "title": FormSamples.text("表", "Form"), "filled_by": "citizen",
            "pages": [["id": "p", "title": FormSamples.text("页", "Page"), "fields": [field]]],
        ])
    }

    private func post(_ form: Form, _ values: [String: [String]], files: [String: [FormFile]] = [:]) -> FormSubmission {
        form.submit(
            PostedAnswers(values: values, files: files), page: form.pages[0].id, answers: [:], context: .empty,
            now: FormSamples.now)!
    }

    @Test(arguments: [
        "2018-5-3", "2018-05-03", "2018年5月3日", "2018/5/3", "2018.5.3", "20180503", "２０１８－０５－０３", " 2018 年 5 月 3 日 ",
        "2018。5。3",
    ])
    func `a date may be typed in many ways`(text: String) {
        #expect(post(field("date"), ["x": [text]]).answers == ["x": "2018-05-03"])
    }

    @Test(arguments: [
        "2018-2-30", "2018-13-1", "18-5-3", "5月3日", "2018", "2018-5", "2018-5-3-1", "abc", "2018年5月3日x", "20180230",
    ])
    func `what is no date is refused`(text: String) {
        #expect(post(field("date"), ["x": [text]]).problems.map(\.code) == ["not-a-date"])
    }

    @Test func `a date may come in three boxes`() {
        #expect(
            post(field("date"), ["x-year": ["2024"], "x-month": ["２"], "x-day": ["29"]]).answers == ["x": "2024-02-29"])
        #expect(
            post(field("date"), ["x-year": ["2023"], "x-month": ["2"], "x-day": ["29"]]).problems.map(\.code) == [
                "not-a-date"
            ])
        #expect(
            post(field("date"), ["x-year": ["2023"], "x-month": [""], "x-day": [""]]).problems.map(\.code) == [
                "not-a-date"
            ])
        #expect(
            post(field("date"), ["x-year": [""], "x-month": [" "], "x-day": [""]]).problems.map(\.code) == ["required"])
    }

    @Test(arguments: [
        ("phone", "139 1234 5678", "\"13912345678\""), ("phone", "+86-139-1234-5678", "\"13912345678\""),
        ("phone", "（0371）6512 3456", "\"037165123456\""),
        ("integer", "１，２００", "1200"), ("integer", "-007", "-7"), ("decimal", "3.50", "3.50"),
        ("money", "¥1,234.5", "123450"), ("money", "12元", "1200"),
        ("boolean", "yes", "true"), ("boolean", "否", "false"), ("text", "　张\u{0007}三 ", "\"张三\""),
        ("long_text", "一\r\n二\r三", "\"一\\n二\\n三\""),
        ("id_number", "99012120160304123X", "\"99012120160304123X\""), ("division", "990121101201", "\"990121101201\""),
        ("address", "松禾路８号院", "\"松禾路8号院\""),
    ])
    func `what people type is brought into one form`(type: String, typed: String, answer: String) throws {
        let submission = post(field(type), ["x": [typed]])
        #expect(submission.problems == [])
        #expect(try submission.answers == ["x": JSON(parsing: answer)])
    }

    @Test(arguments: [
        ("phone", "1234", "not-a-phone"), ("phone", "22912345678", "not-a-phone"), ("integer", "1.5", "not-an-integer"),
        ("integer", "一", "not-a-number"),
        ("decimal", "1.2.3", "not-a-number"), ("money", "1.234", "not-an-amount"),
        ("boolean", "maybe", "not-yes-or-no"), ("division", "99", "not-a-division"),
        ("id_number", "990121201603041230", "not-an-id-number"), ("credit_code", "9112", "not-a-credit-code"),
        ("text", String(repeating: "长", count: 201), "too-long"),
        ("text", " 　", "required"), ("phone", "", "required"),
    ])
    func `what can't be is refused with a code and a wording`(type: String, typed: String, code: String) {
        let submission = post(field(type), ["x": [typed]])
        #expect(submission.problems.map(\.code) == [code])
        #expect(submission.problems.first?.field == "x")
        #expect(submission.problems.first?.text.zh.contains("东西") == true)
        #expect(submission.posted.values["x"] == [typed])
        #expect(submission.answers.count == 0)
    }

    @Test func `choices are those that are offered`() {
        let options: JSON = [
            "options": [
                ["value": "a", "title": FormSamples.text("甲", "A")],
                ["value": "b", "title": FormSamples.text("乙", "B")],
            ]
        ]
        #expect(post(field("choice", options), ["x": ["b"]]).answers == ["x": "b"])
        #expect(post(field("choice", options), ["x": ["c"]]).problems.map(\.code) == ["not-an-option"])
        #expect(post(field("choices", options), ["x": ["b", "a", "b"]]).answers == ["x": ["a", "b"]])
        #expect(post(field("choices", options), ["x": ["a", "z"]]).problems.map(\.code) == ["not-an-option"])
        #expect(post(field("choices", options), [:]).problems.map(\.code) == ["required"])
        #expect(post(field("choices", options.merging(["required": false])), [:]).answers == ["x": []])
        #expect(post(field("phone", ["required": false]), [:]).answers == ["x": .null])
    }

    @Test func `a schema narrows what a field takes`() {
        let form = field(
            "text",
            ["schema": ["pattern": "^[A-Z]{2}$"], "errors": ["pattern": FormSamples.text("两个大写字母", "Two capitals")]])
        #expect(post(form, ["x": ["ＡＢ"]]).answers == ["x": "AB"])
        let problem = post(form, ["x": ["a"]]).problems.first
        #expect(problem?.code == "pattern")
        #expect(problem?.text == Text(zh: "两个大写字母", en: "Two capitals"))
        #expect(post(field("integer", ["schema": ["maximum": 5]]), ["x": ["6"]]).problems.map(\.code) == ["maximum"])
    }

    @Test func `files are of the kinds, sizes and number that are taken`() {
        let form = field("file", ["upload": ["types": ["pdf", "jpg"], "max_mb": 2, "max": 2]])
        func file(_ type: String, _ bytes: Int) -> FormFile {
            FormFile(id: "1", name: "a.pdf", mediaType: type, bytes: bytes)
        }
        #expect(post(form, [:]).problems.map(\.code) == ["required"])
        #expect(post(form, [:], files: ["x": [file("image/png", 1)]]).problems.map(\.code) == ["file-type"])
        #expect(post(form, [:], files: ["x": [file("image/jpeg", 3 << 20)]]).problems.map(\.code) == ["file-size"])
        #expect(
            post(form, [:], files: ["x": Array(repeating: file("image/jpeg", 1), count: 3)]).problems.map(\.code) == [
                "too-many"
            ])
        #expect(
            post(form, [:], files: ["x": [file("application/pdf", 9)]]).answers
                == ["x": [["id": "1", "name": "a.pdf", "media_type": "application/pdf", "bytes": 9]]])
    }

    @Test func `rules judge an answer beside data and other answers`() {
        let form = FormSamples.form()
        let answers: JSON = ["has_sibling": true]
        func post(_ number: String) -> FormSubmission {
            form.submit(
                PostedAnswers(values: ["sibling_id_number": [number]]), page: "sibling-number", answers: answers,
                context: FormSamples.context(), now: FormSamples.now)!
        }
        #expect(post("990121201805031232").problems.map(\.code) == ["same-child"])
        #expect(post("990121201805031232").problems.first?.text.en == "Enter the other child")
        #expect(post("99012120160304123X").isAccepted)
    }

    @Test func `a field that is not shown, or known, takes nothing`() {
        let form = FormSamples.form()
        let context = FormSamples.context(record: .context(FEELContext([("registered_address", .string("路"))])))
        func post(_ page: String, _ values: [String: [String]]) -> FormSubmission {
            form.submit(
                PostedAnswers(values: values), page: page, answers: [:], context: context, now: FormSamples.now)!
        }
        #expect(post("address", ["home_address": ["别处"]]).answers.count == 0)
        #expect(post("school", ["school": ["S1"], "reason": ["x"], "csrf": ["y"]]).answers == ["school": "S1"])
        #expect(post("school", ["school": ["S2"], "reason": ["一二三四五六七八九十一"]]).problems.map(\.code) == ["too-long"])
        #expect(post("phone", [:]).problems.first?.text == Text(zh: "请填能打通的电话", en: "Enter a number that reaches you"))
        #expect(form.submit(PostedAnswers(), page: "check", answers: [:], context: context) == nil)
        #expect(
            form.submit(PostedAnswers(), page: "sibling-number", answers: ["has_sibling": false], context: context)
                == nil)
        #expect(form.submit(PostedAnswers(), page: "none", answers: [:], context: context) == nil)
    }

    @Test func `rows are judged one by one and together`() {
        let form = FormSamples.form()
        func post(_ values: [String: [String]]) -> FormSubmission {
            form.submit(
                PostedAnswers(values: values), page: "visits", answers: [:], context: FormSamples.context(),
                now: FormSamples.now)!
        }
        let good = post([
            "places.0.place": ["沪"], "places.0.since": ["2020-1-5"], "places.1.place": [""], "places.1.since": [" "],
            "places.7.place": ["京"], "places.7.since": ["2021-1-5"],
        ])
        #expect(good.problems == [])
        #expect(
            good.answers == [
                "places": [["place": "沪", "since": "2020-01-05"], ["place": "京", "since": "2021-01-05"]]
            ])
        let bad = post(["places.0.place": [""], "places.0.since": ["2099-1-5"]])
        #expect(bad.problems.map { "\($0.field) \($0.code)" } == ["places.0.place required", "places.0.since future"])
        let same = post([
            "places.0.place": ["沪"], "places.0.since": ["2020-1-5"], "places.1.place": ["京"],
            "places.1.since": ["2020-1-5"],
        ])
        #expect(same.problems.map(\.code) == ["rule"])
        let many = post(["places.0.place": ["a"], "places.1.place": ["b"], "places.2.place": ["c"]])
        #expect(many.problems.contains { $0.code == "too-many" })
    }
}
