public import Diagnostics

/// Why a text is no FEEL expression.
public struct FEELError: Error, Sendable, Hashable {
    /// The kinds of errors; the raw values are stable codes.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Something else was expected here.
        case syntax = "feel.syntax"
        /// A string without its closing quote, or an unknown escape in it.
        case string = "feel.syntax.string"
        /// A number that is none, or too large.
        case number = "feel.syntax.number"
        /// A type that is not known.
        case type = "feel.syntax.type"
        /// Too long or nested too deeply.
        case tooComplex = "feel.too-complex"
    }

    /// The kind.
    public let code: Code
    /// Where; without a file of its own, lines and columns count in the expression.
    public let location: SourceLocation
    /// What was expected, such as `)` or `expression`.
    public let expected: String?

    /// The error as a diagnostic for authors.
    public var diagnostic: Diagnostic {
        Diagnostic(.error, code: code.rawValue, message: message, location: location)
    }

    private var message: Text {
        switch code {
        case .syntax:
            return switch expected {
            case nil: Text(zh: "写法不对，读不懂", en: "this cannot be read")
            case "expression": Text(zh: "这里缺一个值", en: "a value is missing here")
            case "end": Text(zh: "这后面多了内容，读不懂", en: "what comes after this cannot be read")
            case "name": Text(zh: "这里缺一个名称", en: "a name is missing here")
            case let expected?: Text(zh: "写法不对：这里应有“\(expected)”", en: "‘\(expected)’ is missing here")
            }
        case .string:
            return Text(zh: "文字的引号没有成对，或者反斜杠后面写错了", en: "the text is not closed, or has a wrong escape")
        case .number: return Text(zh: "数字写得不对", en: "this is not a number")
        case .type: return Text(zh: "没有这种类型", en: "there is no such type")
        case .tooComplex: return Text(zh: "内容太长，或者括号套得太深", en: "this is too long, or nested too deeply")
        }
    }
}
