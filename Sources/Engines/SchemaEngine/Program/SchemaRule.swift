/// One keyword of a subschema, compiled: nothing but numbers, so that going through rules counts no references.
struct SchemaRule {
    let keyword: SchemaKeyword
    let test: Test

    /// Whether it asks what other keywords evaluated.
    var looksAtMarks: Bool {
        switch test {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
    }

    /// What is asked; nodes, names, numbers, values, patterns and formats stand in the program's tables.
    enum Test {
        case type(JSONTypes)
        case enumeration(Int32)
        case constant(Int32)
        case multipleOf(Int32)
        case maximum(Int32)
        case exclusiveMaximum(Int32)
        case minimum(Int32)
        case exclusiveMinimum(Int32)
        case maxLength(Int)
        case minLength(Int)
        case pattern(Int32)
        case format(Int32)
        case maxItems(Int)
        case minItems(Int)
        case uniqueItems
        case maxProperties(Int)
        case minProperties(Int)
        case required(TableRange)
        /// A name, and the name's needs behind it.
        case dependentRequired(name: Int32, needs: TableRange)
        case reference(Int32)
        case dynamicReference(Int32, anchor: Int32)
        case allOf(TableRange)
        case anyOf(TableRange)
        case oneOf(TableRange)
        case not(Int32)
        case conditional(Int32, then: Int32, else: Int32)
        case dependentSchema(name: Int32, node: Int32)
        case members(MemberRules)
        case propertyNames(Int32)
        case items(prefix: TableRange, rest: Int32)
        case contains(Int32, minimum: Int32, maximum: Int32, marks: Bool)
        case unevaluatedItems(Int32)
        case unevaluatedProperties(Int32)
    }

    /// No node, or no limit.
    static let none: Int32 = -1
}

/// A run of entries in one of the program's tables.
struct TableRange {
    let start: Int32
    let end: Int32

    static let empty = TableRange(start: 0, end: 0)
    var indices: Range<Int> { Int(start)..<Int(end) }
    var isEmpty: Bool { start == end }
}

/// `properties`, `patternProperties` and `additionalProperties`, which are decided in one pass over an object's members.
struct MemberRules {
    /// Where the names' slots are, a power of two of them.
    let slots: TableRange
    /// Pairs of a pattern and a node.
    let patterns: TableRange
    let additional: Int32
}

/// One subschema, compiled. Others are named by their numbers, so that a schema may lead back to itself.
struct SchemaNode {
    enum Kind {
        /// Accepts or refuses everything.
        case constant(Bool)
        case rules
    }

    var kind = Kind.rules
    /// The schema resource it belongs to.
    let resource: Int32
    /// What it asks, in order; keywords that look at what others evaluated come last.
    var rules = TableRange.empty
    /// Whether it has `unevaluatedItems` or `unevaluatedProperties`.
    var tracksEvaluation = false
}

/// The types that `type` names (validation §6.1.1).
struct JSONTypes: OptionSet {
    let rawValue: UInt8

    static let null = JSONTypes(rawValue: 1)
    static let boolean = JSONTypes(rawValue: 2)
    static let number = JSONTypes(rawValue: 4)
    static let string = JSONTypes(rawValue: 8)
    static let array = JSONTypes(rawValue: 16)
    static let object = JSONTypes(rawValue: 32)
    static let integer = JSONTypes(rawValue: 64)

    private static let known: [(name: String, type: JSONTypes)] = [
        ("array", .array), ("boolean", .boolean), ("integer", .integer), ("null", .null), ("number", .number),
        ("object", .object), ("string", .string),
    ]

    /// The type of a name.
    init?(named name: String) {
        guard let known = Self.known.first(where: { $0.name == name }) else { return nil }
        self = known.type
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The names, sorted.
    var names: [String] { Self.known.filter { contains($0.type) }.map(\.name) }
}
