import DesignSystem
import Diagnostics
import FormEngine
import HTMLBuilder
import JSONTree
import Localisation

/// Draws the questions of one page of a form.
struct QuestionRenderer: Sendable {
    let page: PageState
    let submission: FormSubmission?
    /// Whether it stands on a page that has a heading already.
    var isEmbedded = false

    /// The id of the element that an error leads to.
    func fieldID(_ name: String) -> String {
        guard let field = page.fields.first(where: { $0.field.name == name })?.field else { return name }
        return field.type == .date ? "\(name)-year" : name
    }

    func render(into html: inout HTML) {
        let asked = page.fields.filter { !$0.isKnown }
        // The only question of a page is its heading; several have the page's title above them.
        let isSingle = asked.count == 1 && !isEmbedded
        if isEmbedded {
            html.h2(page.page.title)
            if let text = page.page.text { html.p(text, class: "hint") }
        } else if !isSingle {
            html.h1(page.page.title)
            if let text = page.page.text { html.p(text, class: "lead") }
        }
        for state in page.fields where state.isKnown {
            html.add(
                SummaryList(rows: [.init(key: state.field.title, value: .verbatim(state.value?.string ?? ""))]))
        }
        for state in asked { render(state, isHeading: isSingle, into: &html) }
    }

    private func label(_ state: FieldState, isHeading: Bool) -> Text { isHeading ? page.page.title : state.field.title }

    private func hint(_ state: FieldState, isHeading: Bool) -> Text? {
        guard isHeading, let lead = page.page.text else { return state.field.hint }
        return state.field.hint.map { lead.followed(by: $0) } ?? lead
    }

    private func error(_ name: String) -> Text? { submission?.problems.first { $0.field == name }?.text }

    /// What stands in the box: what was just typed, else the answer, else what is suggested.
    private func value(_ state: FieldState) -> String {
        if let typed = submission?.posted.values[state.field.name]?.first { return typed }
        let value = state.value ?? state.prefill
        return value?.string ?? value?.numberText ?? value?.bool.map { $0 ? "yes" : "no" } ?? ""
    }

    private func values(_ state: FieldState) -> Set<String> {
        if let submission, let typed = submission.posted.values[state.field.name] { return Set(typed) }
        return Set((state.value ?? state.prefill)?.elements.compactMap(\.string) ?? [])
    }

    private func render(_ state: FieldState, isHeading: Bool, into html: inout HTML) {
        let field = state.field
        let label = label(state, isHeading: isHeading)
        let hint = hint(state, isHeading: isHeading)
        let error = error(field.name)
        let current = value(state)
        let options = state.options.map { Option(value: $0.value, label: $0.title, hint: $0.hint) }
        switch field.type {
        case .boolean:
            html.add(
                Radios(
                    name: field.name, label: label,
                    options: [
                        Option(value: "yes", label: Text(zh: "是", en: "Yes")),
                        Option(value: "no", label: Text(zh: "否", en: "No")),
                    ], hint: hint, value: current.isEmpty ? nil : current, error: error, isOptional: !field.isRequired,
                    isPageHeading: isHeading))
        case .choices:
            html.add(
                Checkboxes(
                    name: field.name, label: label, options: options, hint: hint, values: values(state), error: error,
                    isOptional: !field.isRequired, isPageHeading: isHeading))
        case .choice where options.count > 8, .school where options.count > 8:
            html.add(
                SelectField(
                    name: field.name, label: label, options: options, hint: hint, value: current, error: error,
                    isOptional: !field.isRequired, isPageHeading: isHeading))
        case .choice, .school:
            html.add(
                Radios(
                    name: field.name, label: label, options: options, hint: hint,
                    value: current.isEmpty ? nil : current, error: error, isOptional: !field.isRequired,
                    isPageHeading: isHeading))
        case .date:
            let parts = current.split(separator: "-").map(String.init)
            func part(_ name: String, _ index: Int) -> String {
                submission?.posted.values["\(field.name)-\(name)"]?.first ?? (parts.count == 3 ? parts[index] : "")
            }
            html.add(
                DateInput(
                    name: field.name, label: label, hint: hint, year: part("year", 0), month: part("month", 1),
                    day: part("day", 2), error: error, isOptional: !field.isRequired, isPageHeading: isHeading))
        case .longText:
            html.add(
                TextArea(
                    name: field.name, label: label, hint: hint, value: current, error: error, rows: 4,
                    limit: field.maximumLength, isOptional: !field.isRequired, isPageHeading: isHeading))
        case .file:
            if let rule = field.upload {
                html.add(
                    FileUpload(
                        name: field.name, label: label, hint: hint, types: rule.mediaTypes,
                        maximumBytes: rule.maximumBytes, maximumCount: rule.maximumCount, error: error,
                        isOptional: !field.isRequired, isPageHeading: isHeading))
            }
        default:
            let kind: TextInput.Kind =
                switch field.type {
                case .phone: .phone
                case .idNumber: .identityNumber
                case .integer, .decimal, .money: .number
                default: .text
                }
            html.add(
                TextInput(
                    name: field.name, label: label, hint: hint, value: current, error: error, kind: kind,
                    width: field.type == .phone ? .characters(14) : .full, autocomplete: field.autocomplete,
                    isOptional: !field.isRequired, isPageHeading: isHeading))
        }
    }
}
