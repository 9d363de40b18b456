import Diagnostics
import JSONTree
import SchemaEngine

extension FormReader {
    private static let fieldKeys: Set = [
        "name", "element", "type", "schema", "title", "hint", "help", "required", "show_if", "widget", "options",
        "options_from", "known", "prefill", "upload", "rules", "errors", "autocomplete", "material",
    ]

    func readField(_ cursor: DefinitionCursor, isRepeated: Bool) -> FormField? {
        guard cursor.allow(Self.fieldKeys) else { return nil }
        let name = cursor.identifier("name", separator: "_")
        if let name { declare(name, at: cursor) }
        let elementName = cursor.string("element")
        let element = elementName.flatMap { sources.element($0) }
        if let elementName, element == nil {
            cursor.at("element")?.error(
                "form.unknown-element",
                Text(zh: "数据元 \(elementName) 不存在", en: "there is no data element \(elementName)"))
        }
        let title = cursor.text("title", isRequired: elementName == nil) ?? element?.title
        let widget: FormWidget? = cursor.word("widget")
        let type = type(cursor, element: element, widget: widget)
        let schema = schema(cursor, element: element)
        let options = options(cursor, type: type, element: element)
        // A repeated field sees the fields of its row, as any field sees those before it.
        let condition = expression(cursor, "show_if", seesOwnPage: true)
        let known = expression(cursor, "known", seesOwnPage: true)
        let prefill = expression(cursor, "prefill", seesOwnPage: true)
        let optionSource = expression(cursor, "options_from", seesOwnPage: true)
        if let type, type.isChoice, options.isEmpty, !cursor.has("options_from") {
            cursor.error("form.no-options", Text(zh: "没有可选项", en: "there is nothing to choose from"))
        }
        let upload = upload(cursor, type: type)
        let rules = readRules(cursor, pageFields: nil)
        let errors = errors(cursor, rules: rules)
        guard let name, let title, let type else { return nil }
        let maximum = cursor.json["schema"]?["maxLength"]?.integer ?? element?.schema["maxLength"]?.integer
        return FormField(
            name: name, element: elementName, type: type, widget: widget ?? type.widget, title: title,
            hint: cursor.text("hint"), help: cursor.text("help"), isRequired: cursor.bool("required", default: true),
            options: options, upload: upload, autocomplete: cursor.string("autocomplete"),
            material: cursor.string("material"), maximumLength: maximum ?? (type == .longText ? 2_000 : 200),
            errors: errors, condition: condition, known: known, prefill: prefill, optionSource: optionSource,
            schema: schema, rules: rules)
    }

    private func type(_ cursor: DefinitionCursor, element: FormElement?, widget: FormWidget?) -> FormFieldType? {
        if cursor.has("type") { return cursor.word("type") }
        if let element, let type = FormFieldType(elementType: element.type) {
            switch (type, widget) {
            case (.text, .textarea): return .longText
            case (.choice, .checkbox): return .choices
            case (.text, .school): return .school
            default: return type
            }
        }
        if let widget { return widget.type }
        guard let schema = cursor.json["schema"] else {
            if !cursor.has("element") {
                cursor.error(
                    "form.no-type",
                    Text(zh: "要写明 element、type 或 schema 之一", en: "one of element, type and schema is needed"))
            }
            return nil
        }
        switch schema["type"]?.string {
        case "boolean": return .boolean
        case "integer": return .integer
        case "number": return .decimal
        case "array": return .choices
        case "string", nil: return schema["format"]?.string == "date" ? .date : schema["enum"] != nil ? .choice : .text
        default:
            cursor.at("schema")?.error(
                "form.no-type", Text(zh: "这种 schema 没有对应的填写方式", en: "no kind of field takes such a schema"))
            return nil
        }
    }

