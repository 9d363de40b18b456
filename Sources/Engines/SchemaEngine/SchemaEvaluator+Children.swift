import JSONTree
import PatternEngine

/// Keywords that apply subschemas to an object's members or an array's elements.
extension SchemaEvaluator {
    mutating func evaluateObject(
        _ test: SchemaRule.Test, node: Int, _ instance: JSON, _ marks: inout EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch test {
        case .members(let rules): return try evaluateMembers(rules, instance, &marks)
        case .propertyNames(let target):
            var isValid = true
            for (name, _) in instance.entries {
                var ignored: EvaluationMarks?
                let kept = try descend(.name(name)) { evaluator throws(Stopped) in
                    try evaluator.evaluate(target, name, &ignored)
                }
                if !kept {
                    isValid = false
                    if !collects { return false }
                }
            }
            return isValid
        case .dependentSchemas(let groups):
            var isValid = true
            for group in groups where instance[group.name] != nil {
                let kept = try step(group.name) { evaluator throws(Stopped) in
                    try evaluator.evaluate(group.node, instance, &marks)
                }
                if !kept {
                    isValid = false
                    if !collects { return false }
                }
            }
            return isValid
        case .unevaluatedProperties(let target):
            var isValid = true
            for (position, entry) in instance.entries.enumerated() where marks?.contains(position) != true {
                if try !evaluateChild(target, entry.value, .name(entry.name)) {
                    isValid = false
                    if !collects { return false }
                }
            }
            marks?.insertAll()
            return isValid
        default: return true
        }
    }

    private mutating func evaluateMembers(
        _ rules: MemberRules, _ instance: JSON, _ marks: inout EvaluationMarks?
    ) throws(Stopped) -> Bool {
        var isValid = true
        for (position, entry) in instance.entries.enumerated() {
            var isKnown = false
            guard let name = entry.name.string else { continue }
            if let target = rules.named[name] {
                isKnown = true
                let kept = try step(name) { evaluator throws(Stopped) in
                    try evaluator.evaluateChild(target, entry.value, .name(entry.name))
                }
                isValid = isValid && kept
            }
            for (pattern, target) in rules.patterns {
                guard try matches(pattern, name) else { continue }
                isKnown = true
                let kept = try replacing("patternProperties") { evaluator throws(Stopped) in
                    try evaluator.step(pattern.source) { evaluator throws(Stopped) in
                        try evaluator.evaluateChild(target, entry.value, .name(entry.name))
                    }
                }
                isValid = isValid && kept
            }
            if !isKnown, let additional = rules.additional {
                isKnown = true
                let kept = try replacing("additionalProperties") { evaluator throws(Stopped) in
                    try evaluator.evaluateChild(additional, entry.value, .name(entry.name))
                }
                isValid = isValid && kept
            }
            if !isValid, !collects { return false }
            if isKnown { marks?.insert(position) }
        }
        return isValid
    }

    mutating func evaluateChild(_ target: Int, _ value: JSON, _ next: InstanceStep) throws(Stopped) -> Bool {
        try descend(next) { evaluator throws(Stopped) in
            var marks: EvaluationMarks?
            return try evaluator.evaluate(target, value, &marks)
        }
    }

    mutating func evaluateArray(
        _ test: SchemaRule.Test, node: Int, _ instance: JSON, _ marks: inout EvaluationMarks?
    ) throws(Stopped) -> Bool {
        switch test {
        case .items(let prefix, let rest):
            var isValid = true
            for (position, element) in instance.elements.enumerated() {
                let kept: Bool
                if position < prefix.count {
                    kept = try replacing("prefixItems") { evaluator throws(Stopped) in
                        try evaluator.step(String(position)) { evaluator throws(Stopped) in
                            try evaluator.evaluateChild(prefix[position], element, .index(position))
                        }
                    }
                } else if let rest {
                    kept = try evaluateChild(rest, element, .index(position))
                } else {
                    break
                }
                marks?.insert(position)
                if !kept {
                    isValid = false
                    if !collects { return false }
                }
            }
            return isValid
        case .contains(let target, let minimum, let maximum):
            return try evaluateContains(target, minimum, maximum, node: node, instance, &marks)
        case .unevaluatedItems(let target):
            var isValid = true
            for (position, element) in instance.elements.enumerated() where marks?.contains(position) != true {
                if try !evaluateChild(target, element, .index(position)) {
                    isValid = false
                    if !collects { return false }
                }
            }
            marks?.insertAll()
            return isValid
        default: return true
        }
    }

    private mutating func evaluateContains(
        _ target: Int, _ minimum: Int, _ maximum: Int?, node: Int, _ instance: JSON, _ marks: inout EvaluationMarks?
    ) throws(Stopped) -> Bool {
        var found = 0
        for (position, element) in instance.elements.enumerated() {
            let kept = try quietly { evaluator throws(Stopped) in
                try evaluator.evaluateChild(target, element, .index(position))
            }
            if kept {
                found += 1
                marks?.insert(position)
            }
        }
        if found < minimum {
            report("contains", node: node, parameters: ["limit": .integer(minimum)])
            return false
        }
        if let maximum, found > maximum {
            report("maxContains", node: node, parameters: ["limit": .integer(maximum)])
            return false
        }
        return true
    }
}
