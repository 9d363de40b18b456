import Application
import ArgumentParser
import Diagnostics
import Foundation
import Localisation
import ScenarioKit
import Services
import WorkOrders

/// Commands for authors of packages.
struct Scenario: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Scenario packages.", subcommands: [Lint.self, Test.self])

    /// The package and the county whose overlay is applied.
    struct Target: ParsableArguments {
        @Argument(help: "The package's id, such as new-pupil-enrolment.")
        var package: String
        @Flag(help: "The package alone, without a county's overlay.")
        var plain = false

        func load(_ common: CommonOptions) throws -> (ScenarioPackage?, Configuration) {
            let configuration = try common.configuration()
            let (package, diagnostics) = ScenarioPackage.load(
                package, in: configuration.share.appendingPathComponent("Scenarios"),
                county: plain ? nil : configuration.countyFolder)
            let printer = DiagnosticPrinter(common.language.hasPrefix("zh") ? .zh : .en)
            for diagnostic in diagnostics { Console.print(printer.line(diagnostic)) }
            if diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
            return (package, configuration)
        }
    }

    /// Finds what is wrong in a package before anybody uses it.
    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Find what is wrong in a package.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @Flag(help: "Findings as JSON.")
        var json = false

        func run() async throws {
            let (package, configuration) = try target.load(common)
            guard let package else { throw ExitCode(1) }
            let code = try? CountyProfile(folder: configuration.countyFolder).code
            let findings = package.lint(
                LintEnvironment(
                    handlers: Set(CaseStep.handlers + OrderStep.handlers), taskOperations: Set(CaseStep.taskOperations),
                    orderOperations: Set(OrderStep.taskOperations),
                    countyCode: code))
            if json {
                Console.print(DiagnosticPrinter.json(findings))
            } else {
                Console.print(DiagnosticPrinter(common.language.hasPrefix("zh") ? .zh : .en).report(findings))
            }
            if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
        }
    }

    /// Runs a package's own tests, in the words of its rule book.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run a package's own tests.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var target: Target
        @Option(help: "Only the case of this id.")
        var only: String?

        func run() async throws {
            let (package, _) = try target.load(common)
            guard let package else { throw ExitCode(1) }
            var runner = ScenarioTestRunner(package)
            let report = runner.run(only: only)
            let printer = DiagnosticPrinter(common.language.hasPrefix("zh") ? .zh : .en)
            for finding in report.findings { Console.print(printer.line(finding)) }
            Console.print(common.say(report.summary))
            if !report.isPassed { throw ExitCode(1) }
        }
    }
}
