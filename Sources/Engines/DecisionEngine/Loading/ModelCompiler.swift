import Diagnostics
import FEELEngine
import XMLTree

/// Compiles the decision requirements graphs of a model and the models it imports into one program.
struct ModelCompiler {
    let models: [ModelSource]
    let bySpace: [String: ModelSource]
    let types: TypeCatalogue
    let base: FEELEnvironment
    var found: Diagnoses
    let layout = FEELLayout()
    private(set) var places: [ElementKey: Int] = [:]
    /// The places of the entries of decisions that are boxed contexts; these are computed one by one.
    private(set) var parts: [ElementKey: [(name: String, place: Int)]] = [:]
    private var keys: [ElementKey] = []
    private var environments: [String: FEELEnvironment] = [:]

    init(models: [ModelSource], environment: FEELEnvironment, found: Diagnoses) {
        self.models = models
        let bySpace = Dictionary(models.map { ($0.namespace, $0) }, uniquingKeysWith: { first, _ in first })
        self.bySpace = bySpace
        types = TypeCatalogue(models: bySpace, environment: environment)
        base = environment
        self.found = found
        for model in models {
            for id in model.order where model.elements[id]?.name.local != "knowledgeSource" {
                let key = ElementKey(namespace: model.namespace, id: id)
                places[key] = keys.count
                keys.append(key)
            }
        }
        var next = keys.count
        for key in keys {
            guard let element = bySpace[key.namespace]?.elements[key.id] else { continue }
            for name in Self.partNames(element) {
                parts[key, default: []].append((name, next))
                next += 1
            }
        }
    }

    /// The entries of a decision that is a boxed context without a result cell and without a type of its own.
    private static func partNames(_ element: XMLTreeElement) -> [String] {
        guard element.name.local == "decision", let context = element.expression, context.name.local == "context",
            isUntyped(context.attribute("typeRef")), isUntyped(element.child("variable")?.attribute("typeRef"))
        else { return [] }
        let entries = context.children("contextEntry").filter { $0.expression != nil }
        let names = entries.compactMap { $0.child("variable")?.attribute("name") }
        return names.count == entries.count && Set(names).count == names.count ? names : []
    }

    private static func isUntyped(_ reference: String?) -> Bool {
        reference == nil || reference == "" || reference == "Any" || reference == "feel:Any"
    }

    /// The program: a global for each element.
    mutating func program() -> FEELProgram {
        let components = types.entryNames
        for model in models {
            environments[model.namespace] = base.adding(
                propertyNames: components, types: types.names(in: model, &found))
        }
        var globals: [FEELProgram.Global] = []
        var entries: [FEELProgram.Global] = []
        for key in keys {
            guard let model = bySpace[key.namespace], let element = model.elements[key.id] else { continue }
            if let parts = parts[key] {
                globals.append(split(element, in: model, parts, &entries))
            } else {
                globals.append(global(element, in: model))
            }
        }
        globals += entries
        return FEELProgram(globals: globals, frameSize: layout.count)
    }

    /// What a model's expressions may use from outside.
    func environment(of model: ModelSource) -> FEELEnvironment { environments[model.namespace] ?? base }

    private mutating func global(_ element: XMLTreeElement, in model: ModelSource) -> FEELProgram.Global {
        let name = qualified(element, in: model)
        switch element.name.local {
        case "decision": return FEELProgram.Global(name: name, definition: decision(element, in: model, name))
        case "businessKnowledgeModel":
            return FEELProgram.Global(name: name, definition: knowledge(element, in: model, name))
        case "decisionService": return FEELProgram.Global(name: name, definition: service(element, in: model))
        default: return FEELProgram.Global(name: name, definition: nil)
        }
    }

    /// The name of an element as the first model knows it.
    private func qualified(_ element: XMLTreeElement, in model: ModelSource) -> String {
        let name = element.variableName
        guard let prefix = models.first?.prefix(of: model.namespace), !prefix.isEmpty else { return name }
        return "\(prefix).\(name)"
    }

