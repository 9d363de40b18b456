/// The floors and every edge between targets that is allowed. A new edge is a decision: it is added here by hand, with
/// the reason in the commit, before the manifest may have it.
enum Floor: Int, Comparable {
    case system, engine, platform, domain, scenarios, portal, application, program

    static func < (left: Floor, right: Floor) -> Bool { left.rawValue < right.rawValue }
}

/// A target as the architecture wants it.
struct Part {
    let floor: Floor
    /// The targets of ours it may use.
    let uses: Set<String>
    /// The products of others it may use.
    let products: Set<String>

    init(_ floor: Floor, _ uses: Set<String> = [], products: Set<String> = []) {
        self.floor = floor
        self.uses = uses
        self.products = products
    }
}

extension Part {
    static let all: [String: Part] = [
        "COpenSSL": Part(.system), "CPQ": Part(.system), "CQREncode": Part(.system), "CZlib": Part(.system),

        "AddressEngine": Part(.engine, ["Diagnostics"]),
        "DecisionEngine": Part(.engine, ["Diagnostics", "FEELEngine", "XMLTree"]),
        "Diagnostics": Part(.engine),
        "FEELEngine": Part(.engine, ["Diagnostics", "PatternEngine"]),
        "FormEngine": Part(.engine, ["Diagnostics", "FEELEngine", "JSONTree", "NationalCodes", "SchemaEngine"]),
        "GeoEngine": Part(.engine),
        "HTMLBuilder": Part(.engine, ["Diagnostics", "Localisation"]),
        "JSONTree": Part(.engine, ["Diagnostics"]),
        "Localisation": Part(.engine, ["Diagnostics", "WorkCalendar"]),
        "NationalCodes": Part(.engine, ["Diagnostics", "WorkCalendar"]),
        "PatternEngine": Part(.engine, ["Diagnostics"]),
        "ProcessEngine": Part(.engine, ["Diagnostics", "FEELEngine", "JSONTree", "XMLTree"]),
        "SchemaEngine": Part(.engine, ["Diagnostics", "JSONTree", "NationalCodes", "PatternEngine"]),
        "TransparencyLog": Part(.engine),
        "WorkCalendar": Part(.engine, ["Diagnostics"]),
        "XMLTree": Part(.engine, ["Diagnostics"]),

        "Cryptography": Part(.platform, ["COpenSSL"]),
        "Definitions": Part(.platform, ["Diagnostics", "JSONTree", "WorkCalendar"]),
        "Journal": Part(
            .platform, ["Cryptography", "Diagnostics", "JSONTree", "Storage", "TransparencyLog", "WorkCalendar"]),
        "PostgresStorage": Part(.platform, ["CPQ", "Storage"]),
        "SQLiteStorage": Part(.platform, ["Storage"], products: ["GRDB", "GRDBSQLite"]),
        "Storage": Part(.platform, ["Diagnostics"]),
        "Tabular": Part(.platform, ["CZlib", "Diagnostics", "WorkCalendar"]),
        "Telemetry": Part(.platform, ["JSONTree"], products: ["Logging"]),
        "Workflow": Part(
            .platform, ["Diagnostics", "JSONTree", "Localisation", "ProcessEngine", "Storage", "WorkCalendar"]),

        "DemoCounty": Part(.domain, ["AddressEngine", "Diagnostics", "NationalCodes", "WorkCalendar"]),
        "Directory": Part(
            .domain,
            ["Cryptography", "Diagnostics", "Journal", "JSONTree", "NationalCodes", "Storage", "WorkCalendar"]),
        "Exchange": Part(
            .domain,
            [
                "Cryptography", "Definitions", "Diagnostics", "FEELEngine", "Journal", "JSONTree", "Registers",
                "Storage", "WorkCalendar",
            ]),
        "Notices": Part(.domain, ["Cryptography", "Definitions", "Diagnostics", "JSONTree", "Storage"]),
        "Registers": Part(
            .domain,
            [
                "Cryptography", "Definitions", "Diagnostics", "Directory", "Journal", "JSONTree", "NationalCodes",
                "Storage", "Tabular", "WorkCalendar",
            ]),
        "Services": Part(
            .domain,
            [
                "Cryptography", "DecisionEngine", "Definitions", "Diagnostics", "Directory", "Exchange", "FEELEngine",
                "FormEngine", "Journal", "JSONTree", "Localisation", "NationalCodes", "Notices", "ProcessEngine",
                "Registers", "Storage", "Tabular", "WorkCalendar", "Workflow",
            ]),

        // Orders are judged by decisions, parameters and forms as services are, which is where those are read.
        "WorkOrders": Part(
            .domain,
            [
                "Cryptography", "DecisionEngine", "Definitions", "Diagnostics", "Directory", "FEELEngine", "FormEngine",
                "Journal", "JSONTree", "Localisation", "ProcessEngine", "Registers", "Services", "Storage",
                "WorkCalendar", "Workflow",
            ]),

        "Conformance": Part(
            .scenarios,
            ["DecisionEngine", "Diagnostics", "FEELEngine", "JSONTree", "ProcessEngine", "SchemaEngine", "XMLTree"]),
        "ScenarioKit": Part(
            .scenarios,
            [
                "AddressEngine", "DecisionEngine", "Definitions", "Diagnostics", "Exchange", "FEELEngine", "FormEngine",
                "GeoEngine", "JSONTree", "NationalCodes", "Notices", "ProcessEngine", "Registers", "SchemaEngine",
                "Services", "WorkCalendar", "WorkOrders", "XMLTree",
            ], products: ["Yams"]),

        "DesignSystem": Part(.portal, ["Diagnostics", "HTMLBuilder", "Localisation", "WorkCalendar"]),
        "Faces": Part(
            .portal,
            [
                "Definitions", "Diagnostics", "Directory", "Exchange", "FormEngine", "Journal", "JSONTree",
                "Localisation", "NationalCodes", "Notices", "Registers", "SchemaEngine", "Services", "Storage", "Web",
                "WorkCalendar", "Workflow", "WorkOrders",
            ]),
        "Web": Part(
            .portal, ["Cryptography", "DesignSystem", "Diagnostics", "Directory", "JSONTree", "Localisation"],
            products: ["Hummingbird", "Logging", "NIOCore", "ServiceLifecycle"]),
        "Portal": Part(
            .portal,
            [
                "Definitions", "DesignSystem", "Diagnostics", "Directory", "Exchange", "FormEngine", "HTMLBuilder",
                "Journal", "JSONTree", "Localisation", "NationalCodes", "Notices", "ProcessEngine", "Registers",
                "Services",
                "Storage", "Tabular", "Web", "WorkCalendar", "Workflow", "WorkOrders",
            ]),
    ]

