import JSONTree

/// Keywords that look at the instance alone.
extension SchemaEvaluator {
    mutating func evaluateAssertion(_ rule: SchemaRule, node: Int, _ instance: JSON) throws(Stopped) -> Bool {
        let kind = instance.kind
        let isKept: Bool
        var parameters: [String: JSON] = [:]
        switch rule.test {
        case .type(let types):
            isKept = Self.matches(types, instance, kind)
            if !isKept { parameters = ["types": .array(types.map(\.rawValue).sorted().map { .string($0) })] }
        case .enumeration(let values): isKept = values.contains(instance)
        case .constant(let value): isKept = instance == value
        case .multipleOf(let limit), .maximum(let limit), .exclusiveMaximum(let limit), .minimum(let limit),
            .exclusiveMinimum(let limit):
            guard let number = instance.number else { return true }
            isKept = Self.keeps(rule.test, number)
            if !isKept { parameters = ["limit": JSON.number(text: limit.description) ?? .null] }
        case .maxLength(let limit), .minLength(let limit):
            guard kind == .string else { return true }
            let length = Self.length(instance)
            if case .maxLength = rule.test { isKept = length <= limit } else { isKept = length >= limit }
            parameters = isKept ? [:] : ["limit": .integer(limit)]
        case .pattern(let pattern):
            guard let text = instance.string else { return true }
            isKept = try matches(pattern, text)
        case .format(let name, let check):
            guard let text = instance.string else { return true }
            isKept = check(text)
            if !isKept { parameters = ["name": .string(name)] }
        case .maxItems(let limit), .minItems(let limit):
            guard kind == .array else { return true }
            if case .maxItems = rule.test { isKept = instance.count <= limit } else { isKept = instance.count >= limit }
            parameters = isKept ? [:] : ["limit": .integer(limit)]
        case .maxProperties(let limit), .minProperties(let limit):
            guard kind == .object else { return true }
            if case .maxProperties = rule.test {
                isKept = instance.count <= limit
            } else {
                isKept = instance.count >= limit
            }
            parameters = isKept ? [:] : ["limit": .integer(limit)]
        case .uniqueItems: isKept = kind != .array || Self.areUnique(instance)
        case .required(let names): return kind != .object || require(names, of: instance, node: node, "required")
        case .dependentRequired(let groups):
            guard kind == .object else { return true }
            var isValid = true
            for group in groups where instance[group.name] != nil {
                if !require(group.needs, of: instance, node: node, "dependentRequired") { isValid = false }
            }
            return isValid
        default: return true
        }
        if !isKept { report(rule.keyword, node: node, parameters: parameters) }
        return isKept
    }

    private mutating func require(_ names: [String], of instance: JSON, node: Int, _ keyword: String) -> Bool {
        var isValid = true
        for name in names where instance[name] == nil {
            isValid = false
            if !collects { return false }
            report(keyword, node: node, parameters: ["name": .string(name)])
        }
        return isValid
    }

    private static func matches(_ types: Set<JSONType>, _ instance: JSON, _ kind: JSON.Kind) -> Bool {
        switch kind {
        case .null: types.contains(.null)
        case .boolean: types.contains(.boolean)
        case .string: types.contains(.string)
        case .array: types.contains(.array)
        case .object: types.contains(.object)
        case .number: types.contains(.number) || (types.contains(.integer) && instance.number?.isInteger == true)
        }
    }

    private static func keeps(_ test: SchemaRule.Test, _ number: JSONNumber) -> Bool {
        switch test {
        case .multipleOf(let divisor): number.isMultiple(of: divisor)
        case .maximum(let limit): number <= limit
        case .exclusiveMaximum(let limit): number < limit
        case .minimum(let limit): number >= limit
        case .exclusiveMinimum(let limit): number > limit
        default: true
        }
    }

    /// A string's length in Unicode scalars: the bytes that begin one.
    private static func length(_ instance: JSON) -> Int {
        instance.withUTF8 { bytes in
            var count = 0
            for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
            return count
        } ?? 0
    }

    private static func areUnique(_ instance: JSON) -> Bool {
        var seen: Set<JSON> = []
        return instance.elements.allSatisfy { seen.insert($0).inserted }
    }
}