    /// A decision that is a boxed context: one global for each entry, and one that puts them together.
    private mutating func split(
        _ element: XMLTreeElement, in model: ModelSource, _ parts: [(name: String, place: Int)],
        _ globals: inout [FEELProgram.Global]
    ) -> FEELProgram.Global {
        let name = qualified(element, in: model)
        let scope = FEELScope(environment: environment(of: model), layout: layout)
        require(element, in: model, scope)
        let inner = scope.nested()
        var entries: [ContextNode.Entry] = []
        let cells = element.expression?.children("contextEntry").filter { $0.expression != nil } ?? []
        for (cell, part) in zip(cells, parts) {
            guard let expression = cell.expression, let variable = cell.child("variable") else { continue }
            var compiler = ExpressionCompiler(model: model, owner: name, types: types, found: found)
            if expression.name.local == "functionDefinition" { inner.declare(global: part.name, place: part.place) }
            let node = compiler.node(expression, inner)
            let type = compiler.type(of: variable)
            found = compiler.found
            inner.declare(global: part.name, place: part.place)
            globals.append(FEELProgram.Global(name: name, definition: CoercedNode.wrap(node, type)))
            entries.append(
                ContextNode.Entry(
                    name: part.name, place: layout.next(), value: inner.node(global: part.name, place: part.place)))
        }
        return FEELProgram.Global(name: name, definition: ContextNode(entries, location: element.location))
    }

    private mutating func decision(_ element: XMLTreeElement, in model: ModelSource, _ name: String) -> FEELNode {
        let scope = FEELScope(environment: environment(of: model), layout: layout)
        require(element, in: model, scope)
        guard let expression = element.expression else {
            found.add(.note, .missingExpression, element.location, element.attribute("id") ?? name)
            return LiteralNode(.null)
        }
        let type = types.type(
            element.child("variable")?.attribute("typeRef"), in: model, at: element, &found)
        var compiler = ExpressionCompiler(model: model, owner: name, types: types, found: found)
        let node = compiler.node(expression, scope)
        found = compiler.found
        return CoercedNode.wrap(node, type)
    }

    private mutating func knowledge(_ element: XMLTreeElement, in model: ModelSource, _ name: String) -> FEELNode {
        let scope = FEELScope(environment: environment(of: model), layout: layout)
        if let place = places[ElementKey(namespace: model.namespace, id: element.attribute("id") ?? "")] {
            scope.declare(global: element.variableName, place: place, isFunction: true)
        }
        require(element, in: model, scope)
        guard let logic = element.child("encapsulatedLogic") else {
            found.add(.note, .missingExpression, element.location, name)
            return LiteralNode(.null)
        }
        var compiler = ExpressionCompiler(model: model, owner: name, types: types, found: found)
        let result = types.type(element.child("variable")?.attribute("typeRef"), in: model, at: element, &found)
        let node = compiler.function(logic, scope, result: result.resultOfFunction)
        found = compiler.found
        return node
    }

    /// Declares what an element requires, under the names that its model gives them.
    private mutating func require(_ element: XMLTreeElement, in model: ModelSource, _ scope: FEELScope) {
        let requirements = [
            ("informationRequirement", "requiredInput"), ("informationRequirement", "requiredDecision"),
            ("knowledgeRequirement", "requiredKnowledge"),
        ]
        for (kind, end) in requirements {
            for requirement in element.children(kind) {
                guard let reference = requirement.child(end) else { continue }
                declare(reference, in: model, scope)
            }
        }
    }

    private mutating func declare(_ reference: XMLTreeElement, in model: ModelSource, _ scope: FEELScope) {
        let href = reference.attribute("href") ?? ""
        guard let key = ElementKey(href: href, in: model), let place = places[key],
            let owner = bySpace[key.namespace], let target = owner.elements[key.id],
            model.prefix(of: key.namespace) != nil
        else {
            found.error(.unknownReference, reference, href)
            return
        }
        // A model may be imported under several names.
        for prefix in model.prefixes(of: key.namespace) {
            let name = prefix.isEmpty ? target.variableName : "\(prefix).\(target.variableName)"
            if target.name.local == "inputData" {
                scope.declare(input: name, place: place)
            } else {
                let entries = Dictionary(parts[key]?.map { ($0.name, $0.place) } ?? [], uniquingKeysWith: { a, _ in a })
                scope.declare(
                    global: name, place: place, parts: entries, isFunction: target.name.local != "decision",
                    inline: inline(target, in: owner))
            }
        }
    }

