package import Cryptography
import DecisionEngine
package import Diagnostics
package import Directory
import Exchange
package import FEELEngine
import FormEngine
import Foundation
package import Journal
package import Localisation
package import Notices
import ProcessEngine
package import Registers
package import ScenarioKit
package import Services
package import Storage
import Synchronization
package import WorkCalendar
package import WorkOrders
package import Workflow

/// The composition root: a county's program with every part wired, without a face.
package final class CountySystem: Sendable {
    package let configuration: Configuration
    /// Whether this is a rehearsal on a copy of the data: nothing goes out to other systems.
    package let isRehearsal: Bool
    package let profile: CountyProfile
    package let storage: any Storage
    package let keyring: Keyring
    package let clock: any WallClock
    package let zone = ZoneClock.china
    package let identifiers: IdentifierSource
    package let journal: Journal
    package let directory: DirectoryStore
    package let sessions: SessionStore
    package let registers: RegisterStore
    package let imports: RegisterImporter
    package let cases: CaseStore
    package let desk: CaseDesk
    package let orderDesk: OrderDesk
    /// Where the county's own rules are drafted, published and withdrawn.
    package let rules: RuleDesk
    /// What processes may call outside of the database.
    package let external = ExternalHandlers()
    package let notices: NoticeDesk
    package let jobs: JobQueue
    package let outbox: Outbox
    package let words: CountyWords
    /// What the county's rules may use from outside.
    package let feel: FEELEnvironment
    package let facts: CountyFactsHolder
    package let packages: [ScenarioPackage]
    package let calendar: WorkingCalendar
    /// The last completed import that what is kept in memory reflects.
    private let importsSeen = Mutex<(imports: Int64, orders: Int64)>((0, 0))
    /// What was published and withdrawn when the rules were read last.
    private let rulesSeen = Mutex<[Int64]>([])

    /// Why a county cannot be opened.
    package struct Unusable: Error, Sendable {
        package let diagnostics: [Diagnostic]
    }

    /// Opens everything: database, keys, packages, registers.
    ///
    /// - Parameters:
    ///   - isRehearsal: whether the data are a copy, from which nothing may go out to other systems.
    ///   - instrument: puts something between the county and its database, such as what notes each statement.
    package static func open(
        _ configuration: Configuration, clock: any WallClock = SystemWallClock(), isRehearsal: Bool = false,
        instrument: (any Storage) -> any Storage = { $0 }
    ) async throws -> CountySystem {
        let profile = try CountyProfile(folder: configuration.countyFolder)
        var library = ScenarioLibrary(
            scenarios: configuration.share.appendingPathComponent("Scenarios"), county: configuration.countyFolder)
        let packages = profile.packages.compactMap { library.package($0) }
        let errors = (library.diagnostics + packages.flatMap(faults)).filter { $0.severity == .error }
        if !errors.isEmpty { throw Unusable(diagnostics: errors) }
        let storage = instrument(try await StorageOpening.open(configuration))
        do {
            return try await CountySystem(
                configuration: configuration, isRehearsal: isRehearsal, profile: profile, packages: packages,
                storage: storage, clock: clock)
        } catch {
            await storage.close()
            throw error
        }
    }

    /// What no process of a package may have, since a running county would never begin it: a model that breaks a rule of
    /// BPMN 2.0, or an expression that cannot be read.
    private static func faults(in package: ScenarioPackage) -> [Diagnostic] {
        let expressions = FEELExpressionCompiler(
            environment: FEELEnvironment(functions: ExtensionFunctions.all { NoCountyFacts() }))
        return package.processes.sorted { $0.key < $1.key }.flatMap { id, bytes in
            let file = "\(package.id)/processes/\(id).bpmn"
            return BPMNReading(bytes, file: file, expressions: expressions).diagnostics.map {
                $0.location?.file == nil ? $0.inFile(file) : $0
            }
        }
    }

    /// All migrations, in the order in which modules build on one another.
    package static let migrations = Migrations([
        JobQueue.migrations, Outbox.migrations, IdempotencyStore.migrations, Journal.migrations,
        DefinitionPublisher.migrations, WorkflowTables.migrations, DirectoryTables.migrations, NoticeTables.migrations,
        ServiceTables.migrations, ImportTables.migrations, DemoTables.migrations, WorkOrderTables.migrations,
    ])

    private init(
        configuration: Configuration, isRehearsal: Bool, profile: CountyProfile, packages: [ScenarioPackage],
        storage: any Storage, clock: any WallClock
    ) async throws {
        self.configuration = configuration
        self.isRehearsal = isRehearsal
        self.profile = profile
        self.packages = packages
        self.storage = storage
        self.clock = clock
        let isNew = try await storage.describe(table: "schema_migration") == nil
        keyring = try KeyStore.open(configuration, isNew: isNew)
        let now = clock.now()
        _ = try await CountySystem.migrations.apply(to: storage, now: now)
        identifiers = try await CountySystem.identifiers(storage, clock: clock)
        journal = Journal(identifiers: identifiers)
        directory = DirectoryStore(storage: storage, keyring: keyring, identifiers: identifiers)
        sessions = SessionStore(
            storage: storage, directory: directory, secondsFromUTC: zone.secondsFromUTC)
        registers = RegisterStore(
            storage: storage, keyring: keyring, identifiers: identifiers, registers: packages.flatMap(\.registers))
        _ = try await registers.migrate()
        imports = RegisterImporter(registers: registers, journal: journal, clock: clock)
        jobs = JobQueue(identifiers: identifiers)
        outbox = Outbox(identifiers: identifiers)
        notices = NoticeDesk(storage: storage, keyring: keyring, outbox: outbox)
        calendar = try WorkingCalendar(profile.calendars)
        words = CountyWords(packages: packages)
        cases = CaseStore(storage: storage, keyring: keyring, identifiers: identifiers)
        let facts = CountyFactsHolder()
        self.facts = facts
        let environment = FEELEnvironment(
            functions: ExtensionFunctions.all { () -> any CountyFacts in
                if let live = facts.facts { return live }
                return NoCountyFacts()
            })
        feel = environment
        let publisher = DefinitionPublisher(storage: storage)
        let today = zone.date(microseconds: now)
        for package in packages {
            _ = try await publisher.publish(package, by: "program", journal: journal, today: today, now: now)
        }
        var catalogue = ProcessCatalogue()
        for process in try await publisher.publishedProcesses() {
            let reading = BPMNReading(
                process.bytes, file: process.id, expressions: FEELExpressionCompiler(environment: environment))
            for definition in reading.definitions {
                catalogue.insert(
                    definition, hash: process.hash, source: process.bytes, package: process.package)
            }
        }
        for package in packages {
            for bytes in package.processes.values {
                catalogue.putInForce(Hexadecimal.encoded(Digest.sha256.hash(bytes)), package: package.id)
            }
        }
        let due = DueRule(calendar: calendar, hours: profile.hours, clock: zone)
        let processes = ProcessRunner(identifiers: identifiers, catalogue: catalogue, due: due, jobs: jobs)
        let book = RuleBook(try await publisher.publishedDecisions()) { bytes in
            DecisionModel.load(bytes, environment: environment).model
        }
        var services: [ServiceRuntime] = []
        for package in packages {
            for service in package.services {
                services.append(
                    try RuntimeBuilder(
                        package: package, service: service, registers: registers, keyring: keyring,
                        environment: environment, rules: book
                    ).runtime())
            }
        }
        desk = CaseDesk(
            cases: cases, directory: directory, registers: registers, journal: journal, processes: processes,
            notices: notices, clocks: ClockStore(identifiers: identifiers, due: due), clock: zone,
            words: words, isDemo: configuration.isDemo, services: services)
        var kinds: [OrderRuntime] = []
        for package in packages {
            for kind in package.orders {
                kinds.append(
                    try OrderRuntimeBuilder(
                        package: package, kind: kind, registers: registers, catalogue: catalogue,
                        environment: environment
                    ).runtime())
            }
        }
        orderDesk = OrderDesk(
            orders: OrderStore(registers: registers), directory: directory, journal: journal, processes: processes,
            clocks: ClockStore(identifiers: identifiers, due: due), zone: zone, kinds: kinds)
        desk.know(orderDesk)
        rules = RuleDesk(
            desk: desk, book: book, environment: environment, examples: PackageExamples(packages: packages))
        try await refreshRules(isOpening: true)
        try readConnectors()
        try await refreshFacts()
    }

    /// Reads the interfaces of other systems from the file that the configuration names.
    private func readConnectors() throws {
        let path = configuration.value("connectors")
        guard !path.isEmpty else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CountyProfile.Unusable(diagnostics: [
                Diagnostic(
                    .error, code: "connector.file",
                    message: Text(zh: "读不到连接文件 \(path)", en: "The file of connectors \(path) cannot be read"),
                    hint: Text(zh: "检查设置 connectors", en: "Check the setting `connectors`"))
            ])
        }
        let (handlers, diagnostics) = Connectors.read(
            Array(data), file: path, environment: ProcessInfo.processInfo.environment)
        if !diagnostics.isEmpty { throw CountyProfile.Unusable(diagnostics: diagnostics) }
        for (name, handler) in handlers { external.register(name, isRehearsal ? RehearsedConnector() : handler) }
    }

    /// A source of row ids that meets nobody else's: a node drawn by lot, and behind everything there is, even when the clock
    /// was put back. Should two processes draw the same node, the loser of a collision plans again.
    private static func identifiers(_ storage: any Storage, clock: any WallClock) async throws -> IdentifierSource {
        var highest: Int64 = 0
        for (table, column) in [
            ("receipt", "leaf_id"), ("case_event", "id"), ("outbox", "id"), ("job", "id"), ("process_log", "id"),
            ("service_case", "id"), ("case_document", "id"), ("notice", "id"), ("work_order", "id"),
            ("work_order_event", "id"),
        ] {
            let last = try await storage.point(SQL("SELECT MAX(\(column)) FROM \(table)"), []) {
                try $0.optionalInteger(0)
            }
            highest = max(highest, (last ?? nil) ?? 0)
        }
        let node = try SecureRandom.shared.bytes(1)[0]
        return IdentifierSource(node: node, clock: clock, after: highest)
    }

    /// Reads what is kept in memory again when rows have come into a register by file, by whatever process.
    package func refreshAfterImports() async throws {
        let last = try await imports.store.lastCompleted()
        let now = clock.now()
        let seen = importsSeen.withLock { $0 }
        let isNew = last > seen.imports
        if isNew {
            try await refreshFacts()
            try await setPlaces(seasons: [today])
            importsSeen.withLock { $0.imports = max($0.imports, last) }
        }
        // Orders come by file and by interface, on any node; what came in and was not taken over before a stop is now.
        if isNew || now >= seen.orders + CountySystem.betweenTakeOvers {
            importsSeen.withLock { $0.orders = now }
            try await orderDesk.takeOver(now: now)
        }
    }

    /// Takes over the county's own rules when some were published or withdrawn, by whatever process.
    ///
    /// - Throws: ``Unusable`` for a rule in force that this version cannot read.
    package func refreshRules(isOpening: Bool = false) async throws {
        try await rules.refreshWaiting()
        let state = try await rules.state()
        guard isOpening || rulesSeen.withLock({ $0 != state }) else { return }
        let unreadable = try await rules.refresh()
        guard !unreadable.isEmpty else {
            rulesSeen.withLock { $0 = state }
            return
        }
        let numbers = unreadable.joined(separator: "、")
        throw Unusable(diagnostics: [
            Diagnostic(
                .error, code: "rule.unreadable",
                message: Text(
                    zh: "已发布的规则（\(numbers)）这个版本读不了",
                    en: "The published rule (\(numbers)) cannot be read by this version"),
                hint: Text(
                    zh: "退回上一个版本，或者先在那里撤销这条规则", en: "Go back to the version before, or withdraw the rule there first"))
        ])
    }

    /// How long at most an order waits that came in while the program ended, in microseconds.
    private static let betweenTakeOvers: Int64 = 60_000_000

    /// The places of each open school become those of its season; a school that is not in the register any more keeps
    /// what it had.
    ///
    /// - Parameter days: a day of each season.
    package func setPlaces(seasons days: [CivilDate]) async throws {
        guard registers.tables["base.school"] != nil else { return }
        let schools = try await storage.query(
            "SELECT school_code, places FROM reg_base_school WHERE status = 'open' AND places IS NOT NULL",
            limit: 10_000
        ) { (code: try $0.text(0), places: try $0.int(1)) }
        let quotas = QuotaStore()
        var writes = WriteSet()
        for runtime in desk.services where runtime.service.allotment != nil {
            for season in Set(days.map { runtime.season(on: $0) }) {
                for school in schools {
                    writes.append(
                        quotas.setting(
                            pool: runtime.service.qualifiedID, season: season, item: school.code,
                            capacity: school.places))
                }
            }
        }
        try await storage.commit(writes)
    }

    /// Reads territory, school areas and names again, after an import or a seed.
    package func refreshFacts() async throws {
        facts.set(try await LiveCountyFacts(directory: directory, registers: registers))
        words.learn(departments: try await directory.departments().map { ($0.code, $0.name) })
        if registers.tables["base.school"] != nil {
            let schools = try await storage.query("SELECT school_code, name FROM reg_base_school", limit: 10_000) {
                row in
                (try row.text(0), Text(verbatim: try row.text(1)))
            }
            words.learn(places: schools)
        }
    }

    /// Today in the county.
    package var today: CivilDate { zone.date(microseconds: clock.now()) }
}
