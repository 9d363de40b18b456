import JSONTree
import PatternEngine

/// What an evaluation is for.
protocol EvaluationPurpose {
    /// Whether violations are collected; otherwise the first ends the evaluation.
    static var collects: Bool { get }
}

/// A yes or no.
enum Judging: EvaluationPurpose {
    static var collects: Bool { false }
}

/// All that is wrong, with the ways there.
enum Explaining: EvaluationPurpose {
    static var collects: Bool { true }
}

/// Applies a program to one instance.
struct SchemaEvaluator<Purpose: EvaluationPurpose> {
    /// Evaluation was given up: too many steps, or too deep.
    struct Stopped: Error {}

    /// A step on the way through the schema.
    enum SchemaStep {
        case keyword(SchemaKeyword)
        case index(Int)
        /// A name of the program's.
        case name(Int32)
        /// The name of the member at a place of the instance.
        case member(Int)
        /// The source of a pattern.
        case pattern(Int32)
    }

    /// A step on the way into the instance.
    enum InstanceStep {
        /// The name of a member, by its place.
        case member(Int)
        case index(Int)
    }

    /// A subschema on the way, and how long the ways to it are.
    struct Scope {
        let node: Int32
        let schemaSteps: Int
        let instanceSteps: Int
    }

    static var maximumSteps: Int { 2_000_000 }
    static var maximumDepth: Int { 800 }
    static var maximumViolations: Int { 1_000 }

    /// Owned by the schema that runs it.
    let program: FlatTables
    let root: JSON
    let tape: JSONTape
    private(set) var violations: [SchemaViolation] = []
    var schemaWay: [SchemaStep] = []
    private var instanceWay: [InstanceStep] = []
    private var scopes: [Scope] = []
    private var resources: [Int32] = []
    private var steps = 0
    private var depth = 0

    init(_ program: FlatTables, _ root: JSON, _ tape: JSONTape) {
        self.program = program
        self.root = root
        self.tape = tape
    }

    mutating func run(at place: Int) -> Bool {
        do throws(Stopped) {
            return try evaluate(0, place, nil)
        } catch {
            violations = []
            instanceWay = []
            schemaWay = []
            scopes = []
            report(.tooComplex, node: 0)
            return false
        }
    }

    /// Applies a node to the value at a place; notes what it evaluated if that is asked for and the value is valid.
    mutating func evaluate(_ number: Int32, _ place: Int, _ marks: EvaluationMarks?) throws(Stopped) -> Bool {
        let node = program.nodes[Int(number)]
        if case .constant(let accepts) = node.kind {
            if Purpose.collects, !accepts { report(.refusal, node: number) }
            return accepts
        }
        steps += 1
        depth += 1
        defer { depth -= 1 }
        guard steps <= Self.maximumSteps, depth <= Self.maximumDepth else { throw Stopped() }
        let entersResource = !program.dynamicAnchors.isEmpty && resources.last != node.resource
        if entersResource { resources.append(node.resource) }
        defer { if entersResource { resources.removeLast() } }
        if Purpose.collects {
            scopes.append(Scope(node: number, schemaSteps: schemaWay.count, instanceSteps: instanceWay.count))
        }
        defer { if Purpose.collects { scopes.removeLast() } }

        let own = marks != nil || node.tracksEvaluation ? EvaluationMarks() : nil
        var isValid = true
        for position in node.rules.indices {
            let rule = program.rules[position]
            // What subschemas that don't hold evaluated is not known, so nothing can be said about the rest.
            if !isValid, rule.looksAtMarks { continue }
            if Purpose.collects { schemaWay.append(.keyword(rule.keyword)) }
            let kept = try evaluate(rule, node: number, place, own)
            if Purpose.collects { schemaWay.removeLast() }
            if !kept {
                isValid = false
                if !Purpose.collects { return false }
            }
        }
        if isValid, let marks, let own { marks.formUnion(own) }
        return isValid
    }

