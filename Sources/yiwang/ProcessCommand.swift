import Application
import ArgumentParser
import Diagnostics
import FEELEngine
import Foundation
import Localisation
import ProcessEngine
import ScenarioKit
import Services
import Storage
import WorkCalendar
import Workflow

/// Commands about process models.
struct ProcessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "process", abstract: "Process models.",
        subcommands: [
            Check.self, Layout.self, Export.self, Versions.self, Migrate.self, Verify.self,
        ])

    /// Looks whether everything that waits is in somebody's hands.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check running processes: no task lost or stray, each timer set, each standstill shown.",
            discussion: "The exit code is 1 when something does not agree.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let storage = try await StorageOpening.open(try common.configuration())
            let report = try await ProcessVerifier(storage: storage).verify()
            await storage.close()
            for finding in report.findings.prefix(100) {
                Console.print("[\(finding.kind.rawValue)] \(finding.instance) \(finding.row)")
            }
            Console.print(
                common.say(
                    "在办流程 \(report.instances)，任务 \(report.tasks)，定时 \(report.timers)：\(report.findings.count) 处不符",
                    "\(report.instances) running, \(report.tasks) tasks, \(report.timers) timers: \(report.findings.count) do not agree"
                ))
            if !report.findings.isEmpty { throw ExitCode.failure }
        }
    }

    /// What runs on which version.
    struct Versions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of processes and how many instances run on each.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let system = try await common.open(try common.configuration())
            let current = Set(system.desk.services.flatMap { [$0.processHash, $0.correctionHash].compactMap(\.self) })
            for version in try await system.desk.processVersions() {
                let mark = current.contains(version.hash) ? common.say("现行", "current") : common.say("旧版", "old")
                Console.print(
                    "\(version.definition.id)\t\(version.hash.prefix(12))\t\(mark)\t"
                        + common.say(
                            "在办 \(version.running)，共 \(version.all)", "running \(version.running), of \(version.all)"))
            }
            await system.storage.close()
        }
    }

    /// Moves running processes.
    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move running processes to another version; rehearsed first.",
            discussion: """
                Without --apply nothing is changed: it says how many can go over and what stops the others. A process \
                goes over whole or not at all. While the county is served, the serving process does the work.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "The old version: the beginning of its hash (yiwang process versions).") var from: String
        @Option(help: "The new version.") var to: String
        @Option(name: .customLong("map"), help: "old=new, for an element with another id; may be repeated.")
        var map: [String] = []
        @Flag(help: "Move them.") var apply = false
        @Flag(help: "Move those that can go over although others cannot.") var leaveRefused = false

        func run() async throws {
            var mapping: [String: String] = [:]
            for pair in map {
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw ValidationError(common.say("--map 要写成 旧=新：\(pair)", "--map has to be old=new: \(pair)"))
                }
                mapping[parts[0]] = parts[1]
            }
            let command = ProcessMigrateCommand(
                from: from, to: to, mapping: mapping, applies: apply, leavesRefused: leaveRefused)
            try await common.perform(command, try common.configuration())
        }
    }

    /// Hands out what happened.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write what happened in processes as an event log (XES, IEEE 1849-2016) for process mining.",
            discussion: "The log names steps, times and offices, and neither citizens nor officials.")

        @OptionGroup var common: CommonOptions
        @Option(help: "The file to write.", completion: .file(extensions: ["xes"])) var out: String
        @Option(help: "The first day on which an instance began.") var from = "1970-01-01"
        @Option(help: "The last day on which an instance began.") var through = "9998-12-31"

        func run() async throws {
            guard let first = CivilDate(iso: from), let last = CivilDate(iso: through), first <= last else {
                throw ValidationError(
                    common.say("日期写成 2026-01-01，先后要对", "Dates as 2026-01-01, the first before the last"))
            }
            let storage = try await StorageOpening.open(try common.configuration())
            let (instances, events) = try await EventLogs.export(
                storage, from: first, through: last, zone: .china, to: URL(fileURLWithPath: out))
            await storage.close()
            Console.print(
                common.say("\(out)：\(instances) 个流程，\(events) 个事件", "\(out): \(instances) instances, \(events) events"))
        }
    }

    /// Draws models anew.
    struct Layout: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lay out BPMN files: writes the diagram interchange anew, so that other tools show them as we do."
        )

        @OptionGroup var common: CommonOptions
        @Argument(help: "BPMN files.", completion: .file(extensions: ["bpmn"]))
        var files: [String]

        func run() async throws {
            for file in files {
                let url = URL(fileURLWithPath: file)
                let bytes = Array(try Data(contentsOf: url))
                guard let laidOut = ProcessDiagram.laidOutAnew(bytes) else {
                    Console.error(
                        common.say("\(file)：不是能画的 BPMN 文件", "\(file): this is no BPMN file that can be drawn"))
                    throw ExitCode.failure
                }
                try Data(laidOut).write(to: url, options: .atomic)
                Console.print(common.say("\(file)：已重新布局", "\(file): laid out anew"))
            }
        }
    }

    /// Looks for what makes a well-formed model go wrong.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check BPMN files: dead parts, deadlocks, missing defaults, tasks for nobody, missing limits.",
            discussion: "The exit code is 1 when there is an error.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "BPMN files.", completion: .file(extensions: ["bpmn"]))
        var files: [String]

        func run() async throws {
            let printer = DiagnosticPrinter(common.language.hasPrefix("zh") ? .zh : .en)
            var hasErrors = false
            for file in files {
                let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
                let reading = BPMNReading(
                    bytes, file: file,
                    expressions: FEELExpressionCompiler(environment: LintEnvironment.extended))
                let findings = reading.diagnostics + reading.definitions.flatMap { ProcessCheck.findings(in: $0) }
                for finding in findings {
                    hasErrors = hasErrors || finding.severity == .error
                    Console.print(printer.line(finding))
                }
                let errors = findings.count { $0.severity == .error }
                Console.print(
                    common.say(
                        "\(file)：\(errors) 个错误，\(findings.count - errors) 个提醒",
                        "\(file): \(errors) errors, \(findings.count - errors) warnings"))
            }
            if hasErrors { throw ExitCode.failure }
        }
    }
}
