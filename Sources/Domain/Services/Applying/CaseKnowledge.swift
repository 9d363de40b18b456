package import Exchange
package import FEELEngine
package import JSONTree
import Registers
package import WorkCalendar

/// Everything a case knows at one moment: who, the answers so far, and what the registers said.
package struct CaseKnowledge: Sendable {
    package let runtime: ServiceRuntime
    package let number: String
    package let season: String
    package let today: CivilDate
    /// The day on which it was handed in; `nil` for a draft.
    package var handedInOn: CivilDate?
    package var applicant: Person
    package var child: Person?
    package var answers: JSON
    package var confirmations: [String]
    package var consents: Set<Contract.Consent>
    package var lookUps: [LookUp]
    /// What later decisions of the same case need, such as where a twin was placed.
    package var extra: [String: JSON]

    package init(
        runtime: ServiceRuntime, number: String, season: String, today: CivilDate, applicant: Person, child: Person?,
        answers: JSON = [:], confirmations: [String] = [], consents: Set<Contract.Consent> = [],
        lookUps: [LookUp] = [], extra: [String: JSON] = [:]
    ) {
        self.runtime = runtime
        self.number = number
        self.season = season
        self.today = today
        self.applicant = applicant
        self.child = child
        self.answers = answers
        self.confirmations = confirmations
        self.consents = consents
        self.lookUps = lookUps
        self.extra = extra
    }

    /// The day whose rules hold: that of handing in, whatever day it is; before that today.
    var rulesDay: CivilDate { handedInOn ?? today }

    /// The answer that a contract's variable holds.
    package func answer(_ variable: String) -> ContractAnswer? {
        lookUps.last { $0.contract.variable == variable }?.answer
    }

    /// The contract's variable that says who else stands beside the applicant: what hangs on it is worked out anew when
    /// it is answered.
    static let guardiansVariable = "guardians"

    /// The child's guardians whom the register names, by identity number; `nil` when that is not known.
    package var guardianNumbers: [String]? {
        guard let guardians = answer(CaseKnowledge.guardiansVariable), !guardians.isNull else { return nil }
        return guardians.rows.compactMap { row in
            if let until = row["until"], case .date(let end) = until, end < today { return nil }
            return row["guardian_id_number"]?.canonicalText
        }
    }

    /// Whether the register says that the applicant is a guardian of the child; a case about the applicant needs none.
    package var isGuardianshipShown: Bool {
        runtime.service.isAboutApplicant || guardianNumbers?.contains(applicant.idNumber) ?? false
    }

    /// The look-ups that came to something worth telling: an answer, a finding, or that a consent is missing.
    package var lookUpsThatSay: [LookUp] {
        lookUps.filter { $0.wasAsked || $0.isFinding || $0.answer.status == .consentMissing }
    }

    /// Those that the applicant may see: the child's and the family's only as a guardian whom the register names, and
    /// never the other guardian's.
    package var lookUpsForApplicant: [LookUp] {
        lookUpsThatSay.filter { lookUp in
            let subject = lookUp.contract.subject
            return subject == .applicant || (isGuardianshipShown && subject != .spouse)
        }
    }

    /// The child's other guardian, never typed by the applicant: the register's word only.
    package var spouseNumber: String? { guardianNumbers?.first { $0 != applicant.idNumber } }

    /// Whom the case is about: the other person, or the applicant where it is about nobody else; `nil` while nobody is
    /// chosen.
    package var subject: Person? { runtime.service.isAboutApplicant ? applicant : child }

    /// How far each part has come, in the service's order.
    package var parts: [(part: ServicePart, state: PartState)] {
        let kept = extra[CaseKnowledge.partsKey]
        return runtime.service.parts.map { part in
            (part, kept?[part.id]?.string.flatMap(PartState.init) ?? .waiting)
        }
    }

    static let partsKey = "parts"
    static let askedKey = "asked"
    static let askedAtKey = "asked_at"
    static let wordsKey = "words"

    /// The materials that the applicant was last asked to hand in.
    package var askedMaterials: [ServiceMaterial] {
        let asked = extra[CaseKnowledge.askedKey]?.elements.compactMap(\.string) ?? []
        return runtime.service.materials.filter { asked.contains($0.id) }
    }

    /// What contracts are asked with.
    package var facts: ContractFacts {
        var subjects: [String: [String: [FieldValue]]] = [:]
        subjects["applicant"] = ["id_number": [.text(applicant.idNumber)], "name": [.text(applicant.name)]]
        if let child { subjects["child"] = ["id_number": [.text(child.idNumber)]] }
        if let spouse = spouseNumber { subjects["spouse"] = ["id_number": [.text(spouse)]] }
        var given: [String: [FieldValue]] = [:]
        for (name, value) in answers.members {
            let values = value.kind == .array ? value.elements.map { $0 } : [value]
            given[name] = values.compactMap { $0.string.map { .text($0) } }
        }
        subjects["answers"] = given
        subjects["case"] = ["season": [.text(season)], "service": [.text(runtime.service.id)]]
        subjects["parameters"] = runtime.parameters(on: today).facts
        let answered = Dictionary(
            lookUps.map { ($0.contract.variable, $0.answer) }, uniquingKeysWith: { _, last in last })
        return ContractFacts(subjects: subjects, answers: answered, consents: consents)
    }

    /// What forms, conditions and decisions see.
    package var variables: FEELContext {
        var values: [FEELValue] = [
            caseContext, answersContext, person(applicant), child.map { childContext($0) } ?? .null,
            spouseNumber.map { .context(FEELContext(shape: CaseKnowledge.spouseShape, values: [.string($0)])) }
                ?? .null,
            runtime.parameters(on: rulesDay).context,
        ]
        values += Array(repeating: .null, count: runtime.shape.names.count - values.count)
        for lookUp in lookUps {
            if let place = runtime.places[lookUp.contract.variable] { values[place] = lookUp.feelValue }
        }
        return FEELContext(shape: runtime.shape, values: values)
    }

    private var caseContext: FEELValue {
        var entries: [(String, FEELValue)] = [
            ("service", .string(runtime.service.id)), ("season", .string(season)), ("number", .string(number)),
            ("submitted_on", date(rulesDay)), ("confirmations", .list(confirmations.map { .string($0) })),
        ]
        entries += extra.sorted { $0.key < $1.key }.map { ($0.key, FEELValue(json: $0.value)) }
        return .context(FEELContext(entries))
    }

    private var answersContext: FEELValue {
        .context(runtime.form.feelAnswers(answers))
    }

    private static let personShape = FEELShape(["id_number", "name", "relation"])
    private static let childShape = FEELShape(["id_number", "name", "sex", "birth_date"])
    private static let spouseShape = FEELShape(["id_number"])

    private func person(_ person: Person) -> FEELValue {
        .context(
            FEELContext(
                shape: CaseKnowledge.personShape,
                values: [
                    .string(person.idNumber), .string(person.name), relation.map { .string($0) } ?? .null,
                ]))
    }

    /// How the register says the applicant is related to the child.
    private var relation: String? {
        answer(CaseKnowledge.guardiansVariable)?.rows
            .first { $0["guardian_id_number"]?.canonicalText == applicant.idNumber }?["relation"]?.canonicalText
    }

    private func childContext(_ child: Person) -> FEELValue {
        let identity = ChildIdentity(idNumber: child.idNumber)
        return .context(
            FEELContext(
                shape: CaseKnowledge.childShape,
                values: [
                    .string(child.idNumber), .string(child.name), identity.map { .string($0.sex) } ?? .null,
                    identity.map { date($0.birthDate) } ?? .null,
                ]))
    }

    private func date(_ date: CivilDate) -> FEELValue {
        FEELDate(year: date.year, month: date.month, day: date.day).map { .date($0) } ?? .null
    }
}
