import DecisionEngine
import Definitions
import Diagnostics
import Exchange
import FEELEngine
import JSONTree
import Registers
import Services
import WorkCalendar

/// Runs a package's tests: rows go through the contracts as in production, the decision is the one that is published.
package struct ScenarioTestRunner {
    let package: ScenarioPackage
    let environment: LintEnvironment
    private var models: [String: DecisionModel] = [:]
    private var coverages: [String: RuleCoverage] = [:]
    private var answers: [String: Set<ContractAnswer.Status>] = [:]
    private var setup: [Diagnostic] = []

    /// A runner over a package. The extension functions ask the county that each case is given.
    package init(_ package: ScenarioPackage) {
        self.package = package
        environment = LintEnvironment(feel: FEELEnvironment(functions: ExtensionFunctions.all { CaseWorld.current }))
    }

    /// Runs the cases; with `only`, those whose id or file contains it, and then without coverage.
    package mutating func run(only: String? = nil) -> ScenarioTestReport {
        let collector = DiagnosticCollector()
        let suites = ScenarioTestSuite.suites(of: package, collector: collector)
        var cases: [ScenarioTestReport.Case] = []
        for suite in suites {
            for each in suite.cases where only.map({ each.id.contains($0) || suite.file.contains($0) }) ?? true {
                let findings = run(each, of: suite)
                cases.append(
                    ScenarioTestReport.Case(file: suite.file, id: each.id, title: each.title, findings: findings))
            }
        }
        var gaps = collector.diagnostics.filter { $0.severity == .error } + setup
        if only == nil {
            for (file, coverage) in coverages.sorted(by: { $0.key < $1.key }) {
                let own = suites.filter { decision(of: $0)?.file.description == file }
                if own.contains(where: { !$0.coverage }) { continue }
                gaps += coverage.gaps(excused: own.flatMap(\.excused))
            }
            gaps += answerGaps(suites)
        }
        let counts = coverages.values.map(\.counts)
        return ScenarioTestReport(
            cases: cases, coverage: gaps,
            rules: (counts.reduce(0) { $0 + $1.rules }, counts.reduce(0) { $0 + $1.hit }),
            conditions: (counts.reduce(0) { $0 + $1.conditions }, counts.reduce(0) { $0 + $1.missedAlone }))
    }

    private func decision(of suite: ScenarioTestSuite) -> ServiceDefinition.DecisionReference? {
        suite.decision ?? package.service(suite.service)?.decision
    }

    /// Each datum is found in one case and not found in another.
    private func answerGaps(_ suites: [ScenarioTestSuite]) -> [Diagnostic] {
        guard !suites.isEmpty else { return [] }
        return package.services.flatMap { package.contracts(of: $0) }.flatMap { contract -> [Diagnostic] in
            let seen = answers[contract.qualifiedID] ?? []
            var gaps: [Diagnostic] = []
            let place = SourceLocation(file: "contracts/\(contract.id).yaml", line: 1, column: 1)
            if seen.isDisjoint(with: [.found]) {
                gaps.append(
                    Diagnostic(
                        .error, code: "coverage.contract.never-found",
                        message: Text(zh: "没有用例查到“\(contract.title.zh)”", en: "No case finds ‘\(contract.title.en)’"),
                        location: place))
            }
            let notFound: Set<ContractAnswer.Status> = [.notFound, .unreachable, .contradictory]
            if seen.isDisjoint(with: notFound) {
                gaps.append(
                    Diagnostic(
                        .error, code: "coverage.contract.never-missing",
                        message: Text(
                            zh: "没有用例查不到“\(contract.title.zh)”", en: "No case has ‘\(contract.title.en)’ not found"),
                        location: place))
            }
            return gaps
        }
    }

    private mutating func model(_ reference: DefinitionReference) -> DecisionModel? {
        let key = reference.description
        if let model = models[key] { return model }
        guard let found = package.decision(reference) else {
            setup.append(
                Diagnostic(
                    .error, code: "decision.unknown",
                    message: Text(zh: "没有决策“\(key)”", en: "There is no decision ‘\(key)’")))
            return nil
        }
        let file = "decisions/\(reference.id).dmn"
        let loaded = DecisionModel.load(found.bytes, file: file, environment: environment.feel)
        guard let model = loaded.model else {
            if !setup.contains(where: { $0.code == "test.decision.unusable" && $0.location?.file == file }) {
                setup.append(
                    Diagnostic(
                        .error, code: "test.decision.unusable",
                        message: Text(zh: "决策读不了，先看检查结果", en: "The decision cannot be read; see the linter's findings"),
                        location: SourceLocation(file: file, line: 1, column: 1)))
            }
            return nil
        }
        models[key] = model
        coverages[key] = RuleCoverage(bytes: found.bytes, file: file, environment: environment.feel)
        return model
    }

    private mutating func run(_ each: ScenarioTestCase, of suite: ScenarioTestSuite) -> [Diagnostic] {
        let service = package.service(suite.service)
        guard let decision = decision(of: suite), service != nil || package.services.isEmpty else {
            return [
                Diagnostic(
                    .error, code: "test.service.unknown",
                    message: Text(zh: "要写明测试哪个事项", en: "Say which service is tested"), location: each.location)
            ]
        }
        guard let model = model(decision.file) else { return setup }
        var binding = CaseBinding(each, service: service, package: package, environment: environment)
        let contracts = service.map { package.contracts(of: $0) } ?? []
        let world = CaseWorld(binding.facts)
        let bound = CaseWorld.$current.withValue(world) { binding.bind(contracts) }
        for (contract, answer) in binding.statuses { answers[contract, default: []].insert(answer) }
        let now = each.morning
        let result = CaseWorld.$current.withValue(world) {
            model.evaluate(decision: decision.name, inputs: bound, now: now, trace: true)
        }
        var coverage = coverages[decision.file.description]
        CaseWorld.$current.withValue(world) { coverage?.record(result, of: model, inputs: bound, now: now) }
        coverages[decision.file.description] = coverage
        return CaseComparison(
            expected: each.expected, result: result, statuses: binding.statuses, package: package,
            texts: coverages[decision.file.description]?.reasons ?? [:], location: each.location,
            labels: CaseComparison.labels(of: model), places: CaseComparison.places(in: binding.facts, of: package)
        ).findings
    }
}
