import Diagnostics
import Foundation
import SQLiteStorage
import Storage

extension Doctor {
    private static let subject = Text(zh: "数据库", en: "Database")

    /// Whether the database is whole, safe, and written by no newer program.
    func database() async -> [Finding] {
        var isWhole = true
        do {
            if configuration.usesSQLite {
                guard fileSize > 0 else { return [Doctor.nothingYet] }
                isWhole = try SQLiteInspection.check(StorageOpening.file(configuration).path, limit: patience)
            }
            let storage = try await StorageOpening.openExisting(configuration)
            do {
                let findings = try await look(at: storage, isWhole: isWhole)
                await storage.close()
                return findings
            } catch {
                await storage.close()
                throw error
            }
        } catch {
            return [trouble(error)]
        }
    }

    private var fileSize: Int {
        let path = StorageOpening.file(configuration).path
        return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    private static var nothingYet: Finding {
        Finding(
            state: .warning, subject: subject, detail: Text(zh: "还没有，首次启动时建立", en: "None yet; made at the first start"),
            remedy: Text(
                zh: "以前有过数据的：检查 --data，或放回备份的数据库", en: "If there were data: check --data, or put a backup copy back"))
    }

    private func look(at storage: any Storage, isWhole: Bool) async throws -> [Finding] {
        let pending = try await CountySystem.migrations.pending(in: storage)
        var leaves = "0"
        if try await storage.describe(table: "journal_leaf") != nil {
            // Counting a long one takes longer than anybody waits for it.
            let counted = try? await storage.query(
                "SELECT COUNT(*) FROM journal_leaf", [], limit: 1, timeLimit: .seconds(10)
            ) { try $0.int(0) }
            leaves = (counted?.first).map(String.init) ?? "–"
        }
        let kind =
            !configuration.usesSQLite
            ? Text(verbatim: "PostgreSQL")
            : isWhole
                ? Text(zh: "SQLite，完好", en: "SQLite, intact")
                : Text(
                    zh: "SQLite，读了 \(patience.components.seconds) 秒没有发现损坏，没有读完",
                    en: "SQLite, nothing wrong in the first \(patience.components.seconds) s, not read to the end")
        let later =
            pending == 0
            ? Text(verbatim: "")
            : Text(zh: "；下次启动时更新 \(pending) 处结构", en: "; \(pending) changes of its tables at the next start")
        return [
            Finding(
                state: isWhole ? .good : .warning, subject: Doctor.subject,
                detail: Text(
                    zh: "\(kind.zh)，写入即落盘\(later.zh)", en: "\(kind.en), durable at commit\(later.en)"),
                remedy: isWhole
                    ? nil
                    : Text(
                        zh: "想读完：yiwang doctor --whole，夜里运行", en: "To read all of it: yiwang doctor --whole, at night")),
            Finding(
                state: .good, subject: Text(zh: "日志", en: "Journal"),
                detail: Text(zh: "\(leaves) 条", en: "\(leaves) leaves"), remedy: nil),
        ]
    }

    private func trouble(_ error: any Error) -> Finding {
        let known = error as? StorageError
        var shown: any Error = error
        if isForOthers, let known { shown = known.withoutReason }
        let (code, text) = CommandFailure.words(shown)
        let remedy =
            switch known {
            case .damaged?:
                Text(
                    zh: "停止服务，把数据文件夹移到一边，放回备份的 yiwang.db 和 keys，再运行 yiwang doctor 和 yiwang journal verify",
                    en:
                        "Stop the service, move the data folder aside, put yiwang.db and keys of a backup back, then run yiwang doctor and yiwang journal verify"
                )
            case .migrationRefused?:
                Text(
                    zh: "用写过这个数据库的程序版本，或放回升级前的备份",
                    en:
                        "Use the version of the program that wrote this database, or put back the copy from before the upgrade"
                )
            case .misconfigured?:
                Text(zh: "按上面说的改数据库的设置，再启动", en: "Change the database's setting as said above, then start")
            default:
                configuration.usesSQLite
                    ? Text(zh: "检查数据文件夹的权限和磁盘", en: "Check the data folder's permissions and the disk")
                    : Text(zh: "检查 database.url 和数据库服务", en: "Check database.url and the database service")
            }
        return Finding(state: .bad, subject: Doctor.subject, detail: text, remedy: remedy, code: code)
    }
}
