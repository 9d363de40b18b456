public import FEELEngine

/// Two models that decide the same things from the same inputs, such as a rule and its change: where the decisions that
/// differ come to the same, the rest is not evaluated again.
///
/// Both have to be loaded with the same environment; its functions have to give the same for the same arguments.
public struct DecisionComparison: Sendable {
    /// What the two models come to, each as if it had been asked alone.
    public struct Answers: Sendable {
        /// The first model's.
        public let before: DecisionResult
        /// The second model's. Where ``isSame`` its tables may come in another order, and ``DecisionResult/decisions`` is empty.
        public let after: DecisionResult
        /// Whether the second value is the first one, digit for digit.
        public let isSame: Bool
    }

    private let before: DecisionModel
    private let after: DecisionModel
    /// Where decisions of both models, defined alike down to the inputs, stand in the one and in the other.
    private let shared: [(before: Int, after: Int)]
    /// The decisions that differ, where nothing else does: what rests on them is written alike in both, and they rest on
    /// nothing that differs.
    private let changes: [Change]?
    /// The names of the first model's decisions.
    private let decisionNames: Set<String>
    /// Which element of the one stands where the same one stands in the other.
    private let counterparts: [Int: Int]

    private struct Change: Sendable {
        let name: String
        let before: Int
        let after: Int
    }

    /// Compares two models.
    public init(_ before: DecisionModel, _ after: DecisionModel) {
        self.before = before
        self.after = after
        var likeness = Likeness(before, after)
        for key in after.elements.keys { _ = likeness.isShared(key) }
        var places: [(before: Int, after: Int)] = []
        for (key, isShared) in likeness.shared where isShared {
            guard let old = before.elements[key], let new = after.elements[key], new.isDecision else { continue }
            places.append((old.place, new.place))
            places += zip(old.parts, new.parts).map { ($0.place, $1.place) }
        }
        shared = places
        decisionNames = Set(before.elements.values.filter(\.isDecision).map { before.name(at: $0.place) })
        changes = likeness.changes().map { keys in
            keys.compactMap { key in
                guard let old = before.elements[key], let new = after.elements[key] else { return nil }
                return Change(name: after.name(at: new.place), before: old.place, after: new.place)
            }
        }
        var counterparts: [Int: Int] = [:]
        for (key, new) in after.elements {
            if let old = before.elements[key] { counterparts[old.place] = new.place }
        }
        self.counterparts = counterparts
    }

    /// Evaluates a decision that both models have, by its name or id in each of them.
    public func evaluate(
        decision nameOrID: String, inputs values: FEELContext, now: FEELDateTime? = nil
    ) -> Answers {
        let (oldPlace, newPlace) = (before.decisionPlaces[nameOrID], after.decisionPlaces[nameOrID])
        let first = before.start(now: now, trace: true) { run -> (result: DecisionResult, isReusable: Bool) in
            guard let oldPlace else { return (before.finish(run.fail(.unknownName), run, nil), false) }
            return before.run(values, run) { globals in
                (before.finish(run.global(oldPlace), run, globals), !run.hasSpentHalf)
            }
        }
        // Which decision called a function that a table stands in is not known afterwards.
        if let oldPlace, let newPlace, counterparts[oldPlace] == newPlace, let changes, first.isReusable,
            let known = first.result.made?.globals,
            first.result.tables.allSatisfy({ decisionNames.contains($0.decision) }),
            let same = unchanged(first.result, known, changes, values, now)
        {
            return Answers(before: first.result, after: same, isSame: true)
        }
        let second = after.evaluate(decision: nameOrID, inputs: values, now: now)
        return Answers(
            before: first.result, after: second, isSame: first.result.value.isIdentical(to: second.value))
    }

