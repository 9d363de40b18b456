import DecisionEngine
import Diagnostics
import FEELEngine
import Foundation
import XMLTree

/// Runs the cases of one level of the DMN TCK.
struct TCKSuite {
    struct Outcome {
        let id: String
        let passed: Bool
        let detail: String
    }

    let folder: URL

    /// All cases in the order of their names.
    func run() throws -> [Outcome] {
        let manager = FileManager.default
        var outcomes: [Outcome] = []
        let folders = try manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { !$0.lastPathComponent.hasSuffix(".md") && !$0.lastPathComponent.hasPrefix(".") }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        for folder in folders {
            let files = try manager.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
            let models = try files.filter { $0.pathExtension == "dmn" }.map { Array(try Data(contentsOf: $0)) }
            for file in files where file.lastPathComponent.contains("-test-") {
                outcomes += try run(file, models)
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
        return root.children("testCase").flatMap { run($0, file.lastPathComponent, model, errors) }
    }

    private static func namespace(of bytes: [UInt8]) -> String? {
        (try? XMLTreeDocument(parsing: bytes))?.root.attribute("namespace")
    }

    private func run(
        _ testCase: XMLTreeElement, _ file: String, _ model: DecisionModel?, _ errors: [String]
    ) -> [Outcome] {
        let inputs = FEELContext(
            testCase.children("inputNode").map { ($0.attribute("name") ?? "", TCKValue.read($0)) })
        let now = FEELDateTime(epochSeconds: 1_700_000_000)
        return testCase.children("resultNode").map { node in
            let name = node.attribute("name") ?? ""
            let id = "\(file) \(testCase.attribute("id") ?? "") \(name)"
            guard let model else { return Outcome(id: id, passed: false, detail: errors.joined(separator: "; ")) }
            let expected = node.child("expected").map(TCKValue.read) ?? .null
            let result: DecisionResult
            var value: FEELValue
            if testCase.attribute("type") == "decisionService", let service = testCase.attribute("invocableName") {
                result = model.evaluate(service: service, inputs: inputs, now: now)
                value = result.value
                if case .context(let outputs) = value, let output = outputs[name] { value = output }
            } else {
                result = model.evaluate(decision: name, inputs: inputs, now: now)
                value = result.value
            }
            let passed = TCKValue.matches(value, expected)
            let notes = result.warnings.map { $0.code.rawValue } + errors.prefix(3)
            return Outcome(id: id, passed: passed, detail: "got \(value), expected \(expected) \(notes)")
        }
    }
}
