import JSONTree
import PatternEngine

/// The validation vocabulary (JSON Schema Validation §6).
extension SchemaCompiler {
    func assertionRules(_ source: SchemaSource) throws(SchemaDefinitionError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        func add(_ keyword: String, _ test: SchemaRule.Test?) {
            if let test { rules.append(SchemaRule(keyword: keyword, test: test)) }
        }
        if let value = source.schema["type"] { add("type", .type(try types(value, source))) }
        if let value = source.schema["enum"] {
            guard value.kind == .array else { throw source.error(.invalidKeyword, "enum") }
            add("enum", .enumeration(Set(value.elements)))
        }
        add("const", source.schema["const"].map { .constant($0) })
        if let divisor = try source.number("multipleOf") {
            guard divisor > JSONNumber(0) else { throw source.error(.invalidKeyword, "multipleOf") }
            add("multipleOf", .multipleOf(divisor))
        }
        add("maximum", try source.number("maximum").map { .maximum($0) })
        add("exclusiveMaximum", try source.number("exclusiveMaximum").map { .exclusiveMaximum($0) })
        add("minimum", try source.number("minimum").map { .minimum($0) })
        add("exclusiveMinimum", try source.number("exclusiveMinimum").map { .exclusiveMinimum($0) })
        add("maxLength", try source.count("maxLength").map { .maxLength($0) })
        add("minLength", try source.count("minLength").map { .minLength($0) })
        if let text = try source.string("pattern") { add("pattern", .pattern(try source.pattern(text, "pattern"))) }
        add("maxItems", try source.count("maxItems").map { .maxItems($0) })
        add("minItems", try source.count("minItems").map { .minItems($0) })
        if let value = source.schema["uniqueItems"] {
            guard let isAsked = value.bool else { throw source.error(.invalidKeyword, "uniqueItems") }
            add("uniqueItems", isAsked ? .uniqueItems : nil)
        }
        add("maxProperties", try source.count("maxProperties").map { .maxProperties($0) })
        add("minProperties", try source.count("minProperties").map { .minProperties($0) })
        if let value = source.schema["required"] { add("required", .required(try source.strings(value, "required"))) }
        if let value = source.schema["dependentRequired"] {
            guard value.kind == .object else { throw source.error(.invalidKeyword, "dependentRequired") }
            var needs: [(name: String, needs: [String])] = []
            for (name, value) in value.members { needs.append((name, try source.strings(value, "dependentRequired"))) }
            add("dependentRequired", .dependentRequired(needs))
        }
        return rules
    }

    private func types(_ value: JSON, _ source: SchemaSource) throws(SchemaDefinitionError) -> Set<JSONType> {
        let names: [String]
        if let name = value.string { names = [name] } else { names = try source.strings(value, "type") }
        var types: Set<JSONType> = []
        for name in names {
            guard let type = JSONType(rawValue: name) else { throw source.error(.invalidKeyword, "type") }
            types.insert(type)
        }
        return types
    }
}
