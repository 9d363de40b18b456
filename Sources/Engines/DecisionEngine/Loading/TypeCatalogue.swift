import Diagnostics
import FEELEngine
import XMLTree

/// The types that item definitions of all models declare (DMN 1.5, 7.3.2).
final class TypeCatalogue {
    private let models: [String: ModelSource]
    private let environment: FEELEnvironment
    private var known: [ElementKey: FEELType] = [:]
    private var running: Set<ElementKey> = []
    /// What the constraints of each model's types are read in.
    private var environments: [String: FEELEnvironment] = [:]
    /// The types without constraints, for constraints that name some: these do not hang on which of them was made first. `nil`
    /// in that catalogue itself.
    private let bare: TypeCatalogue?
    private var unknown: Set<String> = []
    private var depth = 0
    /// How many types may be made of one another.
    private static let deepest = 200

    convenience init(models: [String: ModelSource], environment: FEELEnvironment) {
        let bare = TypeCatalogue(models: models, environment: environment, bare: nil)
        self.init(models: models, environment: environment, bare: bare)
    }

    private init(models: [String: ModelSource], environment: FEELEnvironment, bare: TypeCatalogue?) {
        self.models = models
        self.environment = environment
        self.bare = bare
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

    /// The names of all entries that values of the models may have: components of types, entries of boxed contexts, columns of
    /// relations, results of tables and services, and those that context literals name.
    private(set) lazy var entryNames: [String] = {
        var names: Set<String> = []
        func note(_ element: XMLTreeElement?) {
            if let name = element?.attribute("name"), !name.isEmpty { names.insert(name) }
        }
        func collect(_ element: XMLTreeElement) {
            switch element.name.local {
            case "itemComponent", "column", "output", "decision": note(element)
            case "contextEntry": note(element.child("variable"))
            case "text": names.formUnion(Self.keys(in: element.text))
            default: break
            }
            for child in element.elements { collect(child) }
        }
        for model in models.values { collect(model.root) }
        return names.sorted()
    }()

    /// What may be the key of a context literal: several words or signs between `{` or `,` and a colon, in quotation marks or
    /// without.
    private static func keys(in text: String) -> [String] {
        guard text.contains("{") else { return [] }
        var keys: [String] = []
        var key: String?
        var isQuoted = false
        for character in text {
            switch character {
            case "\"":
                // What is in quotation marks alone between the signs.
                if !isQuoted { key = key?.trimmed.isEmpty == true ? "" : nil }
                isQuoted.toggle()
            case _ where isQuoted: key?.append(character)
            case "{", ",": key = ""
            case ":":
                if let name = key?.trimmed, name.contains(where: { !$0.isLetter && !$0.isNumber && $0 != "_" }) {
                    keys.append(name)
                }
                key = nil
            case "}", "[", "]", "(", ")", "=", "<", ">", "@": key = nil
            default: key?.append(character)
            }
        }
        return keys
    }

    private func declared(_ name: String, in model: ModelSource, _ found: inout Diagnoses) -> FEELType? {
        guard let element = model.items[name] else { return nil }
        let key = ElementKey(namespace: model.namespace, id: name)
        if let type = known[key] { return type }
        guard running.insert(key).inserted else { return .any }
        defer { running.remove(key) }
        guard depth < Self.deepest else {
            found.error(.tooDeep, element, name)
            return .any
        }
        depth += 1
        defer { depth -= 1 }
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
        if let allowed = element.child("allowedValues") { type = constrain(type, allowed, in: model, &found) }
        if ["true", "1"].contains(element.attribute("isCollection")?.trimmed) { type = .list(type) }
        if let constraint = element.child("typeConstraint") { type = constrain(type, constraint, in: model, &found) }
        return type
    }

    private func constrain(
        _ type: FEELType, _ tests: XMLTreeElement, in model: ModelSource, _ found: inout Diagnoses
    ) -> FEELType {
        guard let bare, let text = tests.child("text") else { return type }
        if environments[model.namespace] == nil {
            // What is wrong in types is told where they are made with their constraints.
            var ignored = Diagnoses()
            environments[model.namespace] = environment.adding(
                propertyNames: entryNames, types: bare.names(in: model, &ignored))
        }
        do {
            return .constrained(
                type,
                try FEELUnaryTests(
                    parsing: text.text, names: [], environment: environments[model.namespace] ?? environment,
                    origin: text.contentLocation))
        } catch {
            found.add(error, in: tests)
            return type
        }
    }
}

extension String {
    /// Without white space at either end.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension XMLTreeElement {
    /// About where the text of an element without attributes begins.
    var contentLocation: SourceLocation {
        let width = name.local.count + (prefix.map { $0.count + 1 } ?? 0) + 2
        return SourceLocation(file: location.file, line: location.line, column: location.column + width)
    }
}
