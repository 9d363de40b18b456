import Application
import CountySupport
import Cryptography
import DemoCounty
import Diagnostics
import Foundation
import JSONTree
import Services
import Storage
import TestSupport
import Testing

@Suite struct `Copies and diagnoses` {
    @Test func `a copy made under load opens as a data folder, with what was there`() async throws {
        try await withCounty { county in
            let family = try await Family("village", in: county)
            let done = try await family.register()
            let folder = county.database.folder.appendingPathComponent("copy")
            let configuration = county.system.configuration
            // Others write meanwhile.
            async let writing: Void = {
                for index in 0..<200 {
                    try await county.system.storage.commit([
                        Statement(
                            "INSERT INTO demo_story (position, body) VALUES (?, '{}')", [.integer(Int64(1_000 + index))]
                        )
                    ])
                }
            }()
            let report = try Backup(configuration: configuration).run(into: folder, withKeys: true, now: county.now)
            try await writing
            #expect(report.files == ["yiwang.db", "keys", "backup.json"])
            let copy = try await CountySystem.open(
                try County.configuration(county.database, flags: ["data": folder.path]), clock: county.clock)
            let found = try await copy.cases.find(number: done.number, in: family.agent.scope)
            #expect(found.state == done.state)
            let stories = try await copy.storage.point("SELECT COUNT(*) FROM demo_story") { try $0.int(0) } ?? 0
            #expect(stories >= county.stories.count)
            await copy.storage.close()
            let mode =
                try FileManager.default.attributesOfItem(
                    atPath: folder.appendingPathComponent("yiwang.db").path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `no key is made beside a database in use, whatever happened to the old one`() async throws {
        try await withCounty { county in
            let configuration = county.system.configuration
            let keys = configuration.data.appendingPathComponent("keys/sealing.keys")
            let kept = try Data(contentsOf: keys)
            await county.system.storage.close()
            // Gone; not to be read; cut short.
            let changes: [(CryptoError.Code, () throws -> Void)] = [
                (.missingKey, {}),
                (
                    .unreadableKey,
                    { try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: false) }
                ),
                (.malformedKey, { try Data(kept.prefix(40)).write(to: keys) }),
            ]
            for (code, change) in changes {
                try? FileManager.default.removeItem(at: keys)
                try change()
                let error = await #expect(throws: CryptoError.self) {
                    _ = try await CountySystem.open(configuration, clock: county.clock)
                }
                let findings = await Doctor(configuration: configuration).examine()
                #expect(findings.contains { $0.subject.en == "Key file" && $0.state == .bad })
                #expect(error?.code == code)
                #expect(!CommandFailure.words(CryptoError(code)).zh.isEmpty)
                #expect((try? Data(contentsOf: keys)).map { $0.count <= 40 } ?? true, "nothing new was put there")
            }
            try? FileManager.default.removeItem(at: keys)
            try kept.write(to: keys)
            let again = try await CountySystem.open(configuration, clock: county.clock)
            await again.storage.close()
        }
    }

    @Test func `a county whose package holds a broken process does not start, and says where`() async throws {
        try await withCounty { county in
            let share = county.database.folder.appendingPathComponent("share", isDirectory: true)
            try FileManager.default.createDirectory(at: share, withIntermediateDirectories: true)
            for folder in ["Scenarios", "Counties"] {
                try FileManager.default.copyItem(
                    at: Repository.root.appendingPathComponent(folder), to: share.appendingPathComponent(folder))
            }
            let file = share.appendingPathComponent("Scenarios/hotline-orders/processes/supervision.bpmn")
            let good = try String(contentsOf: file, encoding: .utf8)
            let start = try #require(good.firstRange(of: "<startEvent"))
            // A flow from nowhere, as a slip of the editor leaves it.
            let flow = "<sequenceFlow id=\"slip\" sourceRef=\"nobody\" targetRef=\"nowhere\"/>"
            try good.replacingCharacters(in: start.lowerBound..<start.lowerBound, with: flow)
                .write(to: file, atomically: true, encoding: .utf8)
            let configuration = try County.configuration(county.database, flags: ["share": share.path])
            await county.system.storage.close()
            let error = await #expect(throws: CountySystem.Unusable.self) {
                _ = try await CountySystem.open(configuration, clock: county.clock)
            }
            let found = try #require(error?.diagnostics.first)
            #expect(found.location?.file == "hotline-orders/processes/supervision.bpmn")
            #expect(found.code.hasPrefix("bpmn."))
            try good.write(to: file, atomically: true, encoding: .utf8)
            let again = try await CountySystem.open(configuration, clock: county.clock)
            await again.storage.close()
        }
    }

