import Foundation
import TestSupport

/// The package's manifest as the package manager understands it.
struct Manifest {
    struct Target {
        let name: String
        let kind: String
        let path: String
        let targets: Set<String>
        let products: Set<String>
    }

    let targets: [Target]

    /// Why the manifest cannot be read.
    struct Unreadable: Error {
        let said: String
    }

    /// Asks the package manager, with a scratch path of its own: it would wait for the build's lock otherwise.
    init() throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("yw-manifest-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", Repository.root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let output = Pipe()
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent(
            "yw-manifest-\(UUID().uuidString).log")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let root = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let described = root["targets"] as? [[String: Any]]
        else {
            throw Unreadable(said: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
        }
        targets = described.map(Target.init)
    }
}

extension Manifest.Target {
    init(_ json: [String: Any]) {
        name = json["name"] as? String ?? ""
        kind = json["type"] as? String ?? ""
        path = json["path"] as? String ?? "Sources/\(name)"
        var targets: Set<String> = []
        var products: Set<String> = []
        for dependency in json["dependencies"] as? [[String: Any]] ?? [] {
            if let byName = dependency["byName"] as? [Any], let name = byName.first as? String { targets.insert(name) }
            if let target = dependency["target"] as? [Any], let name = target.first as? String { targets.insert(name) }
            if let product = dependency["product"] as? [Any], let name = product.first as? String {
                products.insert(name)
            }
        }
        self.targets = targets
        self.products = products
    }

    /// Whether it is part of the product, not of its tests.
    var isProduct: Bool { path.hasPrefix("Sources/") }
}
