import Diagnostics
import Foundation
import ScenarioKit
import Testing

@Suite struct LibraryTests {
    /// Writes packages of one file each, `scenario.yaml`, with what they need.
    private func library<Result>(
        _ needs: [String: [(String, String)]], _ body: (ScenarioLibrary) -> Result
    ) -> Result {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("library-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (id, others) in needs {
            let folder = root.appendingPathComponent(id)
            try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let list = others.map { "{package: \($0.0), version: \"\($0.1)\"}" }.joined(separator: ", ")
            let text = """
                id: \(id)
                version: 1.0.0
                title: {zh: 包, en: Package}
                summary: {zh: 包, en: Package}
                owner: nobody
                needs: [\(list)]
                """
            try? Data(text.utf8).write(to: folder.appendingPathComponent("scenario.yaml"))
        }
        return body(ScenarioLibrary(scenarios: root))
    }

    @Test func `needs are loaded with their own needs, each once`() {
        let needs = ["a": [("b", ">=1.0.0"), ("c", ">=1.0.0")], "b": [("c", "1.0.0")], "c": []]
        library(needs) { library in
            var library = library
            let package = library.package("a")
            #expect(package?.needs.map(\.id) == ["b", "c"])
            #expect(library.diagnostics.isEmpty)
        }
    }

    @Test func `packages that need each other are reported, not followed for ever`() {
        library(["a": [("b", ">=1.0.0")], "b": [("a", ">=1.0.0")]]) { library in
            var library = library
            _ = library.package("a")
            #expect(library.diagnostics.contains { $0.code == "package.need.cycle" })
        }
    }

    @Test func `a need of another version is reported in its package's file`() {
        library(["a": [("b", ">=2.0.0")], "b": []]) { library in
            var library = library
            _ = library.package("a")
            let finding = library.diagnostics.first { $0.code == "package.need.version" }
            #expect(finding?.location?.file == "a/scenario.yaml")
        }
    }

    @Test func `a name that is no id is not looked for`() {
        library([:]) { library in
            var library = library
            #expect(library.package("../../etc") == nil)
        }
    }
}
