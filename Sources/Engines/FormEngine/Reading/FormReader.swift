import Diagnostics
import FEELEngine
import JSONTree

/// Reads a form's definition.
final class FormReader {
    let sources: FormSources
    let findings: FormFindings
    /// The fields and lists of rows read so far, with the page each stands on.
    private(set) var pageOfName: [String: Int] = [:]
    private var currentPage = 0
    /// Expressions with where they stand; their names are checked when all fields are known.
    private(set) var uses: [ExpressionUse] = []

    /// An expression, and which answers it can see.
    struct ExpressionUse {
        let expression: FormExpression
        let pointer: JSONPointer
        let page: Int
        let seesOwnPage: Bool
    }

    init(sources: FormSources, findings: FormFindings) {
        self.sources = sources
        self.findings = findings
    }

    func read(_ cursor: DefinitionCursor) -> Form? {
        guard cursor.allow(["form", "title", "text", "filled_by", "admission", "service", "pages"]) else { return nil }
        let id = cursor.identifier("form", separator: "-")
        let title = cursor.text("title", isRequired: true)
        let text = cursor.text("text")
        let filler: Form.Filler? = cursor.word("filled_by", isRequired: true)
        let admission = admission(cursor)
        if filler == .village, !cursor.has("admission") {
            cursor.error(
                "form.admission",
                Text(zh: "要村（社区）填写的表须有准入编号", en: "a form that villages fill in needs an admission number"))
        }
        let service = cursor.string("service")
        var pages: [FormPage] = []
        let cursors = cursor.list("pages")
        if cursors.isEmpty { cursor.error("form.no-pages", Text(zh: "至少要有一页", en: "at least one page is needed")) }
        for (number, page) in cursors.enumerated() {
            currentPage = number
            if let read = readPage(page, isLast: number == cursors.count - 1) { pages.append(read) }
        }
        FormLint(reader: self, pages: pages).run(cursor)
        guard let id, let title, let filler, pages.count == cursors.count else { return nil }
        return Form(
            id: id, title: title, text: text, filler: filler, admission: admission, service: service, pages: pages)
    }

    private func admission(_ cursor: DefinitionCursor) -> Form.Admission? {
        guard let inside = cursor.at("admission"), inside.allow(["number", "issued_by", "valid_until"]) else {
            return nil
        }
        let number = inside.string("number", isRequired: true)
        let issuer = inside.string("issued_by", isRequired: true)
        let until = inside.string("valid_until", isRequired: true)
        if let until, FEELDate(until) == nil {
            inside.at("valid_until")?.error(
                "form.not-a-date", Text(zh: "应为日期 YYYY-MM-DD", en: "a date YYYY-MM-DD is expected"))
        }
        guard let number, let issuer, let until else { return nil }
        return Form.Admission(number: number, issuer: issuer, validUntil: until)
    }

    private func readPage(_ cursor: DefinitionCursor, isLast: Bool) -> FormPage? {
        let keys: Set = [
            "id", "title", "text", "show_if", "only_if_it_matters", "group", "repeat", "check", "rules", "fields",
        ]
        guard cursor.allow(keys) else { return nil }
        let id = cursor.identifier("id", separator: "-")
        let title = cursor.text("title", isRequired: true)
        let isCheck = cursor.bool("check", default: false)
        let repetition = readRepetition(cursor, page: id ?? "rows")
        let condition = expression(cursor, "show_if", seesOwnPage: false)
        if let repetition { declare(repetition.name, at: cursor) }
        let fieldCursors = cursor.list("fields")
        let fields = fieldCursors.compactMap { readField($0, isRepeated: repetition != nil) }
        if isCheck {
            if !isLast || !fieldCursors.isEmpty {
                cursor.error(
                    "form.check-page",
                    Text(zh: "核对页应是最后一页，并且没有字段", en: "the check page is the last one and has no fields"))
            }
        } else if fieldCursors.isEmpty {
            cursor.error("form.no-fields", Text(zh: "这一页没有要填的内容", en: "this page asks nothing"))
        }
        if fields.count > 1, !cursor.bool("group", default: false), repetition == nil,
            fields.allSatisfy({ $0.condition == nil })
        {
            findings.add(
                .warning, "form.several-questions",
                Text(
                    zh: "一页问了几件事；确属一组时请写 group: true",
                    en: "one page asks several things; write group: true if they belong together"),
                at: cursor.pointer)
        }
        let rules = readRules(cursor, pageFields: fields.map(\.name))
        guard let id, let title, fields.count == fieldCursors.count else { return nil }
        return FormPage(
            id: id, title: title, text: cursor.text("text"), isGroup: cursor.bool("group", default: false),
            repetition: repetition, isCheck: isCheck,
            isOnlyIfItMatters: cursor.bool("only_if_it_matters", default: false), fields: fields, condition: condition,
            rules: rules)
    }

