public import JSONTree

/// How a schema is compiled.
public struct SchemaOptions: Sendable {
    /// The URI that the schema was found at, against which a relative `$id` and relative references are resolved.
    public var baseURI: String
    /// Whether `format` is an assertion; otherwise it says nothing about validity (validation §7.2).
    public var assertsFormats: Bool
    /// Gives the document at an absolute URI without a fragment; documents of the standard itself are known.
    public var loader: (@Sendable (String) -> JSON?)?
    /// Judgements of formats by name; they take the place of those built in.
    public var formats: [String: @Sendable (String) -> Bool]

    /// Makes options.
    public init(
        baseURI: String = "schema:///", assertsFormats: Bool = false, loader: (@Sendable (String) -> JSON?)? = nil,
        formats: [String: @Sendable (String) -> Bool] = [:]
    ) {
        self.baseURI = baseURI
        self.assertsFormats = assertsFormats
        self.loader = loader
        self.formats = formats
    }
}
