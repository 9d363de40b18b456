import JSONTree
import PatternEngine

/// The applicator vocabulary (JSON Schema core §10).
extension SchemaCompiler {
    mutating func applicatorRules(
        _ source: SchemaSource, _ dialect: SchemaDialect
    ) throws(SchemaDefinitionError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        func add(_ keyword: SchemaKeyword, _ test: SchemaRule.Test?) {
            if let test { rules.append(SchemaRule(keyword: keyword, test: test)) }
        }
        add(.allOf, try subschemas(source, "allOf").map { .allOf($0) })
        add(.anyOf, try subschemas(source, "anyOf").map { .anyOf($0) })
        add(.oneOf, try subschemas(source, "oneOf").map { .oneOf($0) })
        add(.not, try subschema(source, "not").map { .not($0) })
        if let condition = try subschema(source, "if") {
            let then = try subschema(source, "then")
            let otherwise = try subschema(source, "else")
            add(
                .condition,
                .conditional(condition, then: then ?? SchemaRule.none, else: otherwise ?? SchemaRule.none))
        }
        for (name, node) in try namedSubschemas(source, "dependentSchemas") ?? [] {
            add(.dependentSchemas, .dependentSchema(name: tables.name(name), node: node))
        }
        try addDependencies(source, to: &rules)
        try addMemberRules(source, to: &rules)
        add(.propertyNames, try subschema(source, "propertyNames").map { .propertyNames($0) })
        var prefix: TableRange?
        var rest: Int32?
        if dialect.hasItemLists, source.schema["items"]?.kind == .array {
            prefix = try subschemas(source, "items")
            rest = try subschema(source, "additionalItems")
        } else {
            prefix = dialect.hasItemLists ? nil : try subschemas(source, "prefixItems")
            rest = try subschema(source, "items")
        }
        if prefix != nil || rest != nil {
            add(.items, .items(prefix: prefix ?? .empty, rest: rest ?? SchemaRule.none))
        }
        if let contained = try subschema(source, "contains") {
            let minimum = dialect.validates ? try source.count("minContains") ?? 1 : 1
            let maximum = dialect.validates ? try source.count("maxContains") : nil
            // No instance has more elements than a tape can tell.
            add(
                .contains,
                .contains(
                    contained, minimum: Int32(clamping: minimum),
                    maximum: maximum.map { Int32(clamping: $0) } ?? SchemaRule.none, marks: !dialect.hasItemLists))
        }
        return rules
    }

    /// The keyword `dependencies` of earlier drafts: lists of names, or schemas.
    private mutating func addDependencies(
        _ source: SchemaSource, to rules: inout [SchemaRule]
    ) throws(SchemaDefinitionError) {
        let keyword = "dependencies"
        guard let value = source.schema[keyword], value.kind == .object else { return }
        for (name, value) in value.members {
            let test: SchemaRule.Test
            if value.kind == .array {
                let needs = tables.list(names: try source.strings(value, keyword))
                test = .dependentRequired(name: tables.name(name), needs: needs)
            } else {
                test = .dependentSchema(name: tables.name(name), node: node(at: source.inside(keyword, name)))
            }
            rules.append(SchemaRule(keyword: .dependencies, test: test))
        }
    }

    private mutating func addMemberRules(
        _ source: SchemaSource, to rules: inout [SchemaRule]
    ) throws(SchemaDefinitionError) {
        let named = try namedSubschemas(source, "properties") ?? []
        var patterns: [Int32] = []
        for (text, node) in try namedSubschemas(source, "patternProperties") ?? [] {
            patterns += [tables.pattern(try source.pattern(text, "patternProperties")), node]
        }
        let additional = try subschema(source, "additionalProperties")
        if named.isEmpty, patterns.isEmpty, additional == nil { return }
        let members = MemberRules(
            slots: named.isEmpty ? .empty : tables.table(named), patterns: tables.list(patterns),
            additional: additional ?? SchemaRule.none)
        rules.append(SchemaRule(keyword: .properties, test: .members(members)))
    }
}
