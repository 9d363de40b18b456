import Diagnostics
import FEELEngine
import JSONTree

/// What can be said about a form as a whole: names, pages that nobody can reach.
struct FormLint {
    let reader: FormReader
    let pages: [FormPage]

    func run(_ cursor: DefinitionCursor) {
        checkIdentifiers(cursor)
        for use in reader.uses { checkNames(use) }
        for page in pages where page.condition != nil && isUnreachable(page) {
            let number = pages.firstIndex { $0.id == page.id } ?? 0
            reader.findings.add(
                .error, "form.unreachable-page",
                Text(zh: "第 \(number + 1) 页永远不会出现", en: "page \(number + 1) can never be reached"),
                at: JSONPointer(["pages", String(number), "show_if"]))
        }
    }

    private func checkIdentifiers(_ cursor: DefinitionCursor) {
        var seen: Set<String> = []
        for (number, page) in pages.enumerated() where !seen.insert(page.id).inserted {
            reader.findings.add(
                .error, "form.duplicate-page", Text(zh: "页 \(page.id) 重复", en: "the page \(page.id) is there twice"),
                at: JSONPointer(["pages", String(number), "id"]))
        }
        guard let variables = reader.sources.variables else { return }
        for name in reader.pageOfName.keys.sorted() where variables.contains(name) {
            reader.findings.add(
                .warning, "form.hidden-name",
                Text(
                    zh: "字段 \(name) 与数据同名，表达式中要写 answers.\(name)",
                    en: "the field \(name) has the name of data; expressions have to write answers.\(name)"),
                at: cursor.pointer)
        }
    }

    private func checkNames(_ use: FormReader.ExpressionUse) {
        for path in use.expression.references {
            let parts = path.split(separator: ".").map(String.init)
            let isAnswer = parts[0] == "answers"
            guard let name = isAnswer ? parts.dropFirst().first : parts[0] else { continue }
            if let page = reader.pageOfName[name] {
                let isSeen = page < use.page || (page == use.page && use.seesOwnPage)
                if !isSeen, isAnswer || reader.sources.variables?.contains(name) != true {
                    reader.findings.add(
                        .error, "form.later-field",
                        Text(
                            zh: "这里还不知道 \(name) 的答案，它在后面才问",
                            en: "the answer to \(name) is not known here; it is asked later"),
                        at: use.pointer)
                }
                continue
            }
            // Inside a filter's brackets an unknown name may be one of the list's own.
            if !isAnswer, use.expression.text.contains("[") { continue }
            let isKnown = !isAnswer && (reader.sources.variables?.contains(name) ?? true)
            if !isKnown {
                reader.findings.add(
                    .error, "form.unknown-variable", Text(zh: "没有变量 \(path)", en: "there is no variable \(path)"),
                    at: use.pointer)
            }
        }
    }

    /// Whether a page's condition is never true, as far as it can be told: it reads nothing, or only answers of which there are few.
    private func isUnreachable(_ page: FormPage) -> Bool {
        guard let condition = page.condition else { return false }
        let names = Set(
            condition.references.map { path in
                path.hasPrefix("answers.") ? String(path.dropFirst(8)) : path
            })
        var cases: [[(String, FEELValue)]] = [[]]
        for name in names.sorted() {
            guard reader.sources.variables?.contains(name) != true,
                let field = pages.lazy.flatMap(\.fields).first(where: { $0.name == name }),
                let values = possibleValues(field)
            else { return false }
            cases = cases.flatMap { known in values.map { known + [(name, $0)] } }
            guard cases.count <= 1_024 else { return false }
        }
        return !cases.contains { answers in
            var scope = FormScope(context: .empty, names: [], now: nil)
            for (name, value) in answers { scope.set(name, to: value) }
            return condition.holds(scope)
        }
    }

    private func possibleValues(_ field: FormField) -> [FEELValue]? {
        guard field.optionSource == nil, field.known == nil else { return nil }
        switch field.type {
        case .boolean: return [.null, .boolean(true), .boolean(false)]
        case .choice, .school: return [.null] + field.options.map { .string($0.value) }
        case .choices:
            guard field.options.count <= 6 else { return nil }
            return (0..<(1 << field.options.count)).map { chosen in
                .list(
                    field.options.indices.filter { chosen >> $0 & 1 == 1 }.map { .string(field.options[$0].value) })
            }
        default: return nil
        }
    }
}
