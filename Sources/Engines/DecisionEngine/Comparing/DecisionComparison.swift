public import FEELEngine

/// Two models that decide the same things from the same inputs, such as a rule and its change: what both define alike is
/// evaluated once.
///
/// Both have to be loaded with the same environment; its functions have to give the same for the same arguments.
public struct DecisionComparison: Sendable {
    /// What the two models come to.
    public struct Answers: Sendable {
        /// The first model's, as if it had been asked alone.
        public let before: DecisionResult
        /// The second model's. Its inputs that were missed may name some that only the first model asked for;
        /// ``DecisionResult/decisions`` is empty.
        public let after: DecisionResult
        /// Whether the second value is the first one, digit for digit.
        public let isSame: Bool
    }

    private let before: DecisionModel
    private let after: DecisionModel
    /// Where decisions of both models, defined alike down to the inputs, stand in the one and in the other.
    private let shared: [(before: Int, after: Int)]
    /// The names of the decisions and functions of the first model that the second has just so.
    private let sharedNames: Set<String>
    /// The decisions that differ, where nothing else does: what rests on them is written alike in both, and they rest on
    /// nothing that differs.
    private let changes: [Change]?
    /// The names of the first model's decisions.
    private let decisionNames: Set<String>

    private struct Change: Sendable {
        let name: String
        /// The decision itself, then its entries that are computed one by one.
        let places: [(before: Int, after: Int)]
    }

    /// Compares two models.
    public init(_ before: DecisionModel, _ after: DecisionModel) {
        self.before = before
        self.after = after
        var reading = Reading(before, after)
        for key in after.elements.keys { _ = reading.isShared(key) }
        var places: [(before: Int, after: Int)] = []
        var names: Set<String> = []
        for (key, isShared) in reading.shared where isShared {
            guard let old = before.elements[key], let new = after.elements[key] else { continue }
            names.insert(before.name(at: old.place))
            if new.isDecision { places += reading.places(old, new) }
        }
        shared = places
        decisionNames = Set(before.elements.values.filter(\.isDecision).map { before.name(at: $0.place) })
        sharedNames = names
        changes = reading.changes().map { keys in
            keys.compactMap { key in
                guard let old = before.elements[key], let new = after.elements[key] else { return nil }
                return Change(name: after.name(at: new.place), places: reading.places(old, new))
            }
        }
    }

    /// Evaluates a decision that both models have, by its name or id in each of them.
    public func evaluate(
        decision nameOrID: String, inputs values: FEELContext, now: FEELDateTime? = nil
    ) -> Answers {
        guard let oldPlace = before.decisionPlaces[nameOrID], let newPlace = after.decisionPlaces[nameOrID] else {
            return apart(nameOrID, values, now)
        }
        let first = before.start(now: now, trace: true) { run in
            before.run(values, run) { globals in
                (result: before.finish(run.global(oldPlace), run, globals), isWhole: !run.isExhausted)
            }
        }
        // Which decision called a function that a table stands in is not known afterwards.
        guard first.isWhole, let known = first.result.made?.globals,
            first.result.tables.allSatisfy({ decisionNames.contains($0.decision) })
        else { return apart(nameOrID, values, now) }
        if let changes, before.name(at: oldPlace) == after.name(at: newPlace),
            let same = unchanged(first.result, known, changes, values, now)
        {
            return same
        }
        let second = after.start(now: now, trace: true) { run in
            after.run(values, run) { globals in
                take(over: known, globals)
                return after.finish(run.global(newPlace), run, nil)
            }
        }
        return Answers(
            before: first.result, after: second.adding(first.result, of: sharedNames),
            isSame: first.result.value.isIdentical(to: second.value))
    }

    /// Each model alone.
    private func apart(_ nameOrID: String, _ values: FEELContext, _ now: FEELDateTime?) -> Answers {
        let first = before.evaluate(decision: nameOrID, inputs: values, now: now)
        let second = after.evaluate(decision: nameOrID, inputs: values, now: now)
        return Answers(before: first, after: second, isSame: first.value.isIdentical(to: second.value))
    }

    private func take(over known: [FEELValue?], _ globals: FEELGlobals) {
        for (old, new) in shared {
            // A function keeps what was around it in its own run.
            if let value = known[old], !value.holdsFunction { globals.set(new, to: value) }
        }
    }

