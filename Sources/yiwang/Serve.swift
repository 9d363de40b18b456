import Application
import ArgumentParser
import Foundation
import Logging
import Storage
import Telemetry

/// Serves a county.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the county's pages.",
        discussion: """
            With --rehearsal the data folder is a copy, as an upgrade makes one: pages are served from it, but nothing works \
            in the background and no other system is called, so that nothing happens a second time.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Demonstration: one-click sign-in, registration always open.")
    var demo = false
    @Flag(help: "Rehearsal on a copy of the data: no background work, no calls of other systems.")
    var rehearsal = false

    func run() async throws {
        let configuration = try common.configuration(demo: demo)
        if rehearsal, !configuration.usesSQLite { throw RehearsalRefused() }
        let lock = try ServeLock.acquire(configuration, common: common)
        defer { lock.release() }
        let level = Logger.Level(rawValue: configuration.value("log.level")) ?? .info
        let logger = Logger(label: "yiwang") { label in
            JSONLogHandler(label: label, level: level, output: .standardError)
        }
        let system = try await common.open(configuration, isRehearsal: rehearsal)
        let server = CountyServer(system: system, logger: logger)
        let host = configuration.listen?.host ?? "127.0.0.1"
        let say = common
        let isRehearsal = rehearsal
        try await server.run { port in
            if isRehearsal {
                Console.print(
                    say.say("演练：不做后台工作，不调用其他系统。", "Rehearsal: no background work, no calls of other systems."))
            }
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
            guard case .held = error else { throw error }
            common.tell(error)
            throw ExitCode(3)
        }
    }
}
