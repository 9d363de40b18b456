package import Foundation

/// The public suites that the engines are held against; a suite is a folder that its publisher laid out.
package enum ConformanceSuite: String, Sendable, CaseIterable {
    /// Models with the traces of their scripts (`cases.json`), and models that break a rule (`bpmn_constraints`).
    case bpmn
    /// Reference models for interchange.
    case miwg
    /// The DMN Technology Compatibility Kit.
    case dmn
    /// The JSON Schema Test Suite, draft 2020-12.
    case jsonSchema = "json-schema"

    /// Why a folder cannot be run.
    package struct NoCases: Error, Sendable {}

    /// Runs all cases of a folder.
    ///
    /// - Throws: ``NoCases`` where the folder holds none, and what reading a file throws.
    package func run(_ folder: URL) throws -> [Outcome] {
        let outcomes: [Outcome]
        switch self {
        case .bpmn: outcomes = try ExecutionSuite(folder: folder).run() + ConstraintSuite(folder: folder).run()
        case .miwg: outcomes = try InterchangeSuite(folder: folder).run()
        case .dmn: outcomes = try DecisionSuite(folder: folder).run()
        case .jsonSchema: outcomes = try SchemaSuite(folder: folder).run()
        }
        if outcomes.isEmpty { throw NoCases() }
        return outcomes
    }

    /// The files below a folder with an ending, as paths from there, in the order of their names.
    static func files(_ folder: URL, ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(ending) }.sorted()
    }

    static func bytes(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }
}