    /// The answers if all changed decisions that the first model needed come to what they came to there: the rest, written
    /// alike, then reads the same, and asks for no other.
    private func unchanged(
        _ first: DecisionResult, _ known: [FEELValue?], _ changes: [Change], _ values: FEELContext, _ now: FEELDateTime?
    ) -> Answers? {
        let needed = changes.filter { $0.places.contains { known[$0.before] != nil } }
        if needed.isEmpty { return Answers(before: first, after: first.alone, isSame: true) }
        let names = Set(changes.map(\.name))
        let second = after.start(now: now, trace: true) { run -> DecisionResult? in
            after.run(values, run) { globals in
                take(over: known, globals)
                for change in needed {
                    for (old, new) in change.places {
                        guard let value = known[old] else { continue }
                        guard run.global(new).isIdentical(to: value), !value.holdsFunction else { return nil }
                    }
                }
                return run.isExhausted ? nil : after.finish(first.value, run, nil)
            }
        }
        return second.map { Answers(before: first, after: $0.replacing(names, in: first), isSame: true) }
    }
}

extension DecisionResult {
    /// Without the decisions.
    fileprivate var alone: DecisionResult {
        DecisionResult(value: value, tables: tables, missing: missing, made: nil, warnings: warnings)
    }

    /// With what another model's elements of these names noted.
    fileprivate func adding(_ other: DecisionResult, of names: Set<String>) -> DecisionResult {
        let noted = other.missing.filter { $0.decision.map(names.contains) ?? false && !missing.contains($0) }
        return DecisionResult(
            value: value, tables: other.tables.filter { names.contains($0.decision) } + tables,
            missing: noted + missing, made: nil,
            warnings: other.warnings.filter { $0.element.map(names.contains) ?? false } + warnings)
    }

    /// Another model's result with what this one says of the decisions of these names.
    fileprivate func replacing(_ names: Set<String>, in other: DecisionResult) -> DecisionResult {
        var tables: [DecisionTableTrace] = []
        var placed: Set<String> = []
        for table in other.tables {
            guard names.contains(table.decision) else {
                tables.append(table)
                continue
            }
            if placed.insert(table.decision).inserted { tables += self.tables.filter { $0.decision == table.decision } }
        }
        func isOthers(_ name: String?) -> Bool { !(name.map(names.contains) ?? false) }
        return DecisionResult(
            value: value, tables: tables,
            missing: other.missing.filter { isOthers($0.decision) } + missing, made: nil,
            warnings: other.warnings.filter { isOthers($0.element) } + warnings)
    }
}

/// Finds what two models define alike.
private struct Reading {
    let before: DecisionModel
    let after: DecisionModel
    private let isAlikeAround: Bool
    /// What was found out of each element; one that is being looked at counts as different, so that circles do.
    private(set) var shared: [ElementKey: Bool] = [:]

    init(_ before: DecisionModel, _ after: DecisionModel) {
        self.before = before
        self.after = after
        isAlikeAround = before.surroundings == after.surroundings
    }

    /// Whether an element, and all that it refers to, is written alike in both.
    mutating func isShared(_ key: ElementKey) -> Bool {
        if let known = shared[key] { return known }
        shared[key] = false
        guard isAlike(key), let references = after.elements[key]?.references else { return false }
        for reference in references where !isShared(reference) { return false }
        shared[key] = true
        return true
    }

    private func isAlike(_ key: ElementKey) -> Bool {
        isAlikeAround && before.elements[key] != nil && before.elements[key]?.wording == after.elements[key]?.wording
    }

    /// The decisions that are written otherwise, in their order; `nil` where they are not all that counts.
    func changes() -> [ElementKey]? {
        guard isAlikeAround, before.elements.count == after.elements.count else { return nil }
        // What a service decides, it decides from inputs of its own, unseen from outside.
        guard after.elements.allSatisfy({ $1.isDecision || shared[$0] == true }) else { return nil }
        var changes: [ElementKey] = []
        for (key, element) in after.elements where !isAlike(key) {
            guard let old = before.elements[key], old.isDecision, element.isDecision,
                before.name(at: old.place) == after.name(at: element.place),
                old.parts.map(\.name) == element.parts.map(\.name),
                element.references.allSatisfy({ shared[$0] == true })
            else { return nil }
            changes.append(key)
        }
        return changes.sorted { (after.elements[$0]?.place ?? 0) < (after.elements[$1]?.place ?? 0) }
    }

    func places(_ old: ModelElement, _ new: ModelElement) -> [(before: Int, after: Int)] {
        [(old.place, new.place)] + zip(old.parts, new.parts).map { ($0.place, $1.place) }
    }
}

extension DecisionModel {
    /// The name of what stands at a place of the program.
    fileprivate func name(at place: Int) -> String { program.globals[place].name }
}
