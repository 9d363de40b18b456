import Diagnostics
import FEELEngine
import JSONTree

/// Goes through the fields of one page in order; each sees the answers before it.
struct FieldWalk {
    let page: FormPage

    /// The fields that are shown, with what is answered or known; their values are added to the scope.
    func states(given: JSON, scope: inout FormScope) -> [FieldState] {
        var states: [FieldState] = []
        for field in page.fields {
            if let condition = field.condition, !condition.holds(scope) { continue }
            let state = state(of: field, given: given[field.name], scope: scope)
            states.append(state)
            scope.set(field.name, to: AnswerValue.feel(state.value, type: field.type))
        }
        return states
    }

    func state(of field: FormField, given: JSON?, scope: FormScope) -> FieldState {
        let options = options(of: field, scope: scope)
        if let known = field.known, let value = AnswerValue.json(known.value(scope)) {
            return FieldState(
                field: field, value: value, isKnown: true, source: known.source, prefill: nil, options: options)
        }
        let prefill = given == nil ? field.prefill.flatMap { AnswerValue.json($0.value(scope)) } : nil
        return FieldState(
            field: field, value: given, isKnown: false, source: nil, prefill: prefill, options: options)
    }

    /// What is wrong with answers that were given.
    func problems(_ states: [FieldState], scope: FormScope, prefix: String = "") -> [FormProblem] {
        let checker = AnswerChecker(page: page)
        var problems: [FormProblem] = []
        for state in states where !state.isKnown {
            if let problem = checker.check(state.value, field: state.field, options: state.options, prefix: prefix) {
                problems.append(problem)
            } else if state.value?.isNull == false,
                let problem = checker.brokenRule(of: state.field, scope: scope, prefix: prefix)
            {
                problems.append(problem)
            }
        }
        if problems.isEmpty { problems = checker.brokenRules(scope: scope) }
        return problems
    }

    /// The options of a field: the author's, or those that the data gives.
    func options(of field: FormField, scope: FormScope) -> [FormOption] {
        guard let source = field.optionSource else { return field.options }
        guard let list = source.value(scope).list else { return [] }
        return list.compactMap { item in
            if let text = item.string { return FormOption(value: text, title: Text(verbatim: text)) }
            let value = item["value"].string ?? item["code"].string
            guard let value else { return nil }
            let title = item["title"].isNull ? item["name"] : item["title"]
            if let zh = title["zh"].string, let en = title["en"].string {
                return FormOption(value: value, title: Text(zh: zh, en: en))
            }
            return FormOption(value: value, title: Text(verbatim: title.string ?? value))
        }
    }
}
