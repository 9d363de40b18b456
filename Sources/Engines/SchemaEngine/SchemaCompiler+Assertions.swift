import JSONTree
import PatternEngine

/// The validation vocabulary (JSON Schema Validation §6).
extension SchemaCompiler {
    mutating func assertionRules(_ source: SchemaSource) throws(SchemaDefinitionError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        func add(_ keyword: SchemaKeyword, _ test: SchemaRule.Test?) {
            if let test { rules.append(SchemaRule(keyword: keyword, test: test)) }
        }
        if let value = source.schema["type"] { add(.type, .type(try types(value, source))) }
        if let value = source.schema["enum"] {
            guard value.kind == .array else { throw source.error(.invalidKeyword, "enum") }
            add(.enumeration, .enumeration(tables.enumeration(value)))
        }
        if let value = source.schema["const"] { add(.constant, .constant(tables.constant(value))) }
        if let divisor = try source.number("multipleOf") {
            guard divisor > JSONNumber(0) else { throw source.error(.invalidKeyword, "multipleOf") }
            add(.multipleOf, .multipleOf(tables.limit(divisor)))
        }
        if let limit = try source.number("maximum") { add(.maximum, .maximum(tables.limit(limit))) }
        if let limit = try source.number("exclusiveMaximum") {
            add(.exclusiveMaximum, .exclusiveMaximum(tables.limit(limit)))
        }
        if let limit = try source.number("minimum") { add(.minimum, .minimum(tables.limit(limit))) }
        if let limit = try source.number("exclusiveMinimum") {
            add(.exclusiveMinimum, .exclusiveMinimum(tables.limit(limit)))
        }
        add(.maxLength, try source.count("maxLength").map { .maxLength($0) })
        add(.minLength, try source.count("minLength").map { .minLength($0) })
        if let text = try source.string("pattern") {
            add(.pattern, .pattern(tables.pattern(try source.pattern(text, "pattern"))))
        }
        add(.maxItems, try source.count("maxItems").map { .maxItems($0) })
        add(.minItems, try source.count("minItems").map { .minItems($0) })
        if let value = source.schema["uniqueItems"] {
            guard let isAsked = value.bool else { throw source.error(.invalidKeyword, "uniqueItems") }
            add(.uniqueItems, isAsked ? .uniqueItems : nil)
        }
        add(.maxProperties, try source.count("maxProperties").map { .maxProperties($0) })
        add(.minProperties, try source.count("minProperties").map { .minProperties($0) })
        if let value = source.schema["required"] {
            add(.required, .required(tables.list(names: try source.strings(value, "required"))))
        }
        if let value = source.schema["dependentRequired"] {
            guard value.kind == .object else { throw source.error(.invalidKeyword, "dependentRequired") }
            for (name, value) in value.members {
                let needs = tables.list(names: try source.strings(value, "dependentRequired"))
                add(.dependentRequired, .dependentRequired(name: tables.name(name), needs: needs))
            }
        }
        return rules
    }

    private func types(_ value: JSON, _ source: SchemaSource) throws(SchemaDefinitionError) -> JSONTypes {
        let names: [String]
        if let name = value.string { names = [name] } else { names = try source.strings(value, "type") }
        var types: JSONTypes = []
        for name in names {
            guard let type = JSONTypes(named: name) else { throw source.error(.invalidKeyword, "type") }
            types.insert(type)
        }
        return types
    }
}
