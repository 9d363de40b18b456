public import FEELEngine

extension DecisionModel {
    /// Which open inputs can still change the answer of a decision.
    ///
    /// The decision is evaluated with what is known; where it asks for an open input, it is evaluated with each value that
    /// the input may have, and so on. What is never asked for, or comes to the same whatever it is, changes nothing.
    /// What can't be gone through counts as mattering; behind it more may be asked, which ``DecisiveInputs/isExact`` tells.
    ///
    /// - Parameters:
    ///   - decision: its name or id.
    ///   - inputs: what is known, open inputs left out.
    ///   - open: the open inputs.
    ///   - now: the current date and time, for `now()` and `today()`.
    ///   - limit: how many evaluations it may take.
    public func decisive(
        _ decision: String, inputs: FEELContext, open: [OpenInput], now: FEELDateTime? = nil, limit: Int = 300
    ) -> DecisiveInputs {
        // A context that is read as a whole may hide what is read of it.
        let whole = Set(references.filter { name in open.contains { $0.name.hasPrefix(name + ".") } })
        let hidden = open.filter { input in whole.contains { input.name.hasPrefix($0 + ".") } }
        let seen = open.filter { !hidden.contains($0) }
        var exploration = DecisionExploration(model: self, decision: decision, open: seen, now: now, budget: limit)
        let tree = exploration.explore(inputs, [])
        var names: [String] = []
        tree.collect(into: &names)
        return DecisiveInputs(
            names: names + hidden.map(\.name).filter { !names.contains($0) },
            isExact: exploration.isExact && hidden.isEmpty)
    }

    /// Whether some of the open inputs can still change the answer of a decision: what tells whether a question is worth asking.
    ///
    /// Two values that come to different answers settle it at once; only where none are found is everything gone through, as
    /// by ``decisive(_:inputs:open:now:limit:)``.
    ///
    /// - Parameter names: the names of the open inputs that it is about.
    public func canChange(
        _ decision: String, by names: Set<String>, inputs: FEELContext, open: [OpenInput], now: FEELDateTime? = nil,
        limit: Int = 64
    ) -> Bool {
        for input in open where names.contains(input.name) {
            var first: String?
            for value in input.values ?? [] {
                let given = DecisionExploration.setting(input.path[...], in: inputs, to: value)
                let answer = evaluate(decision: decision, inputs: given, now: now, trace: false)
                let text = answer.value.description
                if let first, first != text { return true }
                first = text
            }
        }
        let decisive = decisive(decision, inputs: inputs, open: open, now: now, limit: limit)
        return decisive.names.contains { names.contains($0) } || (!decisive.isExact && !decisive.isSettled)
    }

    /// The inputs that the model reads, as its expressions name them.
    private var references: [String] {
        var read: [String] = []
        for global in program.globals { global.definition?.collectReferences(&read) }
        return read
    }
}

/// What a decision comes to, by what the open inputs that it asks for may be.
private indirect enum DecisionTree: Equatable {
    case answer(String)
    /// It asks for something that can't be gone through.
    case open(String)
    case question(String, [DecisionTree])

    /// Whether both come to the same for certain.
    func isSame(as other: DecisionTree) -> Bool { !isOpen && self == other }

    private var isOpen: Bool {
        switch self {
        case .answer: false
        case .open: true
        case .question(_, let ways): ways.contains(where: \.isOpen)
        }
    }

    func collect(into names: inout [String]) {
        switch self {
        case .answer: return
        case .open(let name): if !names.contains(name) { names.append(name) }
        case .question(let name, let ways):
            if !names.contains(name) { names.append(name) }
            for way in ways { way.collect(into: &names) }
        }
    }
}

private struct DecisionExploration {
    let model: DecisionModel
    let decision: String
    let open: [OpenInput]
    let now: FEELDateTime?
    var budget: Int
    var isExact = true

    /// As many missing inputs are noted; with more, some may be left out.
    private static let noted = 200

    mutating func explore(_ inputs: FEELContext, _ given: Set<String>) -> DecisionTree {
        let result = model.evaluate(decision: decision, inputs: inputs, now: now, trace: false)
        budget -= 1
        let asked = result.missing.lazy.compactMap { [open] missing in
            open.first { input in
                !given.contains(input.name)
                    && (missing.path == input.name || missing.path.hasPrefix(input.name + ".")
                        || input.name.hasPrefix(missing.path + "."))
            }
        }.first
        guard let asked else {
            if result.warnings.contains(where: { $0.code == .tooComplex }) { return unknown(nil) }
            if result.missing.count >= Self.noted { return unknown(open.first { !given.contains($0.name) }) }
            return .answer(result.value.description)
        }
        guard let values = asked.values, values.count <= budget else {
            // What is asked behind it is not known.
            isExact = false
            return .open(asked.name)
        }
        var ways: [DecisionTree] = []
        for value in values {
            guard budget > 0 else { return unknown(asked) }
            ways.append(
                explore(Self.setting(asked.path[...], in: inputs, to: value), given.union([asked.name])))
        }
        if let first = ways.first, ways.dropFirst().allSatisfy({ first.isSame(as: $0) }) { return first }
        return .question(asked.name, ways)
    }

    private mutating func unknown(_ input: OpenInput?) -> DecisionTree {
        isExact = false
        return .open(input?.name ?? decision)
    }

    /// A context with an entry at a path.
    static func setting(_ path: ArraySlice<String>, in context: FEELContext, to value: FEELValue) -> FEELContext {
        guard let name = path.first else { return context }
        let rest = path.dropFirst()
        var inner = value
        if !rest.isEmpty {
            var outer = FEELContext([])
            if case .context(let known)? = context[name] { outer = known }
            inner = .context(setting(rest, in: outer, to: value))
        }
        return FEELContext(context.entries.filter { $0.name != name }.map { ($0.name, $0.value) } + [(name, inner)])
    }
}
