import Foundation
import JSONTree
import SchemaEngine
import Testing

/// The JSON Schema Test Suite, found through `YIWANG_CONFORMANCE`.
@Suite struct `JSON Schema conformance` {
    static let root: URL? = ProcessInfo.processInfo.environment["YIWANG_CONFORMANCE"].map {
        URL(fileURLWithPath: $0).appendingPathComponent("json-schema")
    }

    static func read(_ url: URL) throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: url)), options: JSONOptions(duplicateNames: .lastWins))
    }

    static func files(in folder: String) throws -> [URL] {
        guard let root else { return [] }
        return try FileManager.default.contentsOfDirectory(
            at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    /// What is known to fail, one `file | group | test` a line; may only shrink.
    static func knownFailures() throws -> Set<String> {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "known-failures.txt")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
        return Set(lines.filter { !$0.hasPrefix("#") })
    }

    /// Runs a folder's cases; says which failed and how many there were.
    static func run(_ folder: String, assertsFormats: Bool) throws -> (failures: [String], count: Int) {
        let remotes = root?.appendingPathComponent("remotes")
        var failures: [String] = []
        var count = 0
        for file in try files(in: folder) {
            for group in try read(file).elements {
                let options = SchemaOptions(assertsFormats: assertsFormats) { uri in
                    guard uri.hasPrefix("http://localhost:1234/"), let remotes else { return nil }
                    return try? read(remotes.appendingPathComponent(String(uri.dropFirst(22))))
                }
                let schema = Result { try Schema(group["schema"]!, options: options) }
                for test in group["tests"]!.elements {
                    count += 1
                    let name =
                        "\(folder)/\(file.lastPathComponent) | \(group["description"]!.string!) | \(test["description"]!.string!)"
                    guard case .success(let schema) = schema else {
                        failures.append(name + " | \(schema)")
                        continue
                    }
                    let output = schema.validate(test["data"]!)
                    let isRight =
                        output.isValid == test["valid"]!.bool! && schema.isValid(test["data"]!) == output.isValid
                    if !isRight || output.isValid != output.violations.isEmpty { failures.append(name) }
                }
            }
        }
        return (failures, count)
    }

    @Test(arguments: [
        ("draft2020-12", false), ("draft2020-12/optional", false), ("draft2020-12/optional/format", true),
    ])
    func `the public suite holds`(folder: String, assertsFormats: Bool) throws {
        guard Self.root != nil else {
            print("skipped: JSON Schema suite, \(folder) (YIWANG_CONFORMANCE is not set)")
            #expect(ProcessInfo.processInfo.environment["CI"] != "true", "conformance data is missing in CI")
            return
        }
        let known = try Self.knownFailures()
        let (failures, count) = try Self.run(folder, assertsFormats: assertsFormats)
        print("JSON Schema suite, \(folder): \(count - failures.count) of \(count) hold")
        #expect(count > 0)
        let unexpected = failures.filter { failure in !known.contains { failure.hasPrefix($0) } }
        #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
        let mended = known.filter { known in
            known.hasPrefix(folder + "/") && !known.dropFirst(folder.count + 1).hasPrefix("optional")
                && !known.dropFirst(folder.count + 1).hasPrefix("format/") && !failures.contains { $0.hasPrefix(known) }
        }
        #expect(mended.isEmpty, "remove from known-failures.txt: \(mended.sorted())")
    }
}
