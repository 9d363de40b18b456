import FEELEngine

/// A FEEL expression of a form, with the text it was written as.
struct FormExpression: Sendable {
    let text: String
    let expression: FEELExpression

    /// The names that it reads, as paths.
    var references: [String] { expression.references }

    /// The first name that it reads: where its value comes from.
    var source: String? { references.first?.split(separator: ".").first.map(String.init) }

    func value(_ scope: FormScope) -> FEELValue { expression.evaluate(scope.variables, now: scope.now) }

    /// Whether it is true; false and null are not.
    func holds(_ scope: FormScope) -> Bool { value(scope).boolean == true }
}
