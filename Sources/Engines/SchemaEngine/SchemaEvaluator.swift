import JSONTree
import PatternEngine

/// Applies a schema's nodes to one instance.
struct SchemaEvaluator {
    /// Evaluation was given up: too many steps, or too deep.
    struct Stopped: Error {}

    /// A step on the way into the instance.
    enum InstanceStep {
        case name(JSON)
        case index(Int)
    }

    static let maximumSteps = 2_000_000
    static let maximumDepth = 800
    static let maximumViolations = 1_000

    let schema: Schema
    let collects: Bool
    private(set) var violations: [SchemaViolation] = []
    var instancePath: [InstanceStep] = []
    var keywordPath: [String] = []
    private var resources: [Int] = []
    private var steps = 0
    private var depth = 0

    init(_ schema: Schema, collects: Bool) {
        self.schema = schema
        self.collects = collects
    }

    mutating func run(_ instance: JSON) -> Bool {
        do throws(Stopped) {
            var marks: EvaluationMarks?
            return try evaluate(0, instance, &marks)
        } catch {
            violations = []
            instancePath = []
            keywordPath = []
            report("too-complex", node: 0)
            return false
        }
    }

    /// Applies a node to an instance; notes what it evaluated if that is asked for and the instance is valid.
    mutating func evaluate(_ number: Int, _ instance: JSON, _ marks: inout EvaluationMarks?) throws(Stopped) -> Bool {
        if let constant = schema.nodes[number].constant {
            if !constant { report("false", node: number, keywordIsLast: false) }
            return constant
        }
        steps += 1
        depth += 1
        defer { depth -= 1 }
        guard steps <= Self.maximumSteps, depth <= Self.maximumDepth else { throw Stopped() }
        let resource = schema.nodes[number].resource
        let entersResource = resources.last != resource
        if entersResource { resources.append(resource) }
        defer { if entersResource { resources.removeLast() } }

        var own: EvaluationMarks? = marks != nil || schema.nodes[number].tracksEvaluation ? EvaluationMarks() : nil
        var isValid = true
        for position in schema.nodes[number].rules.indices {
            let rule = schema.nodes[number].rules[position]
            // What subschemas that don't hold evaluated is not known, so nothing can be said about the rest.
            if !isValid, rule.looksAtMarks { continue }
            if collects { keywordPath.append(rule.keyword) }
            let kept = try evaluate(rule, node: number, instance, &own)
            if collects { keywordPath.removeLast() }
            if !kept {
                isValid = false
                if !collects { return false }
            }
        }
        if isValid, marks != nil, let own { marks?.formUnion(own) }
        return isValid
    }

    private mutating func evaluate(
        _ rule: SchemaRule, node: Int, _ instance: JSON, _ marks: inout EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch rule.test {
        case .reference(let target): return try evaluate(target, instance, &marks)
        case .dynamicReference(let target, let anchor):
            return try evaluate(dynamicTarget(anchor) ?? target, instance, &marks)
        case .allOf(let branches):
            var isValid = true
            for (index, branch) in branches.enumerated() {
                let kept = try step(String(index)) { evaluator throws(Stopped) in
                    try evaluator.evaluate(branch, instance, &marks)
                }
                if !kept {
                    isValid = false
                    if !collects { return false }
                }
            }
            return isValid
        case .anyOf(let branches): return try evaluateAny(branches, instance, &marks, node: node)
        case .oneOf(let branches): return try evaluateOne(branches, instance, &marks, node: node)
        case .not(let branch):
            var ignored: EvaluationMarks?
            if try quietly({ evaluator throws(Stopped) in try evaluator.evaluate(branch, instance, &ignored) }) {
                report("not", node: node)
                return false
            }
            return true
        case .conditional(let condition, let then, let otherwise):
            var seen = marks.map { _ in EvaluationMarks() }
            let holds = try quietly { evaluator throws(Stopped) in
                try evaluator.evaluate(condition, instance, &seen)
            }
            if holds, let seen { marks?.formUnion(seen) }
            guard let branch = holds ? then : otherwise else { return true }
            return try replacing(holds ? "then" : "else") { evaluator throws(Stopped) in
                try evaluator.evaluate(branch, instance, &marks)
            }
        case .members, .propertyNames, .dependentSchemas, .unevaluatedProperties:
            guard instance.kind == .object else { return true }
            return try evaluateObject(rule.test, node: node, instance, &marks)
        case .items, .contains, .unevaluatedItems:
            guard instance.kind == .array else { return true }
            return try evaluateArray(rule.test, node: node, instance, &marks)
        default: return try evaluateAssertion(rule, node: node, instance)
        }
    }

