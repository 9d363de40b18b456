import Diagnostics
import FEELEngine
import JSONTree

/// Walks through a form once, page by page, and sees at each only what was answered before.
struct JourneyBuilder {
    let form: Form
    let given: JSON
    private let matters: (FormPage, JSON) -> Bool
    private var scope: FormScope
    private var states: [PageState] = []
    private var kept: [(String, JSON)] = []
    private var problems: [FormProblem] = []
    private var isBlocked = false

    init(
        form: Form, answers: JSON, context: FEELContext, now: FEELDateTime?, matters: @escaping (FormPage, JSON) -> Bool
    ) {
        self.form = form
        self.matters = matters
        given = answers
        scope = FormScope(context: context, names: form.answerNames, now: now)
    }

    consuming func build() -> FormJourney {
        for page in form.pages { states.append(visit(page)) }
        return FormJourney(pages: states, answers: .object(kept), problems: problems)
    }

    /// What the expressions of a page see; `nil` when the page is hidden.
    consuming func scope(of place: Int) -> FormScope? {
        for page in form.pages[..<place] { _ = visit(page) }
        if let condition = form.pages[place].condition, !condition.holds(scope) { return nil }
        return scope
    }

    private mutating func visit(_ page: FormPage) -> PageState {
        if let condition = page.condition, !condition.holds(scope) {
            return PageState(page: page, state: .hidden, fields: [], rows: [])
        }
        if page.isCheck {
            return PageState(page: page, state: isBlocked ? .later : .check, fields: [], rows: [])
        }
        if page.isOnlyIfItMatters, !isBlocked, !isAnswered(page), !matters(page, .object(kept)) {
            var aside = scope
            let fields = page.repetition == nil ? FieldWalk(page: page).states(given: given, scope: &aside) : []
            return PageState(page: page, state: .hidden, fields: fields, rows: [], isSpared: true)
        }
        if let repetition = page.repetition { return visit(page, rows: repetition) }
        let fields = FieldWalk(page: page).states(given: given, scope: &scope)
        for field in fields {
            if let value = field.value { kept.append((field.field.name, value)) }
        }
        let asked = fields.filter { !$0.isKnown }
        if asked.isEmpty { return PageState(page: page, state: .known, fields: fields, rows: []) }
        let isAnswered = asked.allSatisfy { $0.value != nil }
        let found = isAnswered ? FieldWalk(page: page).problems(fields, scope: scope) : []
        problems += found
        return PageState(page: page, state: state(isAnswered && found.isEmpty), fields: fields, rows: [])
    }

    /// Whether a page was answered: what was said once is not dropped for saying nothing new.
    private func isAnswered(_ page: FormPage) -> Bool {
        page.repetition.map { given[$0.name] != nil } ?? page.fields.contains { given[$0.name] != nil }
    }

    private mutating func visit(_ page: FormPage, rows repetition: FormPage.Repetition) -> PageState {
        let walk = FieldWalk(page: page)
        let list = given[repetition.name]
        let outer = scope
        var rows: [[FieldState]] = []
        var found: [FormProblem] = []
        let given = list.map { Array($0.elements.prefix(repetition.maximum)) } ?? []
        for (number, row) in given.enumerated() {
            var inner = outer
            let fields = walk.states(given: row, scope: &inner)
            found += walk.problems(fields, scope: inner, prefix: "\(repetition.name).\(number).")
            rows.append(fields)
        }
        problems += found
        if list != nil {
            let value = JSON.array(
                rows.map { row in .object(row.map { ($0.field.name, $0.value ?? .null) }) })
            kept.append((repetition.name, value))
            scope.set(repetition.name, to: AnswerValue.rows(rows))
        }
        let isAnswered = list != nil && rows.count >= repetition.minimum && found.isEmpty
        return PageState(page: page, state: state(isAnswered), fields: [], rows: rows)
    }

    private mutating func state(_ isAnswered: Bool) -> PageState.State {
        if isBlocked { return .later }
        if isAnswered { return .answered }
        isBlocked = true
        return .unanswered
    }
}

extension AnswerValue {
    /// Rows of answers as a list of contexts.
    static func rows(_ rows: [[FieldState]]) -> FEELValue {
        .list(
            rows.map { row in
                .context(FEELContext(row.map { ($0.field.name, feel($0.value, type: $0.field.type)) }))
            })
    }
}

extension Form {
    /// The names that stand in the answers.
    var answerNames: [String] {
        pages.flatMap { page in page.repetition.map { [$0.name] } ?? page.fields.map(\.name) }
    }
}
