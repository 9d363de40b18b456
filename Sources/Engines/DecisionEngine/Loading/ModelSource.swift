import Diagnostics
import XMLTree

/// One DMN document, read but not compiled.
final class ModelSource {
    let root: XMLTreeElement
    let namespace: String
    let name: String
    let imports: [(description: DecisionImport, location: SourceLocation)]
    /// Elements of the decision requirements graph by their id.
    private(set) var elements: [String: XMLTreeElement] = [:]
    /// Their ids in the order of the document.
    private(set) var order: [String] = []
    /// Item definitions by name.
    private(set) var items: [String: XMLTreeElement] = [:]

    init(_ root: XMLTreeElement, diagnostics: inout Diagnoses) {
        self.root = root
        namespace = root.attribute("namespace") ?? ""
        name = root.attribute("name") ?? ""
        imports = root.children("import").map {
            (
                DecisionImport(
                    namespace: $0.attribute("namespace") ?? "", name: $0.attribute("name") ?? "",
                    locationURI: $0.attribute("locationURI")), $0.location
            )
        }
        for element in root.elements where element.name.namespace == root.name.namespace {
            switch element.name.local {
            case "itemDefinition":
                if let name = element.attribute("name") { items[name] = element }
            case "inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource":
                add(element, &diagnostics)
            default: break
            }
        }
    }

    private func add(_ element: XMLTreeElement, _ diagnostics: inout Diagnoses) {
        guard let name = element.attribute("name") else {
            diagnostics.error(.missingName, element, element.name.local)
            return
        }
        let id = element.attribute("id") ?? "\(element.name.local) \(name)"
        if elements[id] != nil {
            diagnostics.error(.duplicateID, element, id)
            return
        }
        elements[id] = element
        order.append(id)
    }

    /// The namespace prefix that the first import gives a namespace; empty for this model's own.
    func prefix(of namespace: String) -> String? { prefixes(of: namespace).first }

    /// The prefixes that all imports of a namespace give it.
    func prefixes(of namespace: String) -> [String] {
        if namespace == self.namespace { return [""] }
        return imports.map(\.description).filter { $0.namespace == namespace }.map(\.name)
    }
}

/// An element of some model.
struct ElementKey: Hashable, Sendable {
    let namespace: String
    let id: String

    /// The element that a `href` in a model means.
    init?(href: String, in model: ModelSource) {
        guard let hash = href.lastIndex(of: "#") else { return nil }
        let space = String(href[..<hash])
        namespace = space.isEmpty ? model.namespace : space
        id = String(href[href.index(after: hash)...])
    }

    init(namespace: String, id: String) {
        self.namespace = namespace
        self.id = id
    }
}

extension ModelSource {
    /// How each named element is written, for ``DecisionModel/formulas``.
    var formulas: [String: String] {
        var formulas: [String: String] = [:]
        for element in root.elements where element.name.namespace == root.name.namespace {
            guard let name = element.attribute("name") else { continue }
            var written = ""
            Self.write(element, into: &written)
            formulas[name, default: ""] += written
        }
        return formulas
    }

    private static func write(_ element: XMLTreeElement, into written: inout String) {
        if element.name.local == "rule" || element.name.local == "extensionElements" { return }
        written += "<" + element.name.local
        for attribute in element.attributes.sorted(by: { $0.name.local < $1.name.local })
        where attribute.name.local != "id" {
            written += " \(attribute.name.local)=\(attribute.value)"
        }
        written += ">" + element.trimmedText
        for child in element.elements { write(child, into: &written) }
        written += "</>"
    }
}
