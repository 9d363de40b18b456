import Application
import ArgumentParser
import Diagnostics
import Foundation
import Storage

/// Says what is missing in an installation and how to mend it, in Chinese and English.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say what is missing and how to mend it.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Writes a file for whoever helps instead: settings, counts and codes, nothing about anybody.")
    var bundle: String?
    @Flag(help: "Reads the whole database file, however long that takes; without it a minute of it.")
    var whole = false

    func run() async throws {
        if let bundle { return try await write(bundle) }
        let findings = await Application.Doctor(
            configuration: try common.configuration(), patience: whole ? .seconds(86_400) : .seconds(60)
        ).examine()
        for finding in findings {
            let mark =
                switch finding.state {
                case .good: "✓"
                case .warning: "!"
                case .bad: "✗"
                }
            Console.print("\(mark) \(finding.subject.zh) · \(finding.subject.en)")
            let code = finding.code.map { " [\($0)]" } ?? ""
            Console.print("    \(finding.detail.zh) · \(finding.detail.en)\(code)")
            if let remedy = finding.remedy { Console.print("    → \(remedy.zh) · \(remedy.en)") }
        }
        if findings.contains(where: { $0.state == .bad }) { throw ExitCode(1) }
    }

    private func write(_ path: String) async throws {
        let bytes = await DiagnosisBundle(configuration: try common.configuration()).archive(
            now: SystemWallClock().now())
        let written = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        guard written else { throw PathFailure(.unwritable, path) }
        Console.print(
            common.say(
                "诊断文件：\(path)（\(bytes.count >> 10) KB）。里面没有任何人的信息，可以先打开看看。",
                "The diagnosis: \(path) (\(bytes.count >> 10) KB). There is nothing about anybody in it; look for yourself."
            ))
    }
}