    /// The composition root and the program may use everything below them.
    static let roots: [String: Floor] = ["Application": .application, "yiwang": .program]

    /// Modules of the system that sources may import, by target; `*` for all targets above the engines.
    static let systemModules: [String: Set<String>] = [
        "*": ["Foundation", "Synchronization"],
        // Every engine: the portable part of Foundation, and locks for caches that are filled once.
        "engines": ["Foundation", "FoundationEssentials", "Synchronization"],
    ]

    /// Modules that one target alone may import, each with its reason.
    static let exceptions: [String: [String: String]] = [
        "XMLTree": ["FoundationXML": "XMLParser, with external entities closed, is the only XML reader to be had here"],
        "FEELEngine": [
            "Glibc": "exp and log as IEEE 754 doubles; Foundation would bring all of itself for two functions"
        ],
        "Web": ["HTTPTypes": "the types in which Hummingbird speaks of requests"],
        "Application": [
            "HummingbirdCore": "the guarded connection is one of the server's own kinds",
            "NIOHTTP1": "the guard sees the lines of a head before they become a request",
            "NIOHTTPTypes": "the types in which a connection speaks",
            "NIOHTTPTypesHTTP1": "the translation between the two",
            "NIOPosix": "the local socket through which commands reach the serving process",
            "FoundationNetworking": "requests to the province's sign-on",
            "UnixSignals": "the signals that end the service",
        ],
    ]

    /// Domain modules that another domain module may use; the order in which they build on one another.
    static let domainOrder = ["DemoCounty", "Directory", "Registers", "Exchange", "Notices", "Services", "WorkOrders"]
}
