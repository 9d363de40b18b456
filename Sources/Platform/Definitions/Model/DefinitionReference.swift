/// How one declaration names another: `id` in its own package or one it needs, `package.id` in a certain one.
package struct DefinitionReference: Sendable, Hashable {
    /// The package, if it is named.
    package let package: String?
    /// The id.
    package let id: String

    /// Makes a reference.
    package init(package: String? = nil, id: String) {
        self.package = package
        self.id = id
    }

    /// Reads `id` or `package.id`; ids may also be variable names (elements).
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        func valid(_ name: String) -> Bool { DefinitionName.isIdentifier(name) || DefinitionName.isVariable(name) }
        switch parts.count {
        case 1 where valid(parts[0]): self.init(id: parts[0])
        case 2 where DefinitionName.isIdentifier(parts[0]) && valid(parts[1]):
            self.init(package: parts[0], id: parts[1])
        default: return nil
        }
    }
}

extension DefinitionReference: CustomStringConvertible {
    package var description: String { package.map { "\($0).\(id)" } ?? id }
}
