/// The keywords that ways through a schema lead over.
enum SchemaKeyword: String {
    case type
    case enumeration = "enum"
    case constant = "const"
    case multipleOf
    case maximum
    case exclusiveMaximum
    case minimum
    case exclusiveMinimum
    case maxLength
    case minLength
    case pattern
    case format
    case maxItems
    case minItems
    case uniqueItems
    case maxProperties
    case minProperties
    case required
    case dependentRequired
    case dependencies
    case reference = "$ref"
    case dynamicReference = "$dynamicRef"
    /// Of draft 2019-09.
    case recursiveReference = "$recursiveRef"
    case allOf
    case anyOf
    case oneOf
    case not
    case condition = "if"
    case consequence = "then"
    case alternative = "else"
    case dependentSchemas
    case properties
    case patternProperties
    case additionalProperties
    case propertyNames
    case items
    case prefixItems
    case additionalItems
    case contains
    case maxContains
    case minContains
    case unevaluatedItems
    case unevaluatedProperties
    /// A schema that accepts nothing.
    case refusal = "false"
    /// Checking was given up.
    case tooComplex = "too-complex"
}
