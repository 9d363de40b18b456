package import DesignSystem
package import Diagnostics
package import Directory
package import Journal
package import Localisation
package import Notices
package import Registers
package import Services
package import Storage
import Web
package import WorkOrders
package import Workflow

/// What the pages are given by the composition root.
package struct PortalServices: Sendable {
    /// The county, as pages name it.
    package struct County: Sendable {
        package var code: String
        package var name: Text
        package var hotline: String
        package var enquiries: String
        package var hallName: Text
        package var hallAddress: Text
        package var hallHours: Text

        package init(
            code: String, name: Text, hotline: String, enquiries: String, hallName: Text, hallAddress: Text,
            hallHours: Text
        ) {
            self.code = code
            self.name = name
            self.hotline = hotline
            self.enquiries = enquiries
            self.hallName = hallName
            self.hallAddress = hallAddress
            self.hallHours = hallHours
        }
    }

    /// A person of the demo who can sign in with one click.
    package struct DemoPerson: Sendable {
        package let idNumber: String
        package let name: String
        package let situation: Text
        package let phone: String?
        /// The child of the story, for those to whom no register shows it.
        package let child: (name: String, idNumber: String)?

        package init(
            idNumber: String, name: String, situation: Text, phone: String?,
            child: (name: String, idNumber: String)? = nil
        ) {
            self.idNumber = idNumber
            self.name = name
            self.situation = situation
            self.phone = phone
            self.child = child
        }
    }

    package var county: County
    package var desk: CaseDesk
    package var orders: OrderDesk
    package var rules: RuleDesk
    package var cases: CaseStore
    package var directory: DirectoryStore
    package var sessions: SessionStore
    package var limits: SignInLimits
    package var notices: NoticeDesk
    package var registers: RegisterStore
    package var imports: RegisterImporter
    package var storage: any Storage
    package var savedViews: SavedViewStore
    package var journal: Journal
    package var words: any CaseWords
    package var assets: AssetCatalogue
    package var zone: ZoneClock
    package var isDemo: Bool
    package var secureCookies: Bool
    /// The province's sign-on, when it is configured.
    package var province: (any IdentityProvider)?
    /// The address that slips and QR codes lead to, such as `https://www.example.gov.cn`.
    package var publicOrigin: String
    package var demoPeople: @Sendable () async throws -> [DemoPerson]
    /// The name of a post.
    package var postName: @Sendable (String) -> Text
    /// The modules of a QR code for a text, row by row.
    package var qrModules: @Sendable (String) -> [[Bool]]
    /// The name of a division, down from the town.
    package var divisionName: @Sendable (String) -> Text
    package var metrics: @Sendable () -> String
    package var health: @Sendable () async -> Bool

    package init(
        county: County, desk: CaseDesk, orders: OrderDesk, rules: RuleDesk, cases: CaseStore, directory: DirectoryStore,
        sessions: SessionStore,
        limits: SignInLimits, notices: NoticeDesk, registers: RegisterStore, imports: RegisterImporter,
        storage: any Storage, savedViews: SavedViewStore,
        journal: Journal, words: any CaseWords,
        assets: AssetCatalogue, zone: ZoneClock, isDemo: Bool, secureCookies: Bool, province: (any IdentityProvider)?,
        publicOrigin: String, demoPeople: @escaping @Sendable () async throws -> [DemoPerson],
        postName: @escaping @Sendable (String) -> Text, qrModules: @escaping @Sendable (String) -> [[Bool]],
        divisionName: @escaping @Sendable (String) -> Text, metrics: @escaping @Sendable () -> String,
        health: @escaping @Sendable () async -> Bool
    ) {
        self.county = county
        self.desk = desk
        self.orders = orders
        self.rules = rules
        self.cases = cases
        self.directory = directory
        self.sessions = sessions
        self.limits = limits
        self.notices = notices
        self.registers = registers
        self.imports = imports
        self.storage = storage
        self.savedViews = savedViews
        self.journal = journal
        self.words = words
        self.assets = assets
        self.zone = zone
        self.isDemo = isDemo
        self.secureCookies = secureCookies
        self.province = province
        self.publicOrigin = publicOrigin
        self.demoPeople = demoPeople
        self.postName = postName
        self.qrModules = qrModules
        self.divisionName = divisionName
        self.metrics = metrics
        self.health = health
    }
}
