import Diagnostics
import FEELEngine
import FormEngine
import JSONTree
import Testing

@Suite struct `The journey through a form` {
    let form = FormSamples.form()
    let known = FormSamples.context(record: .context(FEELContext([("registered_address", .string("松禾路8号院"))])))

    /// Posts one page and gives the answers with it.
    private func answer(_ answers: JSON, _ page: String, _ values: [String: [String]], _ context: FEELContext) -> JSON {
        let submission = form.submit(
            PostedAnswers(values: values), page: page, answers: answers, context: context, now: FormSamples.now)!
        #expect(submission.problems == [])
        return submission.merged(into: answers)
    }

    private func states(_ answers: JSON, _ context: FEELContext) -> [String] {
        form.journey(answers: answers, context: context, now: FormSamples.now).pages.map { $0.state.rawValue }
    }

    @Test func `a page that is asked only if it matters is left out when it does not, and not once it was answered`() {
        let form = FormSamples.form([
            "form": "rain", "title": ["zh": "雨", "en": "Rain"], "filled_by": "citizen",
            "pages": [
                [
                    "id": "first", "title": ["zh": "一", "en": "One"],
                    "fields": [["name": "first", "type": "boolean", "title": ["zh": "一", "en": "One"]]],
                ],
                [
                    "id": "second", "title": ["zh": "二", "en": "Two"], "only_if_it_matters": true,
                    "fields": [["name": "second", "type": "boolean", "title": ["zh": "二", "en": "Two"]]],
                ],
                ["id": "check", "title": ["zh": "看", "en": "Look"], "check": true, "fields": []],
            ],
        ])
        func states(_ answers: JSON) -> [String] {
            form.journey(answers: answers, context: .empty) { page, before in
                #expect(page.id == "second")
                return before["first"] != true
            }.pages.map(\.state.rawValue)
        }
        // What matters is asked when its turn comes, not before.
        #expect(states([:]) == ["unanswered", "later", "later"])
        #expect(states(["first": true]) == ["answered", "hidden", "check"])
        #expect(states(["first": false]) == ["answered", "unanswered", "later"])
        #expect(states(["first": true, "second": false]) == ["answered", "answered", "check"])
        #expect(form.journey(answers: ["first": true], context: .empty).firstUnanswered?.page.id == "second")
        // Left out, it may still be answered.
        let spared = form.journey(answers: ["first": true], context: .empty) { _, _ in false }
        #expect(spared.spared.map(\.page.id) == ["second"] && spared.mayShow("second") && spared.isComplete)
        #expect(spared.page("second")?.fields.count == 1 && spared.answers == ["first": true])
        #expect(!form.journey(answers: [:], context: .empty) { _, _ in false }.mayShow("second"))
    }

    @Test func `it is computed from the answers, page by page`() {
        var answers: JSON = [:]
        #expect(states(answers, known) == ["known", "unanswered", "later", "hidden", "later", "later", "later"])
        #expect(
            states(answers, FormSamples.context()) == [
                "unanswered", "later", "later", "hidden", "later", "later", "later",
            ])
        let start = form.journey(answers: answers, context: known, now: FormSamples.now)
        #expect(start.firstUnanswered?.page.id == "phone")
        #expect(start.page("phone")?.fields[0].prefill?.string == "13900000000")
        #expect(start.page("address")?.fields[0].source == "child_record")
        #expect(
            start.mayShow("phone") && !start.mayShow("school") && !start.mayShow("address") && !start.mayShow("nowhere")
        )

        answers = answer(answers, "phone", ["contact_phone": ["139 1234-5678"]], known)
        answers = answer(answers, "sibling", ["has_sibling": ["yes"]], known)
        #expect(states(answers, known) == ["known", "answered", "answered", "unanswered", "later", "later", "later"])
        answers = answer(answers, "sibling-number", ["sibling_id_number": ["９９０１２１２０１６０３０４１２３X "]], known)
        answers = answer(answers, "school", ["school": ["S2"], "reason": [""]], known)
        answers = answer(answers, "visits", [:], known)
        let end = form.journey(answers: answers, context: known, now: FormSamples.now)
        #expect(end.isComplete)
        #expect(end.pages.last?.state == .check)
        #expect(end.nextPage(after: "sibling")?.page.id == "sibling-number")
        #expect(end.nextPage(after: "visits")?.page.id == "check")
        #expect(end.nextPage(after: "check") == nil)
        #expect(end.previousPage(before: "phone") == nil)
        #expect(
            end.answers == [
                "home_address": "松禾路8号院", "contact_phone": "13912345678", "has_sibling": true,
                "sibling_id_number": "99012120160304123X", "school": "S2", "reason": .null, "places": [],
            ])
    }

    @Test func `answers of pages that are no longer reached are dropped`() {
        var answers: JSON = [
            "contact_phone": "13912345678", "has_sibling": true, "sibling_id_number": "99012120160304123X",
        ]
        answers = answer(answers, "sibling", ["has_sibling": ["no"]], known)
        let journey = form.journey(answers: answers, context: known, now: FormSamples.now)
        #expect(journey.page("sibling-number")?.state == .hidden)
        #expect(journey.answers["sibling_id_number"] == nil)
        #expect(journey.nextPage(after: "sibling")?.page.id == "school")
        #expect(answers["sibling_id_number"] != nil, "the draft keeps it, should the person change back")
    }

    @Test func `an answer that data no longer allows is asked again`() {
        let answers: JSON = ["contact_phone": "13912345678", "has_sibling": false, "school": "S9", "places": []]
        let journey = form.journey(answers: answers, context: known, now: FormSamples.now)
        #expect(journey.problems.map(\.code) == ["not-an-option"])
        #expect(journey.firstUnanswered?.page.id == "school")
        #expect(!journey.isComplete)
    }

    @Test func `all answers are shown before they are submitted`() {
        let answers: JSON = [
            "contact_phone": "13912345678", "has_sibling": false, "school": "S1",
            "places": [["place": "上海", "since": "2020-01-05"]],
        ]
        let rows = form.journey(answers: answers, context: known, now: FormSamples.now).summary
        #expect(rows.map(\.page) == ["address", "phone", "sibling", "school", "visits", "visits"])
        #expect(rows.map { $0.value?.zh } == ["松禾路8号院", "13912345678", "否", "一小", "上海", "2020年1月5日"])
        #expect(rows.last?.value?.en == "5 January 2020")
        #expect(rows.last?.row == 0)
        #expect(rows[0].isKnown && rows[0].source == "child_record")
    }

    @Test func `a whole journey is quick`() {
        let clock = ContinuousClock()
        let answers: JSON = ["contact_phone": "13912345678", "has_sibling": false, "school": "S1", "places": []]
        let time = clock.measure {
            for _ in 0..<200 { _ = form.journey(answers: answers, context: known, now: FormSamples.now) }
        }
        #expect(time < .seconds(5))
    }
}