    @inline(__always)
    private mutating func evaluate(
        _ rule: SchemaRule, node: Int32, _ place: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch rule.test {
        case .type(let types):
            if matches(types, place) { return true }
            if Purpose.collects {
                report(.type, node: node, ["types": .array(types.names.map { .string($0) })])
            }
            return false
        case .members(let rules):
            guard tape.tag(at: place) == JSONTape.Tag.object else { return true }
            return try evaluateMembers(rules, place, marks)
        case .required(let names):
            guard tape.tag(at: place) == JSONTape.Tag.object else { return true }
            return require(names, of: place, node: node, .required)
        case .reference(let target): return try evaluate(target, place, marks)
        case .items(let prefix, let rest):
            guard tape.tag(at: place) == JSONTape.Tag.array else { return true }
            return try evaluateItems(prefix, rest, place, marks)
        case .dynamicReference, .allOf, .anyOf, .oneOf, .not, .conditional:
            return try evaluateBranches(rule.test, node: node, place, marks)
        case .dependentRequired, .dependentSchema, .propertyNames, .unevaluatedProperties:
            guard tape.tag(at: place) == JSONTape.Tag.object else { return true }
            return try evaluateObject(rule.test, node: node, place, marks)
        case .contains, .unevaluatedItems:
            guard tape.tag(at: place) == JSONTape.Tag.array else { return true }
            return try evaluateArray(rule.test, node: node, place, marks)
        default: return try evaluateAssertion(rule, node: node, place)
        }
    }

    private mutating func evaluateBranches(
        _ test: SchemaRule.Test, node: Int32, _ place: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch test {
        case .dynamicReference(let target, let anchor):
            return try evaluate(dynamicTarget(anchor) ?? target, place, marks)
        case .allOf(let branches):
            var isValid = true
            for (order, index) in branches.indices.enumerated() {
                if try !evaluateBranch(index, order, place, marks) {
                    isValid = false
                    if !Purpose.collects { return false }
                }
            }
            return isValid
        case .anyOf(let branches): return try evaluateAny(branches, node: node, place, marks)
        case .oneOf(let branches): return try evaluateOne(branches, node: node, place, marks)
        case .not(let branch):
            guard try quietly({ evaluator throws(Stopped) in try evaluator.evaluate(branch, place, nil) }) else {
                return true
            }
            report(.not, node: node)
            return false
        case .conditional(let condition, let then, let otherwise):
            let seen = marks == nil ? nil : EvaluationMarks()
            let holds = try quietly { evaluator throws(Stopped) in try evaluator.evaluate(condition, place, seen) }
            if holds, let seen { marks?.formUnion(seen) }
            let branch = holds ? then : otherwise
            if branch == SchemaRule.none { return true }
            return try under(holds ? .consequence : .alternative) { evaluator throws(Stopped) in
                try evaluator.evaluate(branch, place, marks)
            }
        default: return true
        }
    }

    private mutating func evaluateBranch(
        _ index: Int, _ order: Int, _ place: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        let branch = program.entries[index]
        return try step(.index(order)) { evaluator throws(Stopped) in try evaluator.evaluate(branch, place, marks) }
    }

    private mutating func evaluateAny(
        _ branches: TableRange, node: Int32, _ place: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        let before = violations.count
        var isValid = false
        for (order, index) in branches.indices.enumerated() {
            if try evaluateBranch(index, order, place, marks) {
                isValid = true
                // All branches that hold tell what they evaluated, so with marks none is skipped.
                if marks == nil { break }
            }
        }
        if Purpose.collects {
            if isValid {
                violations.removeSubrange(before...)
            } else {
                report(.anyOf, node: node, at: before)
            }
        }
        return isValid
    }

    private mutating func evaluateOne(
        _ branches: TableRange, node: Int32, _ place: Int, _ marks: EvaluationMarks?
    ) throws(Stopped) -> Bool {
        let before = violations.count
        var held = 0
        let seen = marks == nil ? nil : EvaluationMarks()
        for (order, index) in branches.indices.enumerated() {
            if try evaluateBranch(index, order, place, seen) { held += 1 }
            if held > 1 { break }
        }
        if Purpose.collects, held >= 1 { violations.removeSubrange(before...) }
        guard held == 1 else {
            report(.oneOf, node: node, at: before)
            return false
        }
        if let seen { marks?.formUnion(seen) }
        return true
    }

