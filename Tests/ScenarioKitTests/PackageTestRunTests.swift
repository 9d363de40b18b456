import Diagnostics
import Foundation
import ScenarioKit
import Testing

@Suite struct PackageTestRunTests {
    private func run(_ package: MiniPackage, only: String? = nil) -> ScenarioTestReport? {
        guard let loaded = package.check().package else { return nil }
        var runner = ScenarioTestRunner(loaded)
        return runner.run(only: only)
    }

    @Test func `the small package's tests pass with every row covered`() throws {
        let report = try #require(run(MiniPackage()))
        #expect(report.findings.map(\.description) == [])
        #expect(report.cases.map(\.id) == ["old", "young", "not-found"])
        #expect(report.rules == (3, 3))
        #expect(report.conditions == (3, 3))
        #expect(report.isPassed)
    }

    @Test func `a wrong expectation is told in the words of the rule book`() throws {
        let report = try #require(run(MiniPackage().with("tests/age.yaml", "outcome: 不符合", "outcome: 符合")))
        let finding = try #require(report.findings.first { $0.code == "test.outcome" })
        #expect(finding.message.zh == "应当是“符合”，得到“不符合”")
        #expect(finding.hint?.zh.contains("R-young 不够年龄") == true)
        #expect(finding.location?.file == "tests/age.yaml")
    }

    @Test(arguments: [
        ("test.category", "category: first", "category: second"), ("test.rules", "rules: [R-old]", "rules: [R-young]"),
        ("test.missing", "missing: [child_record]", "missing: []"),
        ("test.result", "area: \"990121101201\"", "area: \"990121101202\""),
        ("test.answer", "child-record: unreachable", "child-record: not-found"),
    ])
    func `each part of an expectation is compared`(code: String, old: String, new: String) throws {
        let report = try #require(run(MiniPackage().with("tests/age.yaml", old, new)))
        #expect(report.findings.map(\.code) == [code])
    }

    @Test func `a rule that no case hits fails the run by name`() throws {
        let cut = MiniPackage().with(
            "tests/age.yaml", "then: {outcome: 查不到, missing: [child_record], answers: {child-record: unreachable}}",
            "then: {outcome: 符合}\n    given_nothing: x")
        #expect(cut.check().diagnostics.contains { $0.code == "format.key.unknown" })
        let package = MiniPackage().with("tests/age.yaml", "given: {unreachable: [child-record]}\n", "given: {}\n")
        let report = try #require(run(package))
        let gap = try #require(report.coverage.first { $0.code == "coverage.rule.unhit" })
        #expect(gap.message.en.contains("R-none"))
        #expect(report.coverage.contains { $0.code == "coverage.contract.never-missing" })
        #expect(!report.isPassed)
    }

    @Test func `an excuse with its reason covers a rule`() throws {
        let package = MiniPackage().with("tests/age.yaml", "given: {unreachable: [child-record]}\n", "given: {}\n")
            .with(
                "tests/age.yaml", "suite:", "excused: [{rule: R-none, reason: {zh: 不会发生, en: cannot happen}}]\nsuite:")
        let report = try #require(run(package))
        #expect(!report.coverage.contains { $0.code == "coverage.rule.unhit" })
    }

    @Test func `one case can be run alone, without coverage`() throws {
        let report = try #require(run(MiniPackage(), only: "young"))
        #expect(report.cases.map(\.id) == ["young"])
        #expect(report.isPassed)
    }

    @Test func `a row taken out of the shared facts is not found`() throws {
        let package = MiniPackage().with(
            "tests/age.yaml", "given: {unreachable: [child-record]}",
            "given: {without: {person: [\"990121202001010018\"]}}"
        )
        .with("tests/age.yaml", "child-record: unreachable", "child-record: not-found")
        let report = try #require(run(package))
        #expect(report.findings.map(\.description) == [])
    }

    @Test func `a parameter valid on the day of the case is used`() throws {
        let package = MiniPackage().with(
            "tests/age.yaml", "title: {zh: 满六岁, en: Six years old}",
            "title: {zh: 去年, en: Last year}\n    on: 2025-08-01")
        let report = try #require(run(package))
        #expect(report.cases[0].findings.map(\.code).contains("test.outcome"))
    }

    @Test func `a condition that no case misses alone, and a datum never found, fail the run`() throws {
        var package = MiniPackage()
        let cases = package.files["tests/age.yaml"]!
        package.files["tests/age.yaml"] = String(cases[..<cases.range(of: "  - case: young")!.lowerBound])
        let report = try #require(run(package))
        let gap = try #require(report.coverage.first { $0.code == "coverage.condition.unmissed" })
        #expect(gap.message.zh.contains("R-old") && gap.message.zh.contains("age"))
        let unreachable = package.with(
            "tests/age.yaml", "on: 2026-08-01\ngiven:", "on: 2026-08-01\ngiven:\n  unreachable: [person]")
        let second = try #require(run(unreachable))
        #expect(second.coverage.contains { $0.code == "coverage.contract.never-found" })
    }

    @Test func `a whole column of a table can be excused`() throws {
        var package = MiniPackage()
        let cases = package.files["tests/age.yaml"]!
        package.files["tests/age.yaml"] =
            "excused: [{table: row, column: age, reason: {zh: 无, en: none}}]\n"
            + cases[..<cases.range(of: "  - case: young")!.lowerBound]
        let report = try #require(run(package))
        #expect(!report.coverage.contains { $0.code == "coverage.condition.unmissed" })
        #expect(report.coverage.contains { $0.code == "coverage.rule.unhit" })
    }

    @Test func `a decision that gives no context and one that cannot be read are told`() throws {
        let text = try #require(run(MiniPackage().with("services/enrol.yaml", "name: enrol}", "name: nothing}")))
        #expect(text.findings.contains { $0.code == "test.result.none" })
        let broken = try #require(run(MiniPackage().with("decisions/enrol.dmn", "</definitions>", "")))
        #expect(broken.findings.contains { $0.code == "test.decision.unusable" })
    }
}
