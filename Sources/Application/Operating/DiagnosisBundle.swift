import Diagnostics
import Foundation
import JSONTree
import Storage
import Tabular

/// A file for whoever helps: how the installation is set up and how it does, and nothing about anybody.
///
/// Counts, codes, sizes and settings only. Settings that are secrets are named and not shown; texts of rows are never read.
package struct DiagnosisBundle: Sendable {
    private let configuration: Configuration

    package init(configuration: Configuration) { self.configuration = configuration }

    /// The archive's bytes.
    package func archive(now: Int64) async -> [UInt8] {
        var archive = ZipWriter()
        archive.add("README.txt", DiagnosisBundle.explanation)
        archive.add("doctor.txt", await doctor())
        archive.add("machine.json", machine(now: now).prettyText + "\n")
        archive.add("settings.json", settings.prettyText + "\n")
        archive.add("database.json", await database().prettyText + "\n")
        return archive.finish()
    }

    private static let explanation = """
        一网诊断文件：交给帮忙排查问题的人。里面只有设置、数量、代码和大小，没有任何人的信息，密码和密钥不在内。
        A diagnosis of Yiwang, for whoever helps. Settings, counts, codes and sizes only: nothing about anybody, no secrets.

        doctor.txt      检查结果 · what was looked at
        machine.json    机器和系统 · machine and system
        settings.json   设置（密码类只写“已设置”）· settings (secrets are only said to be set)
        database.json   表的行数、迁移、待办任务和发件箱的状态 · rows, migrations, state of jobs and outbox

        """

    private func doctor() async -> String {
        await Doctor(configuration: configuration).examine().map { finding in
            let remedy = finding.remedy.map { "\n  → \($0.zh) · \($0.en)" } ?? ""
            return
                "[\(finding.state.rawValue)] \(finding.subject.zh) · \(finding.subject.en): \(finding.detail.zh) · \(finding.detail.en)\(remedy)"
        }.joined(separator: "\n") + "\n"
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
                return (key.name, .string(value))
            })
    }

    private static let counted = [
        "service_case", "workflow_task", "process_instance", "journal_leaf", "receipt", "outbox", "notice", "job",
        "session",
        "citizen", "official", "register_import", "case_document", "correction",
    ]

    private func database() async -> JSON {
        let storage: any Storage
        do {
            storage = try await StorageOpening.open(configuration)
        } catch let error as StorageError {
            return ["error": .string(error.code)]
        } catch {
            return ["error": "unknown"]
        }
        var members: [(String, JSON)] = []
        func rows(_ name: String, _ sql: SQL) async {
            let found = try? await storage.query(sql, limit: 500, timeLimit: .seconds(20)) { row in
                JSON.array(
                    try row.values.map { value -> JSON in
                        switch value {
                        case .null: .null
                        case .integer(let number): .integer(number)
                        case .text(let text): .string(text)
                        case .bytes: "(bytes)"
                        }
                    })
            }
            members.append((name, found.map { JSON.array($0) } ?? "not to be had"))
        }
        for table in DiagnosisBundle.counted { await rows(table, SQL("SELECT COUNT(*) FROM \(table)")) }
        await rows("migrations", "SELECT module, number, name FROM schema_migration ORDER BY module, number")
        await rows("cases", "SELECT service, state, COUNT(*) FROM service_case GROUP BY service, state ORDER BY 1, 2")
        await rows(
            "jobs", "SELECT kind, state, last_error, COUNT(*), MAX(attempts) FROM job GROUP BY kind, state, last_error")
        await rows(
            "outbox_state",
            "SELECT adapter, state, last_error, COUNT(*), MAX(attempts) FROM outbox GROUP BY adapter, state, last_error"
        )
        await rows("leaves_waiting", "SELECT COUNT(*) FROM journal_leaf WHERE position IS NULL")
        await rows(
            "imports",
            "SELECT register, state, failure, COUNT(*) FROM register_import GROUP BY register, state, failure")
        await storage.close()
        return .object(members)
    }
}
