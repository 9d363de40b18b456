import Foundation
import JSONTree
import SchemaEngine

/// The JSON Schema Test Suite: required cases, optional ones, and formats, which are asserted.
struct SchemaSuite {
    let folder: URL

    private static let parts: [(folder: String, assertsFormats: Bool)] = [
        ("draft2020-12", false), ("draft2020-12/optional", false), ("draft2020-12/optional/format", true),
    ]

    func run() throws -> [Outcome] {
        // The suite's own repository keeps the cases one folder deeper than the remotes.
        let deeper = folder.appendingPathComponent("tests")
        let isDeeper = FileManager.default.fileExists(atPath: deeper.appendingPathComponent("draft2020-12").path)
        let root = isDeeper ? deeper : folder
        return try Self.parts.flatMap { part in
            try run(root.appendingPathComponent(part.folder), named: part.folder, assertsFormats: part.assertsFormats)
        }
    }

    private static func read(_ url: URL) throws -> JSON {
        try JSON(parsing: try ConformanceSuite.bytes(url), options: JSONOptions(duplicateNames: .lastWins))
    }

    private func run(_ cases: URL, named name: String, assertsFormats: Bool) throws -> [Outcome] {
        guard FileManager.default.fileExists(atPath: cases.path) else { return [] }
        let files = try FileManager.default.contentsOfDirectory(at: cases, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
        let remotes = folder.appendingPathComponent("remotes")
        var outcomes: [Outcome] = []
        for file in files {
            guard let groups = try? Self.read(file) else {
                outcomes.append(
                    Outcome(id: "\(name)/\(file.lastPathComponent)", passed: false, detail: "cannot be read"))
                continue
            }
            for group in groups.elements {
                let options = SchemaOptions(assertsFormats: assertsFormats) { uri in
                    guard uri.hasPrefix("http://localhost:1234/") else { return nil }
                    return try? Self.read(remotes.appendingPathComponent(String(uri.dropFirst(22))))
                }
                let schema = Result { try Schema(group["schema"] ?? .null, options: options) }
                for test in group["tests"]?.elements.map({ $0 }) ?? [] {
                    let id =
                        "\(name)/\(file.lastPathComponent) | \(group["description"]?.string ?? "") | \(test["description"]?.string ?? "")"
                    outcomes.append(outcome(id, schema, test))
                }
            }
        }
        return outcomes
    }

    private func outcome(_ id: String, _ schema: Result<Schema, any Error>, _ test: JSON) -> Outcome {
        switch schema {
        case .failure(let error): return Outcome(id: id, passed: false, detail: "\(error)")
        case .success(let schema):
            let data = test["data"] ?? .null
            let output = schema.validate(data)
            // The quick answer and the explained one have to be the same.
            let agrees = schema.isValid(data) == output.isValid && output.isValid == output.violations.isEmpty
            let passed = agrees && output.isValid == test["valid"]?.bool
            return Outcome(id: id, passed: passed, detail: passed ? "" : output.isValid ? "accepted" : "refused")
        }
    }
}
