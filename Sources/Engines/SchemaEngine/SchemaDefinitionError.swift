public import Diagnostics

/// Why a schema cannot be compiled, and where in it.
public struct SchemaDefinitionError: Error, Hashable, Sendable {
    /// A stable code.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's text, such as `schema.invalid-keyword`.
        public let rawValue: String
        /// Makes a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// A schema is neither an object nor a boolean.
        public static let notASchema = Code(rawValue: "schema.not-a-schema")
        /// A keyword has a value that it can't have.
        public static let invalidKeyword = Code(rawValue: "schema.invalid-keyword")
        /// A pattern can't be compiled.
        public static let invalidPattern = Code(rawValue: "schema.invalid-pattern")
        /// A reference leads nowhere.
        public static let unresolvedReference = Code(rawValue: "schema.unresolved-reference")
        /// Two schemas have the same identifier or anchor.
        public static let duplicateIdentifier = Code(rawValue: "schema.duplicate-identifier")
        /// `$schema` names a dialect that is not known and can't be loaded.
        public static let unknownDialect = Code(rawValue: "schema.unknown-dialect")
        /// The dialect requires a vocabulary that is not known.
        public static let unknownVocabulary = Code(rawValue: "schema.unknown-vocabulary")
        /// The dialect asserts formats, and this one is not known.
        public static let unknownFormat = Code(rawValue: "schema.unknown-format")
        /// More subschemas, or deeper ones, than allowed.
        public static let tooLarge = Code(rawValue: "schema.too-large")
    }

    /// What is wrong.
    public let code: Code
    /// The subschema, as a URI with a JSON Pointer.
    public let location: String
    /// The keyword, if it is one.
    public let keyword: String?

    init(_ code: Code, location: String, keyword: String? = nil) {
        self.code = code
        self.location = location
        self.keyword = keyword
    }

    /// What is wrong, in both languages.
    public var message: Text {
        let name = keyword ?? ""
        return switch code {
        case .notASchema: Text(zh: "模式必须是对象或布尔值", en: "a schema has to be an object or a boolean")
        case .invalidPattern: Text(zh: "关键字 \(name) 的正则表达式写法不正确", en: "the pattern of \(name) is not written correctly")
        case .unresolvedReference: Text(zh: "\(name) 所指的模式找不到", en: "what \(name) refers to was not found")
        case .duplicateIdentifier: Text(zh: "\(name) 的标识重复", en: "the identifier of \(name) is taken already")
        case .unknownDialect: Text(zh: "$schema 所指的方言不认识", en: "the dialect that $schema names is not known")
        case .unknownVocabulary: Text(zh: "方言要求的词汇表不认识", en: "the dialect requires a vocabulary that is not known")
        case .unknownFormat:
            Text(zh: "方言要求检查 format，但这个格式不认识", en: "the dialect asserts formats, and this one is not known")
        case .tooLarge: Text(zh: "模式过大或嵌套过深", en: "the schema is too large or nested too deep")
        default: Text(zh: "关键字 \(name) 的值不正确", en: "\(name) can't have this value")
        }
    }
}

extension SchemaDefinitionError: CustomStringConvertible {
    /// Location, message and code, in English.
    public var description: String { "\(location): \(message.en) [\(code.rawValue)]" }
}
