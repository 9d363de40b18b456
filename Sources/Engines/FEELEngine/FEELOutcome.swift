/// What an evaluation came to.
public struct FEELOutcome: Sendable {
    /// The value.
    public let value: FEELValue
    /// Why parts of it became `null`.
    public let warnings: [FEELWarning]
}
