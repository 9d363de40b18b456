/// A model that another one imports.
public struct DecisionImport: Sendable, Hashable {
    /// The namespace of the imported model.
    public let namespace: String
    /// The name its elements are prefixed with.
    public let name: String
    /// Where the author says it can be found.
    public let locationURI: String?
}
