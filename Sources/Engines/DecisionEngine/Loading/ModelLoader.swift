import Diagnostics
import FEELEngine
import XMLTree

/// What loading a model came to.
struct ModelBuild {
    var name = ""
    var namespace = ""
    var diagnostics: [Diagnostic] = []
    var inputs: [DecisionInput] = []
    var decisions: [DecisionOutline] = []
    var services: [DecisionServiceOutline] = []
    let program: FEELProgram
    let environment: FEELEnvironment
    var inputSlots: [DecisionModel.InputSlot] = []
    var decisionPlaces: [String: Int] = [:]
    var servicePlaces: [String: Int] = [:]
    var knowledgePlaces: [String: Int] = [:]
    var decisionOrder: [DecisionModel.DecisionSlot] = []
    var formulas: [String: String] = [:]
    var elements: [ElementKey: ModelElement] = [:]
    var surroundings: [String: String] = [:]
}

/// Reads a model and all that it imports, and compiles them.
struct ModelLoader {
    let environment: FEELEnvironment
    private(set) var found = Diagnoses()

    init(environment: FEELEnvironment) {
        self.environment = environment
    }

    mutating func load(
        _ bytes: [UInt8], file: String?, imports: (DecisionImport) -> [UInt8]?
    ) -> ModelBuild? {
        guard let root = read(bytes, file: file) else { return nil }
        var models = [root]
        var index = 0
        while index < models.count, models.count < 100 {
            for (description, location) in models[index].imports
            where !models.contains(where: { $0.namespace == description.namespace }) {
                guard let document = imports(description) else {
                    found.add(.error, .unknownImport, location, description.namespace)
                    continue
                }
                if let model = read(document, file: description.locationURI ?? description.name) {
                    models.append(model)
                }
            }
            index += 1
        }
        var compiler = ModelCompiler(models: models, environment: environment, found: found)
        let program = compiler.program()
        var build = ModelBuild(program: program, environment: environment)
        build.name = root.name
        build.namespace = root.namespace
        build.formulas = root.formulas
        build.elements = compiler.elements
        compiler.refuseCircles(build.elements)
        build.surroundings = compiler.surroundings
        let prefixes = Self.prefixes(models)
        let own = Set(root.elements.values.filter { $0.name.local == "inputData" }.map(\.variableName))
        for model in models { outline(model, prefixes[model.namespace] ?? "", own, &compiler, &build) }
        found = compiler.found
        build.diagnostics = found.all
        return build
    }

    private mutating func read(_ bytes: [UInt8], file: String?) -> ModelSource? {
        do {
            let document = try XMLTreeDocument(parsing: bytes, file: file)
            let root = document.root
            guard root.name.local == "definitions", let namespace = root.name.namespace,
                namespace.contains("://www.omg.org/spec/DMN/")
            else {
                found.error(.notDMN, root)
                return nil
            }
            return ModelSource(root, diagnostics: &found)
        } catch {
            found.add(error.diagnostic)
            return nil
        }
    }

    /// What stands before the names of each model's elements where the first model is spoken of: the names of the imports that
    /// lead there, each with a point.
    private static func prefixes(_ models: [ModelSource]) -> [String: String] {
        var prefixes: [String: String] = [:]
        for (index, model) in models.enumerated() {
            let own = prefixes[model.namespace] ?? ""
            if index == 0 { prefixes[model.namespace] = own }
            for (description, _) in model.imports where prefixes[description.namespace] == nil {
                prefixes[description.namespace] = own + (description.name.isEmpty ? "" : description.name + ".")
            }
        }
        return prefixes
    }

    private func outline(
        _ model: ModelSource, _ prefix: String, _ own: Set<String>, _ compiler: inout ModelCompiler,
        _ build: inout ModelBuild
    ) {
        func keys(_ name: String, _ id: String) -> [String] {
            [prefix + name, id, DecisionModel.name(name, in: model.namespace)]
        }
        for id in model.order {
            guard let element = model.elements[id] else { continue }
            let place = compiler.places[ElementKey(namespace: model.namespace, id: id)] ?? 0
            let name = element.variableName
            let reference = element.child("variable")?.attribute("typeRef")
            switch element.name.local {
            case "inputData":
                let type = compiler.types.type(reference, in: model, at: element, &compiler.found)
                build.inputs.append(DecisionInput(id: id, name: prefix + name, type: reference))
                build.inputSlots.append(
                    DecisionModel.InputSlot(
                        names: [prefix + name, DecisionModel.name(name, in: model.namespace)]
                            + (prefix.isEmpty || own.contains(name) ? [] : [name]), ownName: name, place: place,
                        type: type))
            case "decision":
                build.decisions.append(decision(element, id, prefix + name, model))
                let key = ElementKey(namespace: model.namespace, id: id)
                build.decisionOrder.append(
                    DecisionModel.DecisionSlot(name: prefix + name, place: place, parts: compiler.parts[key] ?? []))
                for key in keys(name, id) where build.decisionPlaces[key] == nil {
                    build.decisionPlaces[key] = place
                }
            case "decisionService":
                build.services.append(
                    DecisionServiceOutline(
                        id: id, name: prefix + name,
                        parameters: ["inputData", "inputDecision"].flatMap { kind in
                            element.children(kind).compactMap { Self.name(of: $0, model) }
                        }))
                for key in keys(name, id) where build.servicePlaces[key] == nil {
                    build.servicePlaces[key] = place
                }
            case "businessKnowledgeModel":
                for key in keys(name, id) where build.knowledgePlaces[key] == nil {
                    build.knowledgePlaces[key] = place
                }
            default: break
            }
        }
    }

    private func decision(
        _ element: XMLTreeElement, _ id: String, _ name: String, _ model: ModelSource
    ) -> DecisionOutline {
        let requirements = element.children("informationRequirement") + element.children("knowledgeRequirement")
        return DecisionOutline(
            id: id, name: name, question: element.child("question")?.trimmedText,
            allowedAnswers: element.child("allowedAnswers")?.trimmedText,
            description: element.child("description")?.trimmedText,
            requires: requirements.flatMap { $0.elements.compactMap { Self.name(of: $0, model) } },
            authorities: element.children("authorityRequirement").flatMap {
                $0.elements.compactMap { Self.name(of: $0, model) }
            })
    }

    private static func name(of reference: XMLTreeElement, _ model: ModelSource) -> String? {
        guard let href = reference.attribute("href"), let key = ElementKey(href: href, in: model) else { return nil }
        return key.namespace == model.namespace ? model.elements[key.id]?.variableName : key.id
    }
}
