/// The name of an element, as the bytes that open and close it.
///
/// Only names known to the program exist, so no input can name an element.
public struct Tag: Sendable {
    @usableFromInline let open: StaticString
    @usableFromInline let close: StaticString

    /// Makes a tag that ``HTML`` has no name for, such as a custom element.
    ///
    /// - Parameters:
    ///   - open: the beginning of the opening tag without its `>`: `"<yw-chart"`.
    ///   - close: the closing tag: `"</yw-chart>"`; empty for an element without content.
    @inlinable
    public init(open: StaticString, close: StaticString) {
        self.open = open
        self.close = close
    }
}
