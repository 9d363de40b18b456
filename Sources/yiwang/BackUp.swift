import Application
import ArgumentParser
import Foundation
import Storage

/// Copies the data while the service runs.
struct BackUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the data while the service runs.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Also copies the keys; keep such a copy as safe as the service itself.")
    var withKeys = false
    @Argument(help: "A new folder for the copy.")
    var folder: String

    func run() async throws {
        let configuration = try common.configuration()
        let start = ContinuousClock.now
        let report = try Backup(configuration: configuration).run(
            into: URL(fileURLWithPath: folder), withKeys: withKeys, now: SystemWallClock().now())
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        Console.print(
            common.say(
                "已备份到 \(folder)：\(report.files.joined(separator: "、"))，\(report.bytes >> 20) MB，\(Int(seconds.rounded(.up))) 秒。",
                "Copied to \(folder): \(report.files.joined(separator: ", ")), \(report.bytes >> 20) MB, \(Int(seconds.rounded(.up))) s."
            ))
        if !withKeys {
            Console.print(
                common.say("密钥文件要另外保存一份，和数据库备份分开放。", "Keep a copy of the key file too, apart from the database's."))
        }
    }
}
