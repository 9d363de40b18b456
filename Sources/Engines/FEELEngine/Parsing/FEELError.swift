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
            guard let expected else { return Text(zh: "FEEL 表达式有误", en: "this is not a FEEL expression") }
            return Text(zh: "FEEL 表达式有误：此处应为 \(expected)", en: "FEEL: expected \(expected) here")
        case .string: return Text(zh: "FEEL 字符串没有结束或转义有误", en: "FEEL: the string is not closed or has a wrong escape")
        case .number: return Text(zh: "FEEL 数字有误", en: "FEEL: this is not a number")
        case .type: return Text(zh: "未知的 FEEL 类型", en: "FEEL: unknown type")
        case .tooComplex:
            return Text(zh: "FEEL 表达式过长或嵌套过深", en: "FEEL: the expression is too long or nested too deeply")
        }
    }
}
