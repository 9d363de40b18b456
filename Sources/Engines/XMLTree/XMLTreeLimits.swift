/// How much a file may ask of the reader; the structure is counted before the parser sees a byte.
public struct XMLTreeLimits: Sendable, Hashable {
    /// The greatest size in bytes.
    public var bytes: Int
    /// The greatest nesting of elements. The parser below gives up at 256, so a greater value has no effect.
    public var depth: Int
    /// The greatest number of elements, comments, instructions and CDATA sections together.
    public var nodes: Int
    /// The greatest number of attributes and declarations on one element.
    public var attributes: Int

    /// Makes limits.
    public init(bytes: Int = 16 << 20, depth: Int = 100, nodes: Int = 500_000, attributes: Int = 128) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.attributes = attributes
    }

    /// 16 MiB, 100 levels, 500 000 nodes, 128 attributes an element.
    public static let standard = XMLTreeLimits()
}
