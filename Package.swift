// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built with the same settings.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// The floors, from the bottom; imports point down only (see docs/architecture.md).
enum Floor: String {
    case engines = "Sources/Engines"
    case platform = "Sources/Platform"
    case domain = "Sources/Domain"
    case scenarios = "Sources"
    case portal = "Sources/Portal"
}

func target(
    _ name: String, _ floor: Floor, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "\(floor.rawValue)/\(name)", exclude: exclude,
        swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, swiftSettings: settings)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The engines are libraries of their own: anybody may use one without the rest.
let engines = [
    "AddressEngine", "DecisionEngine", "Diagnostics", "FEELEngine", "FormEngine", "GeoEngine", "HTMLBuilder",
    "JSONTree",
    "Localisation", "NationalCodes", "PatternEngine", "ProcessEngine", "SchemaEngine", "TransparencyLog",
    "WorkCalendar",
    "XMLTree",
]

let package = Package(
    name: "yiwang",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "yiwang", targets: ["yiwang"])] + engines.map { .library(name: $0, targets: [$0]) },
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        system("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CPQ", pkgConfig: "libpq", apt: "libpq-dev"),

        target("Diagnostics", .engines),
        target("JSONTree", .engines, ["Diagnostics"]),
        target("PatternEngine", .engines, ["Diagnostics"]),
        target("SchemaEngine", .engines, ["Diagnostics", "JSONTree", "NationalCodes", "PatternEngine"]),
        target("XMLTree", .engines, ["Diagnostics"]),
        target("FEELEngine", .engines, ["Diagnostics", "PatternEngine"]),
        target("DecisionEngine", .engines, ["Diagnostics", "FEELEngine", "XMLTree"]),
        target("ProcessEngine", .engines, ["Diagnostics", "FEELEngine", "JSONTree", "XMLTree"]),
        target("FormEngine", .engines, ["Diagnostics", "FEELEngine", "JSONTree", "NationalCodes", "SchemaEngine"]),
        target("TransparencyLog", .engines),
        target("WorkCalendar", .engines, ["Diagnostics"]),
        target("NationalCodes", .engines, ["Diagnostics", "WorkCalendar"]),
        target("AddressEngine", .engines, ["Diagnostics"]),
        target("GeoEngine", .engines),
        target("Localisation", .engines, ["Diagnostics", "WorkCalendar"]),
        target("HTMLBuilder", .engines, ["Diagnostics", "Localisation"]),

        target("Cryptography", .platform, ["COpenSSL"]),
        target("Storage", .platform, ["Diagnostics"]),
        target(
            "Journal", .platform,
            ["Cryptography", "Diagnostics", "JSONTree", "Storage", "TransparencyLog", "WorkCalendar"]),
        target("Definitions", .platform, ["Diagnostics", "JSONTree", "WorkCalendar"]),

        target(
            "Workflow", .platform,
            ["Diagnostics", "JSONTree", "Localisation", "ProcessEngine", "Storage", "WorkCalendar"]),

        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        target("Tabular", .platform, ["CZlib", "Diagnostics", "WorkCalendar"]),
        target("Telemetry", .platform, ["JSONTree", .product(name: "Logging", package: "swift-log")]),
        target(
            "SQLiteStorage", .platform,
            [
                "Storage", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        target("PostgresStorage", .platform, ["CPQ", "Storage"]),

        target(
            "Directory", .domain,
            ["Cryptography", "Diagnostics", "Journal", "JSONTree", "NationalCodes", "Storage", "WorkCalendar"]),
        target(
            "Registers", .domain,
            [
                "Cryptography", "Definitions", "Diagnostics", "Directory", "Journal", "JSONTree", "NationalCodes",
                "Storage", "Tabular", "WorkCalendar",
            ]),
        target(
            "Exchange", .domain,
            [
                "Cryptography", "Definitions", "Diagnostics", "FEELEngine", "Journal", "JSONTree", "Registers",
                "Storage", "WorkCalendar",
            ]),
        target("Notices", .domain, ["Cryptography", "Definitions", "Diagnostics", "JSONTree", "Storage"]),
        target(
            "Services", .domain,
            [
                "Cryptography", "DecisionEngine", "Definitions", "Diagnostics", "Directory", "Exchange", "FEELEngine",
                "FormEngine", "Journal", "JSONTree", "Localisation", "NationalCodes", "Notices", "ProcessEngine",
                "Registers", "Storage", "Tabular", "WorkCalendar", "Workflow",
            ]),
        target(
            "WorkOrders", .domain,
            [
                "Cryptography", "DecisionEngine", "Definitions", "Diagnostics", "Directory", "FEELEngine", "FormEngine",
                "Journal", "JSONTree", "Localisation", "ProcessEngine", "Registers", "Services", "Storage",
                "WorkCalendar", "Workflow",
            ]),
        target("DemoCounty", .domain, ["AddressEngine", "Diagnostics", "NationalCodes", "WorkCalendar"]),

        target(
            "Conformance", .scenarios,
            ["DecisionEngine", "Diagnostics", "FEELEngine", "JSONTree", "ProcessEngine", "SchemaEngine", "XMLTree"]),
        target(
            "ScenarioKit", .scenarios,
            [
                "AddressEngine", "DecisionEngine", "Definitions", "Diagnostics", "Exchange", "FEELEngine", "FormEngine",
                "GeoEngine", "JSONTree", "NationalCodes", "Notices", "ProcessEngine", "Registers", "Services",
                "WorkCalendar", "WorkOrders", "XMLTree", .product(name: "Yams", package: "Yams"),
            ]),

        target("DesignSystem", .portal, ["Diagnostics", "HTMLBuilder", "Localisation", "WorkCalendar"]),
        target(
            "Web", .portal,
            [
                "Cryptography", "Diagnostics", "DesignSystem", "Directory", "JSONTree", "Localisation",
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        target(
            "Faces", .portal,
            [
                "Definitions", "Diagnostics", "Directory", "Exchange", "FormEngine", "Journal", "JSONTree",
                "Localisation", "NationalCodes", "Notices", "Registers", "SchemaEngine", "Services", "Storage", "Web",
                "WorkCalendar", "Workflow", "WorkOrders",
            ]),
        target(
            "Portal", .portal,
            [
                "Definitions", "DesignSystem", "Diagnostics", "Directory", "Exchange", "FormEngine", "HTMLBuilder",
                "Journal", "JSONTree", "Localisation", "NationalCodes", "Notices", "Registers", "Services", "Storage",
                "Tabular", "Web", "WorkCalendar", "Workflow", "WorkOrders",
            ]),

        system("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        target(
            "Application", .scenarios,
            [
                "AddressEngine", "CQREncode", "Cryptography", "DesignSystem", "Portal", "DecisionEngine", "Definitions",
                "DemoCounty", "Diagnostics", "Directory", "Exchange", "Faces", "FEELEngine", "FormEngine", "Journal",
                "JSONTree",
                "Localisation", "NationalCodes", "Notices", "PostgresStorage", "ProcessEngine", "Registers",
                "SQLiteStorage", "ScenarioKit", "SchemaEngine", "Services", "Storage", "Tabular", "Telemetry", "Web",
                "WorkCalendar",
                "Workflow", "WorkOrders",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        .executableTarget(
            name: "yiwang",
            dependencies: [
                "Application", "Conformance", "Cryptography", "DecisionEngine", "Diagnostics", "FEELEngine", "Journal",
                "JSONTree", "Localisation", "ProcessEngine", "Registers", "ScenarioKit", "SchemaEngine", "Services",
                "Storage", "Telemetry", "WorkCalendar",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        .target(
            name: "TestSupport",
            dependencies: [
                "CPQ", "Cryptography", "Diagnostics", "PostgresStorage", "Registers", "SQLiteStorage", "Storage",
            ], path: "Tests/Support", swiftSettings: settings),
        .target(
            name: "CountySupport",
            dependencies: [
                "Application", "DemoCounty", "Directory", "FormEngine", "JSONTree", "Services", "Storage",
                "TestSupport",
            ],
            path: "Tests/CountySupport", swiftSettings: settings),
        .target(
            name: "Fuzzing",
            dependencies: [
                "AddressEngine", "DecisionEngine", "Diagnostics", "Directory", "FEELEngine", "JSONTree",
                "NationalCodes", "PatternEngine", "ProcessEngine", "Registers", "ScenarioKit", "SchemaEngine",
                "Tabular", "Web", "WorkCalendar", "XMLTree",
            ],
            path: "Tests/Fuzzing", exclude: ["Corpus"], swiftSettings: settings),
        .executableTarget(
            name: "fuzz", dependencies: ["Fuzzing"], path: "Tests/FuzzRunner", swiftSettings: settings),
        tests("FuzzTests", ["Fuzzing", "TestSupport"]),
        tests("AddressEngineTests", ["AddressEngine"]),
        tests(
            "ApplicationTests",
            [
                "Application", "CountySupport", "Cryptography", "DemoCounty", "JSONTree", "Services", "Storage",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests("ArchitectureTests", ["TestSupport"]),
        tests("ConformanceTests", ["Conformance"], exclude: ["known-failures.txt"]),
        tests("CryptographyTests", ["Cryptography"]),
        tests(
            "DecisionEngineTests", ["DecisionEngine", "Diagnostics", "FEELEngine", "TestSupport", "XMLTree"]),
        tests(
            "DemoCountyTests",
            ["AddressEngine", "DemoCounty", "Diagnostics", "GeoEngine", "NationalCodes", "WorkCalendar"]),
        tests(
            "DescriptorTests",
            [
                "Definitions", "Diagnostics", "Exchange", "FEELEngine", "JSONTree", "Notices", "Registers", "Services",
                "WorkCalendar",
            ]),
        tests("DesignSystemTests", ["DesignSystem", "Diagnostics", "HTMLBuilder", "Localisation"]),
        tests(
            "DirectoryTests",
            [
                "Cryptography", "Diagnostics", "Directory", "JSONTree", "Journal", "Storage", "TestSupport",
                "WorkCalendar",
            ]),
        tests(
            "ExchangeTests",
            [
                "Cryptography", "Diagnostics", "Exchange", "FEELEngine", "JSONTree", "Journal", "Registers", "Storage",
                "TestSupport", "WorkCalendar",
            ]),
        tests("FEELEngineTests", ["Diagnostics", "FEELEngine"]),
        tests("FormEngineTests", ["Diagnostics", "FEELEngine", "FormEngine", "JSONTree"]),
        tests("GeoEngineTests", ["GeoEngine"]),
        tests("HTMLBuilderTests", ["Diagnostics", "HTMLBuilder", "Localisation"]),
        tests("JSONTreeTests", ["Diagnostics", "JSONTree"]),
        tests("JournalTests", ["Cryptography", "Diagnostics", "JSONTree", "Journal", "Storage", "TestSupport"]),
        tests("LocalisationTests", ["Diagnostics", "Localisation", "WorkCalendar"]),
        tests("NationalCodesTests", ["Diagnostics", "NationalCodes", "WorkCalendar"]),
        tests(
            "NoticesTests",
            ["Application", "CountySupport", "Directory", "Notices", "Services", "Storage", "TestSupport"]),
        tests("PatternEngineTests", ["Diagnostics", "PatternEngine"]),
        tests("ProcessEngineTests", ["Diagnostics", "JSONTree", "ProcessEngine", "XMLTree"]),
        tests("RegistersTests", ["Cryptography", "Registers", "Storage", "TestSupport", "WorkCalendar"]),
        tests(
            "RegisterImportTests",
            [
                "Cryptography", "Diagnostics", "Directory", "Journal", "NationalCodes", "Registers", "Storage",
                "Tabular", "TestSupport", "WorkCalendar",
            ]),
        tests(
            "ScenarioKitTests",
            [
                "DecisionEngine", "Definitions", "Diagnostics", "JSONTree", "Notices", "ScenarioKit", "Services",
                "WorkCalendar", "WorkOrders",
            ]),
        tests("SchemaEngineTests", ["Diagnostics", "JSONTree", "SchemaEngine"]),
        tests(
            "ServicesTests",
            [
                "Application", "CountySupport", "DecisionEngine", "DemoCounty", "Directory", "Exchange", "JSONTree",
                "Journal", "Localisation", "Registers", "Services", "Storage", "Tabular", "TestSupport",
                "WorkCalendar",
            ]),
        tests("StorageTests", ["Diagnostics", "PostgresStorage", "SQLiteStorage", "Storage"]),
        tests("TabularTests", ["Diagnostics", "Tabular", "WorkCalendar"]),
        tests("TransparencyLogTests", ["TransparencyLog"]),
        tests(
            "WebTests",
            [
                "Application", "CountySupport", "DemoCounty", "Diagnostics", "Directory", "Faces", "JSONTree",
                "Portal", "SchemaEngine", "Services", "Storage", "Telemetry", "TestSupport", "Web", "Workflow",
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
            ], exclude: ["permissions.txt"]),
        tests("WorkCalendarTests", ["Diagnostics", "WorkCalendar"]),
        tests(
            "WorkflowTests",
            [
                "FEELEngine", "JSONTree", "Localisation", "ProcessEngine", "Storage", "TestSupport", "WorkCalendar",
                "Workflow",
            ]),
        tests(
            "WorkOrdersTests",
            [
                "Application", "CountySupport", "Directory", "FormEngine", "JSONTree", "Journal", "Registers",
                "Storage", "TestSupport", "WorkCalendar", "WorkOrders", "Workflow",
            ]),
        tests("XMLTreeTests", ["Diagnostics", "XMLTree"]),
    ]
)
