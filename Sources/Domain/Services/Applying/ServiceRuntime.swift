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
    /// The rules of before.
    private let archive: DecisionArchive
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
        archive: DecisionArchive = .empty
    ) {
        self.archive = archive
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
    /// The rule that a case is decided by, with its hash: the one in force when it was handed in, whatever came after.
    package func rule(of found: Case) -> (model: DecisionModel, hash: String) {
        let current = definitions["decision"] ?? ""
        guard found.submittedAt != nil, let hash = found.definitions["decision"], hash != current,
            let model = archive.model(hash)
        else { return (decision, current) }
        return (model, hash)
    }

    /// Kind and hash of every definition, as a case keeps them.
    var definitionsText: String {
        JSON.object(definitions.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }).text
    }
}
