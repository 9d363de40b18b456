import Application
import CountySupport
import DemoCounty
import Foundation
import JSONTree
import Logging
import Registers
import Storage
import TestSupport
import Testing

/// Commands that write: the same in the own process and through the serving one's socket.
@Suite struct CommandTests {
    /// What a command said, gathered.
    private final class Heard: Sendable {
        private let events = Shared<[CommandEvent]>([])
        func hear(_ event: CommandEvent) { events.change { $0.append(event) } }
        var lines: [String] {
            events.value.compactMap { if case .line(let text) = $0 { text } else { nil } }
        }
        var notes: [String] {
            events.value.compactMap { if case .note(let text) = $0 { text } else { nil } }
        }
        var code: Int32? {
            events.value.compactMap { if case .end(let code) = $0 { code } else { nil } }.last
        }
    }

    private static let header = "居住证号,持证人公民身份号码,地址,有效期起,有效期止\n"

    private func file(_ county: County, _ rows: String) throws -> String {
        let path = county.database.folder.appendingPathComponent("permits-\(UUID().uuidString).csv").path
        try Data((CommandTests.header + rows).utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func good(_ county: County, _ serial: Int) throws -> String {
        "JZ-T-\(serial),\(try county.story("village").applicant),松禾县城关镇建设路\(serial)号,2026-08-03,2027-08-02\n"
    }

    private func rows(_ county: County) async throws -> Int {
        try await county.system.storage.point("SELECT COUNT(*) FROM reg_base_residence_permit") { try $0.int(0) } ?? 0
    }

    @Test func `an import says what came of it and leaves the bad rows in a file for its owner only`() async throws {
        try await withCounty { county in
            let before = try await rows(county)
            let path = try file(county, try good(county, 1) + "JZ-T-2,990121198501010018,某地,2026-08-03,2027-08-02\n")
            let heard = Heard()
            await LocalCommands.run(
                RegisterImportCommand(file: path, register: "base.residence_permit", mode: .goodRows),
                in: county.system, output: CommandOutput(isChinese: true) { heard.hear($0) })
            #expect(heard.code == 1)
            #expect(heard.lines.contains("added 1") && heard.lines.contains("rejected 1"))
            let rejected = path.replacing(".csv", with: ".rejected.xlsx")
            let mode = try FileManager.default.attributesOfItem(atPath: rejected)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try await rows(county) == before + 1)
        }
    }

    @Test func `what cannot be done is said with a code and without a row's content`() async throws {
        try await withCounty { county in
            for (command, words) in [
                (RegisterImportCommand(file: "/nowhere.csv", register: "base.residence_permit", mode: .goodRows), "["),
                (RegisterImportCommand(file: "/nowhere.csv", register: "base.nothing", mode: .goodRows), "base.person"),
            ] {
                let heard = Heard()
                await LocalCommands.run(
                    command, in: county.system, output: CommandOutput(isChinese: false) { heard.hear($0) })
                #expect(heard.code == 1)
                #expect(heard.notes.joined().contains(words), "\(heard.notes)")
            }
            let heard = Heard()
            await LocalCommands.run(
                CountySeedCommand(people: 500, seed: nil, enrolsLastYear: false), in: county.system,
                output: CommandOutput(isChinese: false) { heard.hear($0) })
            // Real data are never overwritten.
            #expect(heard.code == 4)
            #expect(heard.notes.joined().contains("[county.not-empty]"), "\(heard.notes)")
        }
    }

    @Test func `a county of a size or shape that cannot be made is refused before anything is`() async throws {
        #expect(throws: SeedRefusal.profile) { try SeedRefusal.check(people: nil, profile: "huge") }
        for people in [0, -5, 499, 5_000_001] {
            #expect(throws: SeedRefusal.people) { try SeedRefusal.check(people: people, profile: "city") }
        }
        try SeedRefusal.check(people: nil, profile: nil)
        try SeedRefusal.check(people: 500, profile: "county")
        try await withCounty { county in
            for isChinese in [true, false] {
                let heard = Heard()
                await LocalCommands.run(
                    CountySeedCommand(people: 0, seed: nil, enrolsLastYear: false), in: county.system,
                    output: CommandOutput(isChinese: isChinese) { heard.hear($0) })
                #expect(heard.code == 1)
                #expect(heard.notes.joined().contains("[county.people-out-of-range]"), "\(heard.notes)")
                #expect(heard.notes.joined().contains("没有造") == isChinese)
            }
        }
    }

    @Test func `a command crosses the socket as it is in its own process`() async throws {
        try await withCounty { county in
            let serving = Task {
                try await LocalSocket(system: county.system, logger: Logger(label: "test")).run()
            }
            defer { serving.cancel() }
            let socket = LocalSocket.path(county.system.configuration)
            for _ in 0..<500 where !FileManager.default.fileExists(atPath: socket) { await Task.yield() }
            while !FileManager.default.fileExists(atPath: socket) { try await Task.sleep(for: .milliseconds(5)) }
            let before = try await rows(county)
            let path = try file(county, try (1...300).map { try good(county, $0) }.joined())
            let command = RegisterImportCommand(
                file: path, register: "base.residence_permit", mode: .allOrNothing, columns: ["address": "地址"],
                rejectedFile: path + ".xlsx")
            #expect(RegisterImportCommand(arguments: command.arguments)?.arguments == command.arguments)
            let heard = Heard()
            let code = try await LocalSocketClient.run(
                command, on: county.system.configuration, isChinese: false
            ) { heard.hear($0) }
            #expect(code == 0, "\(heard.notes)")
            #expect(heard.lines.contains("added 300"))
            #expect(try await rows(county) == before + 300)
            let mode = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `where nobody serves there is nobody to ask`() async throws {
        try await withCounty { county in
            let command = RegisterImportCommand(file: "/x", register: "base.person", mode: .goodRows)
            await #expect(throws: LocalSocketClient.Failure.unreachable) {
                try await LocalSocketClient.run(command, on: county.system.configuration, isChinese: true) { _ in }
            }
        }
    }

    @Test(arguments: [
        CommandEvent.line("行"), .note("注"), .progress(permille: 512, "检查"), .end(3),
    ]) func `events cross the socket unchanged`(_ event: CommandEvent) {
        #expect(CommandEvent(event.json) == event)
    }
}