    /// The second result if all changed decisions that the first model needed come to what they came to there: the rest, written
    /// alike, then reads the same, and asks for no other.
    private func unchanged(
        _ first: DecisionResult, _ known: [FEELValue?], _ changes: [Change], _ values: FEELContext, _ now: FEELDateTime?
    ) -> DecisionResult? {
        let needed = changes.filter { known[$0.before] != nil }
        if needed.isEmpty {
            return DecisionResult(
                value: first.value, tables: first.tables, missing: first.missing, made: nil, warnings: first.warnings)
        }
        let second = after.start(now: now, trace: true) { run -> DecisionResult? in
            after.run(values, run) { globals in
                for (old, new) in shared {
                    guard let value = known[old] else { continue }
                    // A function keeps what was around it in its own run.
                    if value.holdsFunction { return nil }
                    globals.set(new, to: value)
                }
                for change in needed {
                    guard let value = known[change.before], !value.holdsFunction,
                        run.global(change.after).isIdentical(to: value)
                    else { return nil }
                }
                return run.hasSpentHalf ? nil : after.finish(first.value, run, nil)
            }
        }
        return second.map { $0.replacing(Set(changes.map(\.name)), in: first) }
    }
}

extension DecisionResult {
    /// Another model's result with what this one says of the decisions of these names, and of what only they needed.
    fileprivate func replacing(_ names: Set<String>, in other: DecisionResult) -> DecisionResult {
        func isOthers(_ name: String?) -> Bool { !(name.map(names.contains) ?? false) }
        return DecisionResult(
            value: value, tables: other.tables.filter { isOthers($0.decision) } + tables,
            missing: other.missing.filter { isOthers($0.decision) } + missing, made: nil,
            // What is wrong with an input was noted by both.
            warnings: other.warnings.filter { isOthers($0.element) } + warnings.filter { $0.element != nil })
    }
}

/// Finds what two models define alike.
private struct Likeness {
    let before: DecisionModel
    let after: DecisionModel
    private let isAlikeAround: Bool
    /// What was found out of each element; one that is being looked at counts as different, so that circles do.
    private(set) var shared: [ElementKey: Bool] = [:]
    /// Elements that may rest on one another in a row; what goes deeper counts as different.
    private static let depth = 500

    init(_ before: DecisionModel, _ after: DecisionModel) {
        self.before = before
        self.after = after
        isAlikeAround =
            before.surroundings == after.surroundings
            && before.inputSlots.map(\.names) == after.inputSlots.map(\.names)
    }

    /// Whether an element, and all that it refers to, is written alike in both.
    mutating func isShared(_ key: ElementKey, depth: Int = 0) -> Bool {
        if let known = shared[key] { return known }
        guard depth < Likeness.depth else { return false }
        shared[key] = false
        guard isAlike(key), let references = after.elements[key]?.references else { return false }
        for reference in references where !isShared(reference, depth: depth + 1) { return false }
        shared[key] = true
        return true
    }

    private func isAlike(_ key: ElementKey) -> Bool {
        guard isAlikeAround, let old = before.elements[key], let new = after.elements[key] else { return false }
        return old.wording == new.wording && old.references == new.references
            && before.name(at: old.place) == after.name(at: new.place)
    }

    /// The decisions that are written otherwise, in their order; `nil` where they are not all that counts.
    func changes() -> [ElementKey]? {
        guard isAlikeAround, before.elements.count == after.elements.count else { return nil }
        // What a service decides, it decides from inputs of its own, unseen from outside.
        guard after.elements.allSatisfy({ $1.isDecision || shared[$0] == true && !$1.isService }) else { return nil }
        let names = after.elements.values.filter(\.isDecision).map { after.name(at: $0.place) }
        guard Set(names).count == names.count else { return nil }
        var changes: [ElementKey] = []
        for (key, element) in after.elements where !isAlike(key) {
            guard let old = before.elements[key], old.isDecision, element.isDecision,
                before.name(at: old.place) == after.name(at: element.place),
                // Of a context entry by entry it is not known which were asked by others.
                old.parts.isEmpty, element.parts.isEmpty,
                (old.references + element.references).allSatisfy({ shared[$0] == true })
            else { return nil }
            changes.append(key)
        }
        return changes.sorted { (after.elements[$0]?.place ?? 0) < (after.elements[$1]?.place ?? 0) }
    }
}

extension DecisionModel {
    /// The name of what stands at a place of the program.
    fileprivate func name(at place: Int) -> String { program.globals[place].name }
}
