public import Diagnostics
public import FEELEngine
import XMLTree

/// A compiled DMN model (DMN 1.2 to 1.5): loaded once, evaluated often and from any thread.
public struct DecisionModel: Sendable {
    /// The model's name.
    public let name: String
    /// The model's namespace.
    public let namespace: String
    /// What loading found: warnings and, for a model loaded leniently, errors.
    public let diagnostics: [Diagnostic]
    /// The inputs of this model and of those it imports.
    public let inputs: [DecisionInput]
    /// The decisions of this model, then those it imports.
    public let decisions: [DecisionOutline]
    /// The decision services of this model, then those it imports.
    public let services: [DecisionServiceOutline]
    /// How each named element of this model is written, without the rules of its tables, ids and white space: two models whose
    /// entries and ``tableOutlines`` are the same decide the same.
    public let formulas: [String: String]

    let program: FEELProgram
    private let environment: FEELEnvironment
    let elements: [ElementKey: ModelElement]
    /// What counts for all elements of a namespace, as it is written.
    let surroundings: [String: String]
    let inputSlots: [InputSlot]
    let decisionPlaces: [String: Int]
    private let servicePlaces: [String: Int]
    private let knowledgePlaces: [String: Int]
    private let decisionOrder: [DecisionSlot]
    /// The names of the inputs in order: contexts of this shape are read fastest.
    public let inputShape: FEELShape

    struct InputSlot: Sendable {
        /// The names that it may be given by; the first of them counts.
        let names: [String]
        /// What its own model calls it.
        let ownName: String
        let place: Int
        let type: FEELType
        private let entries: [EntryName]

        init(names: [String], ownName: String, place: Int, type: FEELType) {
            self.names = names
            self.ownName = ownName
            self.place = place
            self.type = type
            entries = names.map(EntryName.init)
        }

        /// What is given for it.
        func value(in values: FEELContext) -> FEELValue? {
            for entry in entries {
                if let value = entry.value(in: values) { return value }
            }
            return nil
        }
    }

    /// The name of an element with the namespace of its model, as inputs, decisions, services and functions may be called
    /// where names alone do not tell them apart (James Clark's notation).
    public static func name(_ name: String, in namespace: String) -> String { "{\(namespace)}\(name)" }

    struct DecisionSlot: Sendable {
        let name: String
        let place: Int
        let parts: [(name: String, place: Int)]

        /// Its value, or the entries that were needed of it; `nil` if nothing was.
        func value(in globals: [FEELValue?]) -> FEELValue? {
            if let value = globals[place] { return value }
            let known = parts.compactMap { part in globals[part.place].map { (part.name, $0) } }
            return known.isEmpty ? nil : .context(FEELContext(known))
        }
    }

    init(_ build: ModelBuild) {
        inputShape = FEELShape(build.inputSlots.map { $0.names[0] })
        name = build.name
        namespace = build.namespace
        diagnostics = build.diagnostics
        inputs = build.inputs
        decisions = build.decisions
        services = build.services
        formulas = build.formulas
        program = build.program
        environment = build.environment
        elements = build.elements
        surroundings = build.surroundings
        inputSlots = build.inputSlots
        decisionPlaces = build.decisionPlaces
        servicePlaces = build.servicePlaces
        knowledgePlaces = build.knowledgePlaces
        decisionOrder = build.decisionOrder
    }

    /// Loads a model and refuses it if anything in it is wrong.
    ///
    /// - Parameters:
    ///   - bytes: The XML document.
    ///   - file: Its path, for the places of diagnostics.
    ///   - environment: What its expressions may use from outside.
    ///   - imports: Gives the documents that it and its imports import; `nil` for an unknown one.
    /// - Throws: ``DecisionModelError`` with everything found.
    public init(
        loading bytes: [UInt8], file: String? = nil, environment: FEELEnvironment = .standard,
        imports: (DecisionImport) -> [UInt8]? = { _ in nil }
    ) throws(DecisionModelError) {
        let (model, diagnostics) = Self.load(bytes, file: file, environment: environment, imports: imports)
        guard let model, !diagnostics.contains(where: { $0.severity == .error }) else {
            throw DecisionModelError(diagnostics: diagnostics)
        }
        self = model
    }

