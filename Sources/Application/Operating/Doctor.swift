package import Diagnostics
import Foundation
import ScenarioKit
import WorkCalendar

/// Looks at an installation and says what is missing and how to mend it.
package struct Doctor: Sendable {
    /// One thing looked at.
    package struct Finding: Sendable {
        package enum State: String, Sendable { case good, warning, bad }

        package let state: State
        /// What was looked at.
        package let subject: Text
        /// How it stands.
        package let detail: Text
        /// What to do about it.
        package let remedy: Text?
        /// The stable code, where there is one.
        package var code: String?
    }

    let configuration: Configuration
    /// Whether what the database itself says is left out: it may name servers and users.
    let isForOthers: Bool
    /// How long the database's file may be read.
    let patience: Duration

    /// - Parameters:
    ///   - isForOthers: whether the findings are for somebody outside, who may not see names of servers and users.
    ///   - patience: how long the database's file may be read.
    package init(configuration: Configuration, isForOthers: Bool = false, patience: Duration = .seconds(60)) {
        self.configuration = configuration
        self.isForOthers = isForOthers
        self.patience = patience
    }

    /// Looks at everything; never stops at the first finding, and makes nothing.
    package func examine() async -> [Finding] {
        var findings = [dataFolder()]
        if hasFolder { findings += [disk(), keys()] }
        findings.append(assets())
        findings += packages()
        if hasFolder || !configuration.usesSQLite { findings += await database() }
        return findings
    }

    private var hasFolder: Bool {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: configuration.data.path, isDirectory: &isFolder)
        return isThere && isFolder.boolValue
    }

    private func dataFolder() -> Finding {
        let subject = Text(zh: "数据文件夹", en: "Data folder")
        let path = configuration.data.path
        guard hasFolder else {
            return Finding(
                state: .bad, subject: subject, detail: Text(zh: "没有 \(path) 这个文件夹", en: "There is no folder \(path)"),
                remedy: Text(
                    zh: "检查 --data 或设置 data 有没有写错；新装的系统第一次启动时会建立它",
                    en:
                        "Check how --data or the setting data is written; a new installation makes it at its first start"
                ),
                code: PathFailure.Code.missing.rawValue)
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            return Finding(
                state: .bad, subject: subject, detail: Text(zh: "\(path) 不能写入", en: "\(path) cannot be written"),
                remedy: Text(
                    zh: "换一个文件夹（--data），或调整权限", en: "Choose another folder (--data) or change its permissions"),
                code: PathFailure.Code.notPermitted.rawValue)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? Int) ?? 0
        if mode & 0o077 != 0 {
            return Finding(
                state: .warning, subject: subject,
                detail: Text(zh: "\(path) 其他用户可以读取", en: "\(path) can be read by other users"),
                remedy: Text(zh: "运行 chmod 700 \(path)", en: "Run chmod 700 \(path)"))
        }
        return Finding(state: .good, subject: subject, detail: Text(verbatim: path), remedy: nil)
    }

    private func disk() -> Finding {
        let subject = Text(zh: "磁盘空间", en: "Disk space")
        let values = try? FileManager.default.attributesOfFileSystem(forPath: configuration.data.path)
        let free = (values?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        let gigabytes = free >> 30
        return Finding(
            state: gigabytes >= 10 ? .good : gigabytes >= 2 ? .warning : .bad, subject: subject,
            detail: Text(zh: "剩余 \(gigabytes) GB", en: "\(gigabytes) GB free"),
            remedy: gigabytes >= 10
                ? nil : Text(zh: "清理磁盘或扩容；少于 2 GB 时可能无法提交", en: "Free or add space; under 2 GB submissions may fail"))
    }

    /// Whether the county's database file holds more than an empty one, such as looking at it makes.
    private var hasData: Bool {
        let path = configuration.data.appendingPathComponent("yiwang.db").path
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        return size > 1 << 16
    }

    private func keys() -> Finding {
        let subject = Text(zh: "密钥文件", en: "Key file")
        let path = KeyStore.path(configuration)
        do {
            guard try KeyStore.existing(configuration) != nil else {
                if hasData {
                    return Finding(
                        state: .bad, subject: subject,
                        detail: Text(
                            zh: "没有密钥文件，而数据库里已有数据：不能启动",
                            en: "There is none, and the database is in use: it does not start"),
                        remedy: Text(
                            zh: "把保管的密钥文件放回 \(path)。不会另造：另造的打不开原来的数据",
                            en:
                                "Put the kept key file back to \(path). None is made: another would not open what is there"
                        ))
                }
                return Finding(
                    state: .warning, subject: subject,
                    detail: Text(zh: "还没有，首次启动时生成", en: "None yet; made at the first start"),
                    remedy: Text(
                        zh: "数据库里已有数据时不会另造：请放回原来的密钥文件",
                        en: "None is made beside a database in use: put the old key file back"))
            }
            return Finding(
                state: .good, subject: subject, detail: Text(verbatim: path),
                remedy: Text(zh: "请另存一份，和数据库备份分开放", en: "Keep a copy apart from the database's backups"))
        } catch {
            return Finding(
                state: .bad, subject: subject, detail: Text(zh: "\(path) 已损坏", en: "\(path) is damaged"),
                remedy: Text(
                    zh: "从备份恢复这个文件；没有它，敏感字段读不出来", en: "Restore it from a copy; without it sealed fields cannot be read")
            )
        }
    }

    private func assets() -> Finding {
        let subject = Text(zh: "页面资源", en: "Page assets")
        let own = configuration.share.appendingPathComponent("Public/css").path
        guard FileManager.default.fileExists(atPath: own) else {
            return Finding(
                state: .bad, subject: subject, detail: Text(zh: "没有找到 \(own)", en: "\(own) is missing"),
                remedy: Text(zh: "用 --share 指到程序文件夹", en: "Point --share to the program's folder"))
        }
        let vendor = configuration.share.appendingPathComponent("Public/vendor").path
        let hasVendor = FileManager.default.fileExists(atPath: vendor)
        return Finding(
            state: hasVendor ? .good : .warning, subject: subject,
            detail: hasVendor
                ? Text(zh: "齐全", en: "Complete")
                : Text(zh: "没有第三方脚本，页面照常可用", en: "Without third-party scripts; pages work all the same"),
            remedy: hasVendor ? nil : Text(zh: "运行 script/assets", en: "Run script/assets"))
    }

    private func packages() -> [Finding] {
        let subject = Text(zh: "县配置和场景包", en: "County and packages")
        do {
            let profile = try CountyProfile(folder: configuration.countyFolder)
            var library = ScenarioLibrary(
                scenarios: configuration.share.appendingPathComponent("Scenarios"), county: configuration.countyFolder)
            let loaded = profile.packages.compactMap { library.package($0) }
            let errors = library.diagnostics.filter { $0.severity == .error }
            var findings = [
                Finding(
                    state: errors.isEmpty && loaded.count == profile.packages.count ? .good : .bad, subject: subject,
                    detail: Text(
                        zh: "\(profile.name.zh)，\(loaded.count) 个场景包，\(errors.count) 处错误",
                        en: "\(profile.name.en), \(loaded.count) packages, \(errors.count) errors"),
                    remedy: errors.isEmpty
                        ? nil : Text(zh: "运行 yiwang scenario lint 查看", en: "Run yiwang scenario lint"))
            ]
            findings.append(calendar(profile))
            return findings
        } catch {
            return [
                Finding(
                    state: .bad, subject: subject,
                    detail: Text(
                        zh: "\(configuration.countyFolder.path) 不能用",
                        en: "\(configuration.countyFolder.path) cannot be used"),
                    remedy: Text(zh: "检查 county 和 share 两项设置", en: "Check the settings county and share"))
            ]
        }
    }

    private func calendar(_ profile: CountyProfile) -> Finding {
        let subject = Text(zh: "节假日历", en: "Holiday calendar")
        let last = profile.calendars.map(\.through).max()
        let today = CivilDate(unixSeconds: Int64(Date().timeIntervalSince1970))
        guard let last, today.days(until: last) > 30 else {
            return Finding(
                state: .warning, subject: subject,
                detail: Text(
                    zh: "只到 \(last?.iso ?? "–")，之后的期限标为暂定", en: "Ends \(last?.iso ?? "–"); later dates are provisional"),
                remedy: Text(
                    zh: "国务院公布下一年安排后，在 Counties/calendars 增加一个文件",
                    en: "Add next year's file under Counties/calendars when it is announced"))
        }
        return Finding(
            state: .good, subject: subject, detail: Text(zh: "到 \(last.iso)", en: "To \(last.iso)"), remedy: nil)
    }
}
