import Diagnostics

/// An XML document: one root element, and what comments and instructions stand around it.
public struct XMLTreeDocument: Sendable, Hashable {
    /// The root element.
    public var root: XMLTreeElement
    /// Comments and instructions before the root.
    public var prologue: [XMLTreeNode]
    /// Comments and instructions after the root.
    public var epilogue: [XMLTreeNode]

    /// Makes a document around a root.
    public init(root: XMLTreeElement, prologue: [XMLTreeNode] = [], epilogue: [XMLTreeNode] = []) {
        self.root = root
        self.prologue = prologue
        self.epilogue = epilogue
    }

    /// Reads a document (XML 1.0 with Namespaces in XML 1.0).
    ///
    /// Nothing outside the bytes is ever read, and a DOCTYPE is refused, so no entity can be declared.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 (with or without a byte order mark), UTF-16 with one, or what the declaration names: GB 18030 (GBK,
    ///     GB 2312), Windows-1252 or ISO 8859-1.
    ///   - file: The file's name for locations.
    public init(
        parsing bytes: some Collection<UInt8>, file: String? = nil, limits: XMLTreeLimits = .standard
    ) throws(XMLTreeError) {
        let source = try XMLSource(bytes: Array(bytes), file: file, limits: limits)
        var scanner = XMLStructureScanner(source: source, limits: limits)
        let tags = try scanner.scan()
        self = try XMLTreeBuilder.build(
            source: source, tags: tags, bareInstructions: scanner.bareInstructions)
    }

    /// Reads a document from a string; a declared encoding is not heeded.
    public init(
        parsing text: String, file: String? = nil, limits: XMLTreeLimits = .standard
    ) throws(XMLTreeError) {
        try self.init(parsing: Array(text.utf8), file: file, limits: limits)
    }
}
