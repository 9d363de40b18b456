/// What validating one instance came to.
public struct SchemaOutput: Sendable, Hashable {
    /// Whether the instance is valid.
    public let isValid: Bool
    /// What it violates, in the order of the schema's keywords; empty when it is valid.
    public let violations: [SchemaViolation]
}
