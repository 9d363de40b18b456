import Diagnostics
import Foundation
import JSONTree
import Tabular

/// A file for whoever helps: how the installation is set up and how it does, and nothing about anybody.
///
/// Counts, codes, sizes and settings only. Settings that are secrets are named and not shown; texts of rows are never read.
/// What the database itself says stays out, since it may name servers and users, and the home folder is written as `~`.
package struct DiagnosisBundle: Sendable {
    let configuration: Configuration

    package init(configuration: Configuration) { self.configuration = configuration }

    /// The archive's bytes.
    package func archive(now: Int64) async -> [UInt8] {
        var archive = ZipWriter()
        archive.add("README.txt", DiagnosisBundle.explanation)
        archive.add("doctor.txt", await doctor())
        archive.add("program.json", program.prettyText + "\n")
        archive.add("machine.json", machine(now: now).prettyText + "\n")
        archive.add("settings.json", settings.prettyText + "\n")
        archive.add("database.json", await database().prettyText + "\n")
        return archive.finish()
    }

    private static let explanation = """
        一网诊断文件：交给帮忙排查问题的人。里面只有设置、数量、代码和大小，没有任何人的信息，密码和密钥不在内。
        A diagnosis of Yiwang, for whoever helps. Settings, counts, codes and sizes only: nothing about anybody, no secrets.

        doctor.txt      检查结果 · what was looked at
        program.json    程序的版本 · version of the program
        machine.json    机器和系统 · machine and system
        settings.json   设置（密码类只写“已设置”）· settings (secrets are only said to be set)
        database.json   数据库的版本和安全设置，表的行数、迁移，待办任务、发件箱和故障的状态
                        the database's version and safety settings, rows, migrations, state of jobs, outbox and incidents

        """

    private func doctor() async -> String {
        let findings = await Doctor(configuration: configuration, isForOthers: true).examine()
        let lines = findings.map { finding in
            let code = finding.code.map { " [\($0)]" } ?? ""
            let remedy = finding.remedy.map { "\n  → \($0.zh) · \($0.en)" } ?? ""
            return
                "[\(finding.state.rawValue)] \(finding.subject.zh) · \(finding.subject.en): \(finding.detail.zh) · \(finding.detail.en)\(code)\(remedy)"
        }
        return HomeFolder.hidden(in: lines.joined(separator: "\n")) + "\n"
    }

    /// The version and commit of a release, from the file that it brings beside its folders.
    private var program: JSON {
        var folders = [configuration.share.deletingLastPathComponent()]
        if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            folders.append(URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent())
        }
        for folder in folders {
            let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent("release.json").path)
            guard let bytes, let release = try? JSON(parsing: Array(bytes)), release["name"]?.string == "yiwang" else {
                continue
            }
            let names = ["version", "commit", "changed_since_commit", "date", "machine", "glibc"]
            return .object(names.compactMap { name in release[name].map { (name, $0) } })
        }
        return ["version": "unreleased"]
    }

    private func machine(now: Int64) -> JSON {
        var name = utsname()
        uname(&name)
        func text(_ field: some Any) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        func words(_ path: String, _ wanted: [String]) -> [(String, JSON)] {
            let lines = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return lines.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: line.contains("=") ? "=" : ":", maxSplits: 1)
                guard parts.count == 2, wanted.contains(parts[0].trimmingPrefix(" ").description) else { return nil }
                return (String(parts[0]), .string(parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \""))))
            }
        }
        let disk = try? FileManager.default.attributesOfFileSystem(forPath: configuration.data.path)
        return [
            "at": .integer(now / 1_000_000), "kernel": .string(text(name.release)),
            "machine": .string(text(name.machine)),
            "system": .object(words("/etc/os-release", ["ID", "VERSION_ID", "PRETTY_NAME"])),
            "cores": .integer(ProcessInfo.processInfo.activeProcessorCount),
            "memory": .object(words("/proc/meminfo", ["MemTotal", "MemAvailable", "SwapTotal"])),
            "disk_free_bytes": .integer((disk?[.systemFreeSize] as? NSNumber)?.int64Value ?? -1),
            "disk_bytes": .integer((disk?[.systemSize] as? NSNumber)?.int64Value ?? -1),
            "database_bytes": .integer(size("yiwang.db")), "log_bytes": .integer(size("yiwang.db-wal")),
        ]
    }

    private func size(_ name: String) -> Int64 {
        let path = configuration.data.appendingPathComponent(name).path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.int64Value ?? -1
    }

    /// The settings by name. A secret, an address of a database and whatever holds one of them is not shown.
    private var settings: JSON {
        .object(
            ConfigurationKey.all.map { key in
                let value = configuration.value(key.name)
                if key.isSecret { return (key.name, .string(value.isEmpty ? "" : "(set)")) }
                if key.name == "database.url", value != "sqlite" { return (key.name, "postgresql (not shown)") }
                return (key.name, .string(HomeFolder.hidden(in: value)))
            })
    }
}