    /// The anchor in the outermost resource on the way here that has it (core §8.2.3.2).
    private func dynamicTarget(_ anchor: Int32) -> Int32? {
        let name = program.anchors[Int(anchor)]
        for resource in resources {
            if let node = program.dynamicAnchors[Int(resource)][name] { return node }
        }
        return nil
    }

    // MARK: The way here

    /// Does something one step further in the schema.
    @inline(__always)
    mutating func step(
        _ next: SchemaStep, _ body: (inout SchemaEvaluator) throws(Stopped) -> Bool
    ) throws(Stopped) -> Bool {
        if Purpose.collects { schemaWay.append(next) }
        let result = try body(&self)
        if Purpose.collects { schemaWay.removeLast() }
        return result
    }

    /// Does something under another keyword than the rule's own.
    @inline(__always)
    mutating func under(
        _ keyword: SchemaKeyword, _ body: (inout SchemaEvaluator) throws(Stopped) -> Bool
    ) throws(Stopped) -> Bool {
        guard Purpose.collects, let own = schemaWay.popLast() else { return try body(&self) }
        schemaWay.append(.keyword(keyword))
        let result = try body(&self)
        schemaWay[schemaWay.count - 1] = own
        return result
    }

    /// Goes on under a keyword of the rule, one step further.
    mutating func enter(_ keyword: SchemaKeyword, _ next: SchemaStep) {
        schemaWay[schemaWay.count - 1] = .keyword(keyword)
        schemaWay.append(next)
    }

    /// Comes back to the keyword that the rule is known by.
    mutating func leave(to keyword: SchemaKeyword) {
        schemaWay.removeLast()
        schemaWay[schemaWay.count - 1] = .keyword(keyword)
    }

    /// Applies a node to a part of the instance.
    @inline(__always)
    mutating func evaluateChild(_ target: Int32, _ place: Int, _ next: InstanceStep) throws(Stopped) -> Bool {
        if Purpose.collects { instanceWay.append(next) }
        let result = try evaluate(target, place, nil)
        if Purpose.collects { instanceWay.removeLast() }
        return result
    }

    /// Does something whose violations are none.
    mutating func quietly(_ body: (inout SchemaEvaluator) throws(Stopped) -> Bool) throws(Stopped) -> Bool {
        let before = violations.count
        let result = try body(&self)
        if Purpose.collects { violations.removeSubrange(before...) }
        return result
    }

    /// Notes a violation of the keyword that the way leads to.
    mutating func report(
        _ keyword: SchemaKeyword, node: Int32, _ parameters: [String: JSON] = [:], at position: Int? = nil
    ) {
        guard Purpose.collects, violations.count < Self.maximumViolations else { return }
        let way = schemaWay.map(token)
        let instance = instanceWay.map(token)
        let location = program.locations[Int(node)]
        let isKeyword = keyword != .refusal
        violations.insert(
            SchemaViolation(
                keyword: keyword.rawValue, instanceLocation: JSONPointer(instance), keywordLocation: JSONPointer(way),
                absoluteKeywordLocation: isKeyword
                    ? SchemaViolation.location(of: keyword.rawValue, in: location)
                    : location,
                parameters: parameters,
                scopes: scopes.map {
                    SchemaViolation.Scope(
                        schemaSteps: $0.schemaSteps, instanceSteps: $0.instanceSteps,
                        location: program.locations[Int($0.node)])
                }),
            at: position ?? violations.count)
    }

    private func token(_ step: SchemaStep) -> String {
        switch step {
        case .keyword(let keyword): keyword.rawValue
        case .index(let index): String(index)
        case .name(let name): program.text(of: Int(name))
        case .member(let place): String(decoding: tape.bytes(at: place), as: UTF8.self)
        case .pattern(let number): program.patterns[Int(number)].source
        }
    }

    private func token(_ step: InstanceStep) -> String {
        switch step {
        case .member(let place): String(decoding: tape.bytes(at: place), as: UTF8.self)
        case .index(let index): String(index)
        }
    }
}
