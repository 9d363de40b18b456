import Diagnostics
import FEELEngine
import JSONTree
import PatternEngine
import SchemaEngine

/// A paper that came in as JSON: checked against its schema, looked at with a pattern and an expression.
enum Paper {
    static let schema = """
        {"$schema": "https://yiwang.org/schema/2020-12", "type": "object", "required": ["id_number", "phone", "lines"],
         "properties": {"id_number": {"format": "cn-citizen-id"}, "phone": {"format": "cn-mobile-number"},
           "lines": {"type": "array", "items": {"type": "integer", "minimum": 1}}}}
        """

    static func describe(_ text: String) throws -> [String] {
        let schema = try Schema(JSON(parsing: Self.schema))
        let paper = try JSON(parsing: text)
        let output = schema.validate(paper)
        if !output.isValid {
            return output.violations.map { "\($0.instanceLocation): \($0.message.zh) (\($0.code))" }
        }
        let hidden = try Pattern("^(\\d{3})\\d{4}(\\d{4})$", syntax: .xpath()).replacing(
            paper["phone"]?.string ?? "", with: "$1****$2")
        let count = try FEELExpression(parsing: "count(lines[item > 1])", names: ["lines"])
        let lines = paper["lines"]?.elements.compactMap(\.integer).map { FEELValue.number($0) } ?? []
        return ["\(hidden): \(count.evaluate(FEELContext([("lines", .list(lines))])))"]
    }
}
