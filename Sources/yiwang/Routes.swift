import Application
import ArgumentParser
import JSONTree
import Logging
import Portal
import Storage
import Web

/// Lists every route and who may use it.
struct Routes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List every route and who may use it.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let configuration = try common.configuration(demo: true)
        let system = try await common.open(configuration)
        let server = CountyServer(system: system, logger: Logger(label: "routes"))
        let routes = try server.routes(server.portal()).routes
        if json {
            let list = JSON.array(
                routes.map { route in
                    [
                        "method": .string(route.method.rawValue), "path": .string(route.path),
                        "access": .string(route.access.name),
                        "caller": route.caller == .program ? "program" : "browser",
                    ]
                })
            Console.print(list.prettyText)
        } else {
            for route in routes { Console.print("\(route.method.rawValue) \(route.path) \(route.access.name)") }
        }
        await system.storage.close()
    }
}
