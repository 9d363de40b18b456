import ArgumentParser
import Conformance
import Foundation

/// Runs public suites against the engines.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Run a public suite against the engines.",
        discussion: "Ends with a line “N passed, N failed”; the exit code is 1 when a case failed.")

    @OptionGroup var common: CommonOptions
    @Argument(
        help: "The suite: bpmn (execution cases and constraints of betsy), miwg (interchange), dmn (TCK), json-schema.")
    var suite: ConformanceSuite
    @Argument(help: "The folder, laid out as the suite's publisher does.", completion: .directory)
    var folder: String
    @Option(help: "Write a line for each case as CSV: case, passed or failed, what was wrong.", completion: .file())
    var report: String?

    func run() async throws {
        let outcomes: [Outcome]
        do {
            outcomes = try suite.run(URL(fileURLWithPath: folder))
        } catch is ConformanceSuite.NoCases {
            throw ValidationError(
                common.say("\(folder) 里没有 \(suite.rawValue) 的用例。", "\(folder) holds no cases of \(suite.rawValue)."))
        }
        for outcome in outcomes where !outcome.passed { Console.print("✗ \(outcome.id): \(outcome.detail)") }
        if let report {
            let lines = outcomes.map { outcome in
                [outcome.id, outcome.passed ? "passed" : "failed", outcome.detail].map(Self.quoted).joined(
                    separator: ",")
            }
            let text = (["case,outcome,detail"] + lines).joined(separator: "\r\n") + "\r\n"
            try text.write(toFile: report, atomically: true, encoding: .utf8)
        }
        let failed = outcomes.count { !$0.passed }
        Console.print("\(outcomes.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode.failure }
    }

    /// A field of CSV (RFC 4180).
    private static func quoted(_ text: String) -> String {
        "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\""
    }
}

extension ConformanceSuite: ExpressibleByArgument {}
