/// One attribute of an element; namespace declarations are kept apart, see ``XMLTreeNamespace``.
public struct XMLTreeAttribute: Sendable, Hashable {
    /// The expanded name; an attribute without a prefix is in no namespace.
    public var name: QualifiedName
    /// The prefix as written.
    public var prefix: String?
    /// The value after normalisation, references resolved.
    public var value: String

    /// Makes an attribute.
    public init(name: QualifiedName, prefix: String? = nil, value: String) {
        self.name = name
        self.prefix = prefix
        self.value = value
    }
}
