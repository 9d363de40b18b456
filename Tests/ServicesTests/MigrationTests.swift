import Application
import CountySupport
import Directory
import FEELEngine
import Foundation
import Services
import Storage
import Synchronization
import TestSupport
import Testing
import Workflow

/// Cases under way go over to another version of their process.
@Suite struct `Cases in another version` {
    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])
        var all: [String] { kept.withLock { $0 } }
        func add(_ line: String) { kept.withLock { $0.append(line) } }
    }

    private func run(_ command: ProcessMigrateCommand, in system: CountySystem) async throws -> (Int32, [String]) {
        let lines = Lines()
        let output = CommandOutput(isChinese: true) { event in
            if case .line(let text) = event { lines.add(text) }
        }
        let code = try await command.run(in: system, output: output)
        return (code, lines.all)
    }

    @Test(arguments: Backend.available)
    func `a case stays on the rule that it was handed in under, a later one has the new`(backend: Backend) async throws
    {
        try await withCounty(backend) { county in
            let family = try await Family("village-no-statement", in: county)
            let found = try await family.register()
            let draft = try await Family("village", in: county)
            let number = try await draft.open()
            try await draft.fill(number)
            let old = try #require(county.system.desk.services.first).definitions["decision"]
            #expect(found.outcome == .unknown && found.definitions["decision"] == old)
            await county.system.storage.close()
            // From now on a promise and a statement are not enough.
            let row =
                "<inputEntry><text>\"%\"</text></inputEntry>\n        <inputEntry><text>\"yes\"</text></inputEntry>\n"
                + "        <outputEntry><text>\""
            func rule(_ word: String, _ outcome: String) -> String {
                row.replacingOccurrences(of: "%", with: word) + "\(outcome)\""
            }
            try await withChangedShare(
                "Scenarios/new-pupil-enrolment/decisions/enrolment.dmn", rule("promise", "eligible"),
                rule("promise", "ineligible")
            ) { share in
                let system = try await CountySystem.open(
                    try County.configuration(county.database, flags: ["share": share.path]), clock: county.clock)
                let runtime = try #require(system.desk.services.first)
                #expect(runtime.definitions["decision"] != old)
                let promised = try await system.desk.promise(
                    "village-house-statement", in: found.number, by: family.agent, now: county.now)
                #expect(promised.outcome == .eligible && promised.rules.contains("R-VIL-3"))
                #expect(promised.definitions["decision"] == old)
                // So do the parameters of that day, and the day itself.
                let later = county.now + 400 * 86_400_000_000
                let (then, now) = (
                    try system.desk.knowledge(of: promised, now: later).variables,
                    try system.desk.knowledge(of: promised, now: county.now).variables
                )
                #expect(then["parameters"] == now["parameters"] && then["case"] == now["case"])
                // Handed in today, whatever the draft was begun under.
                try await system.desk.submit(number, by: draft.agent, now: county.now)
                let second = try await system.cases.find(number: number, in: draft.agent.scope)
                #expect(second.definitions == runtime.definitions)
                await system.storage.close()
            }
        }
    }

    @Test(arguments: Backend.available)
    func `rehearsed, refused without a mapping, moved with one, and done by the same reviewer`(
        backend: Backend
    ) async throws {
        try await withCounty(backend) { county in
            let family = try await Family("village-no-statement", in: county)
            let found = try await family.register()
            let old = try #require(county.system.desk.services.first).processHash
            await county.system.storage.close()
            try await withChangedShare(
                "Scenarios/new-pupil-enrolment/processes/enrolment.bpmn", "settle", "resolv"
            ) { share in
                let system = try await CountySystem.open(
                    try County.configuration(county.database, flags: ["share": share.path]), clock: county.clock)
                let new = try #require(system.desk.services.first).processHash
                #expect(old != new)
                let versions = try await system.desk.processVersions()
                #expect((versions.first { $0.hash == old }?.running ?? 0) > 0)
                func command(_ mapping: [String: String], _ applies: Bool) -> ProcessMigrateCommand {
                    ProcessMigrateCommand(
                        from: String(old.prefix(12)), to: String(new.prefix(12)), mapping: mapping, applies: applies,
                        leavesRefused: false)
                }
                let matter = Matter(kind: "case", id: found.id)
                func open() async throws -> WorkflowTask {
                    try #require(try await TaskStore(storage: system.storage).tasks(of: matter).first(where: \.isOpen))
                }
                // Nothing is moved while one would have no place.
                let (refused, words) = try await run(command([:], true), in: system)
                #expect(refused == 1 && words.contains { $0.contains("migration.gone") && $0.contains(found.number) })
                #expect(try await open().element == "settle")
                let (rehearsed, _) = try await run(command(["settle": "resolv"], false), in: system)
                #expect(rehearsed == 0)
                #expect(try await open().element == "settle")
                let (moved, said) = try await run(command(["settle": "resolv"], true), in: system)
                #expect(moved == 0 && said.last?.contains("留在旧版本 0 个") == true)
                #expect(try await open().element == "resolv")
                #expect((try await system.desk.processVersions().first { $0.hash == old }?.running ?? 0) == 0)
                let leaves = try await system.storage.query(
                    "SELECT body FROM journal_leaf ORDER BY id", limit: 100_000
                ) { String(decoding: try $0.bytes(0), as: UTF8.self) }.count { $0.contains("process.migrated") }
                #expect(leaves == versions.first { $0.hash == old }?.running)
                let after = try await system.desk.complete(
                    try await open(), of: found.number, by: try await county.official("songjiao01", in: system),
                    result: "on-site", now: county.now)
                #expect(after.state == .inReview)
                #expect(try await open().element == "on-site")
                let again = ProcessMigrateCommand(
                    from: "nothing", to: new, mapping: [:], applies: true, leavesRefused: false)
                #expect(try await run(again, in: system).0 == 2)
                #expect(ProcessMigrateCommand(arguments: again.arguments)?.arguments == again.arguments)
                await system.storage.close()
            }
        }
    }
}
