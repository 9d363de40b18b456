package import DecisionEngine
package import Diagnostics
package import JSONTree

/// Prints findings for people and for programs.
package struct DiagnosticPrinter: Sendable {
    /// The language of the wording.
    package enum Language: String, Sendable, CaseIterable {
        case zh, en
    }

    /// Which wording is printed.
    package let language: Language

    /// A printer of one language.
    package init(_ language: Language) { self.language = language }

    /// One finding as compilers print it, `file:line:column: error: message [code]`, its hint on a line of its own.
    package func line(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { "\($0): " } ?? ""
        var text = "\(place)\(word(diagnostic.severity)): \(word(diagnostic.message)) [\(diagnostic.code)]"
        if let hint = diagnostic.hint { text += "\n    \(language == .zh ? "提示" : "hint"): \(word(hint))" }
        return text
    }

    /// All findings and a line that counts them.
    package func report(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count { $0.severity == .warning }
        let sum =
            language == .zh
            ? "\(errors) 个错误，\(warnings) 个警告"
            : "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")"
        return (diagnostics.map(line) + [sum]).joined(separator: "\n")
    }

    /// The findings as JSON: a list of objects with severity, code, message and hint in both languages, and place.
    package static func json(_ diagnostics: [Diagnostic]) -> String {
        JSON.array(diagnostics.map { object($0) }).prettyText
    }

    /// The same of a decision table, with the table, its rows from 1, the column by its heading, and the case in which it shows.
    package static func object(_ finding: TableFinding, _ diagnostic: Diagnostic) -> JSON {
        var members: [(String, JSON)] = [("decision", .string(finding.decision))]
        if let table = finding.table { members.append(("table", .string(table))) }
        if !finding.rows.isEmpty { members.append(("rows", .array(finding.rows.map { .integer($0) }))) }
        if let heading = finding.column { members.append(("heading", .string(heading))) }
        if !finding.conditions.isEmpty {
            members.append(
                (
                    "case",
                    .array(
                        finding.conditions.map { condition in
                            [
                                "heading": .string(condition.input), "values": .string(condition.values),
                                "example": .string(condition.example),
                            ]
                        })
                ))
            members.append(("may_not_occur", .bool(finding.mayNotOccur)))
        }
        return object(diagnostic, members)
    }

    package static func object(_ diagnostic: Diagnostic, _ more: [(String, JSON)] = []) -> JSON {
        var members: [(String, JSON)] = [
            ("severity", .string(diagnostic.severity.rawValue)), ("code", .string(diagnostic.code)),
            ("message", text(diagnostic.message)),
        ]
        if let hint = diagnostic.hint { members.append(("hint", text(hint))) }
        if let location = diagnostic.location {
            if let file = location.file { members.append(("file", .string(file))) }
            members.append(("line", .integer(location.line)))
            members.append(("column", .integer(location.column)))
        }
        return .object(members + more)
    }

    private static func text(_ text: Text) -> JSON { .object([("zh", .string(text.zh)), ("en", .string(text.en))]) }

    private func word(_ text: Text) -> String { language == .zh ? text.zh : text.en }

    private func word(_ severity: Diagnostic.Severity) -> String {
        guard language == .zh else { return severity.rawValue }
        return switch severity {
        case .error: "错误"
        case .warning: "警告"
        case .note: "说明"
        }
    }
}
