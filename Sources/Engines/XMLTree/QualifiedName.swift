/// An expanded XML name: a namespace and a local part (Namespaces in XML 1.0, §2.1).
public struct QualifiedName: Sendable, Hashable {
    /// The namespace's URI; `nil` for a name in no namespace.
    public let namespace: String?
    /// The part after the colon.
    public let local: String

    /// Makes a name.
    public init(namespace: String?, local: String) {
        self.namespace = namespace
        self.local = local
    }
}

extension QualifiedName: CustomStringConvertible {
    /// James Clark's notation, `{namespace}local`.
    public var description: String { (namespace.map { "{\($0)}" } ?? "") + local }
}