    /// A business knowledge model that is one untyped literal expression, to be compiled into its callers.
    private func inline(_ element: XMLTreeElement, in model: ModelSource) -> InlineFunction? {
        guard let logic = element.child("encapsulatedLogic"), (logic.attribute("kind") ?? "FEEL") == "FEEL",
            let literal = logic.child("literalExpression"), let text = literal.child("text"),
            Self.isUntyped(literal.attribute("typeRef")),
            Self.isUntyped(element.child("variable")?.attribute("typeRef")),
            text.text.utf8.count < 2_000, !text.text.contains("function")
        else { return nil }
        let parameters = logic.children("formalParameter")
        guard parameters.allSatisfy({ Self.isUntyped($0.attribute("typeRef")) }) else { return nil }
        var required: [(name: String, place: Int)] = []
        if let place = places[ElementKey(namespace: model.namespace, id: element.attribute("id") ?? "")] {
            required.append((element.variableName, place))
        }
        for requirement in element.children("knowledgeRequirement") {
            guard let href = requirement.child("requiredKnowledge")?.attribute("href"),
                let key = ElementKey(href: href, in: model), let place = places[key],
                let name = bySpace[key.namespace]?.elements[key.id]?.variableName,
                let prefix = model.prefix(of: key.namespace)
            else { return nil }
            required.append((prefix.isEmpty ? name : "\(prefix).\(name)", place))
        }
        return InlineFunction(
            parameters: parameters.map { $0.attribute("name") ?? "" }, text: text.text, origin: text.contentLocation,
            environment: environment(of: model)
        ) { [required] scope in
            for (name, place) in required { scope.declare(global: name, place: place, isFunction: true) }
        }
    }

    // MARK: Decision services

    private mutating func service(_ element: XMLTreeElement, in model: ModelSource) -> FEELNode {
        var parameters: [FEELFunction.Parameter] = []
        var inputs: [DecisionServiceCallable.Input] = []
        for kind in ["inputData", "inputDecision"] {
            for reference in element.children(kind) {
                guard let (key, target, owner) = target(reference, in: model), let place = places[key] else { continue }
                let type = types.type(
                    target.child("variable")?.attribute("typeRef"), in: owner, at: target, &found)
                parameters.append(FEELFunction.Parameter(name: target.variableName, type: type))
                inputs.append(DecisionServiceCallable.Input(place: place, parts: parts[key] ?? []))
            }
        }
        var outputs: [(name: String, place: Int)] = []
        for reference in element.children("outputDecision") {
            guard let (key, target, _) = target(reference, in: model), let place = places[key] else { continue }
            outputs.append((target.variableName, place))
        }
        let type = types.type(element.child("variable")?.attribute("typeRef"), in: model, at: element, &found)
        let function = FEELFunction(
            name: element.variableName, parameters: parameters, result: type.resultOfFunction,
            body: DecisionServiceCallable(inputs: inputs, outputs: outputs))
        return LiteralNode(.function(function))
    }

    private mutating func target(
        _ reference: XMLTreeElement, in model: ModelSource
    ) -> (key: ElementKey, element: XMLTreeElement, model: ModelSource)? {
        let href = reference.attribute("href") ?? ""
        guard let key = ElementKey(href: href, in: model), places[key] != nil, let owner = bySpace[key.namespace],
            let element = owner.elements[key.id]
        else {
            found.error(.unknownReference, reference, href)
            return nil
        }
        return (key, element, owner)
    }
}

extension XMLTreeElement {
    /// The name under which others know the element's value.
    var variableName: String { attribute("name") ?? child("variable")?.attribute("name") ?? "" }

    /// The expression below the element, of whatever kind.
    var expression: XMLTreeElement? { elements.first { ExpressionCompiler.kinds.contains($0.name.local) } }
}

extension FEELType {
    /// What a function of this type returns; the type itself if it is none.
    var resultOfFunction: FEELType {
        if case .function(_, let result) = self { return result }
        return self
    }
}
