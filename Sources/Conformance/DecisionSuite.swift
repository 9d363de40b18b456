import DecisionEngine
import Diagnostics
import FEELEngine
import Foundation
import XMLTree

/// The DMN Technology Compatibility Kit: a folder a model, with the cases beside it. A case holds when all its results do.
struct DecisionSuite {
    let folder: URL

    /// All cases, folder by folder in the order of their names, wherever below the folder they are.
    func run() throws -> [Outcome] {
        let manager = FileManager.default
        let paths = try manager.subpathsOfDirectory(atPath: folder.path)
        let folders = Set(
            paths.filter { $0.hasSuffix(".xml") && $0.contains("-test-") }
                .map { folder.appendingPathComponent($0).deletingLastPathComponent() })
        var outcomes: [Outcome] = []
        for folder in folders.sorted(by: { $0.path < $1.path }) {
            let files = try manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
            let models = files.filter { $0.pathExtension == "dmn" }.compactMap { try? ConformanceSuite.bytes($0) }
            for file in files where file.pathExtension == "xml" && file.lastPathComponent.contains("-test-") {
                do {
                    outcomes += try run(file, models)
                } catch {
                    outcomes.append(
                        Outcome(id: file.lastPathComponent, passed: false, detail: "cannot be read: \(error)"))
                }
            }
        }
        return outcomes
    }

    private func run(_ file: URL, _ models: [[UInt8]]) throws -> [Outcome] {
        let root = try XMLTreeDocument(parsing: Array(try Data(contentsOf: file))).root
        let modelName = root.child("modelName")?.trimmedText ?? ""
        let folder = file.deletingLastPathComponent()
        let guess = folder.lastPathComponent + ".dmn"
        let named = folder.appendingPathComponent(modelName.hasSuffix(".dmn") ? modelName : guess)
        let bytes = Array(try Data(contentsOf: named))
        let (model, diagnostics) = DecisionModel.load(bytes, file: modelName) { wanted in
            models.first { Self.namespace(of: $0) == wanted.namespace }
        }
        let errors = diagnostics.filter { $0.severity == .error }.map(\.description)
        return root.children("testCase").map { run($0, file.lastPathComponent, model, errors) }
    }

    private static func namespace(of bytes: [UInt8]) -> String? {
        (try? XMLTreeDocument(parsing: bytes))?.root.attribute("namespace")
    }

    /// An input under its name, and under that with its namespace where the case gives one; with several inputs of one name
    /// the namespace alone tells them apart.
    private static func input(_ node: XMLTreeElement, isOnly: Bool) -> [(String, FEELValue)] {
        let name = node.attribute("name") ?? ""
        let value = DecisionValue.read(node)
        guard let namespace = node.attribute("namespace") else { return [(name, value)] }
        return [(DecisionModel.name(name, in: namespace), value)] + (isOnly ? [(name, value)] : [])
    }

    private func run(
        _ testCase: XMLTreeElement, _ file: String, _ model: DecisionModel?, _ errors: [String]
    ) -> Outcome {
        let nodes = testCase.children("inputNode")
        let inputs = FEELContext(
            nodes.flatMap { node in
                Self.input(node, isOnly: nodes.count { $0.attribute("name") == node.attribute("name") } == 1)
            })
        let now = FEELDateTime(epochSeconds: 1_700_000_000)
        let id = "\(file) \(testCase.attribute("id") ?? "")"
        guard let model else { return Outcome(id: id, passed: false, detail: errors.joined(separator: "; ")) }
        var wrong: [String] = []
        for node in testCase.children("resultNode") {
            let name = node.attribute("name") ?? ""
            let place = node.attribute("namespace").map { DecisionModel.name(name, in: $0) } ?? name
            let expected = node.child("expected").map(DecisionValue.read) ?? .null
            let result: DecisionResult
            var value: FEELValue
            if testCase.attribute("type") == "decisionService", let service = testCase.attribute("invocableName") {
                result = model.evaluate(service: service, inputs: inputs, now: now)
                value = result.value
                if case .context(let outputs) = value, let output = outputs[name] { value = output }
            } else if testCase.attribute("type") == "bkm", let function = testCase.attribute("invocableName") {
                result = model.evaluate(knowledge: function, inputs: inputs, now: now)
                value = result.value
            } else {
                result = model.evaluate(decision: place, inputs: inputs, now: now)
                value = result.value
            }
            if DecisionValue.matches(value, expected) { continue }
            let notes = result.warnings.map { $0.code.rawValue } + errors.prefix(3)
            wrong.append("\(name): got \(value), expected \(expected) \(notes)")
        }
        return Outcome(id: id, passed: wrong.isEmpty, detail: wrong.joined(separator: "; "))
    }
}
