public import Diagnostics

/// Why a pattern or a replacement is refused, or why matching was given up; never what the text says.
public struct PatternError: Error, Hashable, Sendable {
    /// A stable code.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's text, such as `pattern.syntax`.
        public let rawValue: String
        /// Makes a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The pattern breaks the grammar (FORX0002).
        public static let syntax = Code(rawValue: "pattern.syntax")
        /// A property or block in `\p{…}` that is not known here.
        public static let unknownProperty = Code(rawValue: "pattern.unknown-property")
        /// A flag other than s, m, i, x and q (FORX0001).
        public static let invalidFlags = Code(rawValue: "pattern.invalid-flags")
        /// A replacement against the rules (FORX0004).
        public static let invalidReplacement = Code(rawValue: "pattern.invalid-replacement")
        /// A pattern that matches the empty text where that makes no sense (FORX0003).
        public static let matchesEmpty = Code(rawValue: "pattern.matches-empty")
        /// Longer or nested deeper than allowed.
        public static let tooLarge = Code(rawValue: "pattern.too-large")
        /// Matching took more steps than allowed.
        public static let tooComplex = Code(rawValue: "pattern.too-complex")
    }

    /// What is wrong.
    public let code: Code
    /// Where in the pattern or replacement, in Unicode scalars from 0.
    public let offset: Int

    /// Makes an error.
    public init(_ code: Code, offset: Int = 0) {
        self.code = code
        self.offset = offset
    }

    /// What is wrong, in both languages.
    public var message: Text {
        switch code {
        case .unknownProperty: Text(zh: "正则表达式中的字符属性不认识", en: "the pattern names an unknown property of characters")
        case .invalidFlags: Text(zh: "正则表达式标志只能是 s、m、i、x、q", en: "the flags of a pattern are s, m, i, x and q")
        case .invalidReplacement: Text(zh: "替换文本写法不正确", en: "the replacement is not written correctly")
        case .matchesEmpty: Text(zh: "正则表达式不能匹配空文本", en: "the pattern must not match the empty text")
        case .tooLarge: Text(zh: "正则表达式过长或嵌套过深", en: "the pattern is too long or nested too deep")
        case .tooComplex: Text(zh: "正则表达式匹配步骤过多，已停止", en: "matching took too many steps and was stopped")
        default: Text(zh: "正则表达式写法不正确", en: "the pattern is not written correctly")
        }
    }
}

extension PatternError: CustomStringConvertible {
    /// Offset, message and code, in English.
    public var description: String { "\(offset): \(message.en) [\(code.rawValue)]" }
}
