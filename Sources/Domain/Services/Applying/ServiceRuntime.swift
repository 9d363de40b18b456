package import DecisionEngine
import Definitions
package import Exchange
import FEELEngine
package import FormEngine
import JSONTree
package import Notices
package import WorkCalendar

/// A published service with everything it needs, compiled once and shared by all cases that begin with this version.
package final class ServiceRuntime: Sendable {
    package let service: ServiceDefinition
    package let form: Form
    /// The package's forms for officials' tasks, by id.
    package let taskForms: [String: Form]
    package let decision: DecisionModel
    package let exchange: ExchangeDesk
    package let parameters: ParameterSet
    /// By the service's event names.
    package let notices: [String: NoticeTemplate]
    package let documents: [String: DocumentTemplate]
    /// The hash of the process's bytes.
    package let processHash: String
    /// The hash of the process that a correction runs by.
    package let correctionHash: String?
    /// Kind and hash of every definition, kept with each case.
    package let definitions: [String: String]
    /// The rules of before, and those that the county published itself.
    package let rules: RuleBook
    private let days: DayParameterCache
    /// The names that forms, conditions and decisions see, the same for every case of the service.
    let shape: FEELShape
    /// The place of each contract's variable among those names.
    let places: [String: Int]
    /// The contracts that can replace each material, by its id.
    private let replacements: [String: [Contract]]

    /// The names that every case has, in the order of `CaseKnowledge.variables`.
    private static let caseNames = ["case", "answers", "applicant", "child", "spouse", "parameters"]

    package init(
        service: ServiceDefinition, form: Form, taskForms: [String: Form], decision: DecisionModel,
        exchange: ExchangeDesk,
        parameters: ParameterSet, notices: [String: NoticeTemplate], documents: [String: DocumentTemplate],
        processHash: String, correctionHash: String?, definitions: [String: String],
        rules: RuleBook = .empty
    ) {
        self.rules = rules
        self.service = service
        self.form = form
        self.taskForms = taskForms
        self.decision = decision
        self.exchange = exchange
        self.parameters = parameters
        self.notices = notices
        self.documents = documents
        self.processHash = processHash
        self.correctionHash = correctionHash
        self.definitions = definitions
        days = DayParameterCache(parameters)
        var names = ServiceRuntime.caseNames
        var places: [String: Int] = [:]
        for contract in exchange.contracts where places[contract.variable] == nil {
            places[contract.variable] = names.count
            names.append(contract.variable)
        }
        shape = FEELShape(names)
        self.places = places
        replacements = Dictionary(
            service.materials.map { material in
                (
                    material.id,
                    material.replacedBy.compactMap { reference in
                        exchange.contracts.first { $0.id == reference.id }
                    }
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The contracts whose data can replace a material, in the service's order.
    package func contracts(replacing material: ServiceMaterial) -> [Contract] { replacements[material.id] ?? [] }

    /// The parameters as they stand on a day.
    func parameters(on day: CivilDate) -> DayParameters { days.on(day) }

    /// The season that a day belongs to, such as `2027`.
    package func season(on date: CivilDate) -> String {
        guard let name = service.season, let value = parameters.value(name, on: date) else { return String(date.year) }
        return value.string ?? value.integer.map(String.init) ?? String(date.year)
    }

    /// Whether applications are taken on a day.
    package func isOpen(on date: CivilDate, demo: Bool) -> Bool {
        guard let window = service.window, !(demo && window.alwaysOpenInDemo) else { return true }
        guard let opens = parameters.value(window.opens, on: date)?.string.flatMap({ CivilDate(iso: $0) }),
            let closes = parameters.value(window.closes, on: date)?.string.flatMap({ CivilDate(iso: $0) })
        else { return false }
        return opens <= date && date <= closes
    }
}

extension ServiceRuntime {
    /// A rule with its hash, and the county's change that brought it.
    package typealias Rule = (model: DecisionModel, hash: String, change: Int64?)

    /// Under which a case keeps the county's change whose rule it is decided by.
    static let changeKey = "rule_change"

    /// The hash of the rule that the package brought.
    package var packagedRule: String { definitions["decision"] ?? "" }

    /// The rule in force on a day: the county's own, or that of the package.
    ///
    /// - Parameter change: reckons as if this change had never been published.
    package func rule(on day: CivilDate, without change: Int64? = nil) -> Rule {
        guard let version = rules.inForce(service.id, on: day, without: change), let model = model(version.hash) else {
            return (decision, packagedRule, nil)
        }
        return (model, version.hash, version.change)
    }

    private func model(_ hash: String) -> DecisionModel? { hash == packagedRule ? decision : rules.model(hash) }

    /// Whether the rule in force on a day can be read: nothing is decided by another instead.
    func hasReadableRule(on day: CivilDate) -> Bool {
        rules.inForce(service.id, on: day).map { model($0.hash) != nil } ?? true
    }

    /// The rule that a case was handed in under, whatever came after: what its answer is explained by.
    ///
    /// - Parameter today: the day whose rule a draft is shown with.
    package func rule(of found: Case, today: CivilDate) -> Rule {
        guard found.submittedAt != nil, let hash = found.definitions["decision"], let model = model(hash) else {
            return rule(on: today)
        }
        return (model, hash, found.definitions[ServiceRuntime.changeKey].flatMap { Int64($0) })
    }

    /// The rule that a case is decided by: the one it was handed in under, unless that was withdrawn as wrong; then the one
    /// that was in force on that day without it.
    ///
    /// - Parameters:
    ///   - submitted: the day on which it was handed in; `nil` for a draft.
    func rule(deciding found: Case, submitted: CivilDate?, today: CivilDate) -> Rule {
        let kept = rule(of: found, today: today)
        guard let submitted, let change = kept.change, rules.isWithdrawn(change, of: service.id) else { return kept }
        return rule(on: submitted)
    }

    /// Kind and hash of every definition, as a case keeps them.
    ///
    /// - Parameters:
    ///   - rule: the rule that it is decided by.
    ///   - kept: what the case keeps already, of which only the rule changes.
    func definitionsText(rule: Rule, keeping kept: [String: String]? = nil) -> String {
        var definitions = kept ?? self.definitions
        definitions["decision"] = rule.hash
        definitions[ServiceRuntime.changeKey] = rule.change.map { String($0) }
        return JSON.object(definitions.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }).text
    }
}
