import Application
import ArgumentParser
import Foundation
import Logging
import Storage
import Telemetry

/// Serves a county.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the county's pages.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Demonstration: one-click sign-in, registration always open.")
    var demo = false

    func run() async throws {
        let configuration = try common.configuration(demo: demo)
        let lock = try ServeLock.acquire(configuration, common: common)
        defer { lock.release() }
        let level = Logger.Level(rawValue: configuration.value("log.level")) ?? .info
        let logger = Logger(label: "yiwang") { label in
            JSONLogHandler(label: label, level: level, output: .standardError)
        }
        let system = try await common.open(configuration)
        let server = CountyServer(system: system, logger: logger)
        let host = configuration.listen?.host ?? "127.0.0.1"
        let say = common
        try await server.run { port in
            Console.print(say.say("服务已启动：http://\(host):\(port)", "Serving on http://\(host):\(port)"))
        }
    }
}

/// The lock that keeps two writers from one embedded database.
enum ServeLock {
    static func path(_ configuration: Configuration) -> String {
        configuration.data.appendingPathComponent("yiwang.lock").path
    }

    static func acquire(_ configuration: Configuration, common: CommonOptions) throws -> LockFile {
        try StorageOpening.makeDataFolder(configuration)
        do {
            return try LockFile.acquire(at: path(configuration), purpose: "serve", now: SystemWallClock().now())
        } catch {
            guard case .held(let holder) = error else { throw error }
            let process = holder.map { "\($0.process), \($0.purpose)" } ?? "?"
            Console.error(
                common.say(
                    "数据文件夹正被另一个进程使用（\(process)）。先停掉它再试。",
                    "The data folder is in use by another process (\(process)). Stop it first."))
            throw ExitCode(3)
        }
    }
}
