import DecisionEngine
import Definitions
import Diagnostics
import Exchange
import FEELEngine
package import Services
import Synchronization

/// The tests of packages as examples beside a rule: what is given is bound once, so that they can be tried at every change.
package final class PackageExamples: RuleExamples {
    private struct Bound: Sendable {
        let each: ScenarioTestCase
        let suite: String
        let world: CaseWorld
        let inputs: FEELContext
        let now: FEELDateTime?
        let statuses: [String: ContractAnswer.Status]
        /// The names of the places that its registers hold.
        let places: [String: Text]
    }

    private let packages: [ScenarioPackage]
    private let environment = LintEnvironment(
        feel: FEELEnvironment(functions: ExtensionFunctions.all { CaseWorld.current }))
    private let bound: Mutex<[String: [Bound]]> = Mutex([:])
    /// What files came to, those asked for last at the end; the rule in force is asked for at every change.
    private let known: Mutex<[(key: String, outcomes: [RuleExample])]> = Mutex([])
    private static let mostKnown = 24

    package init(packages: [ScenarioPackage]) { self.packages = packages }

    package func outcomes(of service: String, by file: [UInt8], hash: String) -> [RuleExample] {
        let key = "\(service) \(hash)"
        if let known = recall(key) { return known }
        guard let package = packages.first(where: { $0.service(service) != nil }),
            let definition = package.service(service),
            let model = DecisionModel.load(file, environment: environment.feel).model
        else { return [] }
        let reasons = Dictionary(
            model.tableOutlines.flatMap(\.rows).compactMap { row in
                row.rule.ruleID.map { ($0, Self.reason(row.rule)) }
            }, uniquingKeysWith: { first, _ in first })
        let labels = CaseComparison.labels(of: model)
        let outcomes = cases(definition, package).map { bound in
            let result = CaseWorld.$current.withValue(bound.world) {
                model.evaluate(decision: definition.decision.name, inputs: bound.inputs, now: bound.now, trace: true)
            }
            let findings = CaseComparison(
                expected: bound.each.expected, result: result, statuses: bound.statuses, package: package,
                texts: reasons, location: bound.each.location, labels: labels, places: bound.places
            ).findings
            return RuleExample(
                id: "\(bound.suite) \(bound.each.id)", title: bound.each.title, differences: findings.map(\.message),
                hits: result.tables.flatMap { table in
                    table.hits.map { (decision: table.decision, table: table.table, row: $0) }
                })
        }
        known.withLock {
            $0.append((key, outcomes))
            if $0.count > Self.mostKnown { $0.removeFirst() }
        }
        return outcomes
    }

    private func recall(_ key: String) -> [RuleExample]? {
        known.withLock { known in
            guard let place = known.firstIndex(where: { $0.key == key }) else { return nil }
            let found = known.remove(at: place)
            known.append(found)
            return found.outcomes
        }
    }

    private static func reason(_ rule: RuleHit) -> Text {
        func note(_ name: String) -> String { rule.annotations.first { $0.name == name }?.text ?? "" }
        return Text(zh: note("reason_zh"), en: note("reason_en"))
    }

    /// The cases that test a service's own decision.
    private func cases(_ service: ServiceDefinition, _ package: ScenarioPackage) -> [Bound] {
        if let known = bound.withLock({ $0[service.id] }) { return known }
        let suites = ScenarioTestSuite.suites(of: package, collector: DiagnosticCollector()).filter { suite in
            suite.service == service.id
                && (suite.decision.map { $0.file == service.decision.file && $0.name == service.decision.name } ?? true)
        }
        let contracts = package.contracts(of: service)
        let cases = suites.flatMap { suite in
            suite.cases.map { each in
                var binding = CaseBinding(each, service: service, package: package, environment: environment)
                let world = CaseWorld(binding.facts)
                let inputs = CaseWorld.$current.withValue(world) { binding.bind(contracts) }
                return Bound(
                    each: each, suite: suite.file, world: world, inputs: inputs, now: each.morning,
                    statuses: binding.statuses,
                    places: CaseComparison.places(in: binding.facts, of: package))
            }
        }
        bound.withLock { $0[service.id] = cases }
        return cases
    }
}
