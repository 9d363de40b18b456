package import Definitions
package import JSONTree
package import WorkCalendar

extension ScenarioPackage {
    /// The definitions to publish: canonical JSON of what is written in YAML, the bytes of DMN and BPMN as they are.
    ///
    /// - Parameter effective: The first day in force for a package that names none.
    /// - Returns: Sorted by kind and id; parameters are one definition each.
    package func definitions(
        effective: CivilDate, hash: DefinitionHash.Function
    ) throws(JSONError) -> [Definition] {
        var definitions: [Definition] = []
        func publish(_ kind: DefinitionKind, _ id: String, _ bytes: [UInt8]) {
            let definition = Definition(
                kind: kind, id: id, package: manifest.id, version: manifest.version, overlay: overlay,
                effective: manifest.effective ?? effective, bytes: bytes, hash: hash)
            if let definition { definitions.append(definition) }
        }
        for file in files.values.sorted(by: { $0.path < $1.path }) {
            guard case .declaration(let kind) = file.kind else { continue }
            switch file.content {
            case .xml(let bytes): publish(kind, file.stem, bytes)
            case .tree(let tree):
                let json = tree.json
                if kind == .parameters, let list = json["parameters"] {
                    for each in list.elements {
                        publish(kind, each["name"]?.string ?? file.stem, try each.canonicalBytes())
                    }
                } else if kind == .parameters {
                    publish(kind, json["name"]?.string ?? file.stem, try json.canonicalBytes())
                } else {
                    publish(kind, kind == .scenario ? manifest.id : file.stem, try json.canonicalBytes())
                }
            }
        }
        return definitions
    }
}
