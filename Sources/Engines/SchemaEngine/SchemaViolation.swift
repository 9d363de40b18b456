public import Diagnostics
public import JSONTree

/// One thing that an instance does not keep; it never holds the instance's values.
public struct SchemaViolation: Sendable, Hashable {
    /// The keyword that is not kept, such as `minLength`; `false` for a schema that accepts nothing.
    public let keyword: String
    /// The place in the instance.
    public let instanceLocation: JSONPointer
    /// The way through the schema, references included (core §12.3.1).
    public let keywordLocation: JSONPointer
    /// The keyword's URI (core §12.3.2).
    public let absoluteKeywordLocation: String
    /// What the schema says about it, such as `limit`.
    public let parameters: [String: JSON]
    /// The subschemas on the way, from the root on.
    let scopes: [Scope]

    /// A subschema on the way to a violation.
    struct Scope: Sendable, Hashable {
        /// How many tokens of the keyword's location lead to it.
        let schemaSteps: Int
        /// How many tokens of the instance's location lead to what it was applied to.
        let instanceSteps: Int
        /// Its absolute URI.
        let location: String
    }

    /// The URI of a keyword in a subschema.
    static func location(of keyword: String, in schema: String) -> String {
        schema + (schema.contains("#") ? "/" : "#/") + keyword
    }

    /// A stable code, such as `schema.minLength`.
    public var code: String { "schema." + keyword }

    /// What is wrong, in both languages.
    public var message: Text {
        let limit = parameters["limit"]?.text ?? ""
        let name = parameters["name"]?.string ?? ""
        return switch keyword {
        case "type": Text(zh: "类型不对，应为：\(names("types"))", en: "the type is wrong; expected: \(names("types"))")
        case "enum": Text(zh: "不在允许的值之内", en: "not one of the allowed values")
        case "const": Text(zh: "不是规定的值", en: "not the required value")
        case "multipleOf": Text(zh: "应为 \(limit) 的倍数", en: "must be a multiple of \(limit)")
        case "maximum": Text(zh: "不能大于 \(limit)", en: "must not be greater than \(limit)")
        case "exclusiveMaximum": Text(zh: "必须小于 \(limit)", en: "must be less than \(limit)")
        case "minimum": Text(zh: "不能小于 \(limit)", en: "must not be less than \(limit)")
        case "exclusiveMinimum": Text(zh: "必须大于 \(limit)", en: "must be greater than \(limit)")
        case "maxLength": Text(zh: "不能超过 \(limit) 个字", en: "must not have more than \(limit) characters")
        case "minLength": Text(zh: "不能少于 \(limit) 个字", en: "must have at least \(limit) characters")
        case "pattern": Text(zh: "写法不符合要求的格式", en: "not written in the required form")
        case "format":
            Formats.description(of: name) ?? Text(zh: "不是有效的 \(name) 格式", en: "not a valid \(name)")
        case "maxItems": Text(zh: "不能超过 \(limit) 项", en: "must not have more than \(limit) items")
        case "minItems": Text(zh: "不能少于 \(limit) 项", en: "must have at least \(limit) items")
        case "uniqueItems": Text(zh: "各项不能重复", en: "the items must differ from each other")
        case "contains", "minContains": Text(zh: "符合要求的项太少", en: "too few items are of the required kind")
        case "maxContains": Text(zh: "符合要求的项太多", en: "too many items are of the limited kind")
        case "maxProperties": Text(zh: "不能超过 \(limit) 个成员", en: "must not have more than \(limit) members")
        case "minProperties": Text(zh: "不能少于 \(limit) 个成员", en: "must have at least \(limit) members")
        case "required", "dependentRequired", "dependencies": Text(zh: "缺少 \(name)", en: "\(name) is missing")
        case "anyOf": Text(zh: "不符合任何一种允许的情形", en: "matches none of the allowed forms")
        case "oneOf": Text(zh: "应当正好符合一种允许的情形", en: "must match exactly one of the allowed forms")
        case "not": Text(zh: "属于被排除的情形", en: "matches a form that is excluded")
        case "false": Text(zh: "此处不允许有值", en: "nothing is allowed here")
        case "too-complex": Text(zh: "校验步骤过多，已停止", en: "checking took too many steps and was stopped")
        default: Text(zh: "不符合 \(keyword) 的要求", en: "does not meet \(keyword)")
        }
    }

    private func names(_ parameter: String) -> String {
        parameters[parameter]?.elements.compactMap(\.string).joined(separator: ", ") ?? ""
    }
}
