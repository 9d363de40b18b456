import Diagnostics
import FormEngine
import JSONTree
import Localisation
import Notices
import WorkCalendar

/// The values that notices and documents of a step may name, each worked out when it is first asked for.
///
/// A name that a template uses and nothing here gives is an error of the package, found by its linter.
final class Placeholders {
    private let step: CaseStep
    private let inputs: JSON
    private var known: [String: Text]

    /// - Parameters:
    ///   - inputs: what the process said, such as the school.
    ///   - own: values of this occasion, before all others.
    init(_ step: CaseStep, inputs: JSON = [:], own: [String: Text] = [:]) {
        self.step = step
        self.inputs = inputs
        known = own
    }

    /// The value of a name; `nil` when there is none.
    func value(_ name: String) -> Text? {
        if let value = known[name] { return value }
        let value = made(name) ?? step.knowledge.runtime.parameters(on: step.knowledge.today).texts[name]
        known[name] = value
        return value
    }

    private func made(_ name: String) -> Text? {
        let knowledge = step.knowledge
        let words = step.desk.words
        switch name {
        case "child": return .verbatim(Mask.name(knowledge.child?.name ?? ""))
        case "applicant": return .verbatim(Mask.name(knowledge.applicant.name))
        case "part": return part?.title ?? .verbatim("")
        case "result": return part?.result ?? .verbatim("")
        case "parts":
            return .list(knowledge.parts.filter { $0.state != .unneeded }.map(\.part.title))
        case "materials":
            let named = inputs["materials"]?.elements.compactMap(\.string) ?? []
            return .list(knowledge.runtime.service.materials.filter { named.contains($0.id) }.map(\.title))
        case "grounds":
            return .list((inputs["grounds"]?.elements.compactMap(\.string) ?? []).compactMap(ground))
        case "granted": return .list(knowledge.parts.filter { $0.state == .issued }.map(\.part.title))
        case "day": return inputs["day"]?.string.flatMap { CivilDate(iso: $0) }?.text ?? .verbatim("")
        case "words":
            let kept = inputs["words_of"]?.string.flatMap { knowledge.extra[CaseKnowledge.wordsKey]?[$0]?.string }
            return .verbatim(kept ?? step.written["words"]?.string ?? "")
        case "case_number": return .verbatim(knowledge.number)
        case "submitted_on": return knowledge.today.text
        case "phone": return .verbatim(knowledge.runtime.service.phone)
        case "category": return words.category(step.category)
        case "school": return words.place(inputs["school"]?.string ?? step.place)
        case "full": return .list((inputs["full"]?.elements.compactMap(\.string) ?? []).map { words.place($0) })
        case "missing":
            return step.missing.isEmpty
                ? Text(zh: "无", en: "none")
                : .list(step.missing.map { words.datum($0, runtime: knowledge.runtime) })
        case "reasons": return .list(step.reasonTexts)
        case "office": return words.department(part?.department ?? step.owedBy ?? step.department)
        case "due_on": return step.lastDay?.text ?? .verbatim("")
        case "place": return knowledge.runtime.service.places.first?.name ?? .verbatim("")
        case "address": return knowledge.runtime.service.places.first?.address ?? .verbatim("")
        case "hours": return knowledge.runtime.service.places.first?.hours ?? .verbatim("")
        default: return answer(name)
        }
    }

    /// The part that the process speaks of.
    var part: ServicePart? { inputs["part"]?.string.flatMap(step.knowledge.runtime.service.part) }

    /// What an option of an official's form is called.
    private func ground(_ value: String) -> Text? {
        for form in step.knowledge.runtime.taskForms.values {
            for field in form.pages.flatMap(\.fields) where field.name == "grounds" {
                if let option = field.options.first(where: { $0.value == value }) { return option.title }
            }
        }
        return nil
    }

    /// What the applicant answered, by the form's field.
    private func answer(_ name: String) -> Text? {
        guard step.knowledge.runtime.form.field(name) != nil else { return nil }
        return step.knowledge.runtime.form.journey(step.knowledge).summary.first { $0.field == name }?.value
            ?? .verbatim("")
    }
}
