import CQREncode
import Cryptography
import DesignSystem
import Diagnostics
import Directory
package import Faces
import Foundation
import Hummingbird
import HummingbirdCore
import Journal
import Localisation
package import Logging
import Notices
package import Portal
import ServiceLifecycle
import Services
import Storage
import Telemetry
import UnixSignals
package import Web
import Workflow

/// The running program: pages, jobs, the outbox, the sequencer, until it is told to stop.
package struct CountyServer: Sendable {
    private let system: CountySystem
    private let metrics: MetricRegistry
    private let logger: Logger
    private let limits = SignInLimits()

    package init(system: CountySystem, logger: Logger) {
        self.system = system
        self.logger = logger
        metrics = MetricRegistry()
        metrics.describe("yiwang_requests_total", "Requests answered, by route and status")
        metrics.describe("yiwang_request_seconds", "Time to answer a request, by route")
        metrics.describe("yiwang_leaves_sequenced_total", "Leaves of the journal numbered")
        metrics.describe("yiwang_background_failures_total", "Failed rounds of background work, by kind")
        let started = Date()
        metrics.gauge("yiwang_uptime_seconds") { Date().timeIntervalSince(started) }
        metrics.describe("yiwang_disk_free_bytes", "Free space where the data folder lies")
        metrics.gauge("yiwang_disk_free_bytes") { [path = system.configuration.data.path] in
            let values = try? FileManager.default.attributesOfFileSystem(forPath: path)
            return (values?[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0
        }
        metrics.describe("yiwang_incidents_open", "Places where processes stand still until somebody mends them")
        metrics.describe("yiwang_jobs_given_up", "Background work that failed at every attempt")
        metrics.describe("yiwang_writes_waiting", "Write sets that wait for the database")
        metrics.gauge("yiwang_writes_waiting") { [storage = system.storage] in Double(storage.statistics.waiting) }
    }

    /// What pages are given.
    package func portal() throws -> PortalServices {
        let configuration = system.configuration
        let assets = try AssetCatalogue(
            folder: configuration.share.appendingPathComponent("Public").path, digest: { Digest.sha256.hash($0) })
        let profile = system.profile
        let posts = PostNames(system: system)
        let origin = configuration.value("public-origin")
        let demo = DemoPeople(system: system)
        return PortalServices(
            county: PortalServices.County(
                code: profile.code, name: profile.name, hotline: profile.hotline, enquiries: profile.enquiries,
                hallName: profile.hallName, hallAddress: profile.hallAddress, hallHours: profile.hallHours),
            desk: system.desk, orders: system.orderDesk, rules: system.rules, cases: system.cases,
            directory: system.directory,
            sessions: system.sessions,
            limits: limits, notices: system.notices, registers: system.registers, imports: system.imports,
            storage: system.storage,
            savedViews: SavedViewStore(storage: system.storage, identifiers: system.identifiers),
            journal: system.journal, words: system.words, assets: assets, zone: system.zone,
            isDemo: configuration.isDemo,
            secureCookies: configuration.flag("secure-cookies"), province: province(),
            publicOrigin: origin.isEmpty ? "http://\(configuration.value("listen"))" : origin,
            demoPeople: { try await demo.people() }, postName: { posts.name($0) },
            qrModules: { QRMatrix.modules(of: $0) },
            divisionName: { [facts = system.facts] in DivisionNames(facts: facts.facts).name($0) },
            metrics: { [metrics] in metrics.exposition() },
            health: { [storage = system.storage] in
                (try? await storage.point("SELECT 1") { _ in true }) == true
            })
    }

    /// The interface for programs, over the same county as the pages.
    package func interface(_ portal: PortalServices) throws -> RESTInterface {
        let county = portal.county
        return try RESTInterface(
            RESTInterface.Dependencies(
                county: (county.code, county.name, county.hotline, county.enquiries),
                hall: (county.hallName, county.hallAddress, county.hallHours), desk: system.desk,
                orders: system.orderDesk,
                cases: system.cases,
                directory: system.directory, sessions: system.sessions, notices: system.notices,
                storage: system.storage, journal: system.journal, words: system.words, zone: system.zone,
                isDemo: portal.isDemo, limits: limits, divisionName: portal.divisionName))
    }

    /// Every route of the program: pages for people, the interface for programs.
    package func routes(_ portal: PortalServices) throws -> RouteTable {
        var table = portal.routes()
        try interface(portal).register(in: &table)
        return table
    }

    private func province() -> (any IdentityProvider)? {
        let configuration = system.configuration
        guard !system.isRehearsal, !configuration.value("province.sign-in").isEmpty else { return nil }
        return TicketIdentityProvider(
            TicketIdentityProvider.Configuration(
                signInLocation: configuration.value("province.sign-in"),
                tokenLocation: configuration.value("province.token"),
                personLocation: configuration.value("province.person"),
                applicationID: configuration.value("province.application"),
                secret: configuration.value("province.secret"),
                returnLocation: "\(configuration.value("public-origin"))/sign-in/province/return"),
            exchange: URLExchange())
    }

    /// The shell around the routes.
    package func shell(_ portal: PortalServices) throws -> WebShell {
        // From the county's key, so that a sign-in page of one process, or of before a restart, is taken by another.
        var configuration = WebConfiguration(
            visitKey: system.keyring.blindIndex("forms before signing in", domain: "web.visit"))
        let origin = system.configuration.value("public-origin")
        configuration.publicOrigin = origin.isEmpty ? nil : origin
        configuration.secureCookies = system.configuration.flag("secure-cookies")
        configuration.trustsProxy = system.configuration.flag("trust-proxy")
        configuration.deviceOrigins = system.configuration.value("device-origins").split(separator: ",").map(
            String.init)
        return WebShell(
            configuration: configuration,
            services: WebShell.Services(
                session: { [sessions = system.sessions] token, now in
                    try await sessions.session(token: token, now: now)
                },
                now: { [clock = system.clock] in clock.now() },
                errorPage: { error, request in portal.errorPage(error, request) },
                explain: { PortalServices.explain($0) },
                observe: { [metrics, logger] observation in
                    metrics.count(
                        "yiwang_requests_total",
                        ["method": observation.method, "route": observation.path, "status": String(observation.status)])
                    metrics.observe(
                        "yiwang_request_seconds", ["route": observation.path],
                        seconds: observation.duration / .seconds(1))
                    if observation.status >= 500 || observation.code != nil {
                        // A full disk or a database that is away wakes somebody up; a form sent too late does not.
                        logger.log(
                            level: observation.status >= 500 ? .error : .info, "request",
                            metadata: [
                                "route": "\(observation.path)", "status": "\(observation.status)",
                                "code": "\(observation.code ?? "")", "request": "\(observation.requestID)",
                            ])
                    }
                }))
    }

    /// What works beside the pages; nothing does in a rehearsal.
    private var companions: [any Service] {
        guard !system.isRehearsal else { return [] }
        return [
            LocalSocket(system: system, logger: logger),
            BackgroundService(system: system, metrics: metrics, logger: logger),
        ]
    }

    /// Whether timers, jobs and commands are worked on beside the pages.
    package var worksInBackground: Bool { !companions.isEmpty }

    /// Serves until a signal asks to stop: requests under way are answered, then background work ends.
    ///
    /// - Throws: ``AddressFailure`` when the address cannot be had.
    package func run(onReady: @escaping @Sendable (Int) async -> Void) async throws {
        guard let listen = system.configuration.listen else { throw StorageError.closed }
        let portal = try portal()
        let router = try shell(portal).router(routes(portal))
        let files = OpenFiles.raised()
        let application = Hummingbird.Application(
            router: router, server: HTTPServerBuilder { GuardedChannel(responder: $0) },
            configuration: ApplicationConfiguration(
                address: .hostname(listen.host, port: listen.port),
                // Beyond this, connections wait at the door: accepting without a file left would turn in circles.
                availableConnectionsDelegate: MaximumAvailableConnections(max(64, files - 256))),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? listen.port) }, logger: logger)
        let pages = Listening(server: application, host: listen.host, port: listen.port)
        var services = [
            ServiceGroupConfiguration.ServiceConfiguration(
                service: pages, successTerminationBehavior: .gracefullyShutdownGroup)
        ]
        services += companions.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
        var settings = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Somebody who sends a byte a second does not keep the program from ending.
        settings.maximumGracefulShutdownDuration = .seconds(20)
        let group = ServiceGroup(configuration: settings)
        try await group.run()
        await system.storage.close()
    }
}
