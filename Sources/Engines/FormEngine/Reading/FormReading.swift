public import Diagnostics
public import JSONTree

/// What reading a form's definition came to.
public struct FormReading: Sendable {
    /// The form; `nil` when there are errors.
    public let form: Form?
    /// Everything that was found, in the order of the definition.
    public let diagnostics: [Diagnostic]
}

extension Form {
    /// Reads a definition (`forms/<id>.yaml`, as JSON), and finds what is wrong with it without stopping at the first.
    public static func read(_ definition: JSON, sources: FormSources = FormSources()) -> FormReading {
        let findings = FormFindings(locate: sources.locate)
        let form = FormReader(sources: sources, findings: findings).read(
            DefinitionCursor(json: definition, pointer: JSONPointer(), findings: findings))
        let hasErrors = findings.diagnostics.contains { $0.severity == .error }
        return FormReading(form: hasErrors ? nil : form, diagnostics: findings.diagnostics)
    }
}
