public import Diagnostics

/// Why a text is no JSON value that is accepted here, and where; never what the text says.
public struct JSONError: Error, Hashable, Sendable {
    /// A stable code.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code's text, such as `json.syntax`.
        public let rawValue: String
        /// Makes a code.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The text ends before the value does.
        public static let unexpectedEnd = Code(rawValue: "json.unexpected-end")
        /// A character stands where the grammar allows none such.
        public static let syntax = Code(rawValue: "json.syntax")
        /// Something follows the value.
        public static let trailingText = Code(rawValue: "json.trailing-text")
        /// The bytes are not UTF-8.
        public static let invalidUTF8 = Code(rawValue: "json.invalid-utf8")
        /// A control character stands in a string without an escape.
        public static let controlCharacter = Code(rawValue: "json.control-character")
        /// An escape that RFC 8259 does not know.
        public static let invalidEscape = Code(rawValue: "json.invalid-escape")
        /// A surrogate without its partner.
        public static let loneSurrogate = Code(rawValue: "json.lone-surrogate")
        /// A number against the grammar, such as `01` or `1.`.
        public static let invalidNumber = Code(rawValue: "json.invalid-number")
        /// A number too long, or with an exponent too large.
        public static let numberTooLarge = Code(rawValue: "json.number-too-large")
        /// An object has the same name twice.
        public static let duplicateName = Code(rawValue: "json.duplicate-name")
        /// Nested deeper than allowed.
        public static let tooDeep = Code(rawValue: "json.too-deep")
        /// Longer than allowed.
        public static let tooLong = Code(rawValue: "json.too-long")
        /// A JSON Pointer against RFC 6901.
        public static let invalidPointer = Code(rawValue: "json.invalid-pointer")
    }

    /// What is wrong.
    public let code: Code
    /// The byte offset, from 0.
    public let offset: Int
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int

    /// Makes an error at a byte of a text.
    public init(_ code: Code, offset: Int, in bytes: some Collection<UInt8>) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.code = code
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// What is wrong, in both languages.
    public var message: Text {
        switch code {
        case .unexpectedEnd: Text(zh: "JSON 文本不完整", en: "the JSON text ends too early")
        case .trailingText: Text(zh: "JSON 值之后还有多余内容", en: "something follows the JSON value")
        case .invalidUTF8: Text(zh: "不是有效的 UTF-8 编码", en: "the bytes are not UTF-8")
        case .controlCharacter: Text(zh: "字符串中有未转义的控制字符", en: "a control character in a string is not escaped")
        case .invalidEscape: Text(zh: "字符串中的转义写法不正确", en: "a string has an unknown escape")
        case .loneSurrogate: Text(zh: "字符串中有不成对的代理码", en: "a string has a surrogate without its partner")
        case .invalidNumber: Text(zh: "数字写法不正确", en: "a number is not written as JSON writes numbers")
        case .numberTooLarge: Text(zh: "数字过长或指数过大", en: "a number is too long or its exponent too large")
        case .duplicateName: Text(zh: "同一对象中名称重复", en: "an object has the same name twice")
        case .tooDeep: Text(zh: "嵌套层数超过限制", en: "nested deeper than allowed")
        case .tooLong: Text(zh: "内容长度超过限制", en: "longer than allowed")
        case .invalidPointer: Text(zh: "JSON 指针写法不正确", en: "not a JSON Pointer")
        default: Text(zh: "此处不符合 JSON 语法", en: "this is not JSON syntax")
        }
    }
}

extension JSONError: CustomStringConvertible {
    /// Line, column, message and code, in English.
    public var description: String { "\(line):\(column): \(message.en) [\(code.rawValue)]" }
}
