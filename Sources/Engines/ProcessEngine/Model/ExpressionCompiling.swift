/// Compiles the expressions that a model holds. ``FEELExpressionCompiler`` is the product's; tests may bring another.
public protocol ExpressionCompiling: Sendable {
    /// Compiles one expression.
    func compile(_ text: String) throws(ExpressionError) -> any ProcessExpression
}
