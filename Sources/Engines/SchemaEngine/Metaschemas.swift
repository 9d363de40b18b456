import JSONTree

/// The schemas of the standard's own vocabularies, said by this engine: what each keyword's value may look like.
enum Metaschemas {
    /// The document at a URI of the standard.
    static func document(_ uri: String) -> JSON? { documents[uri] }

    private static let documents: [String: JSON] = {
        var result: [String: JSON] = [:]
        let vocabularies: [(name: String, properties: JSON)] = [
            ("core", core), ("applicator", applicator), ("unevaluated", unevaluated), ("validation", validation),
            ("meta-data", metaData), ("format-annotation", format), ("format-assertion", format), ("content", content),
        ]
        for (name, properties) in vocabularies {
            result[SchemaDialect.root + "meta/" + name] = [
                "$schema": "\(SchemaDialect.root)schema", "$id": "\(SchemaDialect.root)meta/\(name)",
                "$dynamicAnchor": "meta", "type": ["object", "boolean"], "properties": properties, "$defs": definitions,
            ]
        }
        let standard = vocabularies.map(\.name).filter { $0 != "format-assertion" }
        result[SchemaDialect.root + "schema"] = [
            "$schema": "\(SchemaDialect.root)schema", "$id": "\(SchemaDialect.root)schema", "$dynamicAnchor": "meta",
            "$vocabulary": .object(standard.map { (SchemaDialect.root + "vocab/" + $0, true) }),
            "allOf": .array(standard.map { ["$ref": "meta/\($0)"] }), "type": ["object", "boolean"],
            "properties": legacy, "$defs": definitions,
        ]
        // The standard's dialect with our vocabulary: the formats of Chinese codes are asserted.
        var known: [(String, JSON)] = standard.map { (SchemaDialect.root + "vocab/" + $0, true) }
        known.append((Formats.nationalVocabulary, true))
        result[Formats.nationalDialect] = [
            "$schema": "\(SchemaDialect.root)schema", "$id": .string(Formats.nationalDialect),
            "$dynamicAnchor": "meta", "$vocabulary": .object(known),
            "allOf": [["$ref": "\(SchemaDialect.root)schema"]],
        ]
        return result
    }()

    private static let schema: JSON = ["$dynamicRef": "#meta"]
    private static let schemas: JSON = ["type": "array", "minItems": 1, "items": schema]
    private static let namedSchemas: JSON = ["type": "object", "additionalProperties": schema]
    private static let count: JSON = ["type": "integer", "minimum": 0]
    private static let names: JSON = ["type": "array", "items": ["type": "string"], "uniqueItems": true]
    private static let anchor: JSON = ["type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"]
    private static let reference: JSON = ["type": "string", "format": "uri-reference"]

    /// The parts that references of others count on being here by name.
    private static let definitions: JSON = [
        "nonNegativeInteger": count, "nonNegativeIntegerDefault0": count, "stringArray": names, "schemaArray": schemas,
        "anchorString": anchor, "uriReferenceString": reference, "uriString": ["type": "string", "format": "uri"],
        "simpleTypes": ["enum": ["array", "boolean", "integer", "null", "number", "object", "string"]],
    ]

    private static let core: JSON = [
        "$id": ["type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"],
        "$schema": ["type": "string", "format": "uri"], "$ref": reference, "$anchor": anchor, "$dynamicRef": reference,
        "$dynamicAnchor": anchor, "$comment": ["type": "string"], "$defs": namedSchemas,
        "$vocabulary": [
            "type": "object", "propertyNames": ["type": "string", "format": "uri"],
            "additionalProperties": ["type": "boolean"],
        ],
    ]

    private static let applicator: JSON = [
        "prefixItems": schemas, "items": schema, "contains": schema, "additionalProperties": schema,
        "properties": namedSchemas, "dependentSchemas": namedSchemas, "propertyNames": schema, "if": schema,
        "then": schema, "else": schema, "allOf": schemas, "anyOf": schemas, "oneOf": schemas, "not": schema,
        "patternProperties": [
            "type": "object", "additionalProperties": schema, "propertyNames": ["format": "regex"],
        ],
    ]

    private static let unevaluated: JSON = ["unevaluatedItems": schema, "unevaluatedProperties": schema]

    private static let validation: JSON = [
        "type": [
            "anyOf": [
                ["$ref": "#/$defs/simpleTypes"],
                ["type": "array", "items": ["$ref": "#/$defs/simpleTypes"], "minItems": 1, "uniqueItems": true],
            ]
        ],
        "const": true, "enum": ["type": "array", "items": true],
        "multipleOf": ["type": "number", "exclusiveMinimum": 0],
        "maximum": ["type": "number"], "exclusiveMaximum": ["type": "number"], "minimum": ["type": "number"],
        "exclusiveMinimum": ["type": "number"], "maxLength": count, "minLength": count,
        "pattern": ["type": "string", "format": "regex"], "maxItems": count, "minItems": count,
        "uniqueItems": ["type": "boolean"], "maxContains": count, "minContains": count, "maxProperties": count,
        "minProperties": count, "required": names,
        "dependentRequired": ["type": "object", "additionalProperties": names],
    ]

    private static let metaData: JSON = [
        "title": ["type": "string"], "description": ["type": "string"], "default": true,
        "deprecated": ["type": "boolean"], "readOnly": ["type": "boolean"], "writeOnly": ["type": "boolean"],
        "examples": ["type": "array", "items": true],
    ]

    private static let format: JSON = ["format": ["type": "string"]]

    private static let content: JSON = [
        "contentEncoding": ["type": "string"], "contentMediaType": ["type": "string"], "contentSchema": schema,
    ]

    /// Keywords of earlier drafts that are still given a shape.
    private static let legacy: JSON = [
        "definitions": namedSchemas,
        "dependencies": ["type": "object", "additionalProperties": ["anyOf": [schema, names]]],
        "$recursiveAnchor": anchor, "$recursiveRef": reference,
    ]
}