    private func readRepetition(_ cursor: DefinitionCursor, page: String) -> FormPage.Repetition? {
        guard let inside = cursor.at("repeat"), inside.allow(["min", "max", "item", "name"]) else { return nil }
        let name = inside.has("name") ? inside.identifier("name", separator: "_") : page.replacing("-", with: "_")
        let minimum = inside.count("min", isRequired: true)
        let maximum = inside.count("max", isRequired: true)
        let item = inside.text("item", isRequired: true)
        guard let name, let minimum, let maximum, let item else { return nil }
        if maximum < max(minimum, 1) || maximum > 100 {
            inside.error("form.repeat", Text(zh: "max 应在 min 与 100 之间", en: "max has to lie between min and 100"))
        }
        return FormPage.Repetition(name: name, minimum: minimum, maximum: maximum, item: item)
    }

    /// Reads the rules of a field or a page.
    func readRules(_ cursor: DefinitionCursor, pageFields: [String]?) -> [FormRule] {
        cursor.list("rules").compactMap { rule in
            guard rule.allow(pageFields == nil ? ["if", "message", "code"] : ["if", "message", "code", "field"]) else {
                return nil
            }
            let condition = expression(rule, "if", seesOwnPage: true, isRequired: true)
            let message = rule.text("message", isRequired: true)
            let code = rule.has("code") ? rule.identifier("code", separator: "-") : "rule"
            let field = rule.string("field")
            if let field, pageFields?.contains(field) == false {
                rule.at("field")?.error(
                    "form.unknown-field", Text(zh: "这一页没有字段 \(field)", en: "this page has no field \(field)"))
            }
            guard let condition, let message, let code else { return nil }
            return FormRule(condition: condition, message: message, code: code, field: field)
        }
    }

    /// Reads an expression and remembers it for the check of its names.
    func expression(
        _ cursor: DefinitionCursor, _ key: String, seesOwnPage: Bool, isRequired: Bool = false
    ) -> FormExpression? {
        guard let text = cursor.string(key, isRequired: isRequired) else { return nil }
        let pointer = cursor.pointer.appending(key)
        do throws(FEELError) {
            let parsed = try FEELExpression(parsing: text, environment: sources.environment)
            let expression = FormExpression(text: text, expression: parsed)
            uses.append(
                ExpressionUse(expression: expression, pointer: pointer, page: currentPage, seesOwnPage: seesOwnPage))
            return expression
        } catch {
            let place = "（\(error.location.line):\(error.location.column)）"
            let message = error.diagnostic.message
            findings.add(
                .error, error.code.rawValue,
                Text(zh: message.zh + place, en: "\(message.en) (at \(error.location.line):\(error.location.column))"),
                at: pointer)
            return nil
        }
    }

    /// Takes a name for a field or a list of rows.
    func declare(_ name: String, at cursor: DefinitionCursor) {
        if pageOfName.updateValue(currentPage, forKey: name) != nil {
            cursor.error(
                "form.duplicate-field", Text(zh: "字段名 \(name) 重复", en: "the field name \(name) is taken already"))
        }
    }
}
