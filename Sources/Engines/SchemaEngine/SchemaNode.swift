import JSONTree
import PatternEngine

/// One subschema, compiled. Others are named by their numbers, so that a schema may lead back to itself.
struct SchemaNode: Sendable {
    /// The answer of a schema that is just `true` or `false`.
    var constant: Bool?
    /// The schema resource it belongs to.
    var resource: Int
    /// Its absolute URI.
    var location: String
    /// What it asks, in order; keywords that look at what others evaluated come last.
    var rules: [SchemaRule] = []
    /// Whether it has `unevaluatedItems` or `unevaluatedProperties`.
    var tracksEvaluation = false
}

/// One keyword of a subschema, compiled.
struct SchemaRule: Sendable {
    let keyword: String
    let test: Test

    /// Whether it asks what other keywords evaluated.
    var looksAtMarks: Bool {
        switch test {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }

    indirect enum Test: Sendable {
        case type(Set<JSONType>)
        case enumeration(Set<JSON>)
        case constant(JSON)
        case multipleOf(JSONNumber)
        case maximum(JSONNumber)
        case exclusiveMaximum(JSONNumber)
        case minimum(JSONNumber)
        case exclusiveMinimum(JSONNumber)
        case maxLength(Int)
        case minLength(Int)
        case pattern(Pattern)
        case format(String, @Sendable (String) -> Bool)
        case maxItems(Int)
        case minItems(Int)
        case uniqueItems
        case maxProperties(Int)
        case minProperties(Int)
        case required([String])
        case dependentRequired([(name: String, needs: [String])])
        case reference(Int)
        case dynamicReference(Int, anchor: String)
        case allOf([Int])
        case anyOf([Int])
        case oneOf([Int])
        case not(Int)
        case conditional(Int, then: Int?, else: Int?)
        case dependentSchemas([(name: String, node: Int)])
        case members(MemberRules)
        case propertyNames(Int)
        case items(prefix: [Int], rest: Int?)
        case contains(Int, minimum: Int, maximum: Int?)
        case unevaluatedItems(Int)
        case unevaluatedProperties(Int)
    }
}

/// `properties`, `patternProperties` and `additionalProperties`, which are decided in one pass over an object's members.
struct MemberRules: Sendable {
    var named: [String: Int] = [:]
    var patterns: [(pattern: Pattern, node: Int)] = []
    var additional: Int?
}

/// The types that `type` can name.
enum JSONType: String, Sendable {
    case null, boolean, object, array, number, string, integer
}
