import Diagnostics
import FEELEngine
import JSONTree
import SchemaEngine

/// Judges answers that have the right form: by options, schema and rules.
struct AnswerChecker {
    let page: FormPage

    func problem(_ code: String, field: FormField, prefix: String = "", text: Text? = nil) -> FormProblem {
        FormProblem(
            page: page.id, field: prefix + field.name, code: code,
            text: field.errors[code] ?? text ?? ProblemWording.text(code, field: field))
    }

    /// The first thing wrong with an answer by itself: no answer where one is needed, no such option, against the schema.
    func check(_ answer: JSON?, field: FormField, options: [FormOption], prefix: String) -> FormProblem? {
        let isEmpty = answer == nil || answer?.isNull == true || (field.type == .choices && answer?.count == 0)
        guard let answer, !isEmpty else {
            return field.isRequired ? problem("required", field: field, prefix: prefix) : nil
        }
        if field.type.isChoice {
            let chosen = field.type == .choices ? Array(answer.elements) : [answer]
            let known = Set(options.map(\.value))
            guard chosen.allSatisfy({ $0.string.map(known.contains) ?? false }) else {
                return problem("not-an-option", field: field, prefix: prefix)
            }
        }
        if let violation = field.schema?.validate(answer).violations.first {
            return problem(violation.keyword, field: field, prefix: prefix, text: violation.message)
        }
        return nil
    }

    /// The first rule of a field that its answer breaks.
    func brokenRule(of field: FormField, scope: FormScope, prefix: String) -> FormProblem? {
        guard let rule = field.rules.first(where: { $0.condition.holds(scope) }) else { return nil }
        return FormProblem(page: page.id, field: prefix + field.name, code: rule.code, text: rule.message)
    }

    /// The rules of the page that its answers break.
    func brokenRules(scope: FormScope) -> [FormProblem] {
        page.rules.filter { $0.condition.holds(scope) }.map { rule in
            FormProblem(
                page: page.id, field: rule.field ?? page.fields.first?.name ?? page.id, code: rule.code,
                text: rule.message)
        }
    }
}
