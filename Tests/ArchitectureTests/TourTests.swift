import Foundation
import TestSupport
import Testing

/// Code in the engines' documentation is code of their tests: what readers copy compiles and does what is said.
@Suite struct `Code in the documentation` {
    private static let engines = ["FEELEngine", "DecisionEngine", "SchemaEngine", "JSONTree", "PatternEngine"]

    @Test(arguments: engines) func `stands in a test as it is shown`(engine: String) throws {
        let root = Repository.root
        let pages = try files(root.appendingPathComponent("Sources/Engines/\(engine)/\(engine).docc"), "md")
        let tests = try files(root.appendingPathComponent("Tests/\(engine)Tests"), "swift").map(Self.plain)
        var count = 0
        for page in pages {
            for block in page.components(separatedBy: "```swift\n").dropFirst() {
                let code = block.components(separatedBy: "\n```")[0]
                count += 1
                #expect(tests.contains { $0.contains(Self.plain(code)) }, "\(engine): \(code.prefix(80))")
            }
        }
        #expect(count >= (engine == "FEELEngine" ? 10 : 1))
    }

    private func files(_ folder: URL, _ type: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == type }.map { try String(contentsOf: $0, encoding: .utf8) }
    }

    /// Lines without their indentation.
    private static func plain(_ text: String) -> String {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
    }
}
