import Application
import ArgumentParser
import DecisionEngine
import Diagnostics
import Foundation
import ScenarioKit

/// Commands about decision models.
struct DecisionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision", abstract: "Decision models: the county's rules.", subcommands: [Check.self])

    /// Looks for what is wrong with tables.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check DMN files: gaps and overlaps with a case each, rows that never decide, types, sources.",
            discussion: """
                Cells are analysed where they are constants, comparisons and intervals of them; others are named as not \
                analysed. The exit code is 1 when there is an error: an overlap that the hit policy does not allow, a row \
                that no value fits, a value of a wrong type, or a model that does not load.
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Findings as JSON.")
        var json = false
        @Argument(help: "DMN files.", completion: .file(extensions: ["dmn"]))
        var files: [String]

        func run() async throws {
            let printer = DiagnosticPrinter(common.language.hasPrefix("zh") ? .zh : .en)
            var hasErrors = false
            var all: [Diagnostic] = []
            for file in files {
                let address = URL(fileURLWithPath: file)
                let bytes = Array(try Data(contentsOf: address))
                let (model, diagnostics) = DecisionModel.load(
                    bytes, file: file, environment: LintEnvironment.extended
                ) { wanted in
                    // Another model beside it, as files that import one another lie.
                    wanted.locationURI.flatMap { location in
                        let beside = address.deletingLastPathComponent().appendingPathComponent(location)
                        return (try? Data(contentsOf: beside)).map { Array($0) }
                    }
                }
                let found: [Diagnostic] = model?.check().map(\.diagnostic) ?? []
                let findings: [Diagnostic] = diagnostics + found.map { $0.location == nil ? $0.inFile(file) : $0 }
                hasErrors = hasErrors || findings.contains { $0.severity == .error }
                all += findings
                guard !json else { continue }
                for finding in findings { Console.print(printer.line(finding)) }
                let errors = findings.count { $0.severity == .error }
                let notes = findings.count { $0.severity == .note }
                Console.print(
                    common.say(
                        "\(file)：\(errors) 个错误，\(findings.count - errors - notes) 个提醒，\(notes) 处说明",
                        "\(file): \(errors) errors, \(findings.count - errors - notes) warnings, \(notes) notes"))
            }
            if json { Console.print(DiagnosticPrinter.json(all)) }
            if hasErrors { throw ExitCode.failure }
        }
    }
}
