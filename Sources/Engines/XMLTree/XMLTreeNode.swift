/// One child of an element, in document order.
public enum XMLTreeNode: Sendable, Hashable {
    /// An element.
    case element(XMLTreeElement)
    /// Character data, references resolved.
    case text(String)
    /// A CDATA section's content.
    case cdata(String)
    /// A comment's content.
    case comment(String)
    /// A processing instruction.
    case instruction(target: String, data: String)
}
