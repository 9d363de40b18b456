import Diagnostics
import Foundation
import ProcessEngine
import XMLTree

/// Models of betsy that each break one rule of BPMN 2.0: each has to be refused with a finding that names its element.
struct ConstraintSuite {
    let folder: URL

    func run() throws -> [Outcome] {
        let models = folder.appendingPathComponent("bpmn_constraints")
        guard FileManager.default.fileExists(atPath: models.path) else { return [] }
        return try ConformanceSuite.files(models, ending: ".bpmn").map { file in
            guard let bytes = try? ConformanceSuite.bytes(models.appendingPathComponent(file)) else {
                return Outcome(id: file, passed: false, detail: "cannot be read")
            }
            let reading = BPMNReading(bytes, file: file, expressions: ModelExpressions())
            let findings = reading.diagnostics.filter { $0.severity == .error && $0.code.hasPrefix("bpmn.") }
            let isRefused =
                !findings.isEmpty && reading.definitions.isEmpty && findings.allSatisfy { $0.location != nil }
            return Outcome(id: file, passed: isRefused, detail: isRefused ? "" : "not refused")
        }
    }
}

/// Reference models: read, written, read again; nothing known may be lost.
struct InterchangeSuite {
    let folder: URL

    func run() throws -> [Outcome] {
        try ConformanceSuite.files(folder, ending: ".bpmn").map { file in
            guard let bytes = try? ConformanceSuite.bytes(folder.appendingPathComponent(file)),
                let document = try? XMLTreeDocument(parsing: bytes, file: file)
            else { return Outcome(id: file, passed: false, detail: "not read") }
            guard let again = try? XMLTreeDocument(parsing: document.serialised()), again == document else {
                return Outcome(id: file, passed: false, detail: "written otherwise than read")
            }
            let reading = BPMNReading(bytes, file: file, expressions: ModelExpressions())
            let faults = reading.diagnostics.filter { $0.code.hasPrefix("xml.") }.map(\.description)
            return Outcome(id: file, passed: faults.isEmpty, detail: faults.joined(separator: "; "))
        }
    }
}
