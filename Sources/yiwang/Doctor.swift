import Application
import ArgumentParser
import Diagnostics

/// Says what is missing in an installation and how to mend it, in Chinese and English.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is missing and how to mend it.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let findings = await Application.Doctor(configuration: try common.configuration()).examine()
        for finding in findings {
            let mark =
                switch finding.state {
                case .good: "✓"
                case .warning: "!"
                case .bad: "✗"
                }
            Console.print("\(mark) \(finding.subject.zh) · \(finding.subject.en)")
            Console.print("    \(finding.detail.zh) · \(finding.detail.en)")
            if let remedy = finding.remedy { Console.print("    → \(remedy.zh) · \(remedy.en)") }
        }
        if findings.contains(where: { $0.state == .bad }) { throw ExitCode(1) }
    }
}
