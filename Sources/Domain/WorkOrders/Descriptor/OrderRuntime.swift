package import DecisionEngine
package import Diagnostics
import FEELEngine
package import FormEngine
package import JSONTree
package import Registers
package import Services
import WorkCalendar

/// A kind of order with everything it needs, compiled once.
package final class OrderRuntime: Sendable {
    package let kind: OrderKind
    /// The table that the orders come in by; `nil` where officials open them.
    package let table: RegisterTable?
    package let decision: DecisionModel?
    package let guarding: DecisionModel?
    /// The forms of its tasks, by id.
    package let forms: [String: Form]
    package let parameters: ParameterSet
    /// The hash of the process's bytes.
    package let processHash: String
    /// The elements' titles of its process, in both languages.
    package let stepTitles: [String: Text]

    package init(
        kind: OrderKind, table: RegisterTable?, decision: DecisionModel?, guarding: DecisionModel?,
        forms: [String: Form], parameters: ParameterSet, processHash: String, stepTitles: [String: Text]
    ) {
        self.kind = kind
        self.table = table
        self.decision = decision
        self.guarding = guarding
        self.forms = forms
        self.parameters = parameters
        self.processHash = processHash
        self.stepTitles = stepTitles
    }

    /// A whole number among the parameters, on a day.
    func number(_ parameter: String?, on day: CivilDate) -> Int? {
        parameter.flatMap { parameters.value($0, on: day)?.integer }
    }

    /// The parameters as decisions and forms see them.
    func parameterContext(on day: CivilDate) -> FEELValue {
        .context(
            FEELContext(
                parameters.values(on: day).sorted { $0.key < $1.key }.map { ($0.key, FEELValue(json: $0.value)) }))
    }

    /// What the forms of tasks may refer to: the order, the offices, and the orders that may be the same.
    func formContext(order: JSON, offices: [JSON], same: [JSON], on day: CivilDate) -> FEELContext {
        FEELContext([
            ("order", FEELValue(json: order)), ("offices", FEELValue(json: .array(offices))),
            ("same_orders", FEELValue(json: .array(same))), ("today", .string(day.iso)),
            ("parameters", parameterContext(on: day)),
        ])
    }

    /// What the rules say of an order: whose matter it is, by when, with the reasons.
    func judgement(of order: JSON, on day: CivilDate) -> Judgement? {
        guard let model = decision, let name = kind.decision?.name else { return nil }
        return Judgement(evaluate(model, name, order: order, chosen: .null, on: day))
    }

    /// Whether an office may be given an order: `nil` allows it.
    func refusal(of order: JSON, department: String, level: String, on day: CivilDate) -> Judgement? {
        guard let model = guarding, let name = kind.guarding?.name else { return nil }
        let chosen: JSON = ["department": .string(department), "level": .string(level)]
        let result = evaluate(model, name, order: order, chosen: chosen, on: day)
        let judged = Judgement(result)
        // What the rules do not allow in so many words is not allowed.
        return judged.value["allowed"]?.bool == true ? nil : judged
    }

    private func evaluate(
        _ model: DecisionModel, _ name: String, order: JSON, chosen: JSON, on day: CivilDate
    ) -> DecisionResult {
        model.evaluate(
            decision: name,
            inputs: FEELContext([
                ("order", FEELValue(json: order)), ("chosen", FEELValue(json: chosen)),
                ("parameters", parameterContext(on: day)),
            ]), now: nil, trace: true)
    }
}

/// What rules said of an order, with the reasons of those that carried it.
package struct Judgement: Sendable {
    /// One rule in words.
    package struct Reason: Sendable, Hashable {
        package let rule: String
        package let text: Text
        package let source: Text
    }

    package let value: JSON
    package let reasons: [Reason]

    init(_ result: DecisionResult) {
        value = result.value.json
        let hits = result.tables.flatMap(\.hits)
        let named =
            value["rules"]?.elements.compactMap(\.string)
            ?? value["rule"]?.string.map { [$0] } ?? hits.compactMap(\.ruleID)
        reasons = named.compactMap { rule in
            guard let hit = hits.first(where: { $0.ruleID == rule }) else { return nil }
            func annotation(_ name: String) -> String { hit.annotations.first { $0.name == name }?.text ?? "" }
            return Reason(
                rule: rule, text: Text(zh: annotation("reason_zh"), en: annotation("reason_en")),
                source: Text(zh: annotation("source_zh"), en: annotation("source_en")))
        }
    }

    /// The kept form: what was said and why, without anything about a person.
    var json: JSON {
        .object([
            ("value", value),
            (
                "reasons",
                .array(
                    reasons.map {
                        [
                            "rule": .string($0.rule), "zh": .string($0.text.zh), "en": .string($0.text.en),
                            "source_zh": .string($0.source.zh), "source_en": .string($0.source.en),
                        ]
                    })
            ),
        ])
    }

    /// Reads the kept form.
    package init?(kept json: JSON) {
        guard let value = json["value"] else { return nil }
        self.value = value
        reasons = (json["reasons"]?.elements.map { $0 } ?? []).map { item in
            Reason(
                rule: item["rule"]?.string ?? "",
                text: Text(zh: item["zh"]?.string ?? "", en: item["en"]?.string ?? ""),
                source: Text(zh: item["source_zh"]?.string ?? "", en: item["source_en"]?.string ?? ""))
        }
    }
}
