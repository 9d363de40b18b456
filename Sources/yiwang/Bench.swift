import Application
import ArgumentParser
import JSONTree
import Storage

/// Measures a running system's figures in process; `script/bench` measures over HTTP.
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure decisions and enrolments in a seeded data folder, without HTTP.")

    @OptionGroup var common: CommonOptions
    @Option(help: "How many children at most.")
    var children = 2000

    func run() async throws {
        let configuration = try common.configuration(demo: true)
        let lock = try ServeLock.acquire(configuration, common: common)
        defer { lock.release() }
        let system = try await common.open(configuration)
        let report = try await EnrolmentBench(system: system, children: children).run()
        Console.print(report.json.prettyText)
        await system.storage.close()
    }
}
