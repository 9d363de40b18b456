public import JSONTree

/// A JSON Schema (draft 2020-12), compiled once and used often.
public struct Schema: Sendable {
    let nodes: [SchemaNode]
    let dynamicAnchors: [[String: Int]]

    /// Compiles a schema and all that its references lead to.
    ///
    /// Throws at the first keyword whose value can't be, the first pattern that can't be compiled and the first reference that
    /// leads nowhere.
    public init(_ schema: JSON, options: SchemaOptions = SchemaOptions()) throws(SchemaDefinitionError) {
        let compiler = try SchemaCompiler(schema, options: options)
        nodes = compiler.nodes
        dynamicAnchors = compiler.dynamicAnchors
    }

    /// Whether an instance is valid; stops at the first violation.
    ///
    /// An instance that takes more steps than allowed is not valid.
    public func isValid(_ instance: JSON) -> Bool {
        var evaluator = SchemaEvaluator(self, collects: false)
        return evaluator.run(instance)
    }

    /// What an instance violates.
    public func validate(_ instance: JSON) -> SchemaOutput {
        var evaluator = SchemaEvaluator(self, collects: true)
        let isValid = evaluator.run(instance)
        return SchemaOutput(isValid: isValid, violations: isValid ? [] : evaluator.violations)
    }
}
