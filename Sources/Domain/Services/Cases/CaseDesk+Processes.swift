package import Diagnostics
package import ProcessEngine
package import Workflow

/// How a matter went: its process as it is drawn, and all that happened in it.
package struct ProcessHistory: Sendable {
    package let instance: ProcessStore.Instance
    package let definition: ProcessDefinition
    /// `nil` where the model's bytes are not at hand.
    package let diagram: ProcessDiagram?
    package let events: [ProcessStore.Event]

    /// The element's names.
    package func element(_ id: String) -> ProcessElement? {
        definition.node(of: id).flatMap { definition.element(node: $0) }
    }
}

extension CaseDesk {
    /// The processes of a case or of another matter, the latest first.
    package func history(of matter: Matter) async throws -> [ProcessHistory] {
        let store = ProcessStore(storage: storage)
        var histories: [ProcessHistory] = []
        for instance in try await store.instances(of: matter).reversed() {
            histories.append(
                ProcessHistory(
                    instance: instance, definition: try processes.catalogue.definition(instance.definition),
                    diagram: processes.catalogue.diagram(instance.definition),
                    events: try await store.events(of: instance.id)))
        }
        return histories
    }

    /// What the elements of a case's processes are called.
    package func elementNames(of matter: Matter) async throws -> [String: Text] {
        var names: [String: Text] = [:]
        for instance in try await ProcessStore(storage: storage).instances(of: matter) {
            for element in try processes.catalogue.definition(instance.definition).elements {
                guard let name = element.name else { continue }
                names[element.id] = Text(zh: name, en: element.englishName ?? name)
            }
        }
        return names
    }

    /// The process that a service's new cases begin with, as it is drawn.
    package func drawing(of service: String) throws -> (definition: ProcessDefinition, diagram: ProcessDiagram?) {
        let hash = try runtime(service).processHash
        return (try processes.catalogue.definition(hash), processes.catalogue.diagram(hash))
    }

    /// How long the elements of a service's process took, in the cases that began in a period.
    ///
    /// - Parameter most: how many cases are looked at, at most; the latest of the period are left out first.
    package func times(
        of service: String, from: Int64, before: Int64, most: Int = 20_000
    ) async throws -> ProcessTimes {
        let current = try drawing(of: service).definition
        let catalogue = processes.catalogue
        var times = ProcessTimes()
        let versions = catalogue.hashes.filter { (try? catalogue.definition($0))?.id == current.id }
        try await ProcessStore(storage: storage).each(startedFrom: from, before: before, of: versions) { _, events in
            times.add(events)
            return times.instances < most
        }
        return times
    }
}
