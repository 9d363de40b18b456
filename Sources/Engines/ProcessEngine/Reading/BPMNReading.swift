public import Diagnostics
import XMLTree

/// The result of reading a BPMN 2.0 file: its executable processes and all findings.
public struct BPMNReading: Sendable {
    /// How a file is to be read.
    public struct Options: Sendable {
        /// The handler that is invoked for a script task, with the script as input `script`; `nil` reads scripts as FEEL.
        public var scriptHandler: String?
        /// Limits of the XML reader are the standard ones; this one is for the model.
        public var maximumNodes: Int

        /// Makes options.
        public init(scriptHandler: String? = nil, maximumNodes: Int = 2_000) {
            self.scriptHandler = scriptHandler
            self.maximumNodes = maximumNodes
        }
    }

    /// The processes marked `isExecutable="true"`; empty if anything is wrong with the file.
    public let definitions: [ProcessDefinition]
    /// Everything found, in document order; each names its element and the rule.
    public let diagnostics: [Diagnostic]

    /// Whether nothing in the file is an error.
    public var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The XML.
    ///   - file: The file's name, for the findings.
    ///   - expressions: What compiles conditions and mappings.
    public init(
        _ bytes: [UInt8], file: String? = nil, expressions: any ExpressionCompiling = FEELExpressionCompiler(),
        options: Options = Options()
    ) {
        let document: XMLTreeDocument
        do throws(XMLTreeError) {
            document = try XMLTreeDocument(parsing: bytes, file: file)
        } catch {
            definitions = []
            diagnostics = [error.diagnostic]
            return
        }
        let model = BPMNModel(document, acceptsAnyScript: options.scriptHandler != nil)
        guard model.root.kind == "definitions", document.root.name.namespace == BPMNElement.modelNamespace else {
            model.report(
                model.root, "not-bpmn", zh: "这不是 BPMN 2.0 文件。", en: "This is not a BPMN 2.0 file.")
            definitions = []
            diagnostics = model.diagnostics
            return
        }
        BPMNRules(model).check()
        var definitions: [ProcessDefinition] = []
        let executable = model.root.children("process").filter { $0.flag("isExecutable", default: false) }
        if model.all.count(where: \.isFlowNode) > options.maximumNodes {
            model.report(model.root, "too-many-nodes", zh: "节点太多。", en: "The model has too many nodes.")
        } else {
            for process in executable {
                var compiler = ProcessCompiler(model, process, expressions, options)
                if let definition = compiler.compile() { definitions.append(definition) }
            }
        }
        if executable.isEmpty {
            model.report(
                model.root, "nothing-executable", zh: "没有标记为可执行的流程。",
                en: "No process is marked as executable.", severity: .warning)
        }
        self.definitions = model.hasErrors ? [] : definitions
        diagnostics = model.diagnostics.sorted { left, right in
            guard let first = left.location, let second = right.location else { return false }
            return (first.line, first.column) < (second.line, second.column)
        }
    }
}

extension BPMNReading {
    /// Whether elements of this name are drawn with their names: flow nodes, sequence flows and lanes.
    public static func isDrawn(_ element: String) -> Bool {
        BPMNElement.flowNodes.contains(element) || element == "sequenceFlow" || element == "lane"
    }
}
