public import Diagnostics

/// Why an expression could not be compiled.
public struct ExpressionError: Error, Sendable {
    /// The reason, in both languages.
    public let message: Text

    /// Makes an error.
    public init(_ message: Text) {
        self.message = message
    }
}
