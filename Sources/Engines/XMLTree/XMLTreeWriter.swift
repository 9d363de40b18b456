/// Writes a tree as UTF-8, keeping prefixes and the order of attributes, and adding declarations that a tree built
/// by hand lacks.
struct XMLTreeWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ document: XMLTreeDocument) {
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        for node in document.prologue {
            write(node, scope: [:])
            put("\n")
        }
        write(document.root, scope: ["xml": "http://www.w3.org/XML/1998/namespace"])
        put("\n")
        for node in document.epilogue {
            write(node, scope: [:])
            put("\n")
        }
    }

    mutating func write(_ element: XMLTreeElement, scope outer: [String: String]) {
        var scope = outer
        var declarations = element.namespaces
        for declaration in declarations { scope[declaration.prefix ?? ""] = declaration.uri }
        func need(_ prefix: String?, _ namespace: String?) {
            let key = prefix ?? ""
            guard scope[key] ?? "" != namespace ?? "" else { return }
            scope[key] = namespace ?? ""
            declarations.append(XMLTreeNamespace(prefix: prefix, uri: namespace ?? ""))
        }
        need(element.prefix, element.name.namespace)
        for attribute in element.attributes {
            if let prefix = attribute.prefix { need(prefix, attribute.name.namespace) }
        }
        let tag = Self.written(element.prefix, element.name.local)
        put("<")
        put(tag)
        for declaration in declarations {
            put(declaration.prefix.map { " xmlns:\($0)=\"" } ?? " xmlns=\"")
            escape(declaration.uri, attribute: true)
            put("\"")
        }
        for attribute in element.attributes {
            put(" ")
            put(Self.written(attribute.prefix, attribute.name.local))
            put("=\"")
            escape(attribute.value, attribute: true)
            put("\"")
        }
        guard !element.children.isEmpty else {
            put("/>")
            return
        }
        put(">")
        for node in element.children { write(node, scope: scope) }
        put("</")
        put(tag)
        put(">")
    }

    private mutating func write(_ node: XMLTreeNode, scope: [String: String]) {
        switch node {
        case .element(let element): write(element, scope: scope)
        case .text(let text): escape(text, attribute: false)
        case .cdata(let text):
            put("<![CDATA[")
            // A section cannot hold its own end: it is split there.
            put(text.split(separator: "]]>", omittingEmptySubsequences: false).joined(separator: "]]]]><![CDATA[>"))
            put("]]>")
        case .comment(let text):
            put("<!--")
            put(text)
            put("-->")
        case .instruction(let target, let data):
            put("<?")
            put(target)
            if !data.isEmpty {
                put(" ")
                put(data)
            }
            put("?>")
        }
    }

    private static func written(_ prefix: String?, _ local: String) -> String {
        prefix.map { "\($0):\(local)" } ?? local
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func escape(_ text: String, attribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: put("&amp;")
            case 0x3C: put("&lt;")
            case 0x3E: put("&gt;")
            case 0x0D: put("&#13;")
            case 0x22 where attribute: put("&quot;")
            case 0x09 where attribute: put("&#9;")
            case 0x0A where attribute: put("&#10;")
            default: bytes.append(byte)
            }
        }
    }
}

extension XMLTreeDocument {
    /// The document as UTF-8 with an XML declaration.
    public func serialised() -> [UInt8] {
        var writer = XMLTreeWriter()
        writer.write(self)
        return writer.bytes
    }
}

extension XMLTreeElement {
    /// The element as UTF-8, without a declaration; namespaces it inherits are declared on it.
    public func serialised() -> [UInt8] {
        var writer = XMLTreeWriter()
        writer.write(self, scope: ["xml": "http://www.w3.org/XML/1998/namespace"])
        return writer.bytes
    }
}
