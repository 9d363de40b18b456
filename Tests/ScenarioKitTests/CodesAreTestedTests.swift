import Foundation
import Testing

/// Every code that loading, linting and testing can report is triggered by a test here or beside.
@Suite struct CodesAreTestedTests {
    /// Codes that need what a test cannot make: a file that root itself may not read.
    private let untestable: Set<String> = ["package.file.unreadable"]

    private func text(of folder: URL) -> String {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        return (files ?? []).filter { $0.pathExtension == "swift" }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
    }

    @Test func `every code of a finding has a test that triggers it`() {
        let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sources = tests.deletingLastPathComponent().appendingPathComponent("Sources")
        let folders = [
            "ScenarioKit", "Platform/Definitions/Model", "Platform/Definitions/Reading", "Domain/Registers/Descriptor",
            "Domain/Exchange/Descriptor", "Domain/Services/Descriptor", "Domain/Notices/Descriptor",
            "Domain/WorkOrders/Descriptor",
        ]
        let written = folders.map { text(of: sources.appendingPathComponent($0)) }.joined(separator: "\n")
        let tested = ["ScenarioKitTests", "DescriptorTests"].map { text(of: tests.appendingPathComponent($0)) }
            .joined(separator: "\n")
        let codes = Set(written.matches(of: /"([a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+)"/).map { String($0.1) })
            .filter { code in !["yaml", "md", "school_area", "school"].contains { code.hasSuffix(".\($0)") } }
        #expect(codes.count > 100)
        let missing = codes.subtracting(untestable).filter { !tested.contains("\"\($0)\"") }
        #expect(missing.sorted() == [])
    }
}
