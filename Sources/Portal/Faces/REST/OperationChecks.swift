import JSONTree
import SchemaEngine

/// The compiled schemas of one operation.
struct OperationChecks: Sendable {
    private let parameters: [String: Schema]
    private let body: Schema?

    init(_ operation: Operation) throws(SchemaDefinitionError) {
        var parameters: [String: Schema] = [:]
        for parameter in operation.parameters {
            parameters[parameter.name] = try OperationChecks.compiled(parameter.schema)
        }
        self.parameters = parameters
        body = if let name = operation.body { try OperationChecks.compiled(Shape.reference(name)) } else { nil }
    }

    /// Compiles a schema that may refer to those of the document.
    static func compiled(_ schema: JSON) throws(SchemaDefinitionError) -> Schema {
        try Schema(
            schema.setting("components", to: ["schemas": Shape.all]), options: SchemaOptions(assertsFormats: true))
    }

    func violations(of value: JSON, parameter: String) -> [SchemaViolation] {
        parameters[parameter]?.validate(value).violations ?? []
    }

    func violations(of value: JSON) -> [SchemaViolation] { body?.validate(value).violations ?? [] }
}
