public import Diagnostics

/// Why a model was refused.
public struct DecisionModelError: Error, Sendable {
    /// Everything found, at least one error.
    public let diagnostics: [Diagnostic]
}
