import Diagnostics
import Foundation
import Notices
import ScenarioKit
import Testing

@Suite struct HostileFilesTests {
    private func code(_ text: String) -> String? {
        YAMLReader.diagnostics(of: Array(text.utf8), file: "x.yaml").first?.code
    }

    @Test func `a YAML bomb of aliases is refused before it is read`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(items)]\n"
        }
        #expect(code(text) == "yaml.alias")
    }

    @Test func `a bomb hidden from the guard by a false quote is refused all the same`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [b \"c, \(items)]\n"
        }
        #expect(code(text) == "yaml.alias")
        // A few aliases are named one by one, and not followed.
        #expect(code("a: &a [1]\nb: [*a, *a]\n") == "yaml.alias")
        let deep = "a: [b \"c, " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "]"
        #expect(code(deep) == "yaml.too-deep")
        #expect(code("a: [b \"c, " + String(repeating: "[", count: 50_000)) != nil)
    }

    @Test func `deep nesting is refused`() {
        #expect(code(String(repeating: "[", count: 100_000)) == "yaml.too-deep")
        #expect(code(String(repeating: "- ", count: 100_000) + "x") == "yaml.too-deep")
        let stairs = (0..<400).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(code(stairs) == "yaml.too-deep")
    }

    @Test func `brackets in quotes and comments do not count as nesting`() {
        let text = "a: \"" + String(repeating: "[", count: 200) + "\" # " + String(repeating: "{", count: 200)
        #expect(YAMLReader.diagnostics(of: Array(text.utf8), file: "x.yaml").isEmpty)
    }

    @Test func `a file that is too large, not text or not UTF-8 is refused`() {
        let large = [UInt8](repeating: UInt8(ascii: "a"), count: YAMLGuard.maximumBytes + 1)
        #expect(YAMLReader.diagnostics(of: large, file: "x").first?.code == "yaml.too-large")
        #expect(YAMLReader.diagnostics(of: [0x61, 0, 0x62], file: "x").first?.code == "yaml.binary")
        #expect(YAMLReader.diagnostics(of: [0x61, 0x3a, 0x20, 0xff, 0xfe], file: "x").first?.code == "yaml.encoding")
    }

    @Test func `no part of any file makes the reader crash`() {
        for (_, text) in MiniPackage.good {
            let bytes = Array(text.utf8)
            for cut in stride(from: 0, to: bytes.count, by: 7) {
                _ = YAMLReader.diagnostics(of: Array(bytes[..<cut]), file: "x")
                _ = YAMLReader.diagnostics(of: Array(bytes[cut...]), file: "x")
            }
        }
    }

    @Test func `a link that leaves the package is refused, one that stays is read`() throws {
        try MiniPackage().inFolder { folder in
            let manager = FileManager.default
            try manager.createSymbolicLink(
                at: folder.appendingPathComponent("notices/outside.yaml"),
                withDestinationURL: URL(fileURLWithPath: "/etc/hostname"))
            try manager.createSymbolicLink(
                at: folder.appendingPathComponent("indicators"), withDestinationURL: URL(fileURLWithPath: "/"))
            let result = ScenarioPackage.load(at: folder)
            let refused = result.diagnostics.filter { $0.code == "package.symlink" }.compactMap(\.location?.file)
            #expect(refused.sorted() == ["indicators", "notices/outside.yaml"])
            #expect(result.package?.notices.map(\.code) == ["decided"])
        }
    }

    @Test func `a special file is refused and not opened`() {
        MiniPackage().inFolder { folder in
            let path = folder.appendingPathComponent("notices/pipe.yaml").path
            #expect(mkfifo(path, 0o600) == 0)
            #expect(ScenarioPackage.load(at: folder).diagnostics.contains { $0.code == "package.file.special" })
        }
    }

    @Test func `a folder that is not there is a finding`() {
        let result = ScenarioPackage.load(at: URL(fileURLWithPath: "/nowhere/at/all"))
        #expect(result.package == nil)
        #expect(result.diagnostics.contains { $0.code == "package.folder.missing" })
    }

    @Test func `a folder of too many files is refused`() {
        var package = MiniPackage()
        for number in 0...PackageFolder.maximumFiles { package.files["notices/n\(number).md"] = "x" }
        #expect(
            package.inFolder { ScenarioPackage.load(at: $0) }.diagnostics.contains { $0.code == "package.too-large" })
    }

    @Test func `without scenario.yaml there is no package`() {
        var package = MiniPackage()
        package.files["scenario.yaml"] = nil
        let result = package.check()
        #expect(result.package == nil)
        #expect(result.diagnostics.contains { $0.code == "package.scenario.missing" })
    }

    @Test func `an overlay that is not there is a finding`() {
        let result = MiniPackage().inFolder {
            ScenarioPackage.load(at: $0, overlay: URL(fileURLWithPath: "/nowhere/overlay.yaml"))
        }
        #expect(result.diagnostics.map(\.code) == ["overlay.missing"])
    }
}