    /// Loads what can be loaded; parts that are wrong become `null` when evaluated.
    public static func load(
        _ bytes: [UInt8], file: String? = nil, environment: FEELEnvironment = .standard,
        imports: (DecisionImport) -> [UInt8]? = { _ in nil }
    ) -> (model: DecisionModel?, diagnostics: [Diagnostic]) {
        var loader = ModelLoader(environment: environment)
        guard let build = loader.load(bytes, file: file, imports: imports) else {
            return (nil, loader.found.all)
        }
        return (DecisionModel(build), build.diagnostics)
    }

    // MARK: Evaluation

    /// Evaluates a decision by its name or id; an unknown one is `null` with the warning `feel.unknown-name`.
    ///
    /// - Parameters:
    ///   - nameOrID: The decision.
    ///   - values: The inputs by their names; absent ones are `null`.
    ///   - now: The current date and time, for `now()` and `today()`.
    ///   - trace: Whether tables and decisions are explained in the result.
    public func evaluate(
        decision nameOrID: String, inputs values: FEELContext, now: FEELDateTime? = nil, trace: Bool = true
    ) -> DecisionResult {
        start(now: now, trace: trace) { run in
            guard let place = decisionPlaces[nameOrID] else { return finish(run.fail(.unknownName), run, nil) }
            return self.run(values, run) { globals in
                finish(run.global(place), run, trace ? globals : nil)
            }
        }
    }

    /// Makes the inputs known to a run and evaluates what `body` asks for.
    func run<Result>(_ values: FEELContext, _ run: FEELRun, _ body: (FEELGlobals) -> Result) -> Result {
        run.host = run.isTracing ? DecisionTrace() : nil
        return run.with(program) { globals in
            fill(globals, values, run)
            return body(globals)
        }
    }

    /// Starts a run of this model.
    func start<Result>(now: FEELDateTime?, trace: Bool, _ body: (FEELRun) -> Result) -> Result {
        FEELRun.start(environment: environment, now: now, isTracing: trace, body)
    }

    /// Evaluates a decision service by its name or id, with its parameters as entries of `values`.
    public func evaluate(
        service nameOrID: String, inputs values: FEELContext, now: FEELDateTime? = nil, trace: Bool = true
    ) -> DecisionResult {
        invoke(servicePlaces[nameOrID], values, now, trace)
    }

    /// Calls a business knowledge model by its name or id, with its parameters as entries of `values`.
    public func evaluate(
        knowledge nameOrID: String, inputs values: FEELContext, now: FEELDateTime? = nil, trace: Bool = true
    ) -> DecisionResult {
        invoke(knowledgePlaces[nameOrID], values, now, trace)
    }

    private func invoke(_ place: Int?, _ values: FEELContext, _ now: FEELDateTime?, _ trace: Bool) -> DecisionResult {
        start(now: now, trace: trace) { run in
            run.host = trace ? DecisionTrace() : nil
            return run.with(program) { _ in
                guard let place, case .function(let function) = run.global(place) else {
                    return finish(run.fail(.unknownName), run, nil)
                }
                return finish(function.call(function.parameters.map { values[$0.name] ?? .null }, run), run, nil)
            }
        }
    }

    private func fill(_ globals: FEELGlobals, _ values: FEELContext, _ run: FEELRun) {
        let isDirect = values.shape === inputShape
        for (index, slot) in inputSlots.enumerated() {
            let given = isDirect ? values.values[index] : slot.value(in: values)
            guard let value = given, !value.isNull else { continue }
            if case .any = slot.type {
                globals.set(slot.place, to: value)
            } else {
                globals.set(slot.place, to: slot.type.coerce(value, run) ?? run.fail(.notAllowed))
            }
        }
    }

    func finish(_ value: FEELValue, _ run: FEELRun, _ globals: FEELGlobals?) -> DecisionResult {
        DecisionResult(
            value: run.isExhausted ? .null : value, tables: (run.host as? DecisionTrace)?.tables ?? [],
            missing: run.missing.map { MissingInput(path: $0.path, decision: $0.element) },
            made: globals.map { DecisionsMade(slots: decisionOrder, globals: $0.allKnown) }, warnings: run.warnings)
    }
}
