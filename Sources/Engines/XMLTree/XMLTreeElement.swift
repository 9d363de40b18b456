public import Diagnostics

/// An element with its attributes and children. Two elements are equal when they say the same, wherever they stand.
public struct XMLTreeElement: Sendable {
    /// The expanded name.
    public var name: QualifiedName
    /// The prefix as written.
    public var prefix: String?
    /// The declarations written on this element.
    public var namespaces: [XMLTreeNamespace]
    /// The attributes in source order.
    public var attributes: [XMLTreeAttribute]
    /// The children in document order.
    public var children: [XMLTreeNode]
    /// Where its `<` stands.
    public var location: SourceLocation
    /// Prefixes visible here and their namespaces, the default namespace under the empty string; for names in values.
    public var inScope: [String: String]

    /// Makes an element.
    public init(
        name: QualifiedName, prefix: String? = nil, namespaces: [XMLTreeNamespace] = [],
        attributes: [XMLTreeAttribute] = [], children: [XMLTreeNode] = [],
        location: SourceLocation = SourceLocation(line: 1, column: 1), inScope: [String: String] = [:]
    ) {
        self.name = name
        self.prefix = prefix
        self.namespaces = namespaces
        self.attributes = attributes
        self.children = children
        self.location = location
        self.inScope = inScope
    }
}

extension XMLTreeElement: Hashable {
    /// Compares what is said; locations and inherited prefixes do not count.
    public static func == (left: XMLTreeElement, right: XMLTreeElement) -> Bool {
        left.name == right.name && left.prefix == right.prefix && left.namespaces == right.namespaces
            && left.attributes == right.attributes && left.children == right.children
    }

    /// Hashes what ``==(_:_:)`` compares, without descending.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(attributes)
        hasher.combine(children.count)
    }
}
