import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// The yardstick of `script/bench`: the same HTTP library answering one constant line, with nothing of ours around it.
package enum PlainTextServer {
    /// Serves until a signal asks to stop.
    package static func run(host: String, port: Int, onReady: @escaping @Sendable (Int) async -> Void) async throws {
        let router = Router()
        router.get("/") { _, _ in "Hello, World!" }
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: Logger(label: "plain-text") { _ in SwiftLogNoOpLogHandler() })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: Listening(server: application, host: host, port: port))],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "plain-text") { _ in SwiftLogNoOpLogHandler() }))
        try await group.run()
    }
}
