import JSONTree
import PatternEngine

/// The applicator vocabulary (JSON Schema core §10).
extension SchemaCompiler {
    mutating func applicatorRules(
        _ source: SchemaSource, _ dialect: SchemaDialect
    ) throws(SchemaDefinitionError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        func add(_ keyword: String, _ test: SchemaRule.Test?) {
            if let test { rules.append(SchemaRule(keyword: keyword, test: test)) }
        }
        add("allOf", try subschemas(source, "allOf").map { .allOf($0) })
        add("anyOf", try subschemas(source, "anyOf").map { .anyOf($0) })
        add("oneOf", try subschemas(source, "oneOf").map { .oneOf($0) })
        add("not", try subschema(source, "not").map { .not($0) })
        if let condition = try subschema(source, "if") {
            let then = try subschema(source, "then")
            add("if", .conditional(condition, then: then, else: try subschema(source, "else")))
        }
        add("dependentSchemas", try namedSubschemas(source, "dependentSchemas").map { .dependentSchemas($0) })
        try addDependencies(source, to: &rules)
        try addMemberRules(source, to: &rules)
        add("propertyNames", try subschema(source, "propertyNames").map { .propertyNames($0) })
        var prefix: [Int]?
        var rest: Int?
        if dialect.hasItemLists, source.schema["items"]?.kind == .array {
            prefix = try subschemas(source, "items")
            rest = try subschema(source, "additionalItems")
        } else {
            prefix = dialect.hasItemLists ? nil : try subschemas(source, "prefixItems")
            rest = try subschema(source, "items")
        }
        if prefix != nil || rest != nil { add("items", .items(prefix: prefix ?? [], rest: rest)) }
        if let contained = try subschema(source, "contains") {
            let minimum = dialect.validates ? try source.count("minContains") ?? 1 : 1
            let maximum = dialect.validates ? try source.count("maxContains") : nil
            add("contains", .contains(contained, minimum: minimum, maximum: maximum))
        }
        return rules
    }

    /// The keyword `dependencies` of earlier drafts: lists of names, or schemas.
    private mutating func addDependencies(
        _ source: SchemaSource, to rules: inout [SchemaRule]
    ) throws(SchemaDefinitionError) {
        let keyword = "dependencies"
        guard let value = source.schema[keyword], value.kind == .object else { return }
        var needs: [(name: String, needs: [String])] = []
        var schemas: [(name: String, node: Int)] = []
        for (name, value) in value.members {
            if value.kind == .array {
                needs.append((name, try source.strings(value, keyword)))
            } else {
                schemas.append((name, node(at: source.inside(keyword, name))))
            }
        }
        rules.append(SchemaRule(keyword: keyword, test: .dependentRequired(needs)))
        rules.append(SchemaRule(keyword: keyword, test: .dependentSchemas(schemas)))
    }

    private mutating func addMemberRules(
        _ source: SchemaSource, to rules: inout [SchemaRule]
    ) throws(SchemaDefinitionError) {
        var members = MemberRules()
        for (name, node) in try namedSubschemas(source, "properties") ?? [] { members.named[name] = node }
        for (text, node) in try namedSubschemas(source, "patternProperties") ?? [] {
            members.patterns.append((try source.pattern(text, "patternProperties"), node))
        }
        members.additional = try subschema(source, "additionalProperties")
        if members.named.isEmpty, members.patterns.isEmpty, members.additional == nil { return }
        rules.append(SchemaRule(keyword: "properties", test: .members(members)))
    }
}
