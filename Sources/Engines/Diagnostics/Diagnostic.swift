/// One finding about something an author wrote: what is wrong, where, and what to do about it.
///
/// Loading collects diagnostics and never stops at the first.
public struct Diagnostic: Sendable, Hashable {
    /// How much a finding weighs.
    public enum Severity: String, Sendable, Hashable, Comparable {
        /// Good to know; nothing has to change.
        case note
        /// Probably not what the author meant.
        case warning
        /// What was written cannot be used.
        case error

        private var weight: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }

        /// Orders by weight, notes first.
        public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }
    }

    /// How much it weighs.
    public let severity: Severity
    /// A stable code, dotted and lower case, such as `decision.hit-policy.unknown`.
    public let code: String
    /// What is wrong, in both languages.
    public let message: Text
    /// Where, if it is a place in a file.
    public let location: SourceLocation?
    /// What to do, in both languages.
    public let hint: Text?

    /// Makes a diagnostic.
    public init(
        _ severity: Severity, code: String, message: Text, location: SourceLocation? = nil, hint: Text? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
        self.hint = hint
    }

    /// The same finding, placed in a named file.
    public func inFile(_ file: String) -> Diagnostic {
        Diagnostic(
            severity, code: code, message: message,
            location: location?.inFile(file) ?? SourceLocation(file: file, line: 1, column: 1), hint: hint)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// One line as compilers print it, in English.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return "\(place)\(severity.rawValue): \(message.en) [\(code)]"
    }
}
