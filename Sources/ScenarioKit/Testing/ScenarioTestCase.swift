import Definitions
import Diagnostics
import Exchange
import FEELEngine
import JSONTree
import Services
import WorkCalendar

/// One case: what is given, and what follows by the rules.
struct ScenarioTestCase: Sendable {
    /// What a decision comes to; tests may write it in the words of the rule book.
    enum Outcome: String, Sendable, Hashable, CaseIterable {
        case eligible, ineligible, unknown

        init?(word: String) {
            switch word {
            case "符合": self = .eligible
            case "不符合": self = .ineligible
            case "查不到": self = .unknown
            default: self.init(rawValue: word)
            }
        }

        /// As people read it.
        var title: Text {
            switch self {
            case .eligible: Text(zh: "符合", en: "eligible")
            case .ineligible: Text(zh: "不符合", en: "ineligible")
            case .unknown: Text(zh: "查不到", en: "not found")
            }
        }
    }

    /// What has to follow; what is not written is not compared.
    struct Expectation: Sendable {
        /// `nil` for a decision that has none.
        let outcome: Outcome?
        /// `.some(nil)` is: no category.
        let category: String??
        let rules: Set<String>?
        let missing: Set<String>?
        /// Entries of the decision's result.
        let result: [String: JSON]
        /// The status of contracts' answers by contract id.
        let answers: [String: ContractAnswer.Status]
    }

    /// When it is decided: nine in the morning of its day.
    var morning: FEELDateTime? {
        FEELDate(year: day.year, month: day.month, day: day.day)
            .flatMap { date in FEELTime(hour: 9, minute: 0, second: 0).map { FEELDateTime(date: date, time: $0) } }
    }

    let id: String
    let title: Text
    let day: CivilDate
    let facts: ScenarioTestFacts
    let expected: Expectation
    let location: SourceLocation?

    init?(_ reader: DescriptorReader, on day: CivilDate, shared: ScenarioTestFacts, package: ScenarioPackage) {
        guard reader.expectObject(keys: ["case", "title", "on", "given", "then"]) else { return nil }
        let id = reader.required("case")?.string()
        let title = reader.text("title")
        let then = reader.required("then")
        let expected = then.flatMap { Self.expectation($0, package: package) }
        let own = reader.child("given").map { ScenarioTestFacts($0, package: package) } ?? ScenarioTestFacts()
        guard let id, let title, let expected else { return nil }
        self.id = id
        self.title = title
        self.day = reader.child("on")?.date() ?? day
        facts = shared.merging(own, keys: package.registerKeys)
        self.expected = expected
        location = reader.location
    }

    private static func expectation(_ reader: DescriptorReader, package: ScenarioPackage) -> Expectation? {
        guard reader.expectObject(keys: ["outcome", "category", "rules", "missing", "result", "answers"]) else {
            return nil
        }
        var outcome: Outcome?
        // Only a service that the rules decide has to have one.
        if package.services.contains(where: { $0.decidedBy == .rules }) || reader.child("outcome") != nil {
            guard let part = reader.required("outcome"), let word = part.string() else { return nil }
            outcome = Outcome(word: word)
            if outcome == nil {
                part.error(
                    "test.outcome.unknown", Text(zh: "没有结论“\(word)”", en: "There is no outcome ‘\(word)’"),
                    hint: Text(zh: "符合、不符合、查不到", en: "eligible, ineligible, unknown"))
                return nil
            }
        }
        var category: String??
        if let written = reader.json["category"] { category = .some(written.string) }
        var result: [String: JSON] = [:]
        for (key, value) in reader.child("result")?.entries() ?? [] { result[key] = value.json }
        var answers: [String: ContractAnswer.Status] = [:]
        for (contract, value) in reader.child("answers")?.entries() ?? [] {
            if DefinitionReference(contract).flatMap(package.contract) == nil {
                value.error(
                    "contract.unknown", Text(zh: "没有约定“\(contract)”", en: "There is no contract ‘\(contract)’"))
            }
            answers[contract] = value.choice(ContractAnswer.Status.self)
        }
        return Expectation(
            outcome: outcome, category: category,
            rules: reader.child("rules").map { Set($0.items().compactMap { $0.string() }) },
            missing: reader.child("missing").map { Set($0.items().compactMap { $0.string() }) }, result: result,
            answers: answers)
    }
}
