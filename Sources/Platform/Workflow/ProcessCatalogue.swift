package import ProcessEngine

/// The process definitions that may be run here, by the hash of their bytes: an instance keeps the version it began with.
package struct ProcessCatalogue: Sendable {
    private var definitions: [String: ProcessDefinition] = [:]
    private var sources: [String: [UInt8]] = [:]
    /// The package of each version.
    private var packages: [String: String] = [:]
    /// The versions in force, by package and by the process's id.
    private var current: [String: [String: String]] = [:]

    package init() {}

    /// Adds a definition under the hash of its bytes in hexadecimal.
    ///
    /// - Parameter source: the bytes themselves, where the process is to be drawn.
    package mutating func insert(
        _ definition: ProcessDefinition, hash: String, source: [UInt8] = [], package: String = ""
    ) {
        definitions[hash] = definition
        sources[hash] = source
        packages[hash] = package
    }

    /// Says which version of a process new calls begin with.
    package mutating func putInForce(_ hash: String, package: String) {
        guard let definition = definitions[hash] else { return }
        current[package, default: [:]][definition.id] = hash
    }

    /// The version in force of a process that another of the same package calls by its id.
    package func called(_ id: String, by caller: String) -> String? {
        packages[caller].flatMap { current[$0]?[id] }
    }

    /// The hashes, in their order.
    package var hashes: [String] { definitions.keys.sorted() }

    /// The definition of a hash.
    package func definition(_ hash: String) throws(WorkflowError) -> ProcessDefinition {
        guard let definition = definitions[hash] else { throw WorkflowError(.unknownDefinition) }
        return definition
    }

    /// How the process of a hash is drawn; `nil` where its bytes are not known.
    package func diagram(_ hash: String) -> ProcessDiagram? {
        guard let definition = definitions[hash], let source = sources[hash] else { return nil }
        return ProcessDiagram.diagrams(in: source).first { $0.id == definition.id }
    }
}
