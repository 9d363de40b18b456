// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "DecideOffline",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "yiwang", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "DecideOffline",
            dependencies: [
                .product(name: "DecisionEngine", package: "yiwang"),
                .product(name: "Diagnostics", package: "yiwang"),
                .product(name: "FEELEngine", package: "yiwang"),
                .product(name: "JSONTree", package: "yiwang"),
                .product(name: "PatternEngine", package: "yiwang"),
                .product(name: "SchemaEngine", package: "yiwang"),
                .product(name: "WorkCalendar", package: "yiwang"),
            ],
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ])
    ]
)
