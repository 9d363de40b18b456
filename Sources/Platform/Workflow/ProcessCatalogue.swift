package import ProcessEngine

/// The process definitions that may be run here, by the hash of their bytes: an instance keeps the version it began with.
package struct ProcessCatalogue: Sendable {
    private var definitions: [String: ProcessDefinition] = [:]

    package init() {}

    /// Adds a definition under the hash of its bytes in hexadecimal.
    package mutating func insert(_ definition: ProcessDefinition, hash: String) { definitions[hash] = definition }

    /// The definition of a hash.
    package func definition(_ hash: String) throws(WorkflowError) -> ProcessDefinition {
        guard let definition = definitions[hash] else { throw WorkflowError(.unknownDefinition) }
        return definition
    }
}
