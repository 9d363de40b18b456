public import JSONTree

/// A JSON Schema (draft 2020-12), compiled once and used often.
public struct Schema: Sendable {
    private let program: SchemaProgram

    /// Compiles a schema and all that its references lead to.
    ///
    /// Throws at the first keyword whose value can't be, the first pattern that can't be compiled and the first reference that
    /// leads nowhere.
    public init(_ schema: JSON, options: SchemaOptions = SchemaOptions()) throws(SchemaDefinitionError) {
        program = try SchemaCompiler(schema, options: options).program
    }

    /// Whether an instance is valid; stops at the first violation.
    ///
    /// An instance that takes more steps than allowed is not valid.
    public func isValid(_ instance: JSON) -> Bool {
        withExtendedLifetime(program) {
            instance.withTape { tape, place in
                var evaluator = SchemaEvaluator<Judging>(program.tables, instance, tape)
                return evaluator.run(at: place)
            }
        }
    }

    /// What an instance violates.
    public func validate(_ instance: JSON) -> SchemaOutput {
        withExtendedLifetime(program) {
            instance.withTape { tape, place in
                var evaluator = SchemaEvaluator<Explaining>(program.tables, instance, tape)
                let isValid = evaluator.run(at: place)
                return SchemaOutput(isValid: isValid, violations: isValid ? [] : evaluator.violations)
            }
        }
    }
}
