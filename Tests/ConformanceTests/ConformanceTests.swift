import Conformance
import Foundation
import Testing

/// The public suites, found through `YIWANG_CONFORMANCE`, and what of them is known not to hold.
@Suite struct `Public suites` {
    private static let root = ProcessInfo.processInfo.environment["YIWANG_CONFORMANCE"]

    private static let folders: [ConformanceSuite: String] = [
        .bpmn: "bpmn-execution", .miwg: "bpmn-miwg", .dmn: "dmn-tck", .jsonSchema: "json-schema",
    ]

    private func known(_ suite: ConformanceSuite) throws -> Set<String> {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "known-failures.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        let entries = lines.filter { !$0.hasPrefix("#") }.map { $0.components(separatedBy: " | ") }
        for entry in entries { #expect(entry.count >= 3 && ConformanceSuite(rawValue: entry[0]) != nil, "\(entry)") }
        return Set(
            entries.filter { $0[0] == suite.rawValue }.map { $0.dropFirst().dropLast().joined(separator: " | ") })
    }

    @Test(arguments: ConformanceSuite.allCases)
    func `every case holds but the known failures`(suite: ConformanceSuite) throws {
        guard let root = Self.root else {
            print("skipped: \(suite.rawValue) (YIWANG_CONFORMANCE is not set)")
            #expect(ProcessInfo.processInfo.environment["CI"] != "true", "CI needs YIWANG_CONFORMANCE")
            return
        }
        let folder = try #require(Self.folders[suite])
        let outcomes = try suite.run(URL(fileURLWithPath: root).appendingPathComponent(folder))
        let failed = Set(outcomes.filter { !$0.passed }.map(\.id))
        print("\(suite.rawValue): \(outcomes.count - failed.count) passed, \(failed.count) failed")
        let known = try known(suite)
        for outcome in outcomes where !outcome.passed && !known.contains(outcome.id) {
            Issue.record("\(outcome.id): \(outcome.detail)")
        }
        let mended = known.subtracting(failed)
        #expect(mended.isEmpty, "these hold now, take them off the list: \(mended.sorted())")
        #expect(Set(outcomes.map(\.id)).count > outcomes.count * 9 / 10)
        let least: [ConformanceSuite: Int] = [.bpmn: 290, .miwg: 20, .dmn: 2_300, .jsonSchema: 1_500]
        #expect(outcomes.count >= least[suite, default: 0], "some of the suite was not run")
    }

    @Test func `a folder without cases is told`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for suite in ConformanceSuite.allCases {
            #expect(throws: ConformanceSuite.NoCases.self) { try suite.run(folder) }
        }
    }

    @Test func `a file that cannot be read is a case that fails`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("broken-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = [
            "draft2020-12/a.json": "[{", "models/a.bpmn": "<definitions", "kit/1/1-test-01.xml": "<testCases",
            "bpmn_constraints/a/a.bpmn": "no model",
            "cases.json": "[{\"id\": \"x\", \"model\": \"none.bpmn\", \"cases\": [{\"expect\": []}]}]",
        ]
        for (path, text) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        for suite in ConformanceSuite.allCases {
            let outcomes = try suite.run(folder)
            #expect(!outcomes.isEmpty && outcomes.contains { !$0.passed }, "\(suite)")
        }
    }

    @Test func `a wrong expectation fails`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wrong-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let cases = folder.appendingPathComponent("draft2020-12")
        try FileManager.default.createDirectory(at: cases, withIntermediateDirectories: true)
        let text = """
            [{"description": "g", "schema": {"type": "string"}, "tests": [
              {"description": "right", "data": "a", "valid": true}, {"description": "wrong", "data": 1, "valid": true}]}]
            """
        try text.write(to: cases.appendingPathComponent("a.json"), atomically: true, encoding: .utf8)
        let outcomes = try ConformanceSuite.jsonSchema.run(folder)
        #expect(outcomes.map(\.passed) == [true, false] && outcomes[1].detail == "refused")
    }
}
