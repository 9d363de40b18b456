import Application
import CountySupport
import Diagnostics
import Foundation
import JSONTree
import Storage
import TestSupport
import Testing

/// What `yiwang doctor` finds, and what it tells somebody outside.
@Suite struct `What doctor finds` {
    private func finding(_ subject: String, of findings: [Doctor.Finding]) -> Doctor.Finding? {
        findings.first { $0.subject.en == subject }
    }

    @Test(arguments: Backend.available)
    func `a database that the program would refuse is not called good`(backend: Backend) async throws {
        try await withCounty(backend) { county in
            let configuration = county.system.configuration
            let before = await Doctor(configuration: configuration).examine()
            #expect(finding("Database", of: before)?.state == .good)
            #expect(finding("Journal", of: before)?.state == .good)
            try await county.system.storage.commit([
                Statement(
                    "INSERT INTO schema_migration (module, number, name, hash, applied_at) VALUES ('jobs', 99, 'x', 'y', 0)"
                )
            ])
            let after = await Doctor(configuration: configuration).examine()
            let found = try #require(finding("Database", of: after))
            #expect(found.state == .bad)
            #expect(found.code == "storage.migration-refused")
            #expect(found.detail.zh.contains("jobs 99") && found.remedy?.zh.contains("版本") == true)
            #expect(finding("Journal", of: after) == nil)
            await county.system.storage.close()
            await #expect(throws: StorageError.migrationRefused("jobs 99 is not known to this program")) {
                _ = try await CountySystem.open(configuration, clock: county.clock)
            }
        }
    }

    @Test func `a damaged file is found, and the remedy is a copy`() async throws {
        try await withCounty { county in
            let folder = county.database.folder.appendingPathComponent("copy")
            _ = try Backup(configuration: county.system.configuration).run(into: folder, withKeys: true, now: 0)
            let configuration = try County.configuration(county.database, flags: ["data": folder.path])
            let whole = await Doctor(configuration: configuration).examine()
            #expect(finding("Database", of: whole)?.state == .good)
            let path = folder.appendingPathComponent("yiwang.db")
            let file = try FileHandle(forWritingTo: path)
            try file.seek(toOffset: 20 * 4_096)
            try file.write(contentsOf: Data(repeating: 0xFF, count: 8 * 4_096))
            try file.close()
            let findings = await Doctor(configuration: configuration).examine()
            let found = try #require(finding("Database", of: findings))
            #expect(found.state == .bad)
            #expect(found.code == "storage.damaged")
            #expect(found.remedy?.zh.contains("备份") == true && found.remedy?.en.contains("backup") == true)
            #expect(finding("Journal", of: findings) == nil)
            // One that is no database at all: the program says the same when it is to open it.
            try Data(repeating: 0x41, count: 8_192).write(to: path)
            let garbage = await Doctor(configuration: configuration).examine()
            #expect(finding("Database", of: garbage)?.code == "storage.damaged")
            let error = await #expect(throws: StorageError.self) {
                _ = try await CountySystem.open(configuration, clock: county.clock)
            }
            #expect(error?.code == "storage.damaged")
        }
    }

    @Test func `it makes nothing: neither a mistyped folder nor a database`() async throws {
        try await withDatabase(.sqlite) { database in
            let nowhere = database.folder.appendingPathComponent("mistyped")
            let mistyped = try County.configuration(database, flags: ["data": nowhere.path])
            let findings = await Doctor(configuration: mistyped).examine()
            let folder = try #require(finding("Data folder", of: findings))
            #expect(folder.state == .bad && folder.code == "path.missing")
            #expect(folder.detail.zh.contains(nowhere.path))
            #expect(finding("Database", of: findings) == nil)
            _ = await DiagnosisBundle(configuration: mistyped).archive(now: 0)
            #expect(!FileManager.default.fileExists(atPath: nowhere.path))
            try FileManager.default.createDirectory(at: nowhere, withIntermediateDirectories: false)
            let empty = await Doctor(configuration: mistyped).examine()
            #expect(finding("Database", of: empty)?.state == .warning)
            #expect(try FileManager.default.contentsOfDirectory(atPath: nowhere.path).isEmpty)
        }
    }

    @Test func `somebody outside is told neither the server nor the user of a database that is away`() async throws {
        try await withDatabase(.sqlite) { database in
            let configuration = try County.configuration(
                database, flags: ["database.url": "host=/nowhere user=geheim-4711 dbname=x"])
            let own = await Doctor(configuration: configuration).examine()
            #expect(finding("Database", of: own)?.detail.en.contains("/nowhere") == true)
            let bytes = await DiagnosisBundle(configuration: configuration).archive(now: 0)
            let doctor = try Unzipped.text("doctor.txt", in: bytes)
            #expect(doctor.contains("[storage.unavailable]"))
            #expect(doctor.contains("cannot connect to PostgreSQL"))
            for secret in ["/nowhere", "geheim-4711", "socket"] { #expect(!doctor.contains(secret)) }
            let state = try JSON(parsing: try Unzipped.text("database.json", in: bytes))
            #expect(state["error"]?.string == "storage.unavailable")
        }
    }

    @Test func `a diagnosis names the release that lies around the program's folder`() async throws {
        try await withDatabase(.sqlite) { database in
            let release = """
                {"name": "yiwang", "version": "1.2.3", "commit": "abc", "changed_since_commit": false, "glibc": "2.35"}
                """
            try Data(release.utf8).write(to: database.folder.appendingPathComponent("release.json"))
            let share = database.folder.appendingPathComponent("share").path
            let bytes = await DiagnosisBundle(
                configuration: try County.configuration(database, flags: ["share": share])
            ).archive(now: 0)
            let program = try JSON(parsing: try Unzipped.text("program.json", in: bytes))
            #expect(program["version"]?.string == "1.2.3")
            #expect(program["commit"]?.string == "abc")
            #expect(program["changed_since_commit"]?.bool == false)
        }
    }

    @Test func `the home folder is written as a tilde, and no other is`() {
        let homes = ["/home/li", "/"]
        #expect(HomeFolder.hidden(in: "/home/li/data · /home/li", homes: homes) == "~/data · ~")
        #expect(HomeFolder.hidden(in: "没有 /home/li/data 这个文件夹", homes: homes) == "没有 ~/data 这个文件夹")
        #expect(HomeFolder.hidden(in: "/home/lina/data", homes: homes) == "/home/lina/data")
        #expect(HomeFolder.hidden(in: "/mnt/home/li/data", homes: homes) == "/mnt/home/li/data")
        #expect(HomeFolder.hidden(in: "/var/lib/yiwang", homes: ["/root/"]) == "/var/lib/yiwang")
        #expect(HomeFolder.hidden(in: "/root/yiwang", homes: ["/root/"]) == "~/yiwang")
    }
}
