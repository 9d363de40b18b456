import DecisionEngine
import FEELEngine

/// Small models for tests.
enum Models {
    /// A model around some elements.
    static func xml(_ body: String, namespace: String = "urn:test", version: String = "20230324") -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/\(version)/MODEL/" name="test" namespace="\(namespace)">
            \(body)
            </definitions>
            """.utf8)
    }

    static func input(_ name: String, _ type: String = "Any") -> String {
        "<inputData id=\"in-\(name)\" name=\"\(name)\"><variable name=\"\(name)\" typeRef=\"\(type)\"/></inputData>\n"
    }

    static func needs(_ inputs: [String], _ decisions: [String] = []) -> String {
        (inputs.map { "<requiredInput href=\"#in-\($0)\"/>" } + decisions.map { "<requiredDecision href=\"#\($0)\"/>" })
            .map { "<informationRequirement>\($0)</informationRequirement>\n" }.joined()
    }

    static func decision(_ name: String, _ inputs: [String] = [], _ decisions: [String] = [], _ logic: String) -> String
    {
        """
        <decision id="\(name)" name="\(name)"><variable name="\(name)"/>\(needs(inputs, decisions))\(logic)</decision>

        """
    }

    static func literal(_ text: String) -> String {
        "<literalExpression><text><![CDATA[\(text)]]></text></literalExpression>"
    }

    /// A table: columns by expression, rules as cells and one output.
    static func table(
        _ hitPolicy: String, _ columns: [String], _ rules: [([String], String)], outputValues: String = "",
        defaultOutput: String = ""
    ) -> String {
        var text = "<decisionTable id=\"table\" \(hitPolicy)>"
        for column in columns {
            text += "<input label=\"\(column)\"><inputExpression><text>\(column)</text></inputExpression></input>"
        }
        text += "<output name=\"out\">"
        if !outputValues.isEmpty { text += "<outputValues><text>\(outputValues)</text></outputValues>" }
        if !defaultOutput.isEmpty { text += "<defaultOutputEntry><text>\(defaultOutput)</text></defaultOutputEntry>" }
        text += "</output><annotation name=\"basis\"/>"
        for (index, rule) in rules.enumerated() {
            text += "<rule id=\"R\(index + 1)\"><description>rule \(index + 1)</description>"
            for cell in rule.0 { text += "<inputEntry><text><![CDATA[\(cell)]]></text></inputEntry>" }
            text += "<outputEntry><text><![CDATA[\(rule.1)]]></text></outputEntry>"
            text += "<annotationEntry><text>第\(index + 1)条</text></annotationEntry></rule>"
        }
        return text + "</decisionTable>"
    }

    static func evaluate(
        _ body: String, _ decision: String = "d", _ inputs: [(String, FEELValue)] = []
    ) throws -> DecisionResult {
        try DecisionModel(loading: xml(body)).evaluate(decision: decision, inputs: FEELContext(inputs))
    }
}

extension Models {
    /// A decision that requires nothing.
    static func decision(_ name: String, _ logic: String) -> String { decision(name, [], [], logic) }
}
