import JSONTree

/// A text in a model that is written out, or computed when its value begins with `=`.
struct ProcessText: Sendable {
    enum Content: Sendable {
        case literal(String)
        case expression(any ProcessExpression)
    }

    let content: Content

    /// The text; `nil` where the expression gives nothing that can be written as one.
    func text(_ variable: (String) -> JSON?) -> String? {
        switch content {
        case .literal(let text): return text
        case .expression(let expression):
            let value = expression.evaluate(variable)
            return value.string ?? value.numberText ?? value.bool.map { $0 ? "true" : "false" }
        }
    }
}