    @Test(arguments: Backend.available)
    func `row ids go on behind what is there when the clock was put back`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let done = try await Family("village", in: county).register()
            let highest = try await county.system.storage.point("SELECT MAX(leaf_id) FROM receipt") {
                try $0.integer(0)
            }
            await county.system.storage.close()
            county.clock.advance(seconds: -7_200)
            let again = try await CountySystem.open(county.system.configuration, clock: county.clock)
            #expect(again.identifiers.next() > (highest ?? .max))
            #expect(again.identifiers.next() > done.id)
            await again.storage.close()
        }
    }

    @Test func `a copy overwrites nothing, and says what is missing`() async throws {
        try await withCounty { county in
            let folder = county.database.folder.appendingPathComponent("in-use")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("x".utf8).write(to: folder.appendingPathComponent("mine"))
            let backup = Backup(configuration: county.system.configuration)
            #expect(throws: Backup.Refused.self) { try backup.run(into: folder, withKeys: false, now: 0) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["mine"])
            let nowhere = Backup(
                configuration: try County.configuration(county.database, flags: ["data": folder.path + "/no"]))
            #expect(throws: Backup.Refused.self) {
                try nowhere.run(into: folder.appendingPathComponent("new"), withKeys: false, now: 0)
            }
            let other = Backup(
                configuration: try County.configuration(county.database, flags: ["database.url": "postgres://x"]))
            #expect(throws: Backup.Refused.self) {
                try other.run(into: folder.appendingPathComponent("pg"), withKeys: false, now: 0)
            }
        }
    }

    @Test(arguments: Backend.available)
    func `a diagnosis says how it stands and nothing about anybody`(backend: Backend) async throws {
        try await withCounty(
            backend, flags: ["province.secret": "geheim-4711", "province.application": "app-0815"]
        ) { county in
            let family = try await Family("village", in: county)
            let done = try await family.register()
            try await county.system.storage.commit([
                Statement(
                    """
                    INSERT INTO process_incident (id, instance, token, element, code, raised_at, resolved_at)
                    VALUES (1, 1, 1, 'call', 'no-flow', 0, NULL), (2, 1, 2, 'call', 'no-flow', 0, NULL),
                      (3, 1, 3, 'call', 'no-flow', 0, 1)
                    """)
            ])
            let bytes = await DiagnosisBundle(configuration: county.system.configuration).archive(now: county.now)
            var texts: [String: String] = [:]
            for name in [
                "README.txt", "doctor.txt", "program.json", "machine.json", "settings.json", "database.json",
            ] {
                texts[name] = try Unzipped.text(name, in: bytes)
            }
            let database = try JSON(parsing: try #require(texts["database.json"]))
            #expect((database["service_case"]?[0]?[0]?.integer ?? 0) >= 1)
            #expect((database["migrations"]?.count ?? 0) > 10)
            #expect(database["cases"]?.elements.contains { $0[0]?.string == County.service } == true)
            #expect(database.members.allSatisfy { $0.value.string == nil }, "every question was answered")
            #expect(database["database_version"]?[0]?[0]?.string?.contains(".") == true)
            let safety = database["safety"]?.elements.map { [$0[0]?.string, $0[1]?.string] } ?? []
            let safe: [String?] = backend == .sqlite ? ["synchronous", "2"] : ["fsync", "on"]
            #expect(safety.contains { $0 == safe }, "\(safety)")
            #expect(database["process_incidents"]?.count == 1)
            #expect(database["process_incidents"]?[0]?[0]?.string == "no-flow")
            #expect(database["process_incidents"]?[0]?[1]?.integer == 2)
            #expect(texts["settings.json"]?.contains("(set)") == true)
            #expect(texts["doctor.txt"]?.contains("数据库") == true)
            // The folder of a test has a name at random, which may look like anything.
            let all = texts.values.joined().replacing(county.database.folder.lastPathComponent, with: "")
            let story = try county.story("village")
            for secret in [
                "geheim-4711", "app-0815", done.number, story.applicant, story.child, story.applicantName,
                story.childName,
                "19900000001",
            ] {
                #expect(!all.contains(secret))
            }
            // Nothing that looks like an identity number.
            #expect(all.firstMatch(of: /[0-9]{17}[0-9X]/) == nil)
            if backend == .postgres { #expect(!all.contains("host=")) }
        }
    }
}

/// Reads an entry of an archive with the system's own tool.
enum Unzipped {
    static func text(_ name: String, in archive: [UInt8]) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).zip")
        try Data(archive).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            "-c", "import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))",
            path.path, name,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
