public import Diagnostics
public import FEELEngine
public import JSONTree

/// What a form may refer to while it is read.
public struct FormSources: Sendable {
    /// Gives the data element of a name.
    public var element: @Sendable (String) -> FormElement?
    /// The variables that the application gives to expressions; `nil` when that is not known, and nothing is said about unknown ones.
    public var variables: Set<String>?
    /// The functions that expressions may use.
    public var environment: FEELEnvironment
    /// Gives documents that JSON Schemas refer to.
    public var loader: (@Sendable (String) -> JSON?)?
    /// Gives the place in the author's file of a value, so that findings lead there.
    public var locate: @Sendable (JSONPointer) -> SourceLocation?

    /// Makes sources.
    public init(
        element: @escaping @Sendable (String) -> FormElement? = { _ in nil }, variables: Set<String>? = nil,
        environment: FEELEnvironment = .standard, loader: (@Sendable (String) -> JSON?)? = nil,
        locate: @escaping @Sendable (JSONPointer) -> SourceLocation? = { _ in nil }
    ) {
        self.element = element
        self.variables = variables
        self.environment = environment
        self.loader = loader
        self.locate = locate
    }
}

/// What a form needs to know of a data element.
public struct FormElement: Sendable, Hashable {
    /// The label.
    public var title: Text
    /// The type, as in a package's `elements.yaml`.
    public var type: String
    /// The codes with their titles, for the type `code`.
    public var options: [FormOption]
    /// What values have to keep besides, as a JSON Schema.
    public var schema: JSON

    /// Makes an element.
    public init(title: Text, type: String, options: [FormOption] = [], schema: JSON = [:]) {
        self.title = title
        self.type = type
        self.options = options
        self.schema = schema
    }

    /// Reads an element of a package's `elements.yaml`; `nil` when it has no title or type.
    ///
    /// - Parameters:
    ///   - json: The element.
    ///   - tables: The code tables of the same file.
    public init?(_ json: JSON, tables: JSON = [:]) {
        guard let title = Text(json["title"]), let type = json["type"]?.string else { return nil }
        let codes = json["codes"] ?? json["table"]?.string.flatMap { tables[$0]?["codes"] } ?? [:]
        let options = codes.members.compactMap { code, text in
            Text(text).map { FormOption(value: code, title: $0) }
        }
        var schema: [(String, JSON)] = []
        for (key, keyword) in [
            ("max_length", "maxLength"), ("pattern", "pattern"), ("minimum", "minimum"), ("maximum", "maximum"),
        ] {
            if let value = json[key] { schema.append((keyword, value)) }
        }
        self.init(title: title, type: type, options: options, schema: .object(schema))
    }
}

extension Text {
    /// Reads `{zh, en}`; `nil` when one of them is missing or empty.
    init?(_ json: JSON?) {
        guard let zh = json?["zh"]?.string, let en = json?["en"]?.string, !zh.isEmpty, !en.isEmpty else { return nil }
        self.init(zh: zh, en: en)
    }
}
