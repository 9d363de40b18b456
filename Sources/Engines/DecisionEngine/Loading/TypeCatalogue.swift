import Diagnostics
import FEELEngine
import XMLTree

/// The types that item definitions of all models declare (DMN 1.5, 7.3.2).
final class TypeCatalogue {
    private let models: [String: ModelSource]
    private let environment: FEELEnvironment
    private var known: [ElementKey: FEELType] = [:]
    private var running: Set<ElementKey> = []
    private var unknown: Set<String> = []

    init(models: [String: ModelSource], environment: FEELEnvironment) {
        self.models = models
        self.environment = environment
    }

    /// The type of a `typeRef` in a model.
    func type(_ reference: String?, in model: ModelSource, at element: XMLTreeElement, _ found: inout Diagnoses)
        -> FEELType
    {
        guard let reference, !reference.isEmpty else { return .any }
        let text = reference.hasPrefix("feel:") ? String(reference.dropFirst(5)) : reference
        if let own = declared(text, in: model, &found) { return own }
        if let simple = FEELType(named: text) { return simple }
        for (description, _) in model.imports {
            guard let other = models[description.namespace] else { continue }
            let prefix = description.name.isEmpty ? "" : description.name + "."
            if text.hasPrefix(prefix), let type = declared(String(text.dropFirst(prefix.count)), in: other, &found) {
                return type
            }
        }
        if let colon = text.lastIndex(of: ":") {
            return type(String(text[text.index(after: colon)...]), in: model, at: element, &found)
        }
        if unknown.insert(text).inserted { found.warning(.unknownType, element, text) }
        return .any
    }

    /// The names under which a model's expressions know types.
    func names(in model: ModelSource, _ found: inout Diagnoses) -> [String: FEELType] {
        var names: [String: FEELType] = [:]
        for name in model.items.keys { names[name] = declared(name, in: model, &found) }
        for (description, _) in model.imports {
            guard let other = models[description.namespace] else { continue }
            let prefix = description.name.isEmpty ? "" : description.name + "."
            for name in other.items.keys { names[prefix + name] = declared(name, in: other, &found) }
        }
        return names
    }

    /// The names of all components of all types.
    var componentNames: [String] {
        var names: Set<String> = []
        func collect(_ element: XMLTreeElement) {
            for component in element.children("itemComponent") {
                if let name = component.attribute("name") { names.insert(name) }
                collect(component)
            }
        }
        for model in models.values { model.items.values.forEach(collect) }
        return names.sorted()
    }

    private func declared(_ name: String, in model: ModelSource, _ found: inout Diagnoses) -> FEELType? {
        guard let element = model.items[name] else { return nil }
        let key = ElementKey(namespace: model.namespace, id: name)
        if let type = known[key] { return type }
        guard running.insert(key).inserted else { return .any }
        defer { running.remove(key) }
        let type = build(element, in: model, &found)
        known[key] = type
        return type
    }

    private func build(_ element: XMLTreeElement, in model: ModelSource, _ found: inout Diagnoses) -> FEELType {
        let components = element.children("itemComponent")
        var type: FEELType
        if !components.isEmpty {
            var fields: [(name: String, type: FEELType)] = []
            for component in components {
                guard let name = component.attribute("name") else { continue }
                fields.append((name, build(component, in: model, &found)))
            }
            type = .context(fields)
        } else if let function = element.child("functionItem") {
            var parameters: [FEELType] = []
            for parameter in function.children("parameters") {
                parameters.append(self.type(parameter.attribute("typeRef"), in: model, at: parameter, &found))
            }
            type = .function(
                parameters, self.type(function.attribute("outputTypeRef"), in: model, at: function, &found))
        } else {
            let reference = element.child("typeRef")?.trimmedText
            type = self.type(reference, in: model, at: element, &found)
        }
        if let allowed = element.child("allowedValues") { type = constrain(type, allowed, &found) }
        if element.attribute("isCollection") == "true" { type = .list(type) }
        if let constraint = element.child("typeConstraint") { type = constrain(type, constraint, &found) }
        return type
    }

    private func constrain(_ type: FEELType, _ tests: XMLTreeElement, _ found: inout Diagnoses) -> FEELType {
        guard let text = tests.child("text") else { return type }
        do {
            return .constrained(
                type,
                try FEELUnaryTests(
                    parsing: text.text, names: [], environment: environment, origin: text.contentLocation))
        } catch {
            found.add(error, in: tests)
            return type
        }
    }
}

extension XMLTreeElement {
    /// About where the text of an element without attributes begins.
    var contentLocation: SourceLocation {
        let width = name.local.count + (prefix.map { $0.count + 1 } ?? 0) + 2
        return SourceLocation(file: location.file, line: location.line, column: location.column + width)
    }
}
