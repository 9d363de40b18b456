package import DecisionEngine
package import Diagnostics
import FEELEngine
package import JSONTree

/// What a decision said, in the form a case keeps and people read.
package struct DecisionSummary: Sendable {
    /// One rule that carried the decision, with its words and its source.
    package struct Reason: Sendable, Hashable {
        package let rule: String
        package let text: Text
        package let source: Text
        /// The contract whose datum may be corrected.
        package let correct: String?
    }

    package let outcome: CaseOutcome
    package let category: String?
    package let rules: [String]
    package let missing: [String]
    package let reasons: [Reason]
    private let answer: FEELValue

    /// All that the decision gave.
    package var value: JSON { answer.json }

    /// The same as JSON text.
    var valueBytes: [UInt8] { answer.bytes }

    /// Reads a decision's result.
    ///
    /// A decision that gives no usable outcome is the third answer, never a no.
    package init(_ result: DecisionResult) {
        let answer = result.value
        self.answer = answer
        outcome = answer["outcome"].string.flatMap(CaseOutcome.init) ?? .unknown
        category = answer["category"].string
        missing = answer["missing"].list?.compactMap(\.string) ?? []
        var reasons: [Reason] = []
        let hits = result.tables.flatMap(\.hits)
        let named = answer["rules"].list?.compactMap(\.string) ?? []
        let carried = named.isEmpty ? hits.compactMap(\.ruleID) : named
        for rule in carried {
            guard let hit = hits.first(where: { $0.ruleID == rule }), !reasons.contains(where: { $0.rule == rule })
            else { continue }
            func annotation(_ name: String) -> String { hit.annotations.first { $0.name == name }?.text ?? "" }
            let correct = annotation("correct")
            reasons.append(
                Reason(
                    rule: rule, text: Text(zh: annotation("reason_zh"), en: annotation("reason_en")),
                    source: Text(zh: annotation("source_zh"), en: annotation("source_en")),
                    correct: correct.isEmpty ? nil : correct))
        }
        rules = carried
        self.reasons = reasons
    }

    /// The kept form of the reasons.
    package var reasonsJSON: JSON {
        .array(
            reasons.map { reason in
                [
                    "rule": .string(reason.rule), "zh": .string(reason.text.zh), "en": .string(reason.text.en),
                    "source_zh": .string(reason.source.zh), "source_en": .string(reason.source.en),
                    "correct": reason.correct.map { .string($0) } ?? .null,
                ]
            })
    }

    /// Reads the kept form of reasons.
    package static func reasons(from json: JSON?) -> [Reason] {
        (json?.elements.map { $0 } ?? []).map { item in
            Reason(
                rule: item["rule"]?.string ?? "",
                text: Text(zh: item["zh"]?.string ?? "", en: item["en"]?.string ?? ""),
                source: Text(zh: item["source_zh"]?.string ?? "", en: item["source_en"]?.string ?? ""),
                correct: item["correct"]?.string)
        }
    }
}
