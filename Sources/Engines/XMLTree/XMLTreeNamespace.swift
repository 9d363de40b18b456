/// A namespace declaration as written on an element (`xmlns="…"` or `xmlns:prefix="…"`).
public struct XMLTreeNamespace: Sendable, Hashable {
    /// The prefix; `nil` for the default namespace.
    public var prefix: String?
    /// The namespace's URI; empty where the default namespace is undone.
    public var uri: String

    /// Makes a declaration.
    public init(prefix: String?, uri: String) {
        self.prefix = prefix
        self.uri = uri
    }
}
