import Application
import ArgumentParser
import Cryptography
import DecisionEngine
import Diagnostics
import Foundation
import JSONTree
import ScenarioKit
import Services
import Storage
import WorkCalendar

/// Commands about decision models.
struct DecisionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision", abstract: "Decision models: the county's rules.",
        subcommands: [Check.self, Rehearse.self])

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
            var all: [JSON] = []
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
                let found = (model?.check(.usual) ?? []).map { finding in
                    let told = finding.diagnostic
                    return (finding: finding, told: told.location == nil ? told.inFile(file) : told)
                }
                let findings: [Diagnostic] = diagnostics + found.map(\.told)
                hasErrors = hasErrors || findings.contains { $0.severity == .error }
                all += diagnostics.map { DiagnosticPrinter.object($0) }
                all += found.map { DiagnosticPrinter.object($0.finding, $0.told) }
                guard !json else { continue }
                for finding in findings { Console.print(printer.line(finding)) }
                let errors = findings.count { $0.severity == .error }
                let notes = findings.count { $0.severity == .note }
                Console.print(
                    common.say(
                        "\(file)：\(errors) 个错误，\(findings.count - errors - notes) 个提醒，\(notes) 处说明",
                        "\(file): \(errors) errors, \(findings.count - errors - notes) warnings, \(notes) notes"))
            }
            if json { Console.print(JSON.array(all).prettyText) }
            if hasErrors { throw ExitCode.failure }
        }
    }

    /// Tries a changed rule on past cases.
    struct Rehearse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Decide the cases of a period again by a changed rule: how many differ, where, and what it costs.",
            discussion: """
                Each case is decided twice, by the rule in force and by the changed one, from what was known of it when it \
                was handed in. Nothing of a case is written; the differences go to a file where one is named, by the number of the \
                case and without anybody's data.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "The service, such as new-pupil-enrolment.")
        var service: String
        @Argument(help: "The changed DMN file.", completion: .file(extensions: ["dmn"]))
        var file: String
        @Option(help: "The first day, such as 2026-05-01; without one a year before the last.")
        var from: String?
        @Option(help: "The last day; without one today.")
        var to: String?
        @Option(help: "Where the cases go that would be decided differently, as CSV.")
        var differences: String?
        @Flag(help: "The figures as JSON.")
        var json = false

        func run() async throws {
            let system = try await common.open(try common.configuration())
            do {
                try await rehearse(system)
                await system.storage.close()
            } catch {
                await system.storage.close()
                throw error
            }
        }

        private func rehearse(_ system: CountySystem) async throws {
            let last = try day(to) ?? system.today
            let first = try day(from) ?? last.adding(days: -364)
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            let (model, diagnostics) = DecisionModel.load(bytes, file: file, environment: system.feel)
            guard let model, !diagnostics.contains(where: { $0.severity == .error }) else {
                Console.print(DiagnosticPrinter(common.language.hasPrefix("zh") ? .zh : .en).report(diagnostics))
                throw ExitCode.failure
            }
            guard first <= last else {
                throw ValidationError(common.say("开始的日子在结束的后面", "The first day is after the last"))
            }
            guard let runtime = system.desk.services.first(where: { $0.service.id == service }) else {
                let known = system.desk.services.map(\.service.id).joined(separator: ", ")
                throw ValidationError(
                    common.say(
                        "没有“\(service)”这个事项（有 \(known)）", "There is no service ‘\(service)’ (there are \(known))"))
            }
            guard model.decisions.contains(where: { $0.name == runtime.service.decision.name }) else {
                throw ValidationError(
                    common.say(
                        "文件里没有决策“\(runtime.service.decision.name)”",
                        "The file has no decision ‘\(runtime.service.decision.name)’"))
            }
            guard Hexadecimal.encoded(Digest.sha256.hash(bytes)) != runtime.rule(on: system.today).hash else {
                throw ValidationError(
                    common.say(
                        "这个文件就是现行规则。请改在另外一份文件里，再来试算。",
                        "This file is the rule in force. Change a copy of it, and rehearse that."))
            }
            let start = ContinuousClock.now
            let rehearsal = try await system.desk.rehearse(
                service, with: model, from: first, through: last, today: system.today)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let report = RehearsalReport(
                rehearsal: rehearsal, first: first, last: last, seconds: seconds,
                category: { [words = system.words] in words.category($0.isEmpty ? nil : $0) },
                town: { system.divisionName($0) })
            Console.print(
                json ? report.json.prettyText : report.text(isChinese: common.language.hasPrefix("zh")))
            if let differences {
                try Data(report.csv.utf8).write(to: URL(fileURLWithPath: differences), options: .atomic)
            }
        }

        private func day(_ text: String?) throws -> CivilDate? {
            guard let text else { return nil }
            guard let day = CivilDate(iso: text) else {
                throw ValidationError(common.say("日期写成 2026-05-01", "Days are written 2026-05-01"))
            }
            return day
        }
    }
}
