import Diagnostics
import Exchange
import FEELEngine
import JSONTree
import Registers
import Services
import WorkCalendar

/// Binds a case's facts to the names that a decision reads, asking the contracts in memory.
struct CaseBinding {
    let facts: ScenarioTestFacts
    private let package: ScenarioPackage
    private let environment: LintEnvironment
    private var names: [(String, FEELValue)] = []
    private var known = ContractFacts()
    /// How each contract answered, by qualified id.
    private(set) var statuses: [String: ContractAnswer.Status] = [:]

    init(
        _ each: ScenarioTestCase, service: ServiceDefinition?, package: ScenarioPackage, environment: LintEnvironment
    ) {
        var facts = each.facts
        var parameters = package.visibleParameters.values(on: each.day)
        parameters.merge(facts.roles["parameters"] ?? [:]) { _, own in own }
        if let service {
            // A service without a season counts by the year.
            let season: JSON =
                if let name = service.season {
                    parameters[name].map { .string($0.string ?? $0.text) } ?? .null
                } else { .string(String(each.day.year)) }
            let usual: [String: JSON] = [
                "service": .string(service.id), "season": season, "submitted_on": .string(each.day.iso),
            ]
            facts.roles["case", default: [:]].merge(usual) { own, _ in own }
        }
        self.facts = facts
        self.package = package
        self.environment = environment
        known.consents = facts.consents
        for role in ["case", "answers", "applicant", "child", "spouse"] {
            let members = facts.roles[role].map { $0.sorted { $0.key < $1.key } }
            known.add(role, members ?? [])
            // A role that the case does not have is null; the case and its answers are always there.
            let value: FEELValue =
                members == nil && role != "case" && role != "answers"
                ? .null : .context(FEELContext((members ?? []).map { ($0.key, FEELValue(fact: $0.value)) }))
            names.append((role, value))
        }
        for (name, members) in facts.inputs.sorted(by: { $0.key < $1.key }) {
            let sorted = members.sorted { $0.key < $1.key }
            names.append((name, .context(FEELContext(sorted.map { ($0.key, FEELValue(fact: $0.value)) }))))
        }
        let sorted = parameters.sorted { $0.key < $1.key }
        known.add("parameters", sorted)
        names.append(("parameters", .context(FEELContext(sorted.map { ($0.key, FEELValue(fact: $0.value)) }))))
    }

    /// Asks the contracts in their order; gives everything that is bound.
    mutating func bind(_ contracts: [Contract]) -> FEELContext {
        for contract in contracts {
            if let value = facts.known[contract.variable] {
                names.append((contract.variable, FEELValue(fact: value)))
                continue
            }
            let answer = answer(contract)
            known.answers[contract.variable] = answer
            statuses[contract.qualifiedID] = answer.status
            names.append((contract.variable, answer.feelValue))
        }
        return FEELContext(names)
    }

    private func answer(_ contract: Contract) -> ContractAnswer {
        switch ContractQuestion(contract, facts: known, isWanted: isWanted(contract)) {
        case .answered(let answer): return answer
        case .lookUp(let keys):
            if facts.unreachable.contains(contract.qualifiedID) || facts.unreachable.contains(contract.register) {
                return ContractAnswer(contract, .unreachable)
            }
            let columns = contract.columns
            let rows = (facts.rows[contract.register] ?? []).filter { row in
                keys.allSatisfy { $0.accepts(row[$0.field]) }
            }
            return ContractAnswer(
                contract, columns: columns, rows: rows.map { row in columns.map { row[$0] ?? .null } })
        }
    }

    private func isWanted(_ contract: Contract) -> Bool {
        guard let text = contract.condition else { return true }
        guard let expression = try? FEELExpression(parsing: text, names: nil, environment: environment.feel) else {
            return false
        }
        return expression.evaluate(FEELContext(names)) == .boolean(true)
    }
}