    /// Compiles what the element and the field ask of the answer together.
    private func schema(_ cursor: DefinitionCursor, element: FormElement?) -> Schema? {
        let parts = [element?.schema, cursor.json["schema"]].compactMap { $0 }.filter { $0.count > 0 || $0.bool != nil }
        guard !parts.isEmpty else { return nil }
        let whole: JSON = parts.count == 1 ? parts[0] : ["allOf": .array(parts)]
        do throws(SchemaDefinitionError) {
            return try Schema(whole, options: SchemaOptions(assertsFormats: true, loader: sources.loader))
        } catch {
            let pointer = cursor.has("schema") ? cursor.pointer.appending("schema") : cursor.pointer
            findings.add(.error, error.code.rawValue, error.message, at: pointer)
            return nil
        }
    }

    private func options(_ cursor: DefinitionCursor, type: FormFieldType?, element: FormElement?) -> [FormOption] {
        if cursor.has("options"), cursor.has("options_from") {
            cursor.error(
                "form.options-twice",
                Text(zh: "options 与 options_from 只能写一个", en: "write options or options_from, not both"))
        }
        guard cursor.has("options") else { return type?.isChoice == true ? element?.options ?? [] : [] }
        if type?.isChoice == false {
            cursor.at("options")?.error("form.options", Text(zh: "这种字段没有选项", en: "this kind of field has no options"))
        }
        var seen: Set<String> = []
        return cursor.list("options").compactMap { option in
            guard option.allow(["value", "title", "hint"]) else { return nil }
            let value = option.string("value", isRequired: true)
            let title = option.text("title", isRequired: true)
            if let value, !seen.insert(value).inserted {
                option.error(
                    "form.duplicate-option", Text(zh: "选项 \(value) 重复", en: "the option \(value) is there twice"))
            }
            guard let value, let title else { return nil }
            return FormOption(value: value, title: title, hint: option.text("hint"))
        }
    }

    private func upload(_ cursor: DefinitionCursor, type: FormFieldType?) -> FormUploadRule? {
        guard let inside = cursor.at("upload") else {
            if type == .file {
                cursor.error("form.no-upload", Text(zh: "上传字段要写 upload", en: "a field for files needs upload"))
            }
            return nil
        }
        guard inside.allow(["types", "max_mb", "max", "closing"]) else { return nil }
        let types = inside.list("types").compactMap(\.json.string)
        if types.isEmpty || types.contains(where: { FormUploadRule.mediaTypes[$0] == nil }) {
            inside.error(
                "form.upload-types", Text(zh: "types 应为 pdf、jpg、png 中的几种", en: "types are some of pdf, jpg and png"))
        }
        let megabytes = inside.count("max_mb", isRequired: true) ?? 0
        if !(1...100).contains(megabytes) {
            inside.error(
                "form.upload-size", Text(zh: "max_mb 应在 1 与 100 之间", en: "max_mb has to lie between 1 and 100"))
        }
        return FormUploadRule(
            types: types, maximumBytes: megabytes << 20, maximumCount: inside.count("max") ?? 1,
            closing: inside.text("closing"))
    }

    /// The codes that a problem of one field can have, besides those of its rules.
    private static let errorCodes: Set = [
        "required", "too-long", "not-an-option", "not-a-date", "not-a-number", "not-an-integer", "not-an-amount",
        "not-a-phone", "not-an-id-number", "not-a-division", "not-a-credit-code", "not-yes-or-no", "too-many",
        "too-few",
        "file-type", "file-size", "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
        "exclusiveMinimum", "maxLength", "minLength", "pattern", "format", "maxItems", "minItems", "uniqueItems",
        "contains", "maxContains", "anyOf", "oneOf", "not",
    ]

    private func errors(_ cursor: DefinitionCursor, rules: [FormRule]) -> [String: Text] {
        guard let inside = cursor.at("errors") else { return [:] }
        guard inside.json.kind == .object else {
            inside.error("form.not-an-object", Text(zh: "此处应为键值对", en: "keys and values are expected here"))
            return [:]
        }
        var texts: [String: Text] = [:]
        for (code, _) in inside.json.members {
            texts[code] = inside.text(code)
            if !Self.errorCodes.contains(code), !rules.contains(where: { $0.code == code }) {
                findings.add(
                    .warning, "form.unknown-error-code",
                    Text(zh: "没有代码为 \(code) 的错误", en: "there is no error with the code \(code)"),
                    at: inside.pointer.appending(code))
            }
        }
        return texts
    }
}
