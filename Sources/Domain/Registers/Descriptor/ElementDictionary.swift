package import Definitions

/// The data elements that a package sees: its own first, then those of the packages it needs, in their order.
package struct ElementDictionary: Sendable {
    private var packages: [(name: String, elements: [String: DataElement])] = []

    /// An empty dictionary.
    package init() {}

    /// Adds a package's elements behind those already there.
    package mutating func append(package: String, elements: some Sequence<DataElement>) {
        packages.append((package, Dictionary(elements.map { ($0.name, $0) }) { first, _ in first }))
    }

    /// The element that a reference names.
    package func element(_ reference: DefinitionReference) -> DataElement? {
        for (name, elements) in packages where reference.package == nil || reference.package == name {
            if let element = elements[reference.id] { return element }
        }
        return nil
    }

    /// Every element name that can be written, for hints.
    package var names: [String] { packages.flatMap { $0.elements.keys }.sorted() }
}
