extension XMLTreeElement {
    /// The child elements, in document order.
    public var elements: [XMLTreeElement] {
        children.compactMap { node in
            guard case .element(let element) = node else { return nil }
            return element
        }
    }

    /// The first child element of this local name.
    ///
    /// - Parameter namespace: The namespace to look in; `nil` means this element's own.
    public func child(_ local: String, namespace: String? = nil) -> XMLTreeElement? {
        let wanted = namespace ?? name.namespace
        for case .element(let element) in children
        where element.name.local == local && element.name.namespace == wanted {
            return element
        }
        return nil
    }

    /// The child elements of this local name, in document order.
    ///
    /// - Parameter namespace: The namespace to look in; `nil` means this element's own.
    public func children(_ local: String, namespace: String? = nil) -> [XMLTreeElement] {
        let wanted = namespace ?? name.namespace
        return elements.filter { $0.name.local == local && $0.name.namespace == wanted }
    }

    /// An attribute's value.
    ///
    /// - Parameter namespace: The attribute's namespace; `nil` means an attribute without a prefix.
    public func attribute(_ local: String, namespace: String? = nil) -> String? {
        for attribute in attributes where attribute.name.local == local && attribute.name.namespace == namespace {
            return attribute.value
        }
        return nil
    }

    /// The element's own text and CDATA sections, joined as written; text of child elements is not in it.
    public var text: String {
        var joined = ""
        for node in children {
            switch node {
            case .text(let text), .cdata(let text): joined += text
            case .element, .comment, .instruction: continue
            }
        }
        return joined
    }

    /// ``text`` without white space at its ends.
    public var trimmedText: String {
        let text = text[...]
        let start = text.unicodeScalars.firstIndex { !Self.isSpace($0) } ?? text.endIndex
        guard start < text.endIndex, let last = text.unicodeScalars.lastIndex(where: { !Self.isSpace($0) }) else {
            return ""
        }
        return String(text.unicodeScalars[start...last])
    }

    /// Expands a name written in a value, such as `typeRef="feel:string"`, by the prefixes visible here.
    ///
    /// - Returns: `nil` when its prefix is bound to nothing.
    public func expand(_ lexical: String) -> QualifiedName? {
        guard let colon = lexical.firstIndex(of: ":") else {
            return QualifiedName(namespace: inScope[""].flatMap { $0.isEmpty ? nil : $0 }, local: lexical)
        }
        guard let namespace = inScope[String(lexical[..<colon])] else { return nil }
        return QualifiedName(namespace: namespace, local: String(lexical[lexical.index(after: colon)...]))
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
    }
}
