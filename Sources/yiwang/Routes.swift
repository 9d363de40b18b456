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
        let portal = try CountyServer(system: system, logger: Logger(label: "routes")).portal()
        let routes = portal.routes().routes
        if json {
            let list = JSON.array(
                routes.map { route in
                    [
                        "method": .string(route.method.rawValue), "path": .string(route.path),
                        "access": .string(route.access.name),
                    ]
                })
            Console.print(list.prettyText)
        } else {
            for route in routes { Console.print("\(route.method.rawValue) \(route.path) \(route.access.name)") }
        }
        await system.storage.close()
    }
}
