public import Localisation

/// An HTML document or fragment in one language, written front to back as UTF-8 bytes.
///
/// Everything is escaped by default; only methods whose name begins with `raw` write markup as it is given, so that
/// `grep raw` lists every place where trust is claimed. Elements nest by closures and are therefore always closed.
///
/// ```swift
/// var html = HTML(language: .zhHans)
/// html.section(class: "card") { html in
///     html.h2(Text(zh: "我们已经知道的", en: "What we already know"))
///     html.p(name)
/// }
/// ```
///
/// The syntax follows the HTML Living Standard, section 13.1 “Writing HTML documents”.
///
/// A value is unique (it cannot be copied), so that writing never has to ask whether someone else holds its memory.
public struct HTML: ~Copyable {
    /// The language in which each ``Text`` is worded.
    public let language: Language

    var buffer: ByteBuffer

    /// Begins an empty document.
    ///
    /// - Parameters:
    ///   - language: the language of the document.
    ///   - capacity: how many bytes to make room for at first; a page of a form takes about 12 000.
    public init(language: Language, capacity: Int = 16_384) {
        self.language = language
        buffer = ByteBuffer(capacity: capacity)
    }

    /// What has been written so far, UTF-8.
    public var bytes: [UInt8] { buffer.array }

    /// How many bytes have been written so far.
    public var count: Int { buffer.count }

    /// What has been written so far as a string; for tests and messages, not for answers.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    // MARK: - Text

    /// Writes text, escaped.
    @inlinable
    public mutating func text(_ content: some HTMLContent) {
        content.write(into: &self)
    }

    /// Writes the string with `&`, `<`, `>` and `"` escaped, fit for text and for double-quoted attribute values.
    ///
    /// U+0000, which HTML cannot hold, becomes U+FFFD.
    public mutating func append(escaping string: String) {
        var string = string
        string.withUTF8 { buffer.append(escaping: $0) }
    }

    // MARK: - Trusted markup

    /// Writes markup that is part of the program as it stands.
    public mutating func raw(_ literal: StaticString) {
        append(literal)
    }

    /// Writes markup that was made elsewhere and is known to be well-formed and escaped.
    public mutating func rawBytes(_ markup: some Sequence<UInt8>) {
        let isContiguous: Void? = markup.withContiguousStorageIfAvailable { buffer.append($0) }
        if isContiguous == nil {
            for byte in markup { buffer.append(byte) }
        }
    }

    // MARK: - Elements

    /// Writes an element with the content that the closure writes.
    ///
    /// - Parameters:
    ///   - tag: the element's name.
    ///   - classes: the `class` attribute when it is known to the program; empty writes none.
    ///   - attributes: further attributes, in the order given.
    ///   - content: writes what stands inside.
    @inlinable
    public mutating func element(
        _ tag: Tag, class classes: StaticString = "", attributes: [Attribute], content: (inout HTML) -> Void
    ) {
        open(tag, class: classes, attributes: attributes)
        content(&self)
        append(tag.close)
    }

    /// Writes an element with the content that the closure writes.
    @inlinable
    public mutating func element(
        _ tag: Tag, class classes: StaticString = "", _ attributes: Attribute..., content: (inout HTML) -> Void
    ) {
        element(tag, class: classes, attributes: attributes, content: content)
    }

    /// Writes an element that holds one escaped text.
    @inlinable
    public mutating func element(
        _ tag: Tag, _ content: some HTMLContent, class classes: StaticString = "", _ attributes: Attribute...
    ) {
        open(tag, class: classes, attributes: attributes)
        content.write(into: &self)
        append(tag.close)
    }

    /// Writes an element that has no content, such as `<input>`.
    @inlinable
    public mutating func void(_ tag: Tag, class classes: StaticString = "", _ attributes: Attribute...) {
        open(tag, class: classes, attributes: attributes)
    }

    // MARK: - Bytes

    @usableFromInline
    mutating func open(_ tag: Tag, class classes: StaticString, attributes: [Attribute]) {
        if classes.utf8CodeUnitCount > 0 {
            buffer.append(tag.open, " class=\"", classes, "\"")
        } else {
            buffer.append(tag.open)
        }
        for attribute in attributes {
            attribute.write(into: &self)
        }
        buffer.append(UInt8(ascii: ">"))
    }

    @usableFromInline
    mutating func append(_ literal: StaticString) { buffer.append(literal) }

    mutating func append(_ number: Int) {
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { scratch in
            var index = scratch.count
            var magnitude = number.magnitude
            repeat {
                index -= 1
                scratch[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10)
                magnitude /= 10
            } while magnitude > 0
            if number < 0 {
                index -= 1
                scratch[index] = UInt8(ascii: "-")
            }
            buffer.append(UnsafeBufferPointer(scratch[index...].bindMemory(to: UInt8.self)))
        }
    }
}
