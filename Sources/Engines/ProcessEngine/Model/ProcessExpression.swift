public import JSONTree

/// A compiled expression of a process: a condition, a mapping, a correlation key, a timer's text.
public protocol ProcessExpression: Sendable {
    /// The expression's value.
    ///
    /// - Parameter variable: Gives a variable visible at the place of evaluation; `nil` if there is none.
    /// - Returns: The value; FEEL's `null` as JSON null.
    func evaluate(_ variable: (String) -> JSON?) -> JSON
}
