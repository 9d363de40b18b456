public import Diagnostics
import Localisation

/// What can stand as text in an element or as the value of an attribute: data (`String`, `Int`) and wordings (``Text``).
public protocol HTMLContent: Sendable {
    /// Writes itself, escaped, in the document's language.
    func write(into html: inout HTML)
    /// The same as the value of an attribute.
    var attributeValue: Attribute.Value { get }
}

extension String: HTMLContent {
    /// Writes the string, escaped.
    public func write(into html: inout HTML) { html.append(escaping: self) }
    /// The string.
    public var attributeValue: Attribute.Value { .string(self) }
}

extension Substring: HTMLContent {
    /// Writes the characters, escaped.
    public func write(into html: inout HTML) { html.append(escaping: String(self)) }
    /// The characters.
    public var attributeValue: Attribute.Value { .string(String(self)) }
}

extension Int: HTMLContent {
    /// Writes the number in decimal digits without grouping.
    public func write(into html: inout HTML) { html.append(self) }
    /// The number.
    public var attributeValue: Attribute.Value { .integer(self) }
}

extension Text: HTMLContent {
    /// Writes the wording of the document's language, escaped.
    public func write(into html: inout HTML) { html.append(escaping: self.in(html.language)) }
    /// The text; worded when the attribute is written.
    public var attributeValue: Attribute.Value { .text(self) }
}
