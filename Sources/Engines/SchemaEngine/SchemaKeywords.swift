/// Which keywords hold subschemas, and how.
enum SchemaKeywords {
    enum Shape {
        case schema
        case list
        case named
    }

    static let shape: [String: Shape] = [
        "additionalItems": .schema, "additionalProperties": .schema, "contains": .schema, "contentSchema": .schema,
        "else": .schema, "if": .schema,
        "items": .schema, "not": .schema, "propertyNames": .schema, "then": .schema, "unevaluatedItems": .schema,
        "unevaluatedProperties": .schema, "allOf": .list, "anyOf": .list, "oneOf": .list, "prefixItems": .list,
        "$defs": .named, "definitions": .named, "dependencies": .named, "dependentSchemas": .named,
        "patternProperties": .named,
        "properties": .named,
    ]
}
