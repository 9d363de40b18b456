public import Diagnostics

/// Why a file could not be read, and where.
public struct XMLTreeError: Error, Sendable, Hashable {
    /// The reason.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// More bytes than allowed.
        case tooLarge = "too-large"
        /// Elements nested more deeply than allowed.
        case tooDeep = "too-deep"
        /// More nodes than allowed.
        case tooManyNodes = "too-many-nodes"
        /// More attributes on one element than allowed.
        case tooManyAttributes = "too-many-attributes"
        /// The file has a DOCTYPE, through which entities and outside files could come in.
        case doctypeRefused = "doctype-refused"
        /// The declared encoding is none of UTF-8, UTF-16, GB 18030, Windows-1252 and ISO 8859-1.
        case unsupportedEncoding = "unsupported-encoding"
        /// The bytes do not follow the encoding.
        case invalidEncoding = "invalid-encoding"
        /// Not well-formed XML 1.0.
        case malformed
        /// The file ends in the middle.
        case unexpectedEnd = "unexpected-end"
        /// A prefix without a declaration, or a declaration the namespaces recommendation forbids.
        case unboundPrefix = "unbound-prefix"
    }

    /// The reason.
    public let code: Code
    /// Where it was noticed.
    public let location: SourceLocation

    /// Makes an error.
    public init(_ code: Code, at location: SourceLocation) {
        self.code = code
        self.location = location
    }

    /// The same as a finding for the file's author.
    public var diagnostic: Diagnostic {
        Diagnostic(.error, code: "xml.\(code.rawValue)", message: message, location: location)
    }

    /// The wording.
    public var message: Text {
        switch code {
        case .tooLarge: Text(zh: "XML 文件太大。", en: "The XML file is too large.")
        case .tooDeep: Text(zh: "XML 元素嵌套太深。", en: "XML elements are nested too deeply.")
        case .tooManyNodes: Text(zh: "XML 节点太多。", en: "The XML file has too many nodes.")
        case .tooManyAttributes: Text(zh: "一个元素的属性太多。", en: "An element has too many attributes.")
        case .doctypeRefused: Text(zh: "不接受带 DOCTYPE 的 XML。", en: "XML with a DOCTYPE is not accepted.")
        case .unsupportedEncoding:
            Text(zh: "不支持文件声明的编码，请存为 UTF-8。", en: "The declared encoding is not supported; save as UTF-8.")
        case .invalidEncoding: Text(zh: "文件内容与其编码不符。", en: "The bytes do not follow the file's encoding.")
        case .malformed: Text(zh: "XML 格式不正确。", en: "The XML is not well-formed.")
        case .unexpectedEnd: Text(zh: "XML 文件不完整。", en: "The XML file ends too early.")
        case .unboundPrefix: Text(zh: "命名空间前缀没有声明。", en: "A namespace prefix is not declared.")
        }
    }
}
