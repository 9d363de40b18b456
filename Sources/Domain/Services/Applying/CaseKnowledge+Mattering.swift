import DecisionEngine
import Exchange
import FEELEngine
import FormEngine
import JSONTree

/// 只问有影响的: whether a page's answers can still change what is decided.
extension CaseKnowledge {
    /// Of a field with more options the combinations are not gone through.
    private static let mostChoices = 4

    /// Whether the answers of a page can still change the service's answer, with the answers before it and what registers said.
    /// What is not looked up yet may be anything, and may hang on any answer.
    func matters(_ page: FormPage, before answers: JSON) -> Bool {
        let rule = runtime.rule(on: rulesDay).model
        guard let decision = runtime.service.decision.asksFor, rule.decisions.contains(where: { $0.name == decision })
        else { return true }
        var known = self
        known.answers = answers
        let asked = Set(lookUps.filter(\.wasAsked).map(\.contract.variable))
        let looked = runtime.exchange.contracts.map(\.variable).filter { !asked.contains($0) }
        let open =
            runtime.form.pages.flatMap { Self.open(on: $0, answers) } + looked.map { OpenInput([$0], values: nil) }
        return rule.canChange(
            decision, by: Set(Self.open(on: page, [:]).map(\.name) + looked), inputs: known.variables, open: open)
    }

    private static func open(on page: FormPage, _ answers: JSON) -> [OpenInput] {
        if let rows = page.repetition {
            return answers[rows.name] == nil ? [OpenInput(["answers", rows.name], values: nil)] : []
        }
        return page.fields.filter { answers[$0.name] == nil }.map {
            OpenInput(["answers", $0.name], values: values(of: $0))
        }
    }

    /// What may be answered; `nil` for anything.
    private static func values(of field: FormField) -> [FEELValue]? {
        let empty: [FEELValue] = field.isRequired ? [] : [.null]
        let options = field.options.map { FEELValue.string($0.value) }
        switch field.type {
        case .boolean: return [.boolean(true), .boolean(false)] + empty
        case .choice where !options.isEmpty: return options + empty
        case .choices where !options.isEmpty && options.count <= mostChoices:
            return (0..<(1 << options.count)).map { chosen in
                .list(options.indices.filter { chosen >> $0 & 1 != 0 }.map { options[$0] })
            } + empty
        default: return nil
        }
    }
}
