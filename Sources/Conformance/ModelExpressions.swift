import ProcessEngine

/// FEEL, after the one notation of the suite's models that is not: `v.contains("x")` means `contains(v, "x")`.
struct ModelExpressions: ExpressionCompiling {
    func compile(_ text: String) throws(ExpressionError) -> any ProcessExpression {
        var text = text
        if let call = text.firstRange(of: ".contains(") {
            let name = text[..<call.lowerBound].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed()
            let start = text.index(call.lowerBound, offsetBy: -name.count)
            text.replaceSubrange(start..<call.upperBound, with: "contains(\(String(name)), ")
        }
        return try FEELExpressionCompiler().compile(text)
    }
}
