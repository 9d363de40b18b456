package import Definitions
package import Exchange
package import JSONTree
package import Notices
package import Registers
package import Services
package import WorkOrders

/// A scenario package (场景包) in memory: everything it declares, after its overlay.
package struct ScenarioPackage: Sendable {
    /// What it is, whose, and what it needs.
    package let manifest: ScenarioManifest
    /// The departments and posts it adds.
    package let directory: DirectoryDescriptor
    /// The data elements it adds.
    package let elements: [DataElement]
    /// The code tables it adds.
    package let codeTables: [String: CodeTable]
    package let registers: [RegisterDescriptor]
    package let contracts: [Contract]
    package let services: [ServiceDefinition]
    /// The kinds of work orders.
    package let orders: [OrderKind]
    package let notices: [NoticeTemplate]
    package let documents: [DocumentTemplate]
    package let parameters: ParameterSet
    /// The forms as JSON, by id.
    package let forms: [String: JSON]
    /// The decision files' bytes, by id.
    package let decisions: [String: [UInt8]]
    /// The process files' bytes, by id.
    package let processes: [String: [UInt8]]
    /// The overlay that was applied.
    package let overlay: String?
    /// The packages it needs, in its order, each with its own needs behind it; no package twice.
    package let needs: [ScenarioPackage]

    /// The files, by path.
    let files: [String: ScenarioDocument]

    /// Its id.
    package var id: String { manifest.id }

    /// The elements it sees: its own, then those of the packages it needs.
    package var dictionary: ElementDictionary {
        var dictionary = ElementDictionary()
        for package in [self] + needs { dictionary.append(package: package.id, elements: package.elements) }
        return dictionary
    }

    /// The departments it sees, by id.
    package var departments: [String: DirectoryDescriptor.Department] {
        Dictionary(([self] + needs).flatMap(\.directory.departments).map { ($0.id, $0) }) { first, _ in first }
    }

    /// The posts it sees, by id.
    package var posts: [String: DirectoryDescriptor.Post] {
        Dictionary(([self] + needs).flatMap(\.directory.posts).map { ($0.id, $0) }) { first, _ in first }
    }

    /// The parameters it sees; its own come before those of the packages it needs.
    package var visibleParameters: ParameterSet {
        ParameterSet(([self] + needs).flatMap { $0.parameters.tables.values.sorted { $0.name < $1.name } })
    }

    /// The register that a reference names.
    package func register(_ reference: DefinitionReference) -> RegisterDescriptor? { find(reference, in: \.registers) }

    /// The contract that a reference names.
    package func contract(_ reference: DefinitionReference) -> Contract? { find(reference, in: \.contracts) }

    /// The service with an id; without one the package's only service.
    package func service(_ id: String?) -> ServiceDefinition? {
        if let id { return services.first { $0.id == id } }
        return services.count == 1 ? services.first : nil
    }

    /// The contracts of a service in the order of asking.
    package func contracts(of service: ServiceDefinition) -> [Contract] {
        AskingOrder.of(service.contracts.compactMap(contract)).order
    }

    /// The decision file that a reference names.
    package func decision(_ reference: DefinitionReference) -> (package: ScenarioPackage, bytes: [UInt8])? {
        for package in [self] + needs where reference.package == nil || reference.package == package.id {
            if let bytes = package.decisions[reference.id] { return (package, bytes) }
        }
        return nil
    }

    func find<Item: Declared>(_ reference: DefinitionReference, in list: KeyPath<ScenarioPackage, [Item]>) -> Item? {
        for package in [self] + needs where reference.package == nil || reference.package == package.id {
            if let item = package[keyPath: list].first(where: { $0.id == reference.id }) { return item }
        }
        return nil
    }

    /// Every id that a reference could name, for hints.
    func names<Item: Declared>(of list: KeyPath<ScenarioPackage, [Item]>) -> [String] {
        ([self] + needs).flatMap { package in package[keyPath: list].map(\.id) }
    }
}
