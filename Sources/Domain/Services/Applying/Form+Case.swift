package import FEELEngine
package import FormEngine
package import JSONTree

extension Form {
    /// The answers as decisions see them: dates are dates, everything else as JSON has it.
    package func feelAnswers(_ answers: JSON) -> FEELContext {
        FEELContext(
            answers.members.map { name, value in
                if field(name)?.type == .date, let date = value.string.flatMap({ FEELDate($0) }) {
                    return (name, .date(date))
                }
                return (name, FEELValue(json: value))
            })
    }

    /// The journey through the form as the case stands.
    package func journey(_ knowledge: CaseKnowledge) -> FormJourney {
        journey(answers: knowledge.answers, context: knowledge.variables) { page, before in
            knowledge.matters(page, before: before)
        }
    }

    /// Whether every question that has to be asked is answered.
    package func isComplete(_ knowledge: CaseKnowledge) -> Bool { journey(knowledge).isComplete }

    /// The field and the option by which a promise stands in for a material.
    package func promiseAnswer(for material: String) -> (field: String, value: String)? {
        for page in pages {
            for field in page.fields where field.material == material {
                if field.options.contains(where: { $0.value == "promise" }) { return (field.name, "promise") }
            }
        }
        return nil
    }
}