    private mutating func evaluateAny(
        _ branches: [Int], _ instance: JSON, _ marks: inout EvaluationMarks?, node: Int
    ) throws(Stopped) -> Bool {
        let before = violations.count
        var isValid = false
        for (index, branch) in branches.enumerated() {
            let kept = try step(String(index)) { evaluator throws(Stopped) in
                try evaluator.evaluate(branch, instance, &marks)
            }
            if kept {
                isValid = true
                // All branches that hold tell what they evaluated, so with marks none is skipped.
                if marks == nil { break }
            }
        }
        if isValid {
            violations.removeSubrange(before...)
        } else {
            report("anyOf", node: node, at: before)
        }
        return isValid
    }

    private mutating func evaluateOne(
        _ branches: [Int], _ instance: JSON, _ marks: inout EvaluationMarks?, node: Int
    ) throws(Stopped) -> Bool {
        let before = violations.count
        var held = 0
        var seen = marks.map { _ in EvaluationMarks() }
        for (index, branch) in branches.enumerated() {
            let kept = try step(String(index)) { evaluator throws(Stopped) in
                try evaluator.evaluate(branch, instance, &seen)
            }
            if kept { held += 1 }
            if held > 1 { break }
        }
        if held >= 1 { violations.removeSubrange(before...) }
        guard held == 1 else {
            report("oneOf", node: node, at: before)
            return false
        }
        if let seen { marks?.formUnion(seen) }
        return true
    }

    /// The anchor in the outermost resource on the way here that has it (core §8.2.3.2).
    private func dynamicTarget(_ anchor: String) -> Int? {
        for resource in resources {
            if let node = schema.dynamicAnchors[resource][anchor] { return node }
        }
        return nil
    }

    /// Whether a pattern matches; one that takes too many steps ends the whole evaluation.
    func matches(_ pattern: Pattern, _ text: String) throws(Stopped) -> Bool {
        do throws(PatternError) {
            return try pattern.matches(text)
        } catch {
            throw Stopped()
        }
    }

    // MARK: The way here

    /// Does something one step further in the schema.
    mutating func step<Result>(
        _ token: String, _ body: (inout SchemaEvaluator) throws(Stopped) -> Result
    ) throws(Stopped) -> Result {
        if collects { keywordPath.append(token) }
        let result = try body(&self)
        if collects { keywordPath.removeLast() }
        return result
    }

    /// Does something under another keyword than the rule's own.
    mutating func replacing<Result>(
        _ keyword: String, _ body: (inout SchemaEvaluator) throws(Stopped) -> Result
    ) throws(Stopped) -> Result {
        guard collects, let own = keywordPath.popLast() else { return try body(&self) }
        keywordPath.append(keyword)
        let result = try body(&self)
        keywordPath[keywordPath.count - 1] = own
        return result
    }

    /// Does something one step further in the instance.
    mutating func descend<Result>(
        _ next: InstanceStep, _ body: (inout SchemaEvaluator) throws(Stopped) -> Result
    ) throws(Stopped) -> Result {
        if collects { instancePath.append(next) }
        let result = try body(&self)
        if collects { instancePath.removeLast() }
        return result
    }

    /// Does something whose violations are none.
    mutating func quietly(_ body: (inout SchemaEvaluator) throws(Stopped) -> Bool) throws(Stopped) -> Bool {
        let before = violations.count
        let result = try body(&self)
        violations.removeSubrange(before...)
        return result
    }

    /// Notes a violation of the keyword that the way leads to.
    mutating func report(
        _ keyword: String, node: Int, parameters: [String: JSON] = [:], keywordIsLast: Bool = true, at place: Int? = nil
    ) {
        guard collects, violations.count < Self.maximumViolations else { return }
        let instanceTokens = instancePath.map { step in
            switch step {
            case .name(let name): name.string ?? ""
            case .index(let index): String(index)
            }
        }
        let location = schema.nodes[node].location
        let absolute = keywordIsLast ? location + (location.contains("#") ? "/" : "#/") + keyword : location
        violations.insert(
            SchemaViolation(
                keyword: keyword, instanceLocation: JSONPointer(instanceTokens),
                keywordLocation: JSONPointer(keywordPath), absoluteKeywordLocation: absolute, parameters: parameters),
            at: place ?? violations.count)
    }
}
