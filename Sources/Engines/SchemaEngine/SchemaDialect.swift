import JSONTree

/// The vocabularies that are in force for a schema (core §8.1).
struct SchemaDialect: Hashable, Sendable {
    static let root = "https://json-schema.org/draft/2020-12/"

    /// The dialect before, of which a document may be referred to.
    static let previous = "https://json-schema.org/draft/2019-09/schema"

    /// Whether `items` takes a list and `additionalItems` the rest, as in draft 2019-09.
    var hasItemLists = false
    var appliesSubschemas = true
    var appliesUnevaluated = true
    var validates = true
    var assertsFormats = false
    var knowsFormats = true
    /// Whether the formats of Chinese codes are assertions, as our own vocabulary says.
    var assertsNationalFormats = false

    /// The dialect of a schema that names none.
    static let standard = SchemaDialect()

    init() {}

    init(previous: Void) {
        hasItemLists = true
    }

    /// Reads `$vocabulary`; gives `nil` when a required one is not known.
    init?(vocabulary: JSON) {
        self.init()
        appliesSubschemas = false
        appliesUnevaluated = false
        validates = false
        knowsFormats = false
        for (name, isRequired) in vocabulary.members {
            switch name {
            case Self.root + "vocab/core", Self.root + "vocab/meta-data", Self.root + "vocab/content": break
            case Self.root + "vocab/applicator": appliesSubschemas = true
            case Self.root + "vocab/unevaluated": appliesUnevaluated = true
            case Self.root + "vocab/validation": validates = true
            case Self.root + "vocab/format-annotation": knowsFormats = true
            case Self.root + "vocab/format-assertion":
                knowsFormats = true
                assertsFormats = true
            case Formats.nationalVocabulary:
                knowsFormats = true
                assertsNationalFormats = true
            default:
                if isRequired.bool != false { return nil }
            }
        }
    }
}
