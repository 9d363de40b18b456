import Diagnostics
import Foundation
import ProcessEngine
import Testing
import XMLTree

/// Models of betsy that each break one rule of BPMN 2.0, and models that break none.
@Suite struct `BPMN constraint conformance` {
    /// Models that are not refused, each with the reason. The list may only shrink.
    private static let accepted: [String: String] = [
        "EXT076/EXT076_3_Fail_3.bpmn": "the model has a named data state; what is wrong with it is not to be seen",
        "EXT128/EXT128_1_failure_boundary.bpmn": "a message without a web service operation is what counties send",
        "EXT128/EXT128_3_failure_intCatch.bpmn": "as above",
        "EXT128/EXT128_4_failure_intThrow.bpmn": "as above",
    ]

    private func files(_ folder: URL, under name: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: name).path())
            .filter { $0.hasSuffix(".bpmn") }.sorted()
    }

    @Test func `each broken model is refused with a finding that names its element`() throws {
        guard let folder = Conformance.folder("bpmn-execution/bpmn_constraints") else { return }
        var refused = 0
        var passing: [String] = []
        for file in try files(folder.deletingLastPathComponent(), under: "bpmn_constraints") {
            let bytes = try Array(Data(contentsOf: folder.appending(path: file)))
            let reading = BPMNReading(bytes, file: file, expressions: ModelExpressions())
            let findings = reading.diagnostics.filter { $0.severity == .error && $0.code.hasPrefix("bpmn.") }
            if findings.isEmpty {
                passing.append(file)
                if Self.accepted[file] == nil { print("  not refused: \(file)") }
            } else {
                refused += 1
                #expect(reading.definitions.isEmpty)
                #expect(findings.allSatisfy { $0.location != nil })
            }
        }
        print("bpmn-constraints: \(refused) refused, \(passing.count) not")
        for file in passing { #expect(Self.accepted[file] != nil, "\(file)") }
        for file in Self.accepted.keys where !passing.contains(file) {
            Issue.record("\(file) is refused now: take it off the list")
        }
    }

    @Test func `the interchange working group's models are read, and written as they were`() throws {
        guard let folder = Conformance.folder("bpmn-miwg") else { return }
        var findings = 0
        let files = try files(folder.deletingLastPathComponent(), under: "bpmn-miwg")
        for file in files {
            let bytes = try Array(Data(contentsOf: folder.appending(path: file)))
            let document = try XMLTreeDocument(parsing: bytes, file: file)
            #expect(try XMLTreeDocument(parsing: document.serialised()) == document, "\(file)")
            let reading = BPMNReading(bytes, file: file, expressions: ModelExpressions())
            findings += reading.diagnostics.count { $0.severity == .error }
            #expect(!reading.diagnostics.contains { $0.code.hasPrefix("xml.") }, "\(file)")
        }
        print("bpmn-miwg: \(files.count) read and written the same; \(findings) findings on what is needed to run them")
    }
}
