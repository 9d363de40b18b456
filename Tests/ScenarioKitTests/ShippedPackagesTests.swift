import Diagnostics
import Foundation
import ScenarioKit
import Services
import Testing

/// The packages of this repository, as they are and under each county's overlay.
@Suite struct ShippedPackagesTests {
    /// A county whose overlays are applied, and how many conditions its tests do not yet miss alone. May only shrink.
    struct County: Sendable, CustomTestStringConvertible {
        let name: String?
        let knownGaps: Int
        var testDescription: String { name ?? "no overlay" }
    }

    static let counties = [
        County(name: nil, knownGaps: 0), County(name: "songhe", knownGaps: 0),
        County(name: "songhe-city", knownGaps: 0),
    ]

    private var root: URL {
        URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }

    private func library(_ county: County) -> ScenarioLibrary {
        ScenarioLibrary(
            scenarios: root.appendingPathComponent("Scenarios"),
            county: county.name.map { root.appendingPathComponent("Counties").appendingPathComponent($0) })
    }

    @Test(arguments: counties) func `the linter finds no error`(county: County) throws {
        var library = library(county)
        for id in ["base", "new-pupil-enrolment", "hotline-orders"] {
            let loaded = library.package(id)
            let package = try #require(loaded)
            let findings = package.lint(
                LintEnvironment(taskOperations: Set(CaseStep.taskOperations), countyCode: "990121")
            ).filter { $0.severity == .error }
            #expect(findings.map(\.description) == [])
        }
        #expect(library.diagnostics.filter { $0.severity == .error }.map(\.description) == [])
    }

    @Test func `the dispatch list's own tests pass, every rule is hit and every condition missed alone`() throws {
        var library = library(Self.counties[0])
        let loaded = library.package("hotline-orders")
        var runner = ScenarioTestRunner(try #require(loaded))
        let report = runner.run()
        #expect(report.cases.count > 150)
        #expect(report.cases.flatMap(\.findings).map(\.description) == [])
        #expect(report.rules.hit == report.rules.count && report.rules.count > 100)
        #expect(report.coverage.map(\.description) == [])
    }

    @Test(arguments: counties) func `the package's own tests pass, every rule is hit`(county: County) throws {
        var library = library(county)
        let loaded = library.package("new-pupil-enrolment")
        var runner = ScenarioTestRunner(try #require(loaded))
        let report = runner.run()
        #expect(report.cases.count > 50)
        #expect(report.cases.flatMap(\.findings).map(\.description) == [])
        #expect(report.rules.hit == report.rules.count)
        let gaps = report.coverage.filter { $0.code == "coverage.condition.unmissed" }
        #expect(gaps.count <= county.knownGaps)
        #expect(report.coverage.filter { $0.code != "coverage.condition.unmissed" }.map(\.description) == [])
    }
}
