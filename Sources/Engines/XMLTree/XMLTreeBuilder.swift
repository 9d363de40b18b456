import Diagnostics
import Foundation
import FoundationXML

/// Builds the tree from the parser's events.
///
/// The parser reports names as written (its own namespace processing is off); prefixes are resolved here, by the
/// order of ``XMLStructureScanner``'s tags.
final class XMLTreeBuilder: NSObject {
    private let file: String?
    private let tags: [XMLStructureScanner.Tag]
    private var nextTag = 0
    private var open: [XMLTreeElement] = []
    private var root: XMLTreeElement?
    private var prologue: [XMLTreeNode] = []
    private var epilogue: [XMLTreeNode] = []
    private var pendingText = ""
    private var failure: XMLTreeError?

    private static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
    private static let xmlnsNamespace = "http://www.w3.org/2000/xmlns/"

    private init(file: String?, tags: [XMLStructureScanner.Tag]) {
        self.file = file
        self.tags = tags
    }

    static func build(
        source: XMLSource, tags: [XMLStructureScanner.Tag], bareInstructions: [Int]
    ) throws(XMLTreeError) -> XMLTreeDocument {
        let builder = XMLTreeBuilder(file: source.file, tags: tags)
        // Foundation's parser ends the program at a processing instruction without data (`<?a?>`); with a space it does not.
        var bytes = source.bytes
        for offset in bareInstructions.reversed() { bytes.insert(0x20, at: offset) }
        let parser = XMLParser(data: Data(bytes))
        parser.shouldResolveExternalEntities = false
        parser.externalEntityResolvingPolicy = .never
        parser.shouldProcessNamespaces = false
        parser.shouldReportNamespacePrefixes = false
        parser.delegate = builder
        let parsed = parser.parse()
        if let failure = builder.failure { throw failure }
        guard parsed, builder.open.isEmpty, let root = builder.root else {
            let line = max(parser.lineNumber, 1)
            let column = max(parser.columnNumber, 1)
            throw XMLTreeError(.malformed, at: SourceLocation(file: source.file, line: line, column: column))
        }
        return XMLTreeDocument(root: root, prologue: builder.prologue, epilogue: builder.epilogue)
    }

    private func append(_ node: XMLTreeNode) {
        flushText()
        if !open.isEmpty {
            open[open.count - 1].children.append(node)
        } else if root == nil {
            prologue.append(node)
        } else {
            epilogue.append(node)
        }
    }

    /// The parser delivers one run of text in pieces: they are gathered until something else comes.
    private func flushText() {
        guard !pendingText.isEmpty else { return }
        if !open.isEmpty { open[open.count - 1].children.append(.text(pendingText)) }
        pendingText = ""
    }

    private static func split(_ name: String) -> (prefix: String?, local: String) {
        guard let colon = name.firstIndex(of: ":") else { return (nil, name) }
        return (String(name[..<colon]), String(name[name.index(after: colon)...]))
    }

    private func start(_ name: String, values: [String: String]) throws(XMLTreeError) {
        guard nextTag < tags.count, tags[nextTag].name == name else {
            throw XMLTreeError(.malformed, at: open.last?.location ?? SourceLocation(file: file, line: 1, column: 1))
        }
        let tag = tags[nextTag]
        nextTag += 1
        var scope = open.last?.inScope ?? ["xml": Self.xmlNamespace]
        var namespaces: [XMLTreeNamespace] = []
        for written in tag.attributes where written == "xmlns" || written.hasPrefix("xmlns:") {
            // A declaration libxml2 finds wrong does not arrive here.
            guard let uri = values[written] else { throw XMLTreeError(.unboundPrefix, at: tag.location) }
            let prefix = written == "xmlns" ? nil : String(written.dropFirst(6))
            if uri == Self.xmlnsNamespace || prefix == "xmlns" || (prefix != nil && uri.isEmpty)
                || (prefix == "xml") != (uri == Self.xmlNamespace)
            {
                throw XMLTreeError(.unboundPrefix, at: tag.location)
            }
            namespaces.append(XMLTreeNamespace(prefix: prefix, uri: uri))
            scope[prefix ?? ""] = uri
        }
        func resolve(_ written: String, usesDefault: Bool) throws(XMLTreeError) -> (QualifiedName, String?) {
            let (prefix, local) = Self.split(written)
            guard let prefix else {
                let namespace = usesDefault ? scope[""].flatMap { $0.isEmpty ? nil : $0 } : nil
                return (QualifiedName(namespace: namespace, local: local), nil)
            }
            guard let namespace = scope[prefix], !local.isEmpty, !local.contains(":") else {
                throw XMLTreeError(.unboundPrefix, at: tag.location)
            }
            return (QualifiedName(namespace: namespace, local: local), prefix)
        }
        var attributes: [XMLTreeAttribute] = []
        attributes.reserveCapacity(tag.attributes.count)
        for written in tag.attributes where written != "xmlns" && !written.hasPrefix("xmlns:") {
            guard let value = values[written] else { throw XMLTreeError(.malformed, at: tag.location) }
            let (name, prefix) = try resolve(written, usesDefault: false)
            guard !attributes.contains(where: { $0.name == name }) else {
                throw XMLTreeError(.malformed, at: tag.location)
            }
            attributes.append(XMLTreeAttribute(name: name, prefix: prefix, value: value))
        }
        let (resolved, prefix) = try resolve(name, usesDefault: true)
        open.append(
            XMLTreeElement(
                name: resolved, prefix: prefix, namespaces: namespaces, attributes: attributes,
                location: tag.location, inScope: scope))
    }
}

extension XMLTreeBuilder: XMLParserDelegate {
    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?, attributes attributeDict: [String: String]
    ) {
        guard failure == nil else { return }
        flushText()
        do throws(XMLTreeError) {
            try start(elementName, values: attributeDict)
        } catch {
            failure = error
            parser.abortParsing()
        }
    }

    func parser(
        _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
        guard failure == nil else { return }
        flushText()
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            append(.element(element))
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { if !open.isEmpty { pendingText += string } }

    func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) {
        append(.cdata(String(decoding: CDATABlock, as: UTF8.self)))
    }

    func parser(_ parser: XMLParser, foundComment comment: String) { append(.comment(comment)) }

    func parser(_ parser: XMLParser, foundProcessingInstructionWithTarget target: String, data: String?) {
        append(.instruction(target: target, data: data ?? ""))
    }

    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
        guard failure == nil else { return }
        // libxml2's codes for names: 200 a reserved namespace misused, 201 a prefix undeclared, 204 an empty URI.
        if [200, 201, 204].contains((parseError as NSError).code), nextTag < tags.count {
            failure = XMLTreeError(.unboundPrefix, at: tags[nextTag].location)
            return
        }
        let line = max(parser.lineNumber, 1)
        let column = max(parser.columnNumber, 1)
        failure = XMLTreeError(.malformed, at: SourceLocation(file: file, line: line, column: column))
    }
}
